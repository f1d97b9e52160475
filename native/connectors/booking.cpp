#include "native/connectors/booking.h"

#include <iterator>

#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

std::uint64_t place_in_life(std::string_view status) {
    constexpr std::string_view life[] = {"new", "confirmed", "moved", "cancelled", "no_show", "came"};
    for (std::size_t i = 0; i < std::size(life); ++i)
        if (life[i] == status) return i;
    return std::size(life);
}

void read_one(const Json& body, Found& found) {
    found.begin_unit();
    const Json& booking = at(body, "booking");
    const std::string id = text_at(booking, "booking_id"), status = text_at(booking, "status");
    const std::uint64_t created = iso_ms(text_at(booking, "created_at"));
    if (!booking.is_object()) {
        if (body.is_object())
            found.add_unknown({}, body, 0, {});
        else
            found.reject("", "The body is no object.", dump(body));
    } else if (id.empty() || created == 0) {
        found.reject("", "The booking has no booking_id or no created_at.", dump(body));
    } else {
        Item item;
        item.native_id = id;
        put(item, "kind", "booking");
        put(item, "direction", "in");
        put(item, "at", ms_text(created));
        put(item, "title", text_at(booking, "service"));
        put(item, "text", text_at(booking, "comment"));
        put(item, "place", text_at(booking, "place"));
        // A booking that is moved starts at another time: each version under its state's place.
        const std::string version = std::to_string(created + place_in_life(status));
        put(item, "starts@" + version, ms_text(iso_ms(text_at(booking, "starts_at"))));
        put(item, "ends@" + version, ms_text(iso_ms(text_at(booking, "ends_at"))));
        put(item, "status@" + version, status);
        put(item, "answer/persons", text_at(booking, "persons"));
        const std::string name = text_at(booking, "name");
        add_identifier(item.identifiers, "phone", "", text_at(booking, "phone"), Known::given, name);
        add_identifier(item.identifiers, "email", "", text_at(booking, "email"), Known::given, name);
        add_said(item.identifiers, text_at(booking, "comment"));
        found.add(std::move(item));
    }
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (!value.is_array()) return read_one(value, found);
    for (const Json& one : value) read_one(one, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& booking() {
    static const Connector connector{
        .channel = "booking",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Bookings of the site",
                  .formats = "events booking.created and booking.updated (.json, .jsonl)",
                  .fields = "event, booking_id, service, created_at, starts_at, ends_at, persons, name, "
                            "phone, email, status, place, comment",
                  .ways = "webhook, import",
                  .authenticity = "",
                  .id_rule = "booking_id",
                  .identifiers = "phone and mail given",
                  .setup = "post each event of the calendar to https://HOST/booking/ACCOUNT with the "
                           "account's webhook_token",
                  .left_out = "nothing"}};
    return connector;
}

}  // namespace history::connectors
