// file: an item of nobody known goes to the customer whose it is, by a person's word that can be taken back.
#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

namespace {

// The word stands in the unfiled subject; the resolver joins by it (core/identity/resolver.h), its items never move streams.
std::vector<Op> word(const std::string& key, bool stands) {
    return {{EntityKind::statement, key, "reason", "filed"},
            {EntityKind::statement, key, "state", stands ? "stands" : "withdrawn"}};
}

Result<StreamId> unfiled_subject(Shell& shell, const std::string& who) {
    TRY_ASSIGN(customer, find_customer(shell, who));
    const auto id = unhex(who);
    for (const StreamId& member : customer->members) {
        const SubjectRecord* record = shell.replica().directory().find(member);
        const bool meant = customer->members.size() == 1 ||
                           (id.ok() && id->size() == StreamId::size && StreamId::from(*id) == member);
        if (record && record->kind == "unfiled" && meant) return member;
    }
    return fail(Errc::usage, "That is no item of nobody known; `history-agent list unfiled` shows them.");
}

// Keys of the links by which a person filed it.
Result<std::vector<std::string>> standing_words(Shell& shell, const StreamId& unfiled) {
    TRY_ASSIGN(subjects, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                             [&](auto done) { shell.replica().open({unfiled}, done); }));
    std::vector<std::string> keys;
    for (const Entity& entity : subjects.front()->current().entities())
        if (entity.kind == EntityKind::statement && entity.value("state") == "stands" &&
            entity.value("reason") == "filed")
            keys.push_back(entity.key);
    return keys;
}

}  // namespace

Result<> file(const FileWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "It is filed among what is known here.");
    if (shell->replica().status().role == "connector")
        return fail(Errc::unauthorized,
                    "This device brings items; only a device of a colleague may say whose they are.");
    TRY_ASSIGN(unfiled, unfiled_subject(*shell, words.unfiled));
    StreamWrite write;
    write.stream = unfiled;
    if (words.undo) {
        TRY_ASSIGN(said, standing_words(*shell, unfiled));
        for (const std::string& key : said) write.changes.push_back(word(key, false));
        if (write.changes.empty()) return fail(Errc::usage, "Nobody filed that item.");
    } else {
        TRY_ASSIGN(customer, find_customer(*shell, words.customer));
        if (customer->id == unfiled) return fail(Errc::usage, "The item and the customer are the same.");
        write.changes.push_back(word(joined_key("link", hex(customer->id.view())), true));
    }
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    auto written =
        shell->answer<WriteReport>([&](auto done) { shell->replica().write(std::move(writes), "", done); });
    if (!written.ok()) return written.error();
    const std::string now = hex(shell->replica().directory().customers().find(unfiled)->id.view());
    if (words.json) {
        view::JsonText json;
        json.begin_object().text("unfiled", hex(unfiled.view())).text("customer", now);
        print(json.boolean("filed", !words.undo).end_object().take());
    } else {
        print(words.undo ? "Taken back; the item is of nobody known again."
                         : "Filed; the customer is " + now + '.');
    }
    if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace history::agent
