// Sums of items: minor units and a currency, as the fields of an item hold them (native/connectors/item.h).
#pragma once
#include <cstdint>
#include <string_view>

#include "core/model/state.h"

namespace history {

// "1234500 KZT"; not known when the text is no sum. The currency's text lives in the text, or in the item.
struct Money {
    std::int64_t minor = 0;
    std::string_view currency;
    bool known = false;
};
Money money_of(std::string_view text);
Money total_of(const Entity& item);  // the source's own total, else the sum of its lines

}  // namespace history
