#include "native/connectors/delivery.h"

#include <algorithm>

#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/signature_easypost.h"

namespace history::connectors {

namespace {

constexpr std::size_t steps_max = 200;

std::string place_of(const Json& location) {
    std::string place;
    for (const char* name : {"city", "state", "country"}) {
        const std::string part = text_at(location, name);
        if (part.empty()) continue;
        if (!place.empty()) place += ", ";
        place += part;
    }
    return place;
}

void put_once(Item& item, const std::string& name, std::string value) {
    for (const auto& [known, text] : item.fields)
        if (known == name) return;
    put(item, name, std::move(value));
}

void put_steps(const Json& details, Item& item) {
    if (!details.is_array()) return;
    ListBound bound(item, "step", steps_max);
    for (const Json& detail : details) {
        const std::uint64_t at_ms = iso_ms(text_at(detail, "datetime"));
        const std::string state = text_at(detail, "status");
        if (at_ms == 0 || state.empty() || !bound.takes()) continue;
        const std::string id = "step/" + std::to_string(at_ms) + '.' + state;
        const int twins =
            static_cast<int>(std::count_if(item.fields.begin(), item.fields.end(),
                                           [&](const auto& one) { return one.first.starts_with(id); }));
        // A carrier tells of the same moment twice in other words: the second stands beside the first.
        put_once(item, twins == 0 ? id : id + '.' + std::to_string(twins + 1),
                 columns({std::to_string(at_ms), state, text_at(detail, "message"),
                          place_of(at(detail, "tracking_location"))}));
        put_once(item, "status@" + std::to_string(at_ms), state);
    }
}

void add_tracker(const Json& tracker, const char* direction, Found& found) {
    const std::string code = text_at(tracker, "tracking_code");
    if (code.empty()) return found.reject("", "The tracker has no tracking_code.", dump(tracker));
    const std::uint64_t created = iso_ms(text_at(tracker, "created_at")),
                        updated = iso_ms(text_at(tracker, "updated_at"));
    Item item;
    item.native_id = code;
    put(item, "kind", "parcel");
    put(item, "direction", direction);
    put(item, "at", ms_text(created));
    put(item, "number", code);
    put(item, "carrier", text_at(tracker, "carrier"));
    put(item, "url", text_at(tracker, "public_url"));
    put(item, "order_ref", text_at(tracker, "reference"));
    put_steps(at(tracker, "tracking_details"), item);
    const std::uint64_t version = updated != 0 ? updated : created;
    if (version != 0) {
        put_once(item, "status@" + std::to_string(version), text_at(tracker, "status"));
        put(item, "eta@" + std::to_string(version), ms_text(iso_ms(text_at(tracker, "est_delivery_date"))));
    }
    found.add(std::move(item));
}

// What the creation of a shipment answers: the parcel is its tracker; a return comes to us. No label yet: no parcel.
void add_shipment(const Json& shipment, Found& found) {
    const Json& back = at(shipment, "is_return");
    if (at(shipment, "tracker").is_object())
        add_tracker(at(shipment, "tracker"), back.is_boolean() && back.get<bool>() ? "in" : "out", found);
}

void read_one(const Json& body, Found& found) {
    found.begin_unit();
    const Json& result = at(body, "result");
    const Json& object = result.is_object() ? result : body;
    if (!object.is_object())
        found.reject("", "The body is no object.", dump(body));
    else if (text_at(object, "object") == "Tracker" || object.contains("tracking_details"))
        add_tracker(object, "out", found);
    else if (text_at(object, "object") == "Shipment")
        add_shipment(object, found);
    else if (text_at(object, "object") == "Order" && at(object, "shipments").is_array())
        for (const Json& shipment : at(object, "shipments")) add_shipment(shipment, found);
    else
        found.add_unknown(text_at(body, "id"), body, iso_ms(text_at(body, "created_at")), {});
    found.end_unit();
}

void read(const Json& value, Found& found) {
    const Json* list = &value;
    for (const char* name : {"trackers", "events", "shipments"})
        if (at(value, name).is_array()) list = &at(value, name);
    if (!list->is_array()) return read_one(*list, found);
    for (const Json& one : *list) read_one(one, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& delivery() {
    static const Connector connector{
        .channel = "delivery",
        .parse = parse,
        .check = check_easypost,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Parcels: EasyPost and carriers that speak its language",
                  .formats = "tracker events and trackers (.json, .jsonl)",
                  .fields =
                      "tracking_code, carrier, status, created_at, updated_at, est_delivery_date, reference, "
                      "public_url, tracking_details with their time, status, message and place",
                  .ways = "webhook, import",
                  .authenticity =
                      "header X-Hmac-Signature: HMAC-SHA256 of the raw body with the webhook's secret",
                  .id_rule = "tracking_code",
                  .identifiers = "none: the order's number in `reference` says whose parcel it is",
                  .setup = "in EasyPost: Account settings, Webhooks & Events, Add webhook: webhook "
                           "https://HOST/delivery/ACCOUNT with a secret; the same secret as "
                           "delivery_webhook_secret",
                  .left_out = "fees, weights, who signed"},
        .webhook_secret = "delivery_webhook_secret"};
    return connector;
}

}  // namespace history::connectors
