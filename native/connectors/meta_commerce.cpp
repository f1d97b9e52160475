#include "native/connectors/meta_commerce.h"

#include "native/connectors/order_lines.h"

namespace history::connectors {

void put_meta_order(const Json& order, Item& item, const Account& account) {
    put(item, "text", text_at(order, "note"));
    const Json& products = at(order, "products");
    if (!products.is_array()) return;
    SummedLines lines(item);
    for (const Json& product : products) {
        OrderLine line;
        line.sku = text_at(product, "retailer_id");
        if (line.sku.empty()) line.sku = text_at(product, "id");
        line.name = text_at(product, "name");
        line.quantity = decimal_text(at(product, "quantity"));
        line.currency = text_at(product, "currency");
        if (line.currency.empty()) line.currency = account.currency;
        line.price_minor = minor_units(at(product, "unit_price"), line.currency);
        lines.add(line);
    }
    lines.put_total();
}

void put_meta_payment(const Json& payment, Item& item) {
    const Json& amount = at(payment, "amount");
    const std::string currency = text_at(amount, "currency");
    if (const auto minor = minor_units(at(amount, "amount"), currency); minor && !currency.empty())
        put(item, "total", std::to_string(*minor) + ' ' + currency);
    put(item, "method", text_at(at(payment, "payment_credential"), "provider_type"));
    put(item, "number", text_at(at(payment, "payment_credential"), "charge_id"));
    const Json& person = at(payment, "requested_user_info");
    std::string address;
    for (const char* part : {"street1", "street2", "city", "state", "postal_code", "country"}) {
        const std::string words = text_at(at(person, "shipping_address"), part);
        if (!address.empty() && !words.empty()) address += ", ";
        address += words;
    }
    put(item, "address", address);
    const std::string name = text_at(person, "contact_name");
    add_identifier(item.identifiers, "phone", "", text_at(person, "contact_phone"), Known::given, name);
    add_identifier(item.identifiers, "email", "", text_at(person, "contact_email"), Known::given, name);
}

std::string meta_marketing_wish(const Json& optin) {
    const std::string status = text_at(optin, "notification_messages_status");
    return status.starts_with("STOP") ? "stop" : status.starts_with("RESUME") ? "resume" : "";
}

}  // namespace history::connectors
