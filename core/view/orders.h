// A customer's orders with all that is known of each, and what people say of two documents: one order, or two.
//
// A statement is an entity of the subjects that hold the documents (core/insight/order.h); either copy is enough. Joining says it
// of the two documents and of every pair between the two orders that somebody divided before; so taking the join back leaves
// exactly what was said earlier, and the other way round.
#pragma once
#include "core/replica/replica.h"
#include "core/view/slice.h"

namespace history::view {

// orders {"slice":"orders","id","rows":[{"order","number","status","words","at","changed","total","returned",
//          "documents":[{"item","channel","account","native","at","role","number"}],"parts":[the same],
//          "moves":[{"at","state","channel","who"}],"apart":[as on the card]}],
//          "statements":[{"said":"one_order"|"two_orders","a","b","who","at"}]}            newest first
//          order: item_id of its first document; statements: standing ones, of a pair the latest
std::string orders(const OpenCustomer& customer);

enum class OrderWord : std::uint8_t { join, divide, undo_join, undo_divide };
std::optional<OrderWord> order_word_named(std::string_view name);  // by the names above

// a, b: a document or any part by its item_id, or the number of an order.
//   join         the orders of a and b are one
//   divide       document a (a part: its order's first) is no copy of b; b empty: of nothing else in its order
//   undo_join    what join said of a and b; b empty: every join of a
//   undo_divide  what divide said of a and b; b empty: of a and anything
// Errc::not_found: no such order, or nobody said so; Errc::conflict: the number names several, or it holds already.
Result<std::vector<StreamWrite>> order_write(const OpenCustomer& customer, OrderWord what,
                                             const std::string& a, const std::string& b);

}  // namespace history::view
