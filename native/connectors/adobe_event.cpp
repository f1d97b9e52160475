#include "native/connectors/adobe_event.h"

#include "core/base/ascii.h"
#include "native/connectors/ad_source.h"
#include "native/connectors/decimal.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"

namespace history::connectors {

namespace {

const Json& order_of(const Json& event) {
    const Json& order = at(at(event, "commerce"), "order");
    return order.is_object() ? order : at(event, "order");
}

// A count that stands where the thing happened: {"purchases": {"value": 1}}.
bool happened(const Json& where, const char* name) {
    const Json& measure = at(where, name);
    return measure.is_object() && at(measure, "value") != Json(0);
}

struct Kind {
    const char* kind;
    const char* direction;
};

Kind kind_of(const Json& event) {
    const std::string type = lower(text_at(event, "eventType"));
    const Json &commerce = at(event, "commerce"), &direct = at(event, "directMarketing");
    const auto is = [&](std::string_view begin) { return type.starts_with(begin); };
    if (is("commerce.purchases") || happened(commerce, "purchases") ||
        (type.empty() && order_of(event).is_object()))
        return {"order", "in"};
    if (is("commerce.productlist") || is("commerce.checkouts") || happened(commerce, "productListAdds") ||
        happened(commerce, "productListRemovals") || happened(commerce, "checkouts"))
        return {"cart", "in"};
    if (is("commerce.returns") || is("commerce.ordercreditmemo")) return {"return", "in"};
    if (is("directmarketing.emailsent") || is("directmarketing.pushsent") || is("message.feedback") ||
        happened(direct, "sends"))
        return {"mailing", "out"};
    if (is("media.") || at(event, "media").is_object() || at(event, "mediaCollection").is_object())
        return {"video", "in"};
    if (is("advertising.impressions")) return {"ad", "out"};
    if (is("application.launch") || is("application.screen")) return {"screen", "in"};
    const Json& page = at(at(event, "web"), "webPageDetails");
    if (is("web.webpagedetails.pageviews") || happened(page, "pageViews") ||
        (type.empty() && at(at(event, "web"), "webPageView").is_object()))
        return {"page", "in"};
    return {"track", "in"};
}

void put_lines(const Json& products, const std::string& otherwise, Item& item) {
    if (!products.is_array()) return;
    ListBound lines(item, "line", line_limit);
    for (const Json& product : products) {
        if (!lines.takes()) continue;
        const std::string own = text_at(product, "currencyCode");
        const std::string& currency = own.empty() ? otherwise : own;
        const std::string quantity = decimal_text(at(product, "quantity"));
        // The price of a line is of all its pieces together.
        const auto sum = minor_units(at(product, "priceTotal"), currency);
        const auto pieces = decimal(quantity.empty() ? "1" : quantity, 0);
        const bool even = sum && pieces && *pieces > 0 && *sum % *pieces == 0;
        put(item, "line/" + std::to_string(lines.taken()),
            columns({text_at(product, {"SKU", "_id", "@id"}), text_at(product, "name"),
                     quantity.empty() ? "1" : quantity, even ? std::to_string(*sum / *pieces) : "",
                     sum ? std::to_string(*sum) : "", currency}));
    }
}

void put_order(const Json& event, Item& item, const Account& account) {
    const Json& order = order_of(event);
    const Json& payments = at(order, "payments");
    const Json& payment = payments.is_array() && !payments.empty() ? payments[0] : at(order, "payment");
    std::string currency = text_at(order, "currencyCode");
    if (currency.empty()) currency = text_at(payment, "currencyCode");
    if (currency.empty()) currency = account.currency;
    put(item, "number", text_at(order, {"purchaseID", "orderID", "purchaseOrderNumber"}));
    if (const auto total = minor_units(at(order, "priceTotal"), currency); total)
        put(item, "total", std::to_string(*total) + ' ' + currency);
    put(item, "method", text_at(payment, "paymentType"));
    const Json& inner = at(at(event, "commerce"), "shipping");
    put(item, "delivery", text_at(inner.is_object() ? inner : at(event, "shipping"), "shippingMethod"));
    put_lines(at(event, "productListItems"), currency, item);
}

void put_visit(const Json& event, Item& item) {
    const Json& web = at(event, "web");
    std::string url = text_at(at(web, "webPageDetails"), "URL");
    if (url.empty()) url = text_at(at(web, "webPageView"), "URL");
    const std::string referrer = text_at(at(web, "webReferrer"), "URL");
    put(item, "url", url);
    put(item, "referrer", referrer);
    const Json& marketing = at(event, "marketing");
    const std::string source = url_parameter(url, "utm_source");
    put(item, "source", source.empty() ? std::string(click_source(url)) : source);
    std::string campaign = text_at(marketing, {"campaignName", "trackingCode"});
    if (campaign.empty()) campaign = url_parameter(url, "utm_campaign");
    put(item, "campaign", campaign);
    std::string words = text_at(at(event, "search"), "keywords");
    if (words.empty()) words = text_at(at(event, "siteSearch"), "phrase");
    put(item, "query", words.empty() ? searched_words(referrer) : words);
    put(item, "device", text_at(at(event, "device"), {"model", "type"}));
    put(item, "app", text_at(at(event, "application"), "name"));
    put(item, "place", text_at(at(at(event, "placeContext"), "POIinteraction"), "name"));
}

std::string title_of(const Json& event) {
    const std::string page = text_at(at(at(event, "web"), "webPageDetails"), "name");
    const std::string media =
        text_at(at(at(at(event, "media"), "mediaTimed"), "primaryAssetReference"), "dc:title");
    const std::string type = text_at(event, "eventType");
    if (kind_of(event).kind == std::string_view("page") && !page.empty()) return page;
    return media.empty() ? type : media;
}

}  // namespace

void put_adobe_event(const Json& event, Item& item, const Account& account) {
    const Kind kind = kind_of(event);
    put(item, "kind", kind.kind);
    put(item, "direction", kind.direction);
    if (std::string_view(kind.kind) == "mailing") put(item, "bot", "1");
    put(item, "title", title_of(event));
    put_visit(event, item);
    put_order(event, item, account);
    const Json& meeting = at(at(event, "scheduledmeeting"), "meetingDetails");
    put(item, "starts", ms_text(iso_ms(text_at(meeting, "scheduledFor"))));
}

}  // namespace history::connectors
