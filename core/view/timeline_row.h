// One row of a timeline: an item's facts as typed JSON (fields and order in slice.h).
#pragma once
#include "core/insight/item_facts.h"
#include "core/view/json_text.h"

namespace history::view {

// previews_left: bytes of previews that the slice may still hold; those written are taken off.
void write_row(JsonText& json, const Entity& item, const ItemFacts& facts, std::size_t& previews_left);

// "1234500 KZT" -> {"currency":"KZT","minor":1234500}; nothing when it is no sum.
struct Money {
    std::int64_t minor = 0;
    std::string_view currency;
    bool known = false;
};
Money money_of(std::string_view text);
Money total_of(const Entity& item);  // the source's own total, else the sum of its lines
void write_money(JsonText& json, std::string_view name, const Money& money);

}  // namespace history::view
