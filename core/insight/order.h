// One order out of its documents over every channel: site, Direct, marketplace, till, 1C, staff. Pure: the same for the same
// facts in whatever order they come, natively and in Wasm.
//
// Documents of an order are items of kind `order` and `receipt`. Two of them are one order when, strongest first:
//   1. people say so (statement one_order), or never when people say two_orders: the later of both stands;
//   2. one names the other: the same number, order_ref = number, refers_to, or a number that stands in its words;
//   3. they look alike: the same goods and the same sum within 24 hours, from different accounts (or staff notes without numbers
//      of their own). A document without lines, as staff write them, is alike by its product, else by its sum, else by its words.
// Likeness never joins documents that name two different orders, nor two documents of one source account: who orders the same
// twice in one shop has two orders. The nearest in time are joined first.
//
// Payments, refunds, returns and parcels belong to the order whose number they carry (order_ref) or that they refer to; so do
// other items with its number, and the item that a document is about (refers_to): the message in which it was ordered.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/catalogue.h"
#include "core/insight/money.h"
#include "core/insight/order_state.h"
#include "core/model/state.h"

namespace history {

enum class OrderRole : std::uint8_t { order, receipt, returned, payment, refund, parcel, touch };
std::string_view order_role_name(
    OrderRole role);  // order | receipt | return | payment | refund | parcel | touch

struct OrderPart {
    const Entity* item = nullptr;
    std::uint64_t at_ms = 0;
    OrderRole role = OrderRole::order;
};

struct OrderMove {  // a state that a document, payment or parcel of the order was in
    std::uint64_t at_ms = 0;
    std::string_view state;    // in the source's own word
    std::string_view channel;  // of the item that says so
    std::string_view who;      // colleague or author; may be empty
    OrderRole role = OrderRole::order;
};

struct Order {
    std::vector<OrderPart> documents;     // by time, then key; never empty
    std::vector<OrderPart> parts;         // by time, then key
    std::vector<OrderMove> moves;         // oldest first; without repeats of one channel
    std::string_view number;              // of its first document that has one; may be empty
    std::string_view state;               // of the documents, the latest; may be empty
    OrderStage stage = OrderStage::open;  // what the states say together
    Money total;                   // of a machine's document before a note's, of an order before a receipt
    Money returned;                // of its returns, else of its refunds; above zero
    std::uint64_t at_ms = 0;       // of the first document
    std::uint64_t changed_ms = 0;  // of the latest document, move or part
    const Entity& first() const { return *documents.front().item; }
};

struct OrderStatement {  // what people say of two items; item ids sorted
    std::string first, second;
    bool one = false;
    Stamp stamp;
    std::string who;  // colleague; may be empty
};
// Standing statements of the customer's streams; of a pair the latest.
std::vector<OrderStatement> order_statements(std::span<const State* const> states);
// The key of a statement entity: `one_order` or `two_orders`, then both ids sorted and joined by '-'.
std::string order_statement_key(bool one, std::string_view item_a, std::string_view item_b);

// `items`: all items of a customer, each once. Newest first. The catalogue makes a marketplace's own number and our sku one
// product; null: goods are compared by sku and by name. Views point into the items.
std::vector<Order> orders_of(std::span<const Entity* const> items, std::span<const OrderStatement> statements,
                             const Catalogue* catalogue);

inline constexpr std::uint64_t alike_ms_max = 24 * 3600 * 1000;
inline constexpr std::size_t alike_neighbours_max =
    16;  // documents of equal goods that each is compared with, by time

}  // namespace history
