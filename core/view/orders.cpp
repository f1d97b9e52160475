#include "core/view/orders.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/view/customer_history.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {

struct Named {
    const Order* order = nullptr;
    std::string id;  // of the document
};

bool is_document(const Order& order, const std::string& id) {
    return std::any_of(order.documents.begin(), order.documents.end(),
                       [&](const OrderPart& one) { return item_id(one.item->key) == id; });
}

Result<Named> named(const CustomerOrders& orders, const std::string& who) {
    if (who.empty()) return fail(Errc::usage, "Name an order, by its number or the id of a document.");
    std::vector<Named> found;
    for (const Order& order : orders.all()) {
        if (is_document(order, who)) return Named{&order, who};
        for (const OrderPart& part : order.parts)
            if (item_id(part.item->key) == who) return Named{&order, item_id(order.first().key)};
        const auto own = std::find_if(order.documents.begin(), order.documents.end(),
                                      [&](const OrderPart& one) { return one.item->value("number") == who; });
        if (own != order.documents.end())
            found.push_back({&order, item_id(own->item->key)});
        else if (order.number == who)
            found.push_back({&order, item_id(order.first().key)});
    }
    if (found.empty())
        return fail(Errc::not_found, "This customer has no order \"" + who.substr(0, 64) + "\".");
    if (found.size() > 1)
        return fail(Errc::conflict,
                    "Several orders have the number " + who.substr(0, 64) + "; name a document by its id.");
    return found.front();
}

using Pair = std::pair<std::string, std::string>;
Pair ordered(const std::string& a, const std::string& b) {
    return a < b ? Pair(a, b) : Pair(b, a);
}

// Standing statements of one kind, whatever a later one says.
std::set<Pair> standing(const OpenCustomer& customer, bool one) {
    std::set<Pair> pairs;
    for (const OpenMember& member : customer.members)
        for (const Entity& entity : member.state->entities()) {
            if (entity.kind != EntityKind::statement || entity.value("state") != "stands") continue;
            const KeyParts key = key_parts(entity.key);
            const std::size_t middle = key.second.find('-');
            if (key.first != (one ? "one_order" : "two_orders") || middle == std::string_view::npos) continue;
            pairs.emplace(std::string(key.second.substr(0, middle)),
                          std::string(key.second.substr(middle + 1)));
        }
    return pairs;
}

// To every subject that holds one of the two, or says something of them already.
std::vector<StreamWrite> writes_of(const OpenCustomer& customer, const std::set<Pair>& pairs, bool one,
                                   const std::string& state) {
    std::vector<StreamWrite> writes;
    for (const OpenMember& member : customer.members) {
        std::set<std::string> own;
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::item) own.insert(item_id(entity.key));
        StreamWrite write;
        write.stream = member.stream;
        for (const auto& [a, b] : pairs) {
            const std::string key = order_statement_key(one, a, b);
            if (own.count(a) == 0 && own.count(b) == 0 && !member.state->find(EntityKind::statement, key))
                continue;
            if (write.changes.empty() || write.changes.back().size() >= 32) write.changes.emplace_back();
            write.changes.back().push_back({EntityKind::statement, key, "state", state});
        }
        if (!write.changes.empty()) writes.push_back(std::move(write));
    }
    return writes;
}

Result<std::vector<StreamWrite>> take_back(const OpenCustomer& customer, bool one, const Named& a,
                                           const Named* b) {
    const std::set<Pair> said = standing(customer, one), otherwise = standing(customer, !one);
    std::set<Pair> pairs;
    for (const Pair& pair : said) {
        const bool touches = pair.first == a.id || pair.second == a.id;
        if (b ? pair == ordered(a.id, b->id) : touches) pairs.insert(pair);
    }
    if (pairs.empty())
        return fail(Errc::not_found, one ? "Nobody joined these by hand." : "Nobody divided these by hand.");
    // A join over older divisions spoke of their pairs as well.
    if (one && b)
        for (const Pair& pair : said)
            if (otherwise.count(pair) != 0 && is_document(*a.order, pair.first) &&
                is_document(*a.order, pair.second))
                pairs.insert(pair);
    return writes_of(customer, pairs, one, "withdrawn");
}

