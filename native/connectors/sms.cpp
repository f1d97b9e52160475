#include "native/connectors/sms.h"

#include "native/connectors/csv.h"
#include "native/connectors/signature_twilio.h"
#include "native/connectors/sms_form.h"
#include "native/connectors/sms_table.h"

namespace history::connectors {
namespace {

// A form handed on as a JSON object with the fields as members, as bots' frameworks log it.
void read_fields(const Json& value, Found& found) {
    FormBody form;
    if (!value.is_object()) form.broken = "The body is no form: it is a JSON value without fields.";
    if (value.is_object())
        for (const auto& [name, field] : value.items()) {
            if (form.fields.size() == form_fields_max) break;
            if (field.is_string() || field.is_number_integer())
                form.fields.emplace_back(name, text_at(value, name.c_str()));
        }
    read_sms_form(form, dump(value), found);
}

void read_json(const Json& value, Found& found) {
    if (value.is_array() && !value.empty())
        for (const Json& one : value) read_fields(one, found);
    else
        read_fields(value, found);
}

// A form begins with the name of a field and =; a table with the names of its columns.
bool is_table(std::string_view text) {
    const std::string_view line = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
    return line.find('=') == std::string_view::npos && line.find_first_of(",;\t") != std::string_view::npos &&
           line.find('<') == std::string_view::npos;
}

Parsed parse(ByteView body, const Account& account) {
    const std::string_view text = text_of(body);
    const std::size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '['))
        return parse_json_body(body, account, read_json);
    Found found(account);
    if (begin != std::string_view::npos && is_table(text.substr(begin)))
        read_sms_table(body, found);
    else
        read_sms_form(parse_form(body), text, found);
    return found.take();
}

// What the account is set up for decides, never the shape of the body: whoever forges one would choose the weaker.
Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    if (account.secrets.count("twilio_auth_token") != 0)
        return check_twilio(parse_form(body), headers, account);
    const auto secret = account.secrets.find("smsc_secret");
    if (secret == account.secrets.end() || secret->second.empty()) return Authenticity::missing;
    const FormBody form = parse_form(body);
    if (form.broken != nullptr || !is_gateway_form(form)) return Authenticity::missing;
    return form.has("mes") ? check_sha1_field(form, {"phone", "mes", "to"}, secret->second)
                           : check_sha1_field(form, {"id", "phone", "status"}, secret->second);
}

bool claims(std::string_view file_name) {
    for (std::string_view end : {".form", ".forms", ".csv", ".CSV", ".txt"})
        if (file_name.ends_with(end)) return true;
    return claims_json(file_name);
}

Split split(std::string_view file_name) {
    return file_name.ends_with(".forms") ? Split::lines : split_json(file_name);
}

}  // namespace

const Connector& sms() {
    static const Connector connector{
        .channel = "sms",
        .parse = parse,
        .check = check,
        .claims = claims,
        .split = split,
        .about =
            {.title = "Twilio Messaging, and gateways like SMSC.ru",
             .formats =
                 "form bodies of incoming messages and of states (.form, .forms, .txt, as JSON .json, "
                 ".jsonl), tables of messages (.csv); the forms of SMSC.ru are read as documented, not "
                 "tried on live data",
             .fields = "MessageSid, From, To, Body, MediaUrlN, MediaContentTypeN, MessageStatus, ErrorCode, "
                       "OriginalRepliedMessageSid; of tables id or sid, direction, from, to, body, the "
                       "dates, status, error_code; of gateways id, phone, mes, to, time, status, ts",
             .ways = "webhook, import",
             .authenticity =
                 "header X-Twilio-Signature is the base64 HMAC-SHA1 of the address and the fields; "
                 "SMSC.ru: field sha1",
             .id_rule = "MessageSid; ID:PHONE at SMSC.ru",
             .identifiers = "number outside proved; numbers and addresses in words said",
             .setup =
                 "in Twilio's console: Phone Numbers, Active numbers, the number, Messaging, \"A message "
                 "comes in\": give Twilio https://HOST/sms/ACCOUNT for incoming messages and for status "
                 "call-backs; put "
                 "the auth token into agent.json as twilio_auth_token and the address, letter by letter, "
                 "as twilio_url; SMSC.ru the same address and its secret as smsc_secret",
             .left_out = "prices, segments, the cities that Twilio guesses; forms of Twilio have no time"},
        .webhook_secret = "twilio_auth_token",
        .webhook_secret_else = "smsc_secret",
        // Twilio sends a body of plain text to the customer as an answer.
        .accepted = ""};
    return connector;
}

}  // namespace history::connectors
