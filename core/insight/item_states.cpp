#include "core/insight/item_states.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/columns.h"
#include "core/insight/item_facts.h"

namespace history {

std::vector<ItemState> states_of_item(const Entity& item) {
    std::vector<ItemState> states;
    item.each("step", '/', [&](std::string_view, const Field& step) {
        std::string_view rest = step.value;
        ItemState one;
        one.order = one.at_ms = number_column(rest);
        one.state = take_column(rest);
        one.text = take_column(rest);
        one.place = take_column(rest);
        one.colleague = step.colleague;
        states.push_back(one);
    });
    if (states.empty())
        item.each("status", '@', [&](std::string_view version, const Field& status) {
            constexpr std::uint64_t time_ms_min = 100'000'000'000;  // 1973; below it is a place in a row
            const std::uint64_t order = number_of(version);
            states.push_back(
                {order, order >= time_ms_min ? order : 0, status.value, {}, {}, status.colleague});
        });
    arrange(states.begin(), states.end(),
            [](const ItemState& a, const ItemState& b) { return a.order < b.order; });
    states.erase(std::unique(states.begin(), states.end(),
                             [](const ItemState& a, const ItemState& b) {
                                 return a.state == b.state && a.text == b.text && a.place == b.place;
                             }),
                 states.end());
    if (states.size() > item_states_max) states.erase(states.begin(), states.end() - item_states_max);
    return states;
}

}  // namespace history
