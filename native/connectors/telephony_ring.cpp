#include "native/connectors/telephony_ring.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/bodies.h"
#include "native/connectors/call_leg.h"
#include "native/connectors/form_body.h"

namespace history::connectors {

namespace {

constexpr std::size_t event_bytes_max = 64 * 1024;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Who calls whom; nobody from outside: none.
std::optional<Ring> incoming(Ring ring, const std::string& from, const std::string& to,
                             const Exchange& exchange) {
    if (ring.call.empty()) return std::nullopt;
    if (exchange.extension(to))
        ring.extension = to;
    else if (ring.line.empty())
        ring.line = to;
    if (ring.over) return ring;
    if (!exchange.outside(from)) return std::nullopt;
    ring.number = from;
    return ring;
}

std::optional<Ring> own_event(const Json& event, const Exchange& exchange) {
    const std::string word = text_at(event, "event");
    if (!one_of(word, {"ringing", "answered", "ended"})) return std::nullopt;
    Ring ring;
    ring.event_only = true;
    ring.call = text_at(event, "call");
    ring.line = text_at(event, "line");
    ring.over = word != "ringing";
    return incoming(std::move(ring), text_at(event, "from"), text_at(event, "to"), exchange);
}

std::optional<Ring> ami_event(const Json& event, const Exchange& exchange) {
    const std::string word = text_at(event, "Event");
    if (word.empty()) return std::nullopt;
    Ring ring;
    ring.event_only = true;
    ring.call = text_at(event, {"Linkedid", "DestLinkedid", "Uniqueid"});
    const std::string state = text_at(event, {"ChannelStateDesc", "DestChannelStateDesc"});
    const bool ends = word == "Hangup" ? text_at(event, "Linkedid") == text_at(event, "Uniqueid")
                                       : word == "DialEnd" && text_at(event, "DialStatus") == "ANSWER";
    ring.over = ends;
    if (!ends && word != "DialBegin" &&
        (!one_of(word, {"Newchannel", "Newstate"}) || !one_of(state, {"Ring", "Ringing"})))
        return std::nullopt;
    return incoming(std::move(ring), text_at(event, "CallerIDNum"),
                    text_at(event, {"DestExten", "DestCallerIDNum", "Exten"}), exchange);
}

std::optional<Ring> ari_event(const Json& event, const Exchange& exchange) {
    const std::string word = text_at(event, "type");
    const Json& channel = at(event, "channel");
    if (!one_of(word, {"StasisStart", "ChannelStateChange", "ChannelDestroyed", "ChannelHangupRequest"}))
        return std::nullopt;
    Ring ring;
    ring.event_only = true;
    ring.call = text_at(channel, "id");
    const std::string state = text_at(channel, "state");
    ring.over = word.starts_with("ChannelD") || word.starts_with("ChannelH") || state == "Up";
    if (!ring.over && !one_of(state, {"Ring", "Ringing"})) return std::nullopt;
    return incoming(std::move(ring), text_at(at(channel, "caller"), "number"),
                    text_at(at(channel, "dialplan"), "exten"), exchange);
}

std::optional<Ring> kazoo_event(const Json& event, const Exchange& exchange) {
    const std::string word = lower(text_at(event, "hook_event"));
    if (!one_of(word, {"channel_create", "channel_answer", "channel_destroy"})) return std::nullopt;
    Ring ring;
    ring.call = text_at(event, {"interaction_id", "call_id"});
    ring.over = word != "channel_create";
    ring.event_only = word != "channel_destroy";  // that one is the record of the leg as well
    std::string to = text_at(event, {"callee_id_number", "to"});
    return incoming(std::move(ring), text_at(event, "caller_id_number"), to.substr(0, to.find('@')),
                    exchange);
}

std::optional<Ring> twilio_form(ByteView body, const Exchange& exchange) {
    const FormBody form = parse_form(body);
    const std::string status = form.text("CallStatus");
    if (form.broken != nullptr || status.empty()) return std::nullopt;
    Ring ring;
    const std::string parent = form.text("ParentCallSid");
    ring.call = parent.empty() ? form.text("CallSid") : parent;
    ring.over = !one_of(status, {"queued", "initiated", "ringing"});
    if (form.text("Direction") != "inbound" && parent.empty()) return std::nullopt;
    return incoming(std::move(ring), form.text("From"), form.text("To"), exchange);
}

}  // namespace

std::optional<Ring> ring_of(ByteView body, const Account& account) {
    if (body.size() > event_bytes_max) return std::nullopt;
    const Exchange exchange(account);
    const std::string_view text = text_of(body);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return std::nullopt;
    if (text[begin] != '{')
        return text.find("CallStatus=") == text.npos ? std::nullopt : twilio_form(body, exchange);
    const std::optional<Json> event = parse_json(text);
    if (!event) return std::nullopt;
    for (const auto& read : {own_event, ami_event, ari_event, kazoo_event})
        if (auto ring = read(*event, exchange)) return ring;
    return std::nullopt;
}

}  // namespace history::connectors
