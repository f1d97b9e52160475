#include "native/connectors/segment_event.h"

#include <algorithm>

#include "native/connectors/ad_source.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"

namespace history::connectors {
namespace {

// Segment, "Identity resolution settings", blocked values: what programs write when they know nobody.
std::string somebody(std::string id) {
    const bool nobody = id == "null" || id == "undefined" || id == "anonymous" || id == "none" ||
                        id == "unknown" || id == "guest" || id == "-1" || id == "N/A" ||
                        id.find_first_not_of("0-") == std::string::npos;
    return nobody ? std::string() : id;
}

std::string name_of(const Json& traits) {
    std::string name = joined_name(text_at(traits, "firstName"), text_at(traits, "lastName"));
    return name.empty() ? text_at(traits, "name") : name;
}

// "name (sku)": one text that people read and a search by either finds.
std::string product_text(const Json& product) {
    const std::string sku = text_at(product, {"sku", "product_id"}), name = text_at(product, "name");
    if (name.empty() || sku.empty()) return name + sku;
    return name + " (" + sku + ')';
}

std::string currency_of(const Json& properties, const Account& account) {
    const std::string currency = text_at(properties, "currency");
    return currency.empty() ? account.currency : currency;
}

void put_order(const Json& properties, Item& item, const Account& account) {
    put(item, "number", text_at(properties, "order_id"));
    const std::string currency = currency_of(properties, account);
    for (const char* name : {"total", "revenue", "value"}) {
        const auto total = minor_units(at(properties, name), currency);
        if (!total) continue;
        put(item, "total", std::to_string(*total) + ' ' + currency);
        break;
    }
    const Json& products = at(properties, "products");
    if (!products.is_array()) return;
    ListBound lines(item, "line", line_limit);
    for (const Json& product : products) {
        if (!lines.takes()) continue;
        OrderLine line;
        line.sku = text_at(product, {"sku", "product_id"});
        line.name = text_at(product, "name");
        line.quantity = decimal_text(at(product, "quantity"));
        line.currency = currency;
        line.price_minor = minor_units(at(product, "price"), currency);
        put_line(item, lines.taken(), line);
    }
}

void put_visit(const Json& call, Item& item) {
    const Json& context = at(call, "context");
    const Json& page = at(context, "page");
    const Json& properties = at(call, "properties");
    const auto either = [&](const char* name) {
        std::string text = text_at(properties, name);
        return text.empty() ? text_at(page, name) : text;
    };
    const std::string url = either("url"), referrer = either("referrer");
    const std::string& marks = url.find('?') == std::string::npos ? either("search") : url;
    put(item, "url", url);
    put(item, "referrer", referrer);
    const Json& campaign = at(context, "campaign");
    const auto mark = [&](const char* name, const char* parameter) {
        std::string text = text_at(campaign, name);
        return text.empty() ? url_parameter(marks, parameter) : text;
    };
    const std::string source = mark("source", "utm_source");
    put(item, "source", source.empty() ? std::string(click_source(marks)) : source);
    put(item, "campaign", mark("name", "utm_campaign"));
    std::string words = text_at(properties, "query");  // Products Searched
    if (words.empty()) words = mark("term", "utm_term");
    put(item, "query", words.empty() ? searched_words(referrer) : words);
}

}  // namespace

std::vector<Identifier> segment_identifiers(const Json& call, const Json& traits, const Account& account) {
    std::vector<Identifier> list;
    const std::string name = name_of(traits);
    add_identifier(list, "user", account.name, somebody(text_at(call, "userId")), Known::proved, name);
    add_identifier(list, "phone", "", text_at(traits, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(traits, "email"), Known::given, name);
    add_identifier(list, "cookie", account.name, somebody(text_at(call, "anonymousId")), Known::given);
    return list;
}

std::uint64_t segment_time(const Json& call, const Json& batch) {
    if (const std::uint64_t at_ms = iso_ms(text_at(call, "timestamp")); at_ms != 0) return at_ms;
    // The specification's own repair of the visitor's clock: received - (sent - original).
    const auto moment = [&](const char* name) {
        const std::uint64_t own = iso_ms(text_at(call, name));
        return own != 0 ? own : iso_ms(text_at(batch, name));
    };
    const std::uint64_t original = moment("originalTimestamp"), sent = moment("sentAt"),
                        received = moment("receivedAt");
    if (original != 0 && sent >= original && received > sent - original) return received - (sent - original);
    return received != 0 ? received : original != 0 ? original : sent;
}

void put_segment_event(const Json& call, Item& item, const Account& account) {
    const std::string type = text_at(call, "type"), event = text_at(call, "event");
    const Json& properties = at(call, "properties");
    const bool sent = event == "Live Chat Message Sent", received = event == "Live Chat Message Received";
    if (type == "page" || type == "screen") {
        put(item, "kind", "page");
        put(item, "direction", "in");
        const std::string title = text_at(properties, "title");
        put(item, "title", title.empty() ? text_at(call, "name") : title);
    } else if (sent || received) {
        put(item, "kind", "message");
        put(item, "direction", sent ? "in" : "out");
        put(item, "text", text_at(properties, "message_body"));
        put(item, "thread", text_at(properties, "conversation_id"));
        if (received)
            put(item, "author", text_at(properties, {"agent_name", "agent_username", "agent_id"}));
        else
            add_said(item.identifiers, text_at(properties, "message_body"));
        return;
    } else {
        const bool order = event == "Order Completed";
        put(item, "kind", order ? "order" : "track");
        put(item, "direction", "in");
        put(item, "title", event);
        put(item, "thread", text_at(properties, "conversation_id"));
        if (order)
            put_order(properties, item, account);
        else
            put(item, "number", text_at(properties, "order_id"));
        put(item, "product", product_text(properties));
    }
    put_visit(call, item);
}

}  // namespace history::connectors
