#include "core/view/customer_orders.h"

#include <algorithm>
#include <map>
#include <utility>

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

CustomerOrders::CustomerOrders(const std::vector<OpenMember>& members, const CustomerItems& items) {
    std::vector<const Entity*> entities;
    entities.reserve(items.all().size());
    for (const Entry& item : items.all()) entities.push_back(item.item);
    std::vector<const State*> states;
    for (const OpenMember& member : members) states.push_back(member.state);
    statements_ = order_statements(states);
    orders_ = orders_of(entities, statements_, nullptr);
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

// The same of its first document, with who joined it by hand.
void CustomerOrders::write_also(JsonText& json, const Order& order) const {
    if (order.documents.size() < 2) return;
    json.key("also").begin_array();
    for (const OrderPart& document : order.documents) {
        if (document.item->key == order.first().key) continue;
        const std::string id = item_id(document.item->key);
        const bool by_hand = std::any_of(
            statements_.begin(), statements_.end(),
            [&](const OrderStatement& one) { return one.one && (one.first == id || one.second == id); });
        const KeyParts key = key_parts(document.item->key);
        json.begin_object()
            .text("channel", key.first)
            .text("account", key.second)
            .text("item", id)
            .number("at", document.at_ms)
            .flag("by_hand", by_hand)
            .end_object();
    }
    json.end_array();
}

void CustomerOrders::write_apart(JsonText& json, const Order& order) const {
    bool any = false;
    for (const OrderStatement& said : statements_) {
        if (said.one) continue;
        const auto holds = [](const Order& one, const std::string& id) {
            return std::any_of(one.documents.begin(), one.documents.end(),
                               [&](const OrderPart& part) { return item_id(part.item->key) == id; });
        };
        const bool first = holds(order, said.first), second = holds(order, said.second);
        if (first == second) continue;
        const std::string& other = first ? said.second : said.first;
        const auto elsewhere =
            std::find_if(orders_.begin(), orders_.end(), [&](const Order& one) { return holds(one, other); });
        if (elsewhere == orders_.end()) continue;
        const auto part = std::find_if(elsewhere->documents.begin(), elsewhere->documents.end(),
                                       [&](const OrderPart& one) { return item_id(one.item->key) == other; });
        const KeyParts key = key_parts(part->item->key);
        if (!std::exchange(any, true)) json.key("apart").begin_array();
        json.begin_object()
            .text("item", other)
            .text("from", first ? said.first : said.second)
            .text("channel", key.first)
            .text("account", key.second)
            .text("number", elsewhere->number)
            .text("who", said.who)
            .number("at", said.stamp.effective_ms)
            .end_object();
    }
    if (any) json.end_array();
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
        write_also(json, order);
        write_apart(json, order);
        json.end_object();
    }
    json.end_array();
}

}  // namespace history::view
