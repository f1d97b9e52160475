#include "native/connectors/shopify_table.h"

#include "native/connectors/shopify_parts.h"

namespace history::connectors {

namespace {

using namespace shopify_parts;

constexpr std::string_view of_checkout[] = {"id", "abandoned_checkout_url", "created_at"};
constexpr std::string_view of_order[] = {"id", "financial_status", "total_price", "created_at"};
constexpr std::string_view of_line[] = {"id", "order_id", "variant_id", "price", "quantity"};
constexpr std::string_view of_refund[] = {"id", "order_id", "restock", "created_at"};
constexpr std::string_view of_refund_line[] = {"id", "refund_id", "order_line_id", "quantity"};
constexpr std::string_view of_adjustment[] = {"id", "refund_id", "kind", "reason", "amount"};
constexpr std::string_view of_transaction[] = {"id", "order_id", "gateway", "kind", "amount", "status"};
constexpr std::string_view of_tender[] = {"id", "order_id", "payment_method", "processed_at", "amount"};
constexpr std::string_view of_fulfillment[] = {"id", "order_id", "tracking_number", "status", "created_at"};
constexpr std::string_view of_event[] = {"id", "fulfillment_id", "status", "happened_at"};
constexpr std::string_view of_customer[] = {"id", "first_name", "last_name", "email", "updated_at"};
constexpr std::string_view of_url_mark[] = {"order_id", "key", "value"};
constexpr std::string_view of_note_mark[] = {"order_id", "name", "value"};

// Tables of goods, stock, discounts, taxes, places and labels: known by these columns, and nothing of a person's history.
constexpr std::string_view goods[] = {"product_id"}, goods_themselves[] = {"handle", "title"},
                           stock[] = {"inventory_item_id"}, stock_items[] = {"unit_cost_amount", "tracked"},
                           pictures[] = {"media_id"}, media[] = {"id", "status", "created_at", "updated_at"},
                           shops[] = {"myshopify_domain"}, places[] = {"active", "address_1", "legacy"},
                           own_fields[] = {"owner_id", "owner_resource", "namespace"},
                           discounts[] = {"starts_at", "usage_limit"}, codes[] = {"discount_id", "code"},
                           order_codes[] = {"order_id", "code", "amount"},
                           allocations[] = {"discount_application_index"},
                           applications[] = {"allocation_method"},
                           checkout_parts[] = {"checkout_id", "index"},
                           shipping_lines[] = {"order_id", "carrier_identifier", "title"},
                           shipping_taxes[] = {"order_shipping_line_id"},
                           line_taxes[] = {"order_line_id", "rate"}, order_labels[] = {"order_id", "value"},
                           customer_labels[] = {"customer_id", "value"};

constexpr std::string_view address[] = {"name",      "first_name", "last_name", "phone",   "address_1",
                                        "address_2", "city",       "province",  "country", "zip"};

constexpr std::string_view order_columns[] = {"updated_at",
                                              "name",
                                              "order_number",
                                              "currency",
                                              "note",
                                              "email",
                                              "phone",
                                              "customer_id",
                                              "fulfillment_status",
                                              "processing_method",
                                              "gateway",
                                              "referring_site",
                                              "cancel_reason",
                                              "cancelled_at",
                                              "closed_at",
                                              "completed_at",
                                              "source_name",
                                              "test",
                                              "landing_site_base_url",
                                              "checkout_id",
                                              "note_attributes",
                                              "shipping_address_name",
                                              "shipping_address_first_name",
                                              "shipping_address_last_name",
                                              "shipping_address_phone",
                                              "shipping_address_address_1",
                                              "shipping_address_address_2",
                                              "shipping_address_city",
                                              "shipping_address_province",
                                              "shipping_address_country",
                                              "shipping_address_zip",
                                              "billing_address_name",
                                              "billing_address_first_name",
                                              "billing_address_last_name",
                                              "billing_address_phone",
                                              "total_price"};
constexpr std::string_view line_columns[] = {"name", "title", "sku", "total_discount", "index", "price_set"};
constexpr std::string_view refund_columns[] = {"processed_at", "note"};
constexpr std::string_view refund_line_columns[] = {"subtotal", "subtotal_set"};
constexpr std::string_view money_columns[] = {"created_at",
                                              "processed_at",
                                              "currency",
                                              "message",
                                              "test",
                                              "payment_credit_card_number",
                                              "payment_credit_card_company",
                                              "payment_details_credit_card_number",
                                              "payment_details_credit_card_company"};
constexpr std::string_view fulfillment_columns[] = {"updated_at",       "name",          "tracking_company",
                                                    "tracking_numbers", "tracking_urls", "shipment_status"};
constexpr std::string_view event_columns[] = {
    "message", "city", "province", "country", "order_id", "estimated_delivery_at", "created_at"};
constexpr std::string_view customer_columns[] = {
    "phone", "created_at", "accepts_marketing", "accepts_marketing_updated_at", "note", "locale"};

// Columns shipping_address_city and so on as the object that JSON has.
void nest(Json& row, const char* name) {
    Json inner = Json::object();
    for (const std::string_view part : address) {
        const std::string column = std::string(name) + '_' + std::string(part);
        if (const auto cell = row.find(column); cell != row.end()) inner[std::string(part)] = *cell;
    }
    if (!inner.empty()) row[name] = std::move(inner);
}

template <void (*add)(const Json&, const std::string&, Found&)>
void read_with_addresses(const Json& row, const std::string& place, Found& found) {
    Json nested = row;
    nest(nested, "shipping_address");
    nest(nested, "billing_address");
    add(nested, place, found);
}

template <void (*add)(const Json&, const Order*, const std::string&, Found&)>
void read_alone(const Json& row, const std::string& place, Found& found) {
    add(row, nullptr, place, found);
}

// A row that adds to an item of another table.
template <class Add>
void add_to(const std::string& id, const char* what, const Json& row, const std::string& place, Found& found,
            Add add) {
    if (id.empty()) return found.reject(place, "The row does not say what it belongs to.", dump(row));
    Item item;
    item.native_id = what + id;
    add(item);
    if (!item.fields.empty() || !item.identifiers.empty()) found.add_stub(std::move(item));
}

void read_line(const Json& row, const std::string& place, Found& found) {
    add_to(text_at(row, "order_id"), "order:", row, place, found,
           [&](Item& item) { put_order_line(item, row, 0, currency_of(row, found.account)); });
}

void read_refund_line(const Json& row, const std::string& place, Found& found) {
    add_to(text_at(row, "refund_id"), "refund:", row, place, found,
           [&](Item& item) { put_refund_line(item, row, currency_of(row, found.account)); });
}

void read_adjustment(const Json& row, const std::string& place, Found& found) {
    add_to(text_at(row, "refund_id"), "refund:", row, place, found,
           [&](Item& item) { put_adjustment(item, row, currency_of(row, found.account)); });
}

void read_url_mark(const Json& row, const std::string& place, Found& found) {
    const std::string key = text_at(row, "key"), value = text_at(row, "value");
    add_to(text_at(row, "order_id"), "order:", row, place, found, [&](Item& item) {
        if (key == "utm_source") put(item, "source", value);
        if (key == "utm_campaign") put(item, "campaign", value);
        if (key == "utm_term") put(item, "query", value);
    });
}

void read_note_mark(const Json& row, const std::string& place, Found& found) {
    std::string value = text_at(row, "value");
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    add_to(text_at(row, "order_id"), "order:", row, place, found, [&](Item& item) {
        if (text_at(row, "name") == "google-clientID")
            add_identifier(item.identifiers, "ga", found.account.name, value, Known::given);
        if (text_at(row, "name") == "segment-clientID")
            add_identifier(item.identifiers, "cookie", found.account.name, value, Known::given);
    });
}

}  // namespace

// The first that fits is taken: what has more columns of its own stands before what has less.
std::span<const TableKind> shopify_tables() {
    static constexpr TableKind kinds[] = {
        {of_checkout, order_columns, read_with_addresses<add_checkout>},
        {of_order, order_columns, read_with_addresses<add_order>},
        {of_line, line_columns, read_line},
        {of_refund_line, refund_line_columns, read_refund_line},
        {of_adjustment, {}, read_adjustment},
        {of_transaction, money_columns, read_alone<add_transaction>},
        {of_refund, refund_columns, read_alone<add_refund>},
        {of_tender, money_columns, add_tender},
        {of_fulfillment, fulfillment_columns, read_alone<add_fulfillment>},
        {of_event, event_columns, add_fulfillment_event},
        {of_customer, customer_columns, add_customer},
        {of_url_mark, {}, read_url_mark},
        {order_codes, {}, nullptr},
        {shipping_lines, {}, nullptr},
        {of_note_mark, {}, read_note_mark},
        {shops, {}, nullptr},
        {goods, {}, nullptr},
        {goods_themselves, {}, nullptr},
        {stock, {}, nullptr},
        {stock_items, {}, nullptr},
        {pictures, {}, nullptr},
        {media, {}, nullptr},
        {places, {}, nullptr},
        {own_fields, {}, nullptr},
        {discounts, {}, nullptr},
        {codes, {}, nullptr},
        {allocations, {}, nullptr},
        {applications, {}, nullptr},
        {checkout_parts, {}, nullptr},
        {shipping_taxes, {}, nullptr},
        {line_taxes, {}, nullptr},
        {order_labels, {}, nullptr},
        {customer_labels, {}, nullptr},
    };
    return kinds;
}

}  // namespace history::connectors
