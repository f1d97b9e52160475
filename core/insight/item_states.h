// How an item came to where it is: the steps that its source dates, else the versions of its state.
#pragma once
#include <string_view>
#include <vector>

#include "core/model/state.h"

namespace history {

struct ItemState {
    std::uint64_t order = 0;  // among the others of this item
    std::uint64_t at_ms = 0;  // 0: the source gives only an order of states
    std::string_view state, text, place, colleague;
};

inline constexpr std::size_t item_states_max =
    32;  // the last ones: a parcel of a broken source may have thousands

// Oldest first, without repeats; views point into the item.
std::vector<ItemState> states_of_item(const Entity& item);

}  // namespace history
