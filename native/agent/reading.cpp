// card, timeline, why, list: what the widget shows, from this device's own copy.
#include "core/base/fold.h"
#include "core/view/card_more.h"
#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/agent/shop.h"

namespace history::agent {

namespace {

void show(const std::string& slice, bool json) {
    print(json ? slice : readable(slice));
}

view::Window window_of(const ReadWords& words) {
    view::Window window;
    window.from = static_cast<std::uint32_t>(std::min<std::uint64_t>(words.from, UINT32_MAX));
    window.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(words.limit, UINT32_MAX));
    return window;
}

struct Asked {
    std::unique_ptr<Shell> shell;
    OpenedCustomer customer;
};

Result<Asked> ask(const ReadWords& words) {
    Asked asked;
    TRY_ASSIGN(shell, open_shell(words.data));
    asked.shell = std::move(shell);
    TRY_ASSIGN(customer, find_customer(*asked.shell, words.subject));
    TRY_ASSIGN(opened, open_customer(*asked.shell, *customer));
    asked.customer = std::move(opened);
    return asked;
}

Result<> list_worklist(const ReadWords& words, view::WorklistView which) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(name, shell->shared_setting("name"));
    const Directory& directory = shell->replica().directory();
    TRY_ASSIGN(shop, shop_of(*shell, words.as_of));
    show(view::worklist(view::all_records(directory), directory.customers(), which, name,
                        view::work_settings_of(shop), shop.as_of_ms, window_of(words)),
         words.json);
    return {};
}

Result<> list_quarantine(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    view::JsonText out;
    out.begin_object().text("slice", "quarantine").key("rows").begin_array();
    std::uint64_t total = 0;
    TRY(each_quarantined(*shell, [&](const std::string&, const Quarantined& one) {
        if (++total <= words.from || total > words.from + words.limit) return;
        out.begin_object()
            .text("id", one.id)
            .text("channel", one.channel)
            .text("account", one.account)
            .text("file", one.file)
            .text("place", one.place);
        out.text("reason", one.reason).number("at", one.at_ms).key("bytes").number(one.raw_bytes);
        if (is_utf8(one.raw))
            out.key("raw").text(one.raw);
        else
            out.text("raw_base64url", base64url(bytes_of(one.raw)));
        out.end_object();
    }));
    show(out.end_array().key("total").number(total).end_object().take(), words.json);
    return {};
}

Result<> list_devices(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    const Replica& replica = shell->replica();
    std::map<DeviceId, std::string> names;
    auto shared = shell->answer<std::vector<std::shared_ptr<const Subject>>>(
        [&](auto done) { shell->replica().open({shared_stream()}, done); });
    view::JsonText out;
    out.begin_object().text("slice", "devices").key("rows").begin_array();
    for (const auto& [id, member] : replica.roster().members()) {
        const std::string device = hex(id.view());
        // Its own name for itself, else the one that the owner gave with the invite: a connector or viewer may not name itself.
        const Entity* entity =
            shared.ok() ? shared->front()->current().find(EntityKind::device, device) : nullptr;
        if (shared.ok() && !entity)
            entity = shared->front()->current().find(EntityKind::device, hex(member.invite.view()));
        out.begin_object()
            .text("device", device)
            .text("role", role_name(member.role))
            .text("name", entity ? entity->value("name") : "");
        out.number("joined", member.joined_gpos).flag("revoked", member.void_after != UINT64_MAX);
        out.flag("this", id == replica.keyring().device()).end_object();
    }
    show(out.end_array().end_object().take(), words.json);
    return {};
}

}  // namespace

Result<> each_quarantined(Shell& shell,
                          const std::function<void(const std::string&, const Quarantined&)>& each) {
    std::string after;
    for (;;) {
        auto rows = shell.answer<std::vector<Row>>(
            [&](auto done) { shell.storage().read(quarantine_range(after), done); });
        if (!rows.ok()) return rows.error();
        if (rows->empty()) return {};
        after = rows->back().first;
        for (const Row& row : *rows) {
            TRY_ASSIGN(one, read_quarantine_row(shell.replica().keyring(), row));
            each(row.first, one);
        }
    }
}

Result<> card(const ReadWords& words) {
    TRY_ASSIGN(asked, ask(words));
    if (!words.colleague.empty()) {
        const StreamId id = asked.customer.view.customer->id;
        TRY(note_opening(*asked.shell, *asked.customer.view.customer, words.colleague));
        asked.customer.view.customer =
            asked.shell->replica().directory().customers().find(id);  // perhaps laid anew
    }
    TRY_ASSIGN(shop, shop_of(*asked.shell, words.as_of));
    const Directory& directory = asked.shell->replica().directory();
    show(view::card(asked.customer.view, directory.customers(), shop,
                    view::card_more(asked.customer.view, directory, view::Baskets().over(directory), shop)),
         words.json);
    return {};
}

Result<> offers(const ReadWords& words) {
    TRY_ASSIGN(asked, ask(words));
    TRY_ASSIGN(shop, shop_of(*asked.shell, words.as_of));
    const Directory& directory = asked.shell->replica().directory();
    show(view::offers(asked.customer.view, directory, view::Baskets().over(directory), shop), words.json);
    return {};
}

Result<> timeline(const ReadWords& words) {
    TRY_ASSIGN(asked, ask(words));
    TRY_ASSIGN(shop, shop_of(*asked.shell, words.as_of));
    view::HistoryFilter filter;
    filter.matter = words.matter;
    show(view::timeline(asked.customer.view, window_of(words), filter, shop), words.json);
    return {};
}

Result<> why(const ReadWords& words) {
    TRY_ASSIGN(asked, ask(words));
    const Directory& directory = asked.shell->replica().directory();
    show(view::why(asked.customer.view, directory.customers(), view::all_records(directory)), words.json);
    return {};
}

Result<> list(const ReadWords& words) {
    if (words.subject == "quarantine") return list_quarantine(words);
    if (words.subject == "visits") return list_visits(words);
    if (words.subject == "devices") return list_devices(words);
    if (words.subject == "mentions") return list_mentions(words);
    return list_worklist(words, *view::worklist_view_named(words.subject));
}

}  // namespace history::agent
