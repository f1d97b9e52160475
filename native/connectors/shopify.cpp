#include "native/connectors/shopify.h"

#include <iterator>

#include "native/connectors/shopify_parts.h"
#include "native/connectors/shopify_table.h"
#include "native/connectors/signature_base64.h"

namespace history::connectors {

namespace shopify_parts {

// Of the object, or of an amount with its currency ("price_set", which tables hold as JSON text).
std::string currency_of(const Json& object, const Account& account) {
    std::string currency = text_at(object, "currency");
    for (const char* name : {"price_set", "subtotal_set"}) {
        if (!currency.empty()) break;
        Json amounts = at(object, name);
        if (amounts.is_string()) amounts = parse_json(amounts.get_ref<const std::string&>()).value_or(Json());
        currency = text_at(at(amounts, "shop_money"), "currency_code");
    }
    return currency.empty() ? account.currency : currency;
}

void refer_to_order(Item& item, const std::string& order_id, const Account& account) {
    if (!order_id.empty()) put(item, "refers_to", columns({"shopify", account.name, "order:" + order_id}));
}

void put_amount(Item& item, const std::string& name, const Json& amount, const std::string& currency) {
    if (const auto minor = minor_units(amount, currency); minor)
        put(item, name, std::to_string(*minor) + ' ' + currency);
}

std::string address_text(const Json& address) {
    std::string text;
    const auto say = [&](const std::string& part) {
        if (part.empty()) return;
        if (!text.empty()) text += ", ";
        text += part;
    };
    say(text_at(address, "zip"));
    say(text_at(address, "country"));
    say(text_at(address, "province"));
    say(text_at(address, "city"));
    say(text_at(address, {"address1", "address_1"}));
    say(text_at(address, {"address2", "address_2"}));
    return text;
}

}  // namespace shopify_parts

namespace {

using namespace shopify_parts;

bool goods_or_shop(const Json& object) {
    for (const char* name : {"variants", "published_scope", "inventory_item_id", "myshopify_domain"})
        if (object.contains(name)) return true;
    // A cart before its checkout: nobody's yet.
    return object.contains("line_items") && object.contains("token") && !object.contains("cart_token");
}

void read_object(const Json& object, Found& found) {
    if (!object.is_object()) return found.reject("", "The body is no object of Shopify.", dump(object));
    const auto has = [&](const char* name) { return object.contains(name); };
    if (has("financial_status")) return add_order(object, "", found);
    if (has("abandoned_checkout_url") || (has("cart_token") && has("line_items")))
        return add_checkout(object, "", found);
    if (has("refund_line_items")) return add_refund(object, nullptr, "", found);
    if (has("gateway") && has("kind")) return add_transaction(object, nullptr, "", found);
    if (has("payment_method") && has("processed_at")) return add_tender(object, "", found);
    if (has("fulfillment_id") && has("happened_at")) return add_fulfillment_event(object, "", found);
    if (has("order_id") && (has("tracking_number") || has("tracking_numbers") || has("tracking_company")))
        return add_fulfillment(object, nullptr, "", found);
    if (has("customer_id") && (has("email_marketing_consent") || has("sms_marketing_consent")))
        return add_consent(object, "", found);
    if (has("first_name") && has("last_name")) return add_customer(object, "", found);
    if (goods_or_shop(object)) return;
    found.add_unknown("", object, row_ms(text_at(object, {"updated_at", "created_at"})), {});
}

constexpr const char* lists[] = {"orders",       "customers",    "checkouts",          "refunds",
                                 "transactions", "fulfillments", "fulfillment_events", "tender_transactions"};
constexpr const char* singles[] = {"order",       "customer",    "checkout",          "refund",
                                   "transaction", "fulfillment", "fulfillment_event", "tender_transaction"};

void read_unit(const Json& object, Found& found) {
    found.begin_unit();
    read_object(object, found);
    found.end_unit();
}

// An answer of the API holds one member alone, a webhook is the object itself.
void read(const Json& value, Found& found) {
    const Json* inner = &value;
    if (value.is_object() && value.size() == 1)
        for (std::size_t i = 0; i < std::size(lists); ++i) {
            if (at(value, lists[i]).is_array()) inner = &at(value, lists[i]);
            if (at(value, singles[i]).is_object()) inner = &at(value, singles[i]);
        }
    if (!inner->is_array()) return read_unit(*inner, found);
    for (const Json& object : *inner) read_unit(object, found);
}

Parsed parse(ByteView body, const Account& account) {
    return looks_like_json(body) ? parse_json_body(body, account, read)
                                 : parse_tables(body, account, shopify_tables());
}

}  // namespace

const Connector& shopify() {
    static const Connector connector{
        .channel = "shopify",
        .parse = parse,
        .check = check_shopify,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about =
            {.title = "Shopify: REST Admin API and webhooks",
             .formats = "bodies of webhooks, answers of the API (.json, .jsonl), tables of orders, lines, "
                        "customers, refunds, transactions, checkouts, parcels (.csv)",
             .fields =
                 "of orders id, name, created_at, currency, total_price, financial and fulfilment status, "
                 "customer, addresses, line_items, note, landing_site, referring_site, note_attributes; of "
                 "refunds lines, adjustments and transactions; of transactions kind, status, amount, "
                 "gateway; of fulfilments tracking and status; of customers names, contacts, consents",
             .ways = "webhook, import",
             .authenticity = "header X-Shopify-Hmac-Sha256: base64 HMAC-SHA256 of the raw body with the "
                             "application's client secret",
             .id_rule = "order:ID, checkout:ID, refund:ID, transaction:ID, tender:ID, fulfillment:ID",
             .identifiers = "customer's id proved; phones and mails given; phone of another recipient kept "
                            "without joining; numbers in notes said; client ids of analytics given",
             .setup =
                 "in the shop: Settings, Notifications, Webhooks, or the application's own subscriptions: "
                 "webhooks of orders, customers, refunds, checkouts, fulfillments and consents to "
                 "https://HOST/shopify/ACCOUNT in JSON; the client secret as shopify_client_secret; "
                 "the shop's currency as the account's",
             .left_out = "goods, stock, discounts, taxes, labels, carts before their checkout",
             .tried = false},
        .webhook_secret = "shopify_client_secret"};
    return connector;
}

}  // namespace history::connectors
