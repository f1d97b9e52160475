// What of an item can be found: its words after edits, and what stands beside them. Nothing of a deleted text.
#pragma once
#include <functional>
#include <string_view>

#include "core/model/state.h"

namespace history::search {

// Calls each(field, text) for every text, always in this order: text, title, author, product, number, order_ref, lines (their
// number and name), calls (the other side's number, the colleague), files' names, address, place, quote, answers, and the
// rest that people may remember. `field` is the base name; an empty text is left out. The text lives for the call only.
void each_text(const Entity& item,
               const std::function<void(std::string_view field, std::string_view text)>& each);

}  // namespace history::search
