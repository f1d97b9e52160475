#include <algorithm>

#include "core/view/list_row.h"
#include "core/view/slice.h"

namespace history::view {

const KnownIdentifier* face(const SubjectRecord& record) {
    for (std::string_view type : {"phone", "email", ""})
        for (const KnownIdentifier& one : record.identifiers)
            if (one.known >= Known::given && one.type != "item" && (type.empty() || one.type == type))
                return &one;
    return nullptr;
}

void write_list_row(JsonText& json, const Customer& customer, const CustomerSummary& summary,
                    std::string_view match) {
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
        const LastItem& last = summary.waiting_since_ms != 0 ? said->last_in : said->last;
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
        .flag("unsent", summary.unsent)
        .end_object();
}

namespace {
struct Listed {
    const Customer* customer;
    CustomerSummary summary;
};
}  // namespace

std::string worklist(const std::vector<const SubjectRecord*>& records, const Customers& customers,
                     WorklistView which, std::string_view business, std::uint64_t as_of_ms, Window window) {
    RecordOf by_stream;
    by_stream.reserve(records.size());
    for (const SubjectRecord* record : records) by_stream[record->stream] = record;
    std::vector<Listed> listed;
    std::uint64_t waiting = 0, unfiled = 0, known = 0;
    for (const Customer& customer : customers.all) {
        Listed one{&customer, summarise_customer(customer, by_stream)};
        const bool waits = one.summary.waiting_since_ms != 0;
        if (one.summary.unfiled)
            ++unfiled;
        else
            ++known;
        if (waits) ++waiting;
        if (which == WorklistView::waiting   ? waits
            : which == WorklistView::unfiled ? one.summary.unfiled
                                             : !one.summary.unfiled)
            listed.push_back(one);
    }
    const auto last_ms = [](const Listed& one) {
        return one.summary.last ? one.summary.last->last.at_ms : 0;
    };
    std::sort(listed.begin(), listed.end(), [&](const Listed& a, const Listed& b) {
        if (which == WorklistView::waiting && a.summary.waiting_since_ms != b.summary.waiting_since_ms)
            return a.summary.waiting_since_ms < b.summary.waiting_since_ms;
        if (which != WorklistView::waiting && last_ms(a) != last_ms(b)) return last_ms(a) > last_ms(b);
        return a.customer->id < b.customer->id;
    });
    JsonText json;
    json.begin_object().text("slice", "worklist").number("as_of", as_of_ms).text("name", business);
    json.text("view", which == WorklistView::waiting   ? "waiting"
                      : which == WorklistView::unfiled ? "unfiled"
                                                       : "all");
    json.key("counts").begin_object();
    json.key("waiting").number(waiting);
    json.key("unfiled").number(unfiled);
    json.key("customers").number(known);
    json.end_object();
    json.key("total").number(listed.size());
    json.key("from").number(window.from);
    json.key("rows").begin_array();
    for (std::size_t i = window.from; i < listed.size() && i - window.from < window.limit; ++i)
        write_list_row(json, *listed[i].customer, listed[i].summary, {});
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
