// A customer's orders as the card and the timeline show them: each once, whatever documents it has (core/insight/order.h).
#pragma once
#include <unordered_map>

#include "core/insight/order.h"
#include "core/view/customer_items.h"
#include "core/view/json_text.h"

namespace history::view {

class CustomerOrders {
public:
    CustomerOrders(const std::vector<OpenMember>& members, const CustomerItems& items);  // both outlive it
    const std::vector<Order>& all() const { return orders_; }                            // newest first
    const Order* of(const Entity& item) const;  // whose document or part it is; null: of none

    const std::vector<OrderStatement>& statements() const { return statements_; }

    // "apart": the documents that people divided from it, where they are other orders now.
    void write_apart(JsonText& json, const Order& order) const;
    // "purchases" and "orders" of the card (slice.h). An order counts once; cancelled ones do not; what came back is taken off.
    void write(JsonText& json) const;

private:
    void write_purchases(JsonText& json) const;
    void write_also(JsonText& json, const Order& order) const;
    std::vector<Order> orders_;
    std::vector<OrderStatement> statements_;
    std::vector<const Entity*> returns_;  // that belong to no order here
    std::unordered_map<std::string_view, std::uint32_t> of_;
};

// "also": the other documents of its order.
void write_also(JsonText& json, const Order& order, const Entity& item);

inline constexpr std::size_t card_orders_max = 20;

}  // namespace history::view
