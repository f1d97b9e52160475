#include "native/connectors/satu.h"

#include "native/connectors/bodies.h"
#include "native/connectors/decimal.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

struct Price {
    std::optional<std::int64_t> minor;
    std::string currency;
};

// "46 500 ₸", "1 200,50 грн": digits, then the sign of a currency; without one it is the account's.
Price price_of(const Json& value, const Account& account) {
    const std::string text = decimal_text(value);
    const std::size_t sign = text.find_first_not_of("0123456789 .,-");
    // A blank of another width belongs to the digits where more digits follow it.
    std::string digits;
    std::string rest;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-')
            digits.push_back(c);
        else if (c != ' ' && c != '\xC2' && c != '\xA0')
            rest.push_back(c);
    }
    while (!digits.empty() && (digits.back() == '.' || digits.back() == ',')) digits.pop_back();
    struct Sign {
        std::string_view sign, currency;
    };
    constexpr Sign signs[] = {{"₸", "KZT"},   {"тг", "KZT"}, {"₽", "RUB"}, {"руб", "RUB"},
                              {"грн", "UAH"}, {"₴", "UAH"},  {"$", "USD"},   {"€", "EUR"}};
    Price price{std::nullopt, account.currency};
    if (sign != std::string::npos)
        for (const Sign& one : signs)
            if (text.find(one.sign) != std::string::npos) price.currency = one.currency;
    // Of several points and commas only the last may part the minor units, and three digits behind it are thousands.
    const std::size_t last = digits.find_last_of(".,");
    const bool thousands = value.is_string() && last != std::string::npos && digits.size() - last == 4;
    std::string plain;
    for (std::size_t i = 0; i < digits.size(); ++i)
        if ((digits[i] != '.' && digits[i] != ',') || (i == last && !thousands)) plain.push_back(digits[i]);
    digits = plain;
    if (!digits.empty()) price.minor = decimal(digits, minor_digits(price.currency));
    return price;
}

void put_products(const Json& products, Item& item, const Account& account) {
    if (!products.is_array()) return;
    ListBound lines(item, "line", line_limit);
    for (const Json& product : products) {
        if (!lines.takes()) continue;
        OrderLine line;
        line.sku = text_at(product, "sku");
        if (line.sku.empty()) line.sku = text_at(product, "external_id");
        line.name = text_at(product, "name");
        line.quantity = decimal_text(at(product, "quantity"));
        const Price price = price_of(at(product, "price"), account);
        line.price_minor = price.minor;
        line.currency = price.currency;
        put_line(item, lines.taken(), line);
    }
}

void add_order(const Json& order, Found& found) {
    const std::string id = text_at(order, "id");
    const std::uint64_t created = iso_ms(text_at(order, "date_created"));
    if (id.empty() || created == 0)
        return found.reject("", "The order has no id or no date_created.", dump(order));
    const std::uint64_t modified = iso_ms(text_at(order, "date_modified"));
    Item item;
    item.native_id = id;
    put(item, "kind", "order");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put(item, "number", id);
    put(item, "status@" + std::to_string(modified != 0 ? modified : created), text_at(order, "status"));
    if (const Price total = price_of(
            at(order, "full_price").is_null() ? at(order, "price") : at(order, "full_price"), found.account);
        total.minor)
        put(item, "total", std::to_string(*total.minor) + ' ' + total.currency);
    put(item, "payment", text_at(at(order, "payment_option"), "name"));
    put(item, "delivery", text_at(at(order, "delivery_option"), "name"));
    put(item, "address", text_at(order, "delivery_address"));
    put(item, "source", text_at(order, "source"));
    put(item, "text", text_at(order, "client_notes"));
    put_products(at(order, "products"), item, found.account);
    const std::string name =
        joined_name(text_at(order, "client_first_name"), text_at(order, "client_last_name"));
    add_identifier(item.identifiers, "buyer", "satu/" + found.account.name, text_at(order, "client_id"),
                   Known::proved, name);
    add_identifier(item.identifiers, "phone", "", text_at(order, "phone"), Known::given, name);
    add_identifier(item.identifiers, "email", "", text_at(order, "email"), Known::given, name);
    add_said(item.identifiers, text_at(order, "client_notes"));
    found.add(std::move(item));
}

void read(const Json& value, Found& found) {
    const Json& list = at(value, "orders");
    const Json& one_order = at(value, "order");
    const auto one = [&](const Json& order) {
        found.begin_unit();
        if (order.is_object())
            add_order(order, found);
        else
            found.reject("", "The order is no object.", dump(order));
        found.end_unit();
    };
    if (list.is_array()) {
        for (const Json& order : list) one(order);
        return;
    }
    one(one_order.is_object() ? one_order : value);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& satu() {
    static const Connector connector{
        .channel = "satu",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Satu.kz and shops of the Prom engine: orders",
                  .formats = "answers of orders/list and orders/ID (.json, .jsonl)",
                  .fields = "id, date_created, date_modified, status, client names, client_id, phone, email, "
                            "price or full_price, payment_option, delivery_option, delivery_address, "
                            "client_notes, source, products with sku, name, quantity and price",
                  .ways = "poll, import",
                  .authenticity = "",
                  .id_rule = "the order's id, which is its number too",
                  .identifiers = "buyer's id proved; phone and mail given; numbers in notes said",
                  .setup = "in the shop's cabinet: Settings, API, a token with the right to read orders; "
                           "agent.json: \"poll\": true and the secret satu_token (other shops of the engine: "
                           "their \"address\"); or import answers of GET /orders/list as files",
                  .left_out = "promotions, commissions, measures of goods",
                  .tried = false}};
    return connector;
}

}  // namespace history::connectors
