#include "native/connectors/chatwoot.h"

#include "native/connectors/chatwoot_message.h"
#include "native/connectors/freshdesk_file.h"
#include "native/connectors/signature_base64.h"

namespace history::connectors {

namespace {

void read_event(const Json& body, const std::string& event, Found& found) {
    if (event == "message_created" || event == "message_updated") return add_chatwoot_message(body, found);
    if (event == "conversation_created" || event == "conversation_updated" ||
        event == "conversation_status_changed")
        return add_chatwoot_conversation(body, found);
    if (event == "contact_created" || event == "contact_updated") return add_chatwoot_contact(body, found);
    // Somebody types, or opened the widget: nothing to keep.
    if (event == "conversation_typing_on" || event == "conversation_typing_off" ||
        event == "webwidget_triggered")
        return;
    const std::string id = text_at(body, "id");
    found.add_unknown(id.empty() ? id : event + ':' + id, body, chatwoot_ms(at(body, "created_at")), {});
}

// An answer of the API, or a file: its members tell what it is.
void read_object(const Json& object, Found& found) {
    if (!object.is_object()) return found.reject("", "The body is no object of Chatwoot.", dump(object));
    const auto has = [&](const char* name) { return object.contains(name); };
    if (const std::string event = text_at(object, "event"); !event.empty())
        return read_event(object, event, found);
    if (has("message_type")) return add_chatwoot_message(object, found);
    if (has("inbox_id") && has("status")) return add_chatwoot_conversation(object, found);
    if (has("phone_number")) return add_chatwoot_contact(object, found);
    if (has("email") && (has("mobile") || has("other_emails"))) return add_freshdesk_contact(object, found);
    found.add_unknown("", object, chatwoot_ms(at(object, "created_at")), {});
}

void read(const Json& value, Found& found) {
    if (at(value, "ticket").is_object() && text_at(value, "event").empty())
        return read_freshdesk_ticket(value, found);
    const Json* inner = &value;
    if (text_at(value, "event").empty()) {
        if (at(*inner, "data").is_object()) inner = &at(*inner, "data");
        if (const Json& payload = at(*inner, "payload"); payload.is_array() || payload.is_object())
            inner = &payload;
    }
    const auto unit = [&](const Json& one) {
        found.begin_unit();
        read_object(one, found);
        found.end_unit();
    };
    if (!inner->is_array()) return unit(*inner);
    for (const Json& one : *inner) unit(one);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& chatwoot() {
    static const Connector connector{
        .channel = "chatwoot",
        .parse = parse,
        .check = check_chatwoot,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "Chatwoot: webhooks, API answers, Freshdesk files of its importer",
             .formats = "bodies of webhooks, answers of the API, tickets and contacts of Freshdesk (.json, "
                        ".jsonl)",
             .fields = "id, content, created_at, message_type, private, status, sender, conversation (id, "
                       "status, contact_inbox, meta), attachments; of contacts name, identifier, email, "
                       "phone_number, city, company; of Freshdesk ticket, requester and conversations",
             .ways = "webhook, import",
             .authenticity = "header X-Chatwoot-Signature: HMAC-SHA256 of X-Chatwoot-Timestamp, a point and "
                             "the raw body with the webhook's secret",
             .id_rule = "message:ID, conversation:ID; of Freshdesk ticket:ID, comment:ID",
             .identifiers = "contact id proved; identifier proved where signed; WhatsApp and SMS numbers of "
                            "the inbox proved; phone and mail of the card given; numbers in words said",
             .setup = "in Chatwoot: Settings, Integrations, Webhooks, Add new webhook: a webhook of "
                      "messages, conversations and contacts to https://HOST/chatwoot/ACCOUNT; "
                      "its secret as chatwoot_webhook_secret",
             .left_out = "labels, teams, who types, own attributes",
             .tried = false},
        .webhook_secret = "chatwoot_webhook_secret",
        .signed_at = chatwoot_signed_at};
    return connector;
}

}  // namespace history::connectors
