#include "native/connectors/kaspi.h"

#include <iterator>

#include "native/connectors/bodies.h"
#include "native/connectors/order_lines.h"

namespace history::connectors {

namespace {

// Later ones stand later; what is not listed stands at the end.
template <std::size_t N>
std::uint64_t place(const std::string_view (&life)[N], std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (life[i] == word) return i;
    return N;
}
constexpr std::string_view states[] = {"NEW",      "SIGN_REQUIRED",  "PICKUP",
                                       "DELIVERY", "KASPI_DELIVERY", "ARCHIVE"};
constexpr std::string_view statuses[] = {"APPROVED_BY_BANK",
                                         "ACCEPTED_BY_MERCHANT",
                                         "COMPLETED",
                                         "KASPI_DELIVERY_RETURN_REQUESTED",
                                         "RETURN_ACCEPTED_BY_MERCHANT",
                                         "RETURNED",
                                         "CANCELLING",
                                         "CANCELLED"};

// States that no guide names stand behind all others, each at its own place.
std::uint64_t place_of_unnamed(std::string_view words) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (char c : words) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return 1000 + hash % 100'000;
}

std::uint64_t place_in_life(const std::string& state, const std::string& status) {
    const std::uint64_t first = place(states, state), second = place(statuses, status);
    const bool named = first < std::size(states) && second < std::size(statuses);
    return named ? first * 16 + second : place_of_unnamed(state + ' ' + status);
}

void put_entries(const Json& entries, Item& item, const Account& account) {
    if (!entries.is_array()) return;
    ListBound lines(item, "line", line_limit);
    for (const Json& entry : entries) {
        if (!lines.takes()) continue;
        OrderLine line;
        line.sku = text_at(at(entry, "offer"), "code");
        line.name = text_at(at(entry, "offer"), "name");
        line.quantity = decimal_text(at(entry, "quantity"));
        line.currency = account.currency;
        line.price_minor = minor_units(at(entry, "basePrice"), account.currency);
        put_line(item, lines.taken(), line);
    }
}

// polled_ms: when the poller saw the order so; 0: nobody says.
void add_order(const Json& order, std::uint64_t polled_ms, Found& found) {
    const Json& attributes = at(order, "attributes");
    const std::string id = text_at(order, "id");
    const std::int64_t created = int_at(attributes, "creationDate");
    if (id.empty() || !attributes.is_object() || created <= 0 || created > 253402300799999)
        return found.reject("", "The order has no id, no attributes or no creationDate.", dump(order));
    const std::uint64_t created_ms = static_cast<std::uint64_t>(created);
    const std::string state = text_at(attributes, "state"), status = text_at(attributes, "status");
    const std::string version = std::to_string(place_in_life(state, status));
    Item item;
    item.native_id = id;
    put(item, "kind", "order");
    put(item, "direction", "in");
    put(item, "at", ms_text(created_ms));
    put(item, "number", text_at(attributes, "code"));
    put(item, "status@" + version, joined_name(state, status));
    if (polled_ms != 0)
        put(item, "step/" + std::to_string(polled_ms),
            columns({std::to_string(polled_ms), joined_name(state, status), "", ""}));
    if (const auto total = minor_units(at(attributes, "totalPrice"), found.account.currency))
        put(item, "total", std::to_string(*total) + ' ' + found.account.currency);
    put(item, "payment", text_at(attributes, "paymentMode"));
    put(item, "delivery", text_at(attributes, "deliveryMode"));
    put(item, "address", text_at(at(attributes, "deliveryAddress"), "formattedAddress"));
    put(item, "place", text_at(attributes, "pickupPointId"));
    if (const std::int64_t planned = int_at(attributes, "plannedDeliveryDate"); planned > 0)
        put(item, "eta@" + version, std::to_string(planned));
    put_entries(at(order, "entries"), item, found.account);
    const Json& customer = at(attributes, "customer");
    std::string name = joined_name(text_at(customer, "firstName"), text_at(customer, "lastName"));
    if (name.empty()) name = text_at(customer, "name");
    add_identifier(item.identifiers, "buyer", "kaspi/" + found.account.name, text_at(customer, "id"),
                   Known::proved, name);
    add_identifier(item.identifiers, "phone", "", text_at(customer, "cellPhone"), Known::given, name);
    found.add(std::move(item));
}

void read(const Json& value, Found& found) {
    const Json& data = at(value, "data");
    const Json& orders = data.is_null() ? value : data;
    const std::int64_t polled = int_at(value, "polled_at");
    const std::uint64_t polled_ms =
        polled > 0 && polled <= 253402300799999 ? static_cast<std::uint64_t>(polled) : 0;
    const auto one = [&](const Json& order) {
        found.begin_unit();
        if (!order.is_object())
            found.reject("", "The order is no object.", dump(order));
        else if (const std::string type = text_at(order, "type"); !type.empty() && type != "orders")
            found.add_unknown(type + ':' + text_at(order, "id"), order, 0, {});
        else
            add_order(order, polled_ms, found);
        found.end_unit();
    };
    if (!orders.is_array()) return one(orders);
    for (const Json& order : orders) one(order);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& kaspi() {
    static const Connector connector{
        .channel = "kaspi",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Kaspi shop orders",
                  .formats = "answers of the orders interface, JSON:API (.json, .jsonl)",
                  .fields = "id, code, state, status, creationDate, totalPrice, paymentMode, deliveryMode, "
                            "deliveryAddress, plannedDeliveryDate, pickupPointId, customer, entries with "
                            "offer, quantity and basePrice",
                  .ways = "poll, import",
                  .authenticity = "",
                  .id_rule = "the order's id; its code is the number",
                  .identifiers = "buyer's id proved; phone given",
                  .setup = "in the seller's cabinet: Settings, API token; agent.json: \"poll\": true and the "
                           "secret kaspi_auth_token (the interface answers addresses in Kazakhstan); "
                           "or import answers of GET /orders as files",
                  .left_out = "waybills, credit terms, coordinates",
                  .tried = false}};
    return connector;
}

}  // namespace history::connectors
