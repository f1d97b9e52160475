#include <unordered_map>

#include "core/view/customer_history.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {
bool among(std::string_view list, std::string_view value) {
    if (list.empty()) return true;
    for (;;) {
        const std::size_t comma = list.find(',');
        if (list.substr(0, comma) == value) return true;
        if (comma == std::string_view::npos) return false;
        list.remove_prefix(comma + 1);
    }
}

bool passes(const HistoryFilter& filter, const ItemFacts& facts) {
    if (facts.at_ms < filter.from_ms) return false;
    if (filter.direction == "in" && facts.direction != Direction::in) return false;
    if (filter.direction == "out" && facts.direction != Direction::out) return false;
    return among(filter.channels, facts.channel) && among(filter.kinds, facts.kind);
}

// The matter of each item that belongs to one, by its id.
std::unordered_map<const Entity*, std::string> matter_of_each(const CustomerHistory& history,
                                                              const Shop& shop) {
    std::unordered_map<const Entity*, std::string> of;
    for (const Matter& matter : history.matters(shop)) {
        const std::string id = item_id(matter.root);
        for (const Entry* entry : matter.items) of[entry->item] = id;
    }
    return of;
}
}  // namespace

std::string timeline(const OpenCustomer& customer, Window window, const HistoryFilter& filter,
                     const Shop& shop) {
    const auto history = history_of(customer);
    const std::vector<Entry>& items = history->items().all();
    const auto matters = matter_of_each(*history, shop);
    const auto matter_of = [&](const Entity* item) {
        const auto found = matters.find(item);
        return found == matters.end() ? std::string() : found->second;
    };
    std::vector<const Entry*> shown;
    const bool whole = filter.channels.empty() && filter.kinds.empty() && filter.direction.empty() &&
                       filter.from_ms == 0 && filter.matter.empty();
    shown.reserve(items.size());
    for (const Entry& item : items)
        if (whole ||
            (passes(filter, item.facts) && (filter.matter.empty() || matter_of(item.item) == filter.matter)))
            shown.push_back(&item);
    const std::size_t total = shown.size();
    JsonText json;
    json.begin_object().text("slice", "timeline").text("id", hex(customer.customer->id.view()));
    json.key("total").number(total);
    json.key("from").number(window.from);
    if (total != items.size()) json.key("whole").number(items.size());
    json.text("order", window.newest_first ? "newest" : "oldest").key("rows").begin_array();
    std::size_t previews_left = previews_bytes_max;
    for (std::size_t i = window.from; i < total && i - window.from < window.limit; ++i) {
        const auto& [item, facts] = *shown[window.newest_first ? total - 1 - i : i];
        write_row(json, *item, facts, history->orders().of(*item), matter_of(item), previews_left);
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
