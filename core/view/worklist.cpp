#include <algorithm>

#include "core/base/arrange.h"
#include "core/view/list_row.h"
#include "core/view/slice.h"

namespace history::view {

const KnownIdentifier* face(const SubjectRecord& record) {
    for (std::string_view type : {"phone", "email", ""})
        for (const KnownIdentifier& one : record.identifiers)
            if (one.known >= Known::given && (type.empty() || one.type == type)) return &one;
    return nullptr;
}

std::string work_item_id(const WorkEntry& entry) {
    if (!entry.reminder.empty()) return entry.reminder;
    return entry.item.empty() ? std::string() : item_id(entry.item);
}

namespace {

constexpr std::string_view names[] = {"waiting",   "promises", "complaints", "reminders", "tasks",
                                      "postponed", "stuck",    "late",       "unfiled",   "all"};

const WorkEntry* first_of(const std::vector<WorkEntry>& work, WorkKind kind) {
    for (const WorkEntry& one : work)
        if (one.kind == kind) return &one;
    return nullptr;
}

void write_flags(JsonText& json, const std::vector<WorkEntry>& work) {
    if (work.empty()) return;
    json.key("flags").begin_array();
    for (const WorkEntry& one : work) {
        json.begin_object()
            .text("kind", work_kind_name(one.kind))
            .text("item", work_item_id(one))
            .number("at", one.at_ms)
            .number("due", one.due_ms)
            .flag("overdue", one.overdue)
            .number("waiting_ms", one.waiting_ms)
            .flag("out_of_hours", one.out_of_hours);
        json.text("assignee", one.assignee)
            .text("words", one.words)
            .text("rule", one.rule)
            .text("how", one.how)
            .end_object();
    }
    json.end_array();
}
}  // namespace

void write_list_row(JsonText& json, const Customer& customer, const CustomerSummary& summary,
                    std::string_view match, const std::vector<WorkEntry>& work,
                    std::optional<WorkKind> kind) {
    json.begin_object().text("id", hex(customer.id.view()));
    if (summary.main) json.text("name", summary.main->name);
    if (summary.main)
        if (const KnownIdentifier* one = face(*summary.main)) {
            json.key("identifier")
                .begin_object()
                .text("type", one->type)
                .text("value", one->value)
                .end_object();
        }
    const SubjectRecord* said = summary.waiting_since_ms != 0 ? summary.last_in : summary.last;
    if (said) {
        const LastItem& last = summary.waiting_since_ms != 0 ? *said->last_in : said->last;
        json.text("channel", last.channel)
            .text("account", last.account)
            .text("kind", last.kind)
            .text("words", last.words)
            .number("at", last.at_ms);
        json.text("direction", last.inbound ? "in" : "");
    }
    json.number("waiting_since", summary.waiting_since_ms)
        .number("items", summary.items)
        .text("match", match)
        .flag("unsent", summary.unsent);
    if (const WorkEntry* first = first_of(work, kind.value_or(WorkKind::question))) {
        json.number("due", first->due_ms);
        json.number("waiting_ms", first->waiting_ms);
    }
    write_flags(json, work);
    json.end_object();
}

std::string_view worklist_view_name(WorklistView view) {
    return names[static_cast<std::size_t>(view)];
}

std::optional<WorklistView> worklist_view_named(std::string_view name) {
    for (std::size_t i = 0; i < std::size(names); ++i)
        if (names[i] == name) return static_cast<WorklistView>(i);
    return std::nullopt;
}

namespace {

// The view that shows entries of this kind, and back; none: it shows customers as such.
std::optional<WorkKind> kind_of(WorklistView view) {
    switch (view) {
        case WorklistView::waiting:
            return WorkKind::question;
        case WorklistView::promises:
            return WorkKind::promise;
        case WorklistView::complaints:
            return WorkKind::complaint;
        case WorklistView::reminders:
            return WorkKind::reminder;
        case WorklistView::tasks:
            return WorkKind::task;
        case WorklistView::postponed:
            return WorkKind::postponed;
        case WorklistView::stuck:
            return WorkKind::stuck;
        case WorklistView::late:
            return WorkKind::late;
        case WorklistView::unfiled:
        case WorklistView::all:
            break;
    }
    return std::nullopt;
}

struct Listed {
    const Customer* customer;
    CustomerSummary summary;
    std::vector<WorkEntry> work;
    const WorkEntry* first = nullptr;  // of the view's kind
};

// Who waits longest, what is due first, who was here last.
void sort(std::vector<Listed>& listed, WorklistView which) {
    const auto last_ms = [](const Listed& one) {
        return one.summary.last ? one.summary.last->last.at_ms : 0;
    };
    const auto due = [](const Listed& one) {
        return one.first->due_ms == 0 ? UINT64_MAX : one.first->due_ms;
    };
    arrange(listed.begin(), listed.end(), [&](const Listed& a, const Listed& b) {
        if (!a.first || !b.first) {
            if (last_ms(a) != last_ms(b)) return last_ms(a) > last_ms(b);
            return a.customer->id < b.customer->id;
        }
        if (which == WorklistView::waiting && a.first->waiting_ms != b.first->waiting_ms)
            return a.first->waiting_ms > b.first->waiting_ms;
        if (due(a) != due(b)) return due(a) < due(b);
        if (a.first->at_ms != b.first->at_ms) return a.first->at_ms < b.first->at_ms;
        return a.customer->id < b.customer->id;
    });
}

}  // namespace

std::string worklist(const std::vector<const SubjectRecord*>& records, const Customers& customers,
                     WorklistView which, std::string_view business, const WorkSettings& settings,
                     std::uint64_t as_of_ms, Window window) {
    RecordOf by_stream;
    by_stream.reserve(records.size());
    for (const SubjectRecord* record : records) by_stream[record->stream] = record;
    std::vector<Listed> listed;
    std::uint64_t counts[std::size(names)] = {};
    const std::optional<WorkKind> kind = kind_of(which);
    for (const Customer& customer : customers.all) {
        Listed one{&customer, summarise_customer(customer, by_stream), {}, nullptr};
        one.work = work_of(customer, one.summary, by_stream, settings, as_of_ms);
        for (std::size_t view = 0; view < std::size(names); ++view) {
            const std::optional<WorkKind> its = kind_of(static_cast<WorklistView>(view));
            if (its ? first_of(one.work, *its) != nullptr
                    : one.summary.unfiled == (static_cast<WorklistView>(view) == WorklistView::unfiled))
                ++counts[view];
        }
        if (kind ? first_of(one.work, *kind) == nullptr
                 : one.summary.unfiled != (which == WorklistView::unfiled))
            continue;
        listed.push_back(std::move(one));
    }
    for (Listed& one : listed)
        if (kind) one.first = first_of(one.work, *kind);
    sort(listed, which);
    JsonText json;
    json.begin_object().text("slice", "worklist").number("as_of", as_of_ms).text("name", business);
    json.text("view", worklist_view_name(which)).key("counts").begin_object();
    for (std::size_t view = 0; view < std::size(names); ++view)
        json.key(static_cast<WorklistView>(view) == WorklistView::all ? "customers" : names[view])
            .number(counts[view]);
    json.end_object();
    json.key("total").number(listed.size());
    json.key("from").number(window.from);
    json.key("rows").begin_array();
    for (std::size_t i = window.from; i < listed.size() && i - window.from < window.limit; ++i)
        write_list_row(json, *listed[i].customer, listed[i].summary, {}, listed[i].work, kind);
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
