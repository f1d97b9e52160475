#include "native/connectors/telephony_kazoo.h"

#include "native/connectors/bodies.h"

namespace history::connectors {
namespace {

constexpr std::int64_t gregorian_1970 = 62'167'219'200;  // seconds from the year 0 to 1970
constexpr std::int64_t seconds_max = 7 * 24 * 3600;

std::uint64_t gregorian_ms(const Json& document) {
    for (const char* name : {"timestamp", "created", "pvt_created"}) {
        const std::int64_t seconds = int_at(document, name);
        if (seconds > gregorian_1970) return ms_of(seconds - gregorian_1970);
    }
    return 0;
}

// "101@account.realm": 101.
std::string user_of(const std::string& address) {
    return address.substr(0, address.find('@'));
}

std::string called(const Json& document) {
    std::string number = text_at(document, "callee_id_number");
    for (const char* name : {"dialed_number", "to", "request"})
        if (number.empty()) number = user_of(text_at(document, name));
    return number;
}

struct Sides {
    std::string from, to, way, peer, name, colleague;
};

Sides sides_of(const Json& document, const Exchange& exchange) {
    const Json& variables = at(document, "custom_channel_vars");
    Sides sides;
    sides.from = text_at(document, "caller_id_number");
    if (sides.from.empty()) sides.from = user_of(text_at(document, "from"));
    sides.to = called(document);
    const std::string to(exchange.dialled(sides.to));
    const bool device = !text_at(variables, {"authorizing_id", "owner_id"}).empty() ||
                        !text_at(document, "authorizing_id").empty();
    const bool into = text_at(document, "call_direction") != "outbound";
    const std::string user = text_at(variables, "username");
    if (into && device) {  // a telephone of ours dials
        sides.colleague = exchange.extension(sides.from) ? sides.from : user;
        if (!exchange.outside(to)) return sides;
        sides.way = "out";
        sides.peer = to;
    } else if (exchange.outside(sides.from)) {
        sides.way = "in";
        sides.peer = sides.from;
        sides.name = text_at(document, "caller_id_name");
        if (sides.name == sides.from) sides.name.clear();
        if (!into) sides.colleague = exchange.extension(sides.to) || user.empty() ? sides.to : user;
    } else if (exchange.outside(to)) {
        sides.way = "out";
        sides.peer = to;
        if (exchange.extension(sides.from)) sides.colleague = sides.from;
    } else if (!into) {
        sides.colleague = exchange.extension(sides.to) ? sides.to : user;
    }
    return sides;
}

std::string recording_of(const Json& document) {
    std::string name = text_at(document, {"recording_url", "media_recording_url"});
    for (const char* list : {"media_recordings", "recordings"}) {
        const Json& all = at(document, list);
        if (name.empty() && all.is_array() && !all.empty() && all.front().is_string())
            name = all.front().get<std::string>();
    }
    return name;
}

void read_document(const Json& document, const Exchange& exchange, GatheredCalls& calls) {
    calls.begin_unit();
    CallLeg leg;
    leg.id = text_at(document, "call_id");
    if (leg.id.empty()) return calls.reject("", "The document has no call_id.", dump(document));
    const std::uint64_t start = gregorian_ms(document);
    if (start == 0) return calls.reject("", "The start of the call is no time.", dump(document));
    const std::int64_t length = int_at(document, "duration_seconds"),
                       billed = int_at(document, "billing_seconds");
    if (length < 0 || billed < 0 || length > seconds_max || billed > seconds_max)
        return calls.reject("", "The duration of the call is no number of seconds.", dump(document));
    leg.native_id = text_at(document, {"interaction_id", "bridge_id"});
    if (leg.native_id.empty())
        leg.native_id = text_at(at(document, "custom_channel_vars"), {"interaction_id", "bridge_id"});
    if (leg.native_id.empty()) leg.native_id = leg.id;
    leg.start = static_cast<std::int64_t>(start);
    const Sides sides = sides_of(document, exchange);
    leg.peer = sides.peer;
    leg.name = sides.name;
    const std::uint64_t end = start + static_cast<std::uint64_t>(std::max(length, billed)) * 1000;
    const std::string cause = text_at(document, "hangup_cause");
    leg.value = columns({std::to_string(start),
                         billed > 0 ? std::to_string(end - static_cast<std::uint64_t>(billed) * 1000) : "",
                         std::to_string(end), std::to_string(billed), sides.from, sides.to,
                         billed > 0 ? "ANSWERED" : cause, sides.colleague, "", recording_of(document),
                         sides.way, sides.peer});
    calls.add(leg);
}

bool is_document(const Json& value) {
    return at(value, "call_id").is_string();
}

}  // namespace

bool read_kazoo(const Json& value, const Exchange& exchange, GatheredCalls& calls) {
    if (is_document(value)) {
        read_document(value, exchange, calls);
        return true;
    }
    const Json& list = value.is_array()               ? value
                       : at(value, "data").is_array() ? at(value, "data")
                                                      : at(value, "rows");
    if (!list.is_array()) return false;
    const auto inner = [](const Json& one) -> const Json& {
        return at(one, "doc").is_object()     ? at(one, "doc")
               : at(one, "value").is_object() ? at(one, "value")
                                              : one;
    };
    bool any = false;
    for (const Json& one : list) any = any || is_document(inner(one));
    if (!any) return false;
    for (const Json& one : list) read_document(inner(one), exchange, calls);
    return true;
}

}  // namespace history::connectors
