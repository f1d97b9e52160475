#include "core/view/suggested.h"

#include <algorithm>

#include "core/view/customer_named.h"

namespace history::view {

namespace {

void write_row(JsonText& json, const Suggestion& one, const Directory& directory, bool both) {
    const Customers& customers = directory.customers();
    const Customer &own = *customers.find(one.a), &other = *customers.find(one.b);
    json.begin_object().text("id", hex(other.id.view())).text("name", customer_name(other, directory));
    json.key("score").number(static_cast<std::uint64_t>(one.score));
    json.key("reasons").begin_array();
    for (const std::string& reason : one.reasons) json.text(reason);
    json.end_array().text("subject", hex(one.a.view())).text("other", hex(one.b.view()));
    if (both)
        json.key("with")
            .begin_object()
            .text("id", hex(own.id.view()))
            .text("name", customer_name(own, directory))
            .end_object();
    json.end_object();
}

}  // namespace

const Suggestions& Suggested::over(const Directory& directory) {
    if (!made_ || revision_ != directory.people_revision()) {
        made_.emplace(all_records(directory));
        revision_ = directory.people_revision();
    }
    return *made_;
}

void write_suggestions(JsonText& json, const Customer& customer, const Directory& directory,
                       const Suggestions& suggestions) {
    json.key("suggestions").begin_array();
    for (const Suggestion& one : suggestions.of(customer, directory.customers(), suggestions_max))
        write_row(json, one, directory, false);
    json.end_array();
}

std::string suggestions(const Customer* customer, const Directory& directory, const Suggestions& made,
                        Window window) {
    const Customers& customers = directory.customers();
    std::vector<Suggestion> found;
    if (customer) {
        found = made.of(*customer, customers, SIZE_MAX);
    } else {
        // Two customers may be alike through several of their subjects: the best pair speaks for them.
        std::vector<std::pair<StreamId, StreamId>> seen;
        for (Suggestion& one : made.all(customers)) {
            std::pair<StreamId, StreamId> pair(customers.find(one.a)->id, customers.find(one.b)->id);
            if (pair.second < pair.first) std::swap(pair.first, pair.second);
            const auto place = std::lower_bound(seen.begin(), seen.end(), pair);
            if (place != seen.end() && *place == pair) continue;
            seen.insert(place, pair);
            found.push_back(std::move(one));
        }
    }
    JsonText json;
    json.begin_object().text("slice", "suggestions");
    if (customer) json.text("id", hex(customer->id.view()));
    json.key("total").number(found.size()).key("from").number(window.from).key("rows").begin_array();
    for (std::size_t i = window.from; i < found.size() && i - window.from < window.limit; ++i)
        write_row(json, found[i], directory, customer == nullptr);
    return json.end_array().end_object().take();
}

}  // namespace history::view
