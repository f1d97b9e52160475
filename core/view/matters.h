// Matters of an opened customer, and what people say of them.
#pragma once
#include "core/replica/replica.h"
#include "core/view/slice.h"

namespace history::view {

// matters
// {"slice":"matters","id","rows":[{"matter","title","kind","state","stage","assignee","items":n,"first","last","suggested":true,
//          "channels":[..],"rows":[item ids, the newest matter_rows_max]}]}
// matter: item_id of its first item; the one that moved last first
inline constexpr std::size_t matter_rows_max = 100;
std::string matters(const OpenCustomer& customer, const Shop& shop);

// A person's word: of the matter whose first item is `matter` (item_id). `what`:
//   confirm              as it is suggested now: every item of it is in
//   state open | done; stage, title, assignee TEXT; kind question | complaint | request | case
//   in, out ITEM         an item of the customer, by its item_id; what was said of it before is what an undo says again
// Errc::not_found: no such item with this customer; Errc::usage: not one of these.
Result<std::vector<StreamWrite>> matter_write(const OpenCustomer& customer, const Shop& shop,
                                              const std::string& matter, const std::string& what,
                                              const std::string& value);

}  // namespace history::view
