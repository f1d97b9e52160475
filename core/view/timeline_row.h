// One row of a timeline: an item's facts as typed JSON (fields and order in slice.h).
#pragma once
#include "core/insight/item_facts.h"
#include "core/insight/money.h"
#include "core/insight/order.h"
#include "core/view/json_text.h"

namespace history::view {

// order: that the item is a document or part of; null: of none. matter: id of the one that it belongs to.
// previews_left: bytes of previews that the slice may still hold;
// those written are taken off.
void write_row(JsonText& json, const Entity& item, const ItemFacts& facts, const Order* order,
               std::string_view matter, std::size_t& previews_left);

void write_money(JsonText& json, std::string_view name, const Money& money);

}  // namespace history::view
