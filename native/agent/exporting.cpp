// export: the whole workspace into the files of a format (native/exports/export.h).
#include <unistd.h>

#include <filesystem>

#include "core/view/json_text.h"
#include "core/view/workplace.h"
#include "native/agent/commands.h"
#include "native/agent/first_screens.h"
#include "native/agent/goods.h"
#include "native/agent/shop.h"
#include "native/exports/export.h"

namespace history::agent {

namespace {

// How far it is, on a terminal alone.
void show_progress(std::size_t done, std::size_t all) {
    if (!::isatty(STDERR_FILENO) || (done % 200 != 0 && done != all)) return;
    std::fprintf(stderr, "\r%zu of %zu customers%s", done, all, done == all ? "\n" : "");
}

Result<> put_customers(Shell& shell, exports::Export& out, FirstScreens* screens, const view::Shop& shop) {
    const Customers& customers = shell.replica().directory().customers();
    std::size_t done = 0;
    for (const Customer& customer : customers.all) {
        TRY_ASSIGN(opened, open_customer(shell, customer));
        out.customer(opened.view);
        for (const view::Tie& one : view::employers_of(opened.view, shell.replica().directory()))
            out.workplace(opened.view.customer->id, one.with->id, one.by);
        if (screens) screens->put(opened.view, shell.replica().directory(), shop, shell.config().country());
        show_progress(++done, customers.all.size());
    }
    return {};
}

// The visits of one browser, as a customer of their own in no workspace.
void put_stranger(const std::vector<Visit>& visits, exports::Export& out) {
    const Hash name = hash_of("history stranger 1", bytes_of(visits.front().browser));
    const StreamId id = StreamId::from(name.view().first(StreamId::size));
    const Directory nobody;
    Filing filing(nobody, [&] { return id; });
    for (const Visit& visit : visits) {
        connectors::Account account;
        account.name = visit.told.account;
        account.country = visit.told.country;
        visit.told.is_item ? filing.add(visit.told.channel, account, visit.told.item)
                           : filing.add(visit.told.channel, account, visit.told.statement);
    }
    State state;
    for (const StreamWrite& write : filing.file({}).writes)
        for (const std::vector<Op>& ops : write.changes) {
            Delta delta;
            delta.at.ms = 1;
            delta.ops = ops;
            for (Op& op : delta.ops)
                if (op.kind == EntityKind::subject && op.field == "kind") op.value = "stranger";
            state.apply(delta, 1);
        }
    const Customer customer{id, {id}, {}, false};
    out.customer({&customer, {{id, &state}}});
}

// Rows of one browser follow each other.
Result<> put_strangers(Shell& shell, exports::Export& out) {
    std::vector<Visit> visits;
    TRY(each_visit(shell, [&](const Visit& visit) {
        if (!visit.owner) return;
        if (!visits.empty() && visits.front().browser != visit.browser) {
            put_stranger(visits, out);
            visits.clear();
        }
        visits.push_back(visit);
    }));
    if (!visits.empty()) put_stranger(visits, out);
    return {};
}

Result<> put_goods(Shell& shell, exports::Export& out) {
    const std::vector<StreamId> streams = goods_streams(shell.replica().directory());
    TRY_ASSIGN(subjects, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                             [&](auto done) { shell.replica().open(streams, done); }));
    std::vector<const State*> states;
    for (const auto& subject : subjects) states.push_back(&subject->current());
    for (const KnownFact& one : all_goods(states))
        out.product(
            {one.channel, one.account, one.sku, one.fact, one.place, one.value, one.source, one.at_ms});
    return {};
}

}  // namespace

Result<> export_workspace(const ExportWords& words) {
    const exports::Format* format = exports::find_format(words.format);
    if (!format) return fail(Errc::usage, "There is no format " + words.format + '.');
    TRY_ASSIGN(shell, open_shell(words.data));
    std::error_code trouble;
    std::filesystem::create_directories(words.to, trouble);
    if (trouble)
        return fail(Errc::storage, "Cannot make the folder " + words.to + ": " + trouble.message() + '.');
    const std::unique_ptr<exports::Export> out = format->make(words.to);
    TRY_ASSIGN(catalogue, open_catalogue(*shell));
    out->know(std::move(catalogue));
    TRY_ASSIGN(shop, shop_of(*shell, words.as_of));
    const auto screens = words.format == "jsonl" ? std::make_unique<FirstScreens>(words.to) : nullptr;
    TRY(put_customers(*shell, *out, screens.get(), shop));
    if (screens) TRY(screens->finish());
    const std::uint64_t known = out->totals().customers;
    if (format->strangers) TRY(put_strangers(*shell, *out));
    const std::uint64_t strangers = out->totals().customers - known;
    TRY(put_goods(*shell, *out));
    exports::Rejections rejections;
    TRY(each_quarantined(*shell, [&](const std::string&, const Quarantined& one) {
        ++rejections[{one.channel, one.account}];
    }));
    TRY(out->finish(rejections));
    const exports::Totals& totals = out->totals();
    if (words.json) {
        view::JsonText json;
        json.begin_object().text("format", words.format).key("customers").number(known);
        if (format->strangers) json.key("strangers").number(strangers);
        print(json.key("left_out")
                  .number(totals.left_out)
                  .key("items")
                  .number(totals.items)
                  .end_object()
                  .take());
        return {};
    }
    std::string said = std::to_string(known) + " customers";
    if (strangers != 0) said += ", " + std::to_string(strangers) + " browsers of nobody known";
    if (totals.items != 0) said += " and " + std::to_string(totals.items) + " items";
    said += " written to " + words.to + '.';
    if (totals.left_out != 0)
        said += ' ' + std::to_string(totals.left_out) + " have no number, address or id, and were left out.";
    print(said);
    return {};
}

}  // namespace history::agent
