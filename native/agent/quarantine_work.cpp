// retry and drop: what stands in the quarantine read again after a mend, or thrown away.
#include <algorithm>

#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/agent/inbox.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"

namespace history::agent {

namespace {

struct Kept {
    std::string key;
    Quarantined row;
};

Result<std::vector<Kept>> chosen(Shell& shell, const KeptWords& words) {
    std::vector<Kept> kept;
    TRY(each_quarantined(shell, [&](const std::string& key, const Quarantined& row) {
        if (!words.channel.empty() && row.channel != words.channel) return;
        if (!words.ids.empty() && std::find(words.ids.begin(), words.ids.end(), row.id) == words.ids.end())
            return;
        kept.push_back({key, row});
    }));
    for (const std::string& id : words.ids)
        if (std::none_of(kept.begin(), kept.end(), [&](const Kept& one) { return one.row.id == id; }))
            return fail(Errc::not_found, "The quarantine has nothing called " + id + '.');
    return kept;
}

Result<> remove(Shell& shell, const std::vector<std::string>& keys) {
    Batch batch;
    batch.deletes = keys;
    if (batch.empty()) return {};
    return shell.answer<Ok>(
        [&](auto done) { shell.storage().commit(std::move(batch), Durability::strict, done); });
}

// Ids that strangers chose stay theirs, however often they are read. A file cannot pretend: its name has a folder.
const connectors::Connector* reader_of(const Quarantined& row) {
    const connectors::Connector& pages = connectors::collected();
    if (row.channel == pages.channel && row.file == collected_file) return &pages;
    return connectors::find_connector(row.channel);
}

// Whether the connector makes something of it now. A payload that was kept in part would lose its end.
bool readable_now(const Quarantined& row, const connectors::Connector& connector,
                  const connectors::Account& account) {
    if (row.raw.size() != row.raw_bytes || row.raw.empty()) return false;
    const connectors::Parsed parsed = connector.parse(bytes_of(row.raw), account);
    return parsed.rejections.empty() && (!parsed.items.empty() || !parsed.statements.empty() ||
                                         !parsed.goods.empty() || parsed.other != 0);
}

void say(const KeptWords& words, const char* done, std::uint64_t count, std::uint64_t left) {
    if (words.json) {
        view::JsonText json;
        print(json.begin_object().key(done).number(count).key("left").number(left).end_object().take());
    } else {
        print(std::to_string(count) + ' ' + done + ", " + std::to_string(left) + " left in the quarantine.");
    }
}

}  // namespace

// What can be read is filed and saved before its row goes: killed between the two, the next retry finds the items there.
Result<> retry(const KeptWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(kept, chosen(*shell, words));
    Importer importer(shell->importer_ports());
    std::vector<std::string> read;
    const auto save = [&]() -> Result<> {
        return shell->answer<Ok>([&](auto done) { importer.save(done); });
    };
    for (const Kept& one : kept) {
        const connectors::Connector* connector = reader_of(one.row);
        const connectors::Account account = shell->config().account(one.row.channel, one.row.account);
        if (!connector || !readable_now(one.row, *connector, account)) continue;
        importer.take(*connector, account, bytes_of(one.row.raw), one.row.file, 0);
        read.push_back(one.key);
        if (importer.full()) TRY(save());
    }
    TRY(save());
    TRY(remove(*shell, read));
    say(words, "read", read.size(), kept.size() - read.size());
    if (!words.offline && !read.empty()) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
    return {};
}

Result<> drop(const KeptWords& words) {
    if (!words.cookie.empty()) return drop_visits(words);
    if (words.ids.empty() && !words.all)
        return fail(Errc::usage,
                    "Say which: ids of `history-agent list quarantine --json`, --all, or --cookie VALUE.");
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(kept, chosen(*shell, words));
    std::vector<std::string> keys;
    for (const Kept& one : kept) keys.push_back(one.key);
    TRY(remove(*shell, keys));
    std::uint64_t left = 0;
    TRY(each_quarantined(*shell, [&](const std::string&, const Quarantined&) { ++left; }));
    say(words, "dropped", keys.size(), left);
    return {};
}

}  // namespace history::agent
