#include "core/view/customer_orders.h"

#include <map>

#include "core/insight/columns.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {

// What people call it: its title, else the first of its goods, else its number.
std::string_view title_of(const Order& order) {
    std::string_view title;
    for (const OrderPart& document : order.documents) {
        if (title.empty()) title = document.item->value("product");
        document.item->each("line", '/', [&](std::string_view, const Field& line) {
            std::string_view rest = line.value;
            take_column(rest);
            if (title.empty()) title = take_column(rest);
        });
    }
    return title.empty() ? order.number : title;
}

}  // namespace

CustomerOrders::CustomerOrders(const OpenCustomer& customer, const CustomerItems& items) {
    std::vector<const Entity*> entities;
    entities.reserve(items.all().size());
    for (const CustomerItem& item : items.all()) entities.push_back(item.entity);
    std::vector<const State*> states;
    for (const OpenMember& member : customer.members) states.push_back(member.state);
    const std::vector<OrderStatement> statements = order_statements(states);
    orders_ = orders_of(entities, statements, nullptr);
    for (std::uint32_t i = 0; i < orders_.size(); ++i)
        for (const std::vector<OrderPart>* parts : {&orders_[i].documents, &orders_[i].parts})
            for (const OrderPart& part : *parts) of_.emplace(part.item->key, i);
    for (const Entity* entity : entities)
        if (entity->value("kind") == "return" && of_.count(entity->key) == 0) returns_.push_back(entity);
}

const Order* CustomerOrders::of(const Entity& item) const {
    const auto found = of_.find(item.key);
    return found == of_.end() ? nullptr : &orders_[found->second];
}

void write_also(JsonText& json, const Order& order, const Entity& item) {
    if (order.documents.size() < 2) return;
    json.key("also").begin_array();
    for (const OrderPart& document : order.documents) {
        if (document.item->key == item.key) continue;
        const KeyParts key = key_parts(document.item->key);
        json.begin_object()
            .text("channel", key.first)
            .text("account", key.second)
            .text("item", item_id(document.item->key))
            .number("at", document.at_ms)
            .end_object();
    }
    json.end_array();
}

void CustomerOrders::write_purchases(JsonText& json) const {
    std::uint64_t count = 0;
    std::map<std::string_view, std::int64_t> sums;
    const Order* last = nullptr;
    for (const Order& order : orders_) {
        if (order.stage == OrderStage::cancelled) continue;
        ++count;
        if (!last) last = &order;  // newest first
        if (order.total.known) sums[order.total.currency] += order.total.minor;
        if (order.returned.known) sums[order.returned.currency] -= order.returned.minor;
    }
    for (const Entity* item : returns_)
        if (const Money money = total_of(*item); money.known)
            sums[money.currency] -= money.minor < 0 ? -money.minor : money.minor;
    if (count == 0 && sums.empty()) return;
    json.key("purchases").begin_object();
    json.key("count").number(count);
    json.key("sums").begin_array();
    for (const auto& [currency, minor] : sums)
        json.begin_object().text("currency", currency).key("minor").signed_number(minor).end_object();
    json.end_array();
    if (last) {
        json.key("last")
            .begin_object()
            .number("at", last->at_ms)
            .text("item", item_id(last->first().key))
            .text("title", title_of(*last));
        if (last->total.known)
            json.text("currency", last->total.currency).key("minor").signed_number(last->total.minor);
        json.end_object();
    }
    json.end_object();
}

void CustomerOrders::write(JsonText& json) const {
    write_purchases(json);
    if (orders_.empty()) return;
    json.key("orders").begin_array();
    for (std::size_t i = 0; i < orders_.size() && i < card_orders_max; ++i) {
        const Order& order = orders_[i];
        const std::string id = item_id(order.first().key);
        json.begin_object().text("order", id).text("number", order.number);
        json.text("status", order_stage_name(order.stage))
            .text("words", order.state)
            .number("at", order.at_ms);
        write_money(json, "total", order.total);
        json.text("item", id);
        write_also(json, order, order.first());
        json.end_object();
    }
    json.end_array();
}

}  // namespace history::view
