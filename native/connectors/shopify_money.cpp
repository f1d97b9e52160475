#include "native/connectors/order_lines.h"
#include "native/connectors/row_json.h"
#include "native/connectors/shopify_parts.h"

namespace history::connectors::shopify_parts {

namespace {

void put_order(Item& item, const Json& object, const Order* order, const Account& account) {
    std::string id = text_at(object, "order_id");
    if (id.empty() && order != nullptr) id = order->id;
    refer_to_order(item, id, account);
    if (order == nullptr) return;
    put(item, "order_ref", order->number);
    for (const Identifier& one : order->buyer)
        if (!one.cc) item.identifiers.push_back(one);
}

std::string card_of(const Json& object) {
    const Json& details = at(object, "payment_details");
    const Json& source = details.is_object() ? details : object;
    return joined_name(text_at(source, {"credit_card_company", "payment_credit_card_company",
                                        "payment_details_credit_card_company"}),
                       text_at(source, {"credit_card_number", "payment_credit_card_number",
                                        "payment_details_credit_card_number"}));
}

// A refund has no currency of its own: its lines and its money have.
std::string refund_currency(const Json& refund, const Order* order, const Account& account) {
    for (const char* list : {"refund_line_items", "transactions"}) {
        const Json& parts = at(refund, list);
        if (!parts.is_array() || parts.empty()) continue;
        std::string currency = text_at(at(at(parts[0], "subtotal_set"), "shop_money"), "currency_code");
        if (currency.empty()) currency = text_at(parts[0], "currency");
        if (!currency.empty()) return currency;
    }
    return order != nullptr ? order->currency : account.currency;
}

}  // namespace

void put_refund_line(Item& item, const Json& line, const std::string& currency) {
    const Json& of = at(line, "line_item");
    const std::string id = text_at(line, {"order_line_id", "line_item_id"});
    const auto sum = minor_units(at(line, "subtotal"), currency),
               price = minor_units(at(of, "price"), currency);
    const std::string quantity = decimal_text(at(line, "quantity"));
    put(item, "line/" + (id.empty() ? text_at(line, "id") : id),
        columns({text_at(of, {"sku", "variant_id"}), text_at(of, {"name", "title"}),
                 quantity.empty() ? "1" : quantity, price ? std::to_string(*price) : "",
                 sum ? std::to_string(*sum) : "", currency}));
}

// Shipping given back, or a difference: below zero in the shop's books, above zero as what the buyer gets.
void put_adjustment(Item& item, const Json& adjustment, const std::string& currency) {
    const auto amount = minor_units(at(adjustment, "amount"), currency);
    if (!amount || text_at(adjustment, "id").empty()) return;
    const std::string back = std::to_string(-*amount);
    put(item, "line/" + text_at(adjustment, "id"),
        columns({"", text_at(adjustment, {"reason", "kind"}), "1", back, back, currency}));
}

namespace {

// Bounded as one list, for they are lines of one paper.
void put_lines(Item& item, const Json& refund, const std::string& currency) {
    ListBound bound(item, "line", line_limit);
    const auto each = [&](const char* name, auto one) {
        if (const Json& list = at(refund, name); list.is_array())
            for (const Json& line : list)
                if (bound.takes()) one(item, line, currency);
    };
    each("refund_line_items", put_refund_line);
    each("order_adjustments", put_adjustment);
}

}  // namespace

void add_refund(const Json& refund, const Order* order, const std::string& place, Found& found) {
    const std::string id = text_at(refund, "id");
    const std::uint64_t created = row_ms(text_at(refund, {"created_at", "processed_at"}));
    if (id.empty() || created == 0)
        return found.reject(place, "The refund has no id or no created_at.", dump(refund));
    const std::string currency = refund_currency(refund, order, found.account);
    Item item;
    item.native_id = "refund:" + id;
    put(item, "kind", "return");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put(item, "text", text_at(refund, "note"));
    put_order(item, refund, order, found.account);
    put_lines(item, refund, currency);
    found.add(std::move(item));
    if (const Json& list = at(refund, "transactions"); list.is_array())
        for (const Json& one : list) add_transaction(one, order, place, found);
}

void add_transaction(const Json& transaction, const Order* order, const std::string& place, Found& found) {
    const std::string id = text_at(transaction, "id"), kind = text_at(transaction, "kind");
    const std::uint64_t created = row_ms(text_at(transaction, {"created_at", "processed_at"}));
    if (id.empty() || kind.empty() || created == 0)
        return found.reject(place, "The transaction has no id, no kind or no created_at.", dump(transaction));
    const bool back = kind == "refund" || kind == "change";
    const bool moves = back || kind == "sale" || kind == "capture";
    Item item;
    item.native_id = "transaction:" + id;
    put(item, "kind", back ? "refund" : "payment");
    put(item, "direction", back ? "out" : "in");
    put(item, "at", ms_text(created));
    put(item, "title", kind);
    if (moves)
        put_amount(item, "total", at(transaction, "amount"),
                   text_at(transaction, "currency").empty() && order != nullptr
                       ? order->currency
                       : currency_of(transaction, found.account));
    const std::string state = text_at(transaction, "status"), message = text_at(transaction, "message");
    put(item, state == "pending" || state == "awaiting_response" ? "status@0" : "status@1",
        state == "failure" || state == "error" ? joined_name(state, message) : state);
    put(item, "method", text_at(transaction, "gateway"));
    put(item, "payment", card_of(transaction));
    if (text_at(transaction, "test") == "TRUE" || at(transaction, "test") == Json(true))
        put(item, "stage", "test");
    put_order(item, transaction, order, found.account);
    found.add(std::move(item));
}

void add_tender(const Json& tender, const std::string& place, Found& found) {
    const std::string id = text_at(tender, "id"), amount = decimal_text(at(tender, "amount"));
    const std::uint64_t at_ms = row_ms(text_at(tender, "processed_at"));
    if (id.empty() || at_ms == 0)
        return found.reject(place, "The tender transaction has no id or no processed_at.", dump(tender));
    const bool back = amount.starts_with('-');
    Item item;
    item.native_id = "tender:" + id;
    put(item, "kind", back ? "refund" : "payment");
    put(item, "direction", back ? "out" : "in");
    put(item, "at", ms_text(at_ms));
    put_amount(item, "total", back ? Json(amount.substr(1)) : at(tender, "amount"),
               currency_of(tender, found.account));
    put(item, "method", text_at(tender, "payment_method"));
    put(item, "payment", card_of(tender));
    if (text_at(tender, "test") == "true" || at(tender, "test") == Json(true)) put(item, "stage", "test");
    put_order(item, tender, nullptr, found.account);
    found.add(std::move(item));
}

}  // namespace history::connectors::shopify_parts
