#include "native/connectors/ad_source.h"
#include "native/connectors/decimal.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/row_json.h"
#include "native/connectors/said.h"
#include "native/connectors/shopify_parts.h"

namespace history::connectors::shopify_parts {

namespace {

constexpr std::size_t goods_bytes_max = 4096;  // of a basket's names
constexpr std::size_t marks_max = 100;         // of an order's own attributes that are looked at

void put_source(Item& item, const Json& object) {
    const std::string landing = text_at(object, {"landing_site", "landing_site_base_url"});
    const std::string referrer = text_at(object, "referring_site");
    put(item, "url", landing);
    put(item, "referrer", referrer);
    const std::string source = url_parameter(landing, "utm_source");
    put(item, "source", source.empty() ? std::string(click_source(landing)) : source);
    put(item, "campaign", url_parameter(landing, "utm_campaign"));
    const std::string words = url_parameter(landing, "utm_term");
    put(item, "query", words.empty() ? searched_words(referrer) : words);
}

std::string without_hash(std::string name) {
    if (name.starts_with('#')) name.erase(0, 1);
    return name;
}

std::string state_of(const Json& order) {
    std::string state;
    const auto say = [&](const std::string& word) {
        if (word.empty()) return;
        if (!state.empty()) state += ", ";
        state += word;
    };
    say(text_at(order, "financial_status"));
    say(text_at(order, "fulfillment_status"));
    if (!text_at(order, "cancelled_at").empty()) {
        const std::string reason = text_at(order, "cancel_reason");
        say(reason.empty() ? "cancelled" : "cancelled: " + reason);
    }
    if (!text_at(order, "closed_at").empty()) say("closed");
    return state;
}

std::string gateways_of(const Json& order) {
    const Json& names = at(order, "payment_gateway_names");
    std::string joined;
    if (names.is_array())
        for (const Json& name : names) {
            if (!name.is_string() || joined.size() > 200) continue;
            if (!joined.empty()) joined += ", ";
            joined += name.get_ref<const std::string&>();
        }
    return joined.empty() ? text_at(order, {"gateway", "processing_method"}) : joined;
}

void put_lines(Item& item, const Json& lines, const std::string& currency) {
    if (!lines.is_array()) return;
    ListBound bound(item, "line", line_limit);
    for (const Json& line : lines)
        if (bound.takes()) put_order_line(item, line, bound.taken(), currency);
}

// What programs of analytics leave in an order: the browser that it was made in.
void add_browsers(std::vector<Identifier>& list, const Json& attributes, const Account& account) {
    if (!attributes.is_array()) return;
    for (std::size_t i = 0; i < attributes.size() && i < marks_max; ++i) {
        const std::string name = text_at(attributes[i], "name"), value = text_at(attributes[i], "value");
        if (name == "google-clientID") add_identifier(list, "ga", account.name, value, Known::given);
        if (name == "segment-clientID") add_identifier(list, "cookie", account.name, value, Known::given);
    }
}

void add_parts(const Json& order, const Order& whole, const std::string& place, Found& found) {
    const auto each = [&](const char* name, auto add) {
        const Json& list = at(order, name);
        if (!list.is_array()) return;
        for (const Json& one : list) add(one, &whole, place, found);
    };
    each("refunds", add_refund);
    each("transactions", add_transaction);
    each("fulfillments", add_fulfillment);
}

}  // namespace

void put_order_line(Item& item, const Json& line, std::size_t position, const std::string& currency) {
    OrderLine read;
    read.sku = text_at(line, {"sku", "variant_id"});
    read.name = text_at(line, {"name", "title"});
    read.quantity = decimal_text(at(line, "quantity"));
    read.currency = currency;
    read.price_minor = minor_units(at(line, "price"), currency);
    auto sum = line_sum(read);
    if (const auto off = minor_units(at(line, "total_discount"), currency); sum && off) *sum -= *off;
    const auto text = [](const std::optional<std::int64_t>& amount) {
        return amount ? std::to_string(*amount) : std::string();
    };
    const std::string id = text_at(line, "id");
    put(item, "line/" + (id.empty() ? std::to_string(position) : id),
        columns({read.sku, read.name, read.quantity.empty() ? "1" : read.quantity, text(read.price_minor),
                 text(sum), currency}));
}

void add_order(const Json& order, const std::string& place, Found& found) {
    Order whole;
    whole.id = text_at(order, "id");
    const std::uint64_t created = row_ms(text_at(order, "created_at"));
    if (whole.id.empty() || created == 0)
        return found.reject(place, "The order has no id or no created_at.", dump(order));
    const std::uint64_t updated = row_ms(text_at(order, "updated_at"));
    const std::string version = std::to_string(updated != 0 ? updated : created);
    whole.currency = currency_of(order, found.account);
    whole.number = without_hash(text_at(order, {"name", "order_number"}));
    whole.buyer = buyer_of(order, found.account);

    Item item;
    item.native_id = "order:" + whole.id;
    put(item, "kind", "order");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put(item, "number", whole.number);
    put(item, "status@" + version, state_of(order));
    put_amount(item, "total", at(order, "total_price"), whole.currency);
    if (decimal_text(at(order, "current_total_price")) != decimal_text(at(order, "total_price")))
        put_amount(item, "total@" + version, at(order, "current_total_price"), whole.currency);
    put(item, "payment", gateways_of(order));
    const Json& shipping = at(order, "shipping_lines");
    if (shipping.is_array() && !shipping.empty()) put(item, "delivery", text_at(shipping[0], "title"));
    put(item, "address", address_text(at(order, "shipping_address")));
    put(item, "text", text_at(order, "note"));
    put(item, "shop", text_at(order, "source_name"));
    if (text_at(order, "test") == "TRUE" || at(order, "test") == Json(true)) put(item, "stage", "test");
    put_source(item, order);
    if (const std::string checkout = text_at(order, "checkout_id"); !checkout.empty())
        put(item, "refers_to", columns({"shopify", found.account.name, "checkout:" + checkout}));
    put_lines(item, at(order, "line_items"), whole.currency);
    item.identifiers = whole.buyer;
    add_browsers(item.identifiers, at(order, "note_attributes"), found.account);
    add_said(item.identifiers, text_at(order, "note"));
    found.add(std::move(item));
    add_parts(order, whole, place, found);
}

// A cart that got as far as its address. Buyers change it again and again: what it holds is named by the time of the change.
void add_checkout(const Json& checkout, const std::string& place, Found& found) {
    const std::string id = text_at(checkout, "id");
    const std::uint64_t created = row_ms(text_at(checkout, "created_at"));
    if (id.empty() || created == 0)
        return found.reject(place, "The checkout has no id or no created_at.", dump(checkout));
    const std::uint64_t updated = row_ms(text_at(checkout, "updated_at"));
    const std::string version = std::to_string(updated != 0 ? updated : created);
    const std::string currency = currency_of(checkout, found.account);
    Item item;
    item.native_id = "checkout:" + id;
    put(item, "kind", "cart");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put_amount(item, "total@" + version, at(checkout, "total_price"), currency);
    const bool done = !text_at(checkout, "completed_at").empty();
    put(item, "status@" + version, done ? "completed" : "open");
    std::string goods;
    const Json& lines = at(checkout, "line_items");
    if (lines.is_array()) {
        ListBound bound(item, "product", line_limit);
        for (const Json& line : lines) {
            if (goods.size() >= goods_bytes_max) bound.close();
            if (!bound.takes()) continue;
            if (!goods.empty()) goods += ", ";
            goods += text_at(line, {"title", "presentment_title", "sku"});
            const std::string quantity = decimal_text(at(line, "quantity"));
            if (!quantity.empty() && quantity != "1") goods += " × " + quantity;
        }
    }
    put(item, "product@" + version, goods);
    put_source(item, checkout);
    item.identifiers = buyer_of(checkout, found.account);
    Json marks = at(checkout, "note_attributes");
    if (marks.is_string()) marks = parse_json(marks.get_ref<const std::string&>()).value_or(Json());
    add_browsers(item.identifiers, marks, found.account);
    found.add(std::move(item));
}

}  // namespace history::connectors::shopify_parts
