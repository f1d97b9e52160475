#include "native/connectors/telephony_twilio.h"

#include <algorithm>
#include <functional>

#include "core/base/ascii.h"
#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/sms_message.h"

namespace history::connectors {
namespace {

constexpr std::uint64_t seconds_max = 7 * 24 * 3600;

struct Row {  // of the table, the JSON and the form alike
    std::string sid, parent, direction, from, to, status, duration, recording, caller_name;
    std::uint64_t end_ms = 0;
};

// RFC 2822 as Twilio writes it: "Tue, 23 Jul 2024 10:00:00 +0000"; and "2022-07-25 16:37:07.000000 UTC", and ISO.
std::uint64_t moment(std::string text) {
    if (text.ends_with(" UTC")) text.resize(text.size() - 4);
    if (text.size() > 10 && text[10] == ' ' && text[4] == '-') text[10] = 'T';
    if (text.size() < 25 || text[3] != ',') return iso_ms(text);
    text.erase(0, 5);
    if (text[1] == ' ') text.insert(0, "0");
    if (text.size() != 26) return 0;
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t month = months.find(std::string_view(text).substr(3, 3));
    if (month == std::string_view::npos || month % 3 != 0) return 0;
    const std::string number = std::to_string(month / 3 + 101).substr(1);
    return iso_ms(text.substr(7, 4) + '-' + number + '-' + text.substr(0, 2) + 'T' + text.substr(12, 8) +
                  text.substr(21, 3) + ':' + text.substr(24, 2));
}

bool ended(std::string_view status) {
    for (std::string_view one : {"completed", "busy", "failed", "no-answer", "canceled"})
        if (status == one) return true;
    return false;
}

// client:asem and sip:asem@shop.sip.twilio.com: asem.
std::string colleague_of(std::string_view address) {
    for (std::string_view scheme : {"client:", "sip:", "sips:"})
        if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    return std::string(address.substr(0, address.find_first_of("@;")));
}

// The number of somebody outside; empty for colleagues, and for what Twilio writes where the line shows no number.
std::string outside(const Exchange& exchange, const std::string& address) {
    if (address.starts_with("client:") || address.starts_with("sip:") || address.starts_with("sips:"))
        return {};
    for (std::string_view hidden : {"266696687", "7378742833", "2562533", "8656696", "86282452253"})
        if (address == hidden || (address.size() == hidden.size() + 1 && address.ends_with(hidden)))
            return {};
    const std::string number = sms_number(address);
    return exchange.outside(number) ? number : std::string();
}

void put_sides(const Exchange& exchange, const Row& row, CallLeg& leg, std::string& way,
               std::string& colleague) {
    const std::string from = outside(exchange, row.from), to = outside(exchange, row.to);
    const bool dialled = row.direction != "inbound";
    if (row.direction == "outbound-api") {  // our application rings somebody
        if (to.empty()) return void(colleague = colleague_of(row.to));
        way = "out";
        leg.peer = to;
    } else if (!from.empty()) {
        way = "in";
        leg.peer = from;
        leg.name = row.caller_name;
        if (dialled) colleague = colleague_of(row.to);
    } else if (!to.empty()) {
        way = "out";
        leg.peer = to;
        if (row.from.find(':') != std::string::npos) colleague = colleague_of(row.from);
    } else if (dialled && row.to.find(':') != std::string::npos) {
        way = "in";  // a hidden number, put through to a colleague
        colleague = colleague_of(row.to);
    } else if (row.from.find(':') == std::string::npos) {
        way = "in";
    }
}

void read_row(const Exchange& exchange, const Row& row, const std::string& place, std::string_view raw,
              GatheredCalls& calls) {
    if (row.sid.empty()) return calls.reject(place, "The call has no sid.", raw);
    if (row.status.empty()) return calls.reject(place, "The call has no status.", raw);
    const std::string call = row.parent.empty() ? row.sid : row.parent;
    if (!ended(row.status)) {
        if (row.end_ms == 0) return calls.other();
        Item item;
        item.native_id = call;
        put(item, "status@" + std::to_string(row.end_ms), row.status);
        return calls.add_state(std::move(item));
    }
    if (row.end_ms == 0) return calls.reject(place, "The end of the call is no time.", raw);
    const bool number = row.duration.find_first_not_of("0123456789") == std::string::npos;
    const std::uint64_t seconds =
        row.duration.empty() || !number || row.duration.size() > 6 ? 0 : std::stoull(row.duration);
    if (!number || row.duration.size() > 6 || seconds > seconds_max)
        return calls.reject(place, "The duration of the call is no number of seconds.", raw);
    const std::uint64_t start = row.end_ms - std::min(seconds * 1000, row.end_ms);
    const bool answered = row.status == "completed";
    CallLeg leg;
    std::string way, colleague;
    put_sides(exchange, row, leg, way, colleague);
    leg.native_id = call;
    leg.id = row.sid;
    leg.start = static_cast<std::int64_t>(start);
    leg.value =
        columns({std::to_string(start), answered ? std::to_string(start) : "", std::to_string(row.end_ms),
                 std::to_string(answered ? seconds : 0), row.from, row.to,
                 answered ? "ANSWERED" : upper(row.status), colleague, "", row.recording, way, leg.peer});
    calls.add(leg);
}

using Cells = std::function<std::string(std::initializer_list<const char*>)>;

Row row_of(const Cells& cell) {
    Row row;
    row.sid = cell({"sid", "id", "call_sid"});
    row.parent = cell({"parent_call_sid", "parent_call_id"});
    // The parent must be a call: a table that holds something else there joins strangers.
    if (!row.parent.starts_with("CA")) row.parent.clear();
    row.direction = cell({"direction"});
    row.from = cell({"from", "from_"});
    row.to = cell({"to"});
    row.status = cell({"status"});
    row.duration = cell({"duration"});
    row.caller_name = cell({"caller_name"});
    row.end_ms = moment(cell({"end_time"}));
    if (row.end_ms == 0 && !ended(row.status)) row.end_ms = moment(cell({"date_updated", "updated_at"}));
    return row;
}

}  // namespace

bool is_twilio_table(const CsvRow& header) {
    int found = 0;
    for (const std::string& cell : header.cells)
        for (std::string_view name : {"direction", "end_time", "duration", "from", "to", "status"})
            if (lower(cell) == name) ++found;
    return found >= 6;
}

void read_twilio_table(ByteView body, const Exchange& exchange, GatheredCalls& calls) {
    CsvReader reader(body);
    CsvRow header, row;
    if (!reader.next(header)) return;
    while (reader.next(row)) {
        calls.begin_unit();
        const std::string place = "line " + std::to_string(row.line);
        if (row.broken != nullptr || row.cells.size() != header.cells.size()) {
            calls.reject(place, row.broken ? row.broken : "The row has not as many cells as the header.",
                         row.raw);
            continue;
        }
        const Row call = row_of([&](std::initializer_list<const char*> names) {
            for (const char* name : names)
                for (std::size_t i = 0; i < header.cells.size(); ++i)
                    if (lower(header.cells[i]) == name) return row.cells[i];
            return std::string();
        });
        read_row(exchange, call, place, row.raw, calls);
    }
}

bool is_twilio_call(const Json& value) {
    return text_at(value, "sid").starts_with("CA") || at(value, "calls").is_array();
}

void read_twilio_json(const Json& value, const Exchange& exchange, GatheredCalls& calls) {
    if (at(value, "calls").is_array()) {
        for (const Json& one : at(value, "calls"))
            if (!at(one, "calls").is_array()) read_twilio_json(one, exchange, calls);
        return;
    }
    calls.begin_unit();
    const Row call = row_of([&](std::initializer_list<const char*> names) {
        for (const char* name : names)
            if (std::string text = text_at(value, name); !text.empty()) return text;
        return std::string();
    });
    read_row(exchange, call, "", dump(value), calls);
}

void read_twilio_form(ByteView body, const Exchange& exchange, GatheredCalls& calls) {
    calls.begin_unit();
    const FormBody form = parse_form(body);
    if (form.broken != nullptr) return calls.reject("", form.broken, text_of(body));
    Row row;
    row.sid = form.text("CallSid");
    row.parent = form.text("ParentCallSid");
    row.status = form.text("CallStatus");
    const std::string recording = form.text("RecordingSid"), address = form.text("RecordingUrl");
    if (!row.sid.empty() && row.status.empty() && !recording.empty() && !address.empty()) {
        Item item;  // RecordingStatusCallback: comes after the call, knows nothing else of it
        item.native_id = row.parent.empty() ? row.sid : row.parent;
        put(item, "file/" + recording, columns({"audio", "", "", "", address}));
        return calls.add_state(std::move(item));
    }
    row.direction = form.text("Direction");
    row.from = form.text("From");
    row.to = form.text("To");
    row.duration = form.text("CallDuration");
    row.recording = address;
    row.caller_name = form.text("CallerName");
    row.end_ms = moment(form.text("Timestamp"));
    read_row(exchange, row, "", text_of(body), calls);
}

}  // namespace history::connectors
