#include "native/connectors/row_json.h"
#include "native/connectors/shopify_parts.h"

namespace history::connectors::shopify_parts {

namespace {

// The first of a list that tables hold as JSON text.
std::string first_of(const Json& object, const char* one, const char* many) {
    if (std::string text = text_at(object, one); !text.empty()) return text;
    Json list = at(object, many);
    if (list.is_string()) list = parse_json(list.get_ref<const std::string&>()).value_or(Json());
    return list.is_array() && !list.empty() && list[0].is_string() ? list[0].get<std::string>()
                                                                   : std::string();
}

// "#1001.2", the second parcel of order 1001.
std::string order_number(const std::string& name) {
    const std::size_t from = name.starts_with('#') ? 1 : 0, point = name.rfind('.');
    return point == std::string::npos || point < from ? std::string() : name.substr(from, point - from);
}

}  // namespace

void add_fulfillment(const Json& fulfillment, const Order* order, const std::string& place, Found& found) {
    const std::string id = text_at(fulfillment, "id");
    const std::uint64_t created = row_ms(text_at(fulfillment, "created_at"));
    if (id.empty() || created == 0)
        return found.reject(place, "The fulfillment has no id or no created_at.", dump(fulfillment));
    const std::uint64_t updated = row_ms(text_at(fulfillment, "updated_at"));
    Item item;
    item.native_id = "fulfillment:" + id;
    put(item, "kind", "parcel");
    put(item, "direction", "out");
    put(item, "at", ms_text(created));
    put(item, "number", first_of(fulfillment, "tracking_number", "tracking_numbers"));
    put(item, "carrier", text_at(fulfillment, "tracking_company"));
    put(item, "url", first_of(fulfillment, "tracking_url", "tracking_urls"));
    const std::string state = text_at(fulfillment, "status"),
                      shipped = text_at(fulfillment, "shipment_status");
    put(item, "status@" + std::to_string(updated != 0 ? updated : created),
        shipped.empty() || shipped == state ? state
        : state.empty()                     ? shipped
                                            : state + ", " + shipped);
    std::string order_id = text_at(fulfillment, "order_id");
    if (order_id.empty() && order != nullptr) order_id = order->id;
    refer_to_order(item, order_id, found.account);
    put(item, "order_ref", order_number(text_at(fulfillment, "name")));
    if (order != nullptr)
        for (const Identifier& one : order->buyer)
            if (!one.cc) item.identifiers.push_back(one);
    found.add(std::move(item));
}

void add_fulfillment_event(const Json& event, const std::string& place, Found& found) {
    const std::string id = text_at(event, "id"), parcel = text_at(event, "fulfillment_id"),
                      state = text_at(event, "status");
    const std::uint64_t at_ms = row_ms(text_at(event, {"happened_at", "created_at"}));
    if (id.empty() || parcel.empty() || at_ms == 0)
        return found.reject(place, "The event has no id, no fulfillment_id or no happened_at.", dump(event));
    std::string where;
    for (const char* name : {"city", "province", "country"})
        if (const std::string part = text_at(event, name); !part.empty())
            where += (where.empty() ? "" : ", ") + part;
    Item item;
    item.native_id = "fulfillment:" + parcel;
    put(item, "step/" + id, columns({std::to_string(at_ms), state, text_at(event, "message"), where}));
    put(item, "status@" + std::to_string(at_ms), state);
    put(item, "eta@" + std::to_string(at_ms), ms_text(row_ms(text_at(event, "estimated_delivery_at"))));
    refer_to_order(item, text_at(event, "order_id"), found.account);
    found.add_stub(std::move(item));
}

}  // namespace history::connectors::shopify_parts