void write_parts(JsonText& json, const char* name, const std::vector<OrderPart>& parts) {
    json.key(name).begin_array();
    for (const OrderPart& part : parts) {
        const KeyParts key = key_parts(part.item->key);
        json.begin_object()
            .text("item", item_id(part.item->key))
            .text("channel", key.first)
            .text("account", key.second)
            .text("native", key.third)
            .number("at", part.at_ms)
            .text("role", order_role_name(part.role))
            .text("number", part.item->value("number"))
            .end_object();
    }
    json.end_array();
}

}  // namespace

std::optional<OrderWord> order_word_named(std::string_view name) {
    if (name == "join") return OrderWord::join;
    if (name == "divide") return OrderWord::divide;
    if (name == "undo_join") return OrderWord::undo_join;
    if (name == "undo_divide") return OrderWord::undo_divide;
    return std::nullopt;
}

std::string orders(const OpenCustomer& customer) {
    const auto history = history_of(customer);
    const CustomerOrders& found = history->orders();
    JsonText json;
    json.begin_object().text("slice", "orders").text("id", hex(customer.customer->id.view()));
    json.key("rows").begin_array();
    for (const Order& order : found.all()) {
        json.begin_object().text("order", item_id(order.first().key)).text("number", order.number);
        json.text("status", order_stage_name(order.stage)).text("words", order.state);
        json.number("at", order.at_ms).number("changed", order.changed_ms);
        write_money(json, "total", order.total);
        write_money(json, "returned", order.returned);
        write_parts(json, "documents", order.documents);
        write_parts(json, "parts", order.parts);
        json.key("moves").begin_array();
        for (const OrderMove& move : order.moves)
            json.begin_object()
                .number("at", move.at_ms)
                .text("state", move.state)
                .text("channel", move.channel)
                .text("who", move.who)
                .end_object();
        json.end_array();
        found.write_apart(json, order);
        json.end_object();
    }
    json.end_array().key("statements").begin_array();
    for (const OrderStatement& one : found.statements())
        json.begin_object()
            .text("said", one.one ? "one_order" : "two_orders")
            .text("a", one.first)
            .text("b", one.second)
            .text("who", one.who)
            .number("at", one.stamp.effective_ms)
            .end_object();
    json.end_array().end_object();
    return json.take();
}

Result<std::vector<StreamWrite>> order_write(const OpenCustomer& customer, OrderWord what,
                                             const std::string& a, const std::string& b) {
    const auto history = history_of(customer);
    const CustomerOrders& orders = history->orders();
    TRY_ASSIGN(first, named(orders, a));
    Named second;
    if (!b.empty()) {
        TRY_ASSIGN(other, named(orders, b));
        second = other;
        if (second.id == first.id) return fail(Errc::usage, "Those are one document.");
    }
    if (what == OrderWord::undo_join || what == OrderWord::undo_divide)
        return take_back(customer, what == OrderWord::undo_join, first, b.empty() ? nullptr : &second);
    std::set<Pair> pairs;
    if (what == OrderWord::join) {
        if (b.empty()) return fail(Errc::usage, "Name the two orders that are one.");
        if (first.order == second.order) return fail(Errc::conflict, "They are one order already.");
        pairs.insert(ordered(first.id, second.id));
        for (const Pair& apart : standing(customer, false)) {
            const bool there =
                is_document(*first.order, apart.first) && is_document(*second.order, apart.second);
            const bool back =
                is_document(*second.order, apart.first) && is_document(*first.order, apart.second);
            if (there || back) pairs.insert(apart);
        }
        return writes_of(customer, pairs, true, "stands");
    }
    if (!b.empty()) {
        if (first.order != second.order) return fail(Errc::conflict, "They are two orders already.");
        pairs.insert(ordered(first.id, second.id));
    } else {
        if (first.order->documents.size() < 2)
            return fail(Errc::conflict, "This order has one document; there is nothing to divide.");
        for (const OrderPart& other : first.order->documents)
            if (const std::string id = item_id(other.item->key); id != first.id)
                pairs.insert(ordered(first.id, id));
    }
    return writes_of(customer, pairs, false, "stands");
}

}  // namespace history::view
