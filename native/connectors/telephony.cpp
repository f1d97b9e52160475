#include "native/connectors/telephony.h"

#include <algorithm>

#include "native/connectors/json_body.h"
#include "native/connectors/signature_twilio.h"
#include "native/connectors/telephony_kazoo.h"
#include "native/connectors/telephony_twilio.h"

namespace history::connectors {
namespace {

// The header of a table that is no call record as we know them: words only.
bool foreign_header(const CsvRow& row) {
    if (row.cells.size() < 3) return false;
    return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
        return std::all_of(cell.begin(), cell.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ' ';
        });
    });
}

Parsed read_table(ByteView body, const Exchange& exchange) {
    GatheredCalls calls;
    CsvReader reader(body, false);
    CsvRow row;
    std::optional<CdrLayout> header;
    std::size_t columns = 0;  // the widest row so far: a narrower one was cut
    bool first = true;
    CallLeg leg;

    while (reader.next(row)) {
        if (first) {
            first = false;
            header = CdrLayout::of_header(row.cells, exchange.account().columns);
            columns = header ? row.cells.size() : 0;
            if (header) continue;
            if (is_twilio_table(row)) {
                read_twilio_table(body, exchange, calls);
                return calls.take();
            }
            if (foreign_header(row)) {
                calls.begin_unit();
                calls.reject("", "The header names no start, src and dst: map them in the account's columns.",
                             text_of(body));
                return calls.take();
            }
        }
        calls.begin_unit();
        const auto reject = [&](std::string_view reason) {
            calls.reject("line " + std::to_string(row.line), reason, row.raw);
        };
        if (row.broken != nullptr) {
            reject(row.broken);
            continue;
        }
        const std::optional<CdrLayout> layout = header ? header : CdrLayout::of_row(row.cells);
        if (!layout || row.cells.size() < columns) {
            reject(layout ? "The row has fewer columns than those before it."
                          : "No layout of call records fits the row.");
            continue;
        }
        if (!header) columns = row.cells.size();
        if (const char* reason = read_leg(exchange, *layout, row, leg)) {
            reject(reason);
            continue;
        }
        calls.add(leg);
    }
    return calls.take();
}

Parsed read_json(ByteView body, const Exchange& exchange) {
    GatheredCalls calls;
    const JsonBody json = json_body(body);
    const auto refuse = [&](const char* reason) {
        calls.begin_unit();
        calls.reject("", reason, text_of(body));
    };
    if (!json.value)
        refuse(json.refused);
    else if (is_twilio_call(*json.value))
        read_twilio_json(*json.value, exchange, calls);
    else if (!read_kazoo(*json.value, exchange, calls))
        refuse("The JSON holds no call of Kazoo or Twilio.");
    return calls.take();
}

// A form begins with the name of a field and =.
bool is_form(std::string_view text) {
    const std::size_t end =
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return end != 0 && end != std::string_view::npos && text[end] == '=';
}

Parsed parse(ByteView body, const Account& account) {
    const Exchange exchange(account);
    const std::string_view text = text_of(body);
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), text.size());
    if (begin < text.size() && (text[begin] == '{' || text[begin] == '[')) return read_json(body, exchange);
    if (!is_form(text.substr(begin))) return read_table(body, exchange);
    GatheredCalls calls;
    read_twilio_form(body, exchange, calls);
    return calls.take();
}

// Twilio alone posts calls; what an exchange of one's own writes is imported.
Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    return check_twilio(parse_form(body), headers, account);
}

bool claims(std::string_view file_name) {
    return claims_csv(file_name) || claims_form(file_name) || claims_json(file_name);
}

Split split(std::string_view file_name) {
    if (claims_csv(file_name)) return Split::rows_perhaps;
    return file_name.ends_with(".forms") ? Split::lines : split_json(file_name);
}

}  // namespace

const Connector& telephony() {
    static const Connector connector{
        .channel = "telephony",
        .parse = parse,
        .check = check,
        .claims = claims,
        .split = split,
        .about =
            {.title = "Telephone exchange: Asterisk, FreePBX, Kazoo and Twilio Voice",
             .formats =
                 "call detail records (Master.csv, cdr-custom, FreePBX export), calls of Twilio (table, "
                 "JSON, "
                 "forms of status call-backs .form, .forms), records of Kazoo (.json, .jsonl); forms of "
                 "Twilio and legs of Kazoo are read as documented, not tried on live data",
             .fields =
                 "of Asterisk and FreePBX src, dst, start, answer, end, duration, billsec, disposition, "
                 "clid, channel, dstchannel, dcontext, uniqueid, linkedid, sequence, recordingfile, cnum; of "
                 "Kazoo call_id, timestamp, the numbers, seconds, hangup_cause, recordings; of Twilio sid, "
                 "parent, from, to, status, duration, end_time, RecordingUrl",
             .ways = "webhook of Twilio, import",
             .authenticity =
                 "header X-Twilio-Signature is the base64 HMAC-SHA1 of the address and the fields",
             .id_rule = "linkedid, without that column uniqueid; sid of Twilio's first call; interaction_id, "
                        "bridge_id or call_id of Kazoo; several rows are one call",
             .identifiers = "outside number that called or was called proved",
             .setup =
                 "give zone, extensions, outside_prefix and own numbers of the exchange in agent.json; "
                 "columns for other layouts; give Twilio https://HOST/telephony/ACCOUNT as status call-back "
                 "with the auth token as twilio_auth_token and the address, letter by letter, as "
                 "twilio_url",
             .left_out = "AMA flags, channel variables, prices"},
        .webhook_secret = "twilio_auth_token",
        .accepted = ""};
    return connector;
}

}  // namespace history::connectors
