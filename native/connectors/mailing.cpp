#include "native/connectors/mailing.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/wire/hash.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/local_time.h"
#include "native/connectors/mailing_event.h"
#include "native/connectors/named_table.h"
#include "native/connectors/row_json.h"
#include "native/connectors/signature_mailgun.h"
#include "native/connectors/signature_sendgrid.h"

namespace history::connectors {

namespace {

// "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0": what stands before ".filter" or ".recv" is the message's own id.
std::string message_of(const std::string& sg_message_id) {
    const std::size_t end = std::min(sg_message_id.find(".filter"), sg_message_id.find(".recv"));
    return sg_message_id.substr(0, end);
}

// A text, or the first of a list of texts.
std::string first_text(const Json& value) {
    return value.is_array() ? (value.empty() ? std::string() : decimal_text(value[0])) : decimal_text(value);
}

void read_sendgrid(const Json& one, const std::string& place, Found& found) {
    found.begin_unit();
    MailingEvent event;
    event.message = message_of(text_at(one, "sg_message_id"));
    event.email = text_at(one, "email");
    event.campaign = text_at(one, {"marketing_campaign_name", "singlesend_name"});
    if (event.campaign.empty()) event.campaign = first_text(at(one, "category"));
    event.subject = text_at(one, "subject");
    event.event = text_at(one, "event");
    event.words = text_at(one, {"url", "reason", "response"});
    event.at_ms = mailing_ms(at(one, "timestamp"));
    if (!one.is_object() || event.event.empty())
        found.reject(place, "The body is no list of events, each with event, email and timestamp.",
                     dump(one));
    else if (mailing_state(event.event).empty())
        found.add_unknown(text_at(one, "sg_event_id"), one, event.at_ms, {});
    else
        add_mailing_event(event, place, dump(one), found);
    found.end_unit();
}

void read_mailgun(const Json& body, Found& found) {
    found.begin_unit();
    const Json& data = at(body, "event-data");
    const Json& headers = at(at(data, "message"), "headers");
    MailingEvent event;
    event.message = text_at(headers, "message-id");
    event.email = text_at(data, "recipient");
    event.subject = text_at(headers, "subject");
    event.campaign = first_text(at(data, "campaigns"));
    if (event.campaign.empty()) event.campaign = first_text(at(data, "tags"));
    event.event = text_at(data, "event");
    event.words = text_at(data, {"url", "reason"});
    event.at_ms = mailing_ms(at(data, "timestamp"));
    if (event.event.empty())
        found.reject("", "The event-data has no event.", dump(body));
    else if (mailing_state(event.event).empty())
        found.add_unknown(text_at(data, "id"), data, event.at_ms, {});
    else
        add_mailing_event(event, "", dump(body), found);
    found.end_unit();
}

void read_json(const Json& value, Found& found) {
    if (at(value, "event-data").is_object()) return read_mailgun(value, found);
    if (!value.is_array()) return read_sendgrid(value, "", found);
    std::size_t part = 0;
    for (const Json& one : value) read_sendgrid(one, "part " + std::to_string(++part), found);
}

void read_row(const NamedTable& table, Found& found) {
    MailingEvent event;
    const std::string raw(table.raw());
    if (table.broken() != nullptr) return found.reject(table.place(), table.broken(), raw);
    const auto moment = [&](const std::string& text) { return written_ms(text, found.account.zone); };
    event.message = table.first_of({"message_id", "id"});
    event.email = table.first_of({"email", "email address", "e-mail", "recipient", "почта"});
    event.name = table.first_of({"name", "имя"});
    event.campaign = table.first_of({"campaign", "campaign name", "campaign_title", "рассылка"});
    event.subject = table.first_of({"subject", "campaign subject", "тема"});
    if (event.message.empty() && event.campaign.empty())
        return found.reject(table.place(), "The row names neither its campaign nor its message_id.", raw);
    if (const std::string word = table.first_of({"event", "status", "action", "статус"}); !word.empty()) {
        event.event = word;
        event.words = table.first_of({"url", "reason", "причина"});
        event.at_ms = moment(table.first_of({"at", "timestamp", "date", "time", "дата"}));
        if (mailing_state(word).empty())
            return found.reject(table.place(),
                                "The status " + std::string(cut_utf8(word, 64)) + " is none of a mailing.",
                                raw);
        return add_mailing_event(event, table.place(), raw, found);
    }
    // One row a person: a column for each thing that may happen, with its time, or a word or count that says it did.
    struct Column {
        std::string_view event;
        std::initializer_list<std::string_view> names;
    };
    const Column told[] = {
        {"sent", {"sent", "sent_at", "send time", "отправлено"}},
        {"delivered", {"delivered", "delivered_at", "доставлено"}},
        {"opened", {"opened", "opened_at", "opens", "last open", "открыто", "прочитано"}},
        {"clicked", {"clicked", "clicked_at", "clicks", "last click", "переход"}},
        {"bounced", {"bounced", "bounced_at", "hard bounce", "не доставлено"}},
        {"complained", {"complained", "complained_at", "spam", "спам"}},
        {"unsubscribed",
         {"unsubscribed", "unsubscribed_at", "unsub time", "unsub_time", "отписался", "отписка"}}};
    const std::uint64_t sent_ms = moment(table.first_of(told[0].names));
    bool any = false;
    for (const Column& column : told) {
        const std::string cell = table.first_of(column.names), word = lower(cell);
        if (cell.empty() || word == "0" || word == "no" || word == "false" || word == "нет" || word == "-")
            continue;
        event.event = column.event;
        event.at_ms = moment(cell);
        if (event.at_ms == 0) event.at_ms = sent_ms;  // it happened; when, the table does not say
        add_mailing_event(event, table.place(), raw, found);
        any = true;
        if (event.at_ms == 0) return;  // rejected: one sentence a row
    }
    if (!any) found.reject(table.place(), "The row does not say that anything was sent or happened.", raw);
}

Parsed read_table(ByteView body, const Account& account) {
    Found found(account);
    NamedTable table(body, account);
    if (body.size() > body_limit ||
        !table.has_any({"email", "email address", "e-mail", "recipient", "почта"})) {
        found.reject_body(
            body.size() > body_limit
                ? "The body is larger than 16 MiB."
                : "The body is neither JSON of a mailing service nor a table with a column email.",
            body);
        return found.take();
    }
    while (table.next()) {
        found.begin_unit();
        read_row(table, found);
        found.end_unit();
    }
    return found.take();
}

Parsed parse(ByteView body, const Account& account) {
    return looks_like_json(body) ? parse_json_body(body, account, read_json) : read_table(body, account);
}

bool is_sendgrids(const Account& account) {
    return account.secrets.count("sendgrid_public_key") != 0;
}

// What the account is set up for decides, not the body.
Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    return is_sendgrids(account) ? check_sendgrid(body, headers, account) : check_mailgun(body, account);
}

std::uint64_t signed_at(ByteView body, const Headers& headers, const Account& account) {
    return is_sendgrids(account) ? sendgrid_signed_at(headers) : mailgun_signed_at(body);
}

}  // namespace

std::string mailing_token(ByteView body, const Account& account) {
    return is_sendgrids(account) ? std::string() : mailgun_token(body);
}

const Connector& mailing() {
    static const Connector connector{
        .channel = "mailing",
        .parse = parse,
        .check = check,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about =
            {.title = "Mailings of e-mail services: SendGrid, Mailgun, tables of any other",
             .formats =
                 "events of SendGrid and Mailgun (.json, .jsonl), tables with a row for each person or each "
                 "event (.csv)",
             .fields = "of SendGrid sg_message_id, email, event, timestamp, category, singlesend_name, "
                       "subject, url, reason; of Mailgun event, timestamp, recipient, message headers, tags, "
                       "campaigns, url, reason; of tables address, name, campaign, subject, status, reason "
                       "and the time of each state",
             .ways = "webhook, import",
             .authenticity =
                 "SendGrid: header X-Twilio-Email-Event-Webhook-Signature, ECDSA over the time and the raw "
                 "body; Mailgun: the signature in the body is the hex HMAC-SHA256 of its timestamp and "
                 "token, so the event itself is not signed, but a token counts for one event; both at most "
                 "a day old, for they try again for hours; others show the account's webhook_token",
             .id_rule = "message id of the service and address; without one campaign and address",
             .identifiers = "recipient's address given",
             .setup = "SendGrid: Settings, Mail Settings, Event Webhooks; Mailgun: Sending, Webhooks: give "
                      "the service https://HOST/mailing/ACCOUNT for its events, and the account the "
                      "verification key of SendGrid's signed event webhook as sendgrid_public_key or "
                      "Mailgun's HTTP webhook signing key as mailgun_signing_key; or export the report of a "
                      "campaign and import it, naming its columns in the account's columns where they have "
                      "other names",
             .left_out = "address of the reader's network and his program",
             .tried = false},
        .webhook_secret = "sendgrid_public_key",
        .webhook_secret_else = "mailgun_signing_key",
        .signed_at = signed_at,
        .window_ms = 24 * 60 * 60 * 1000};
    return connector;
}

}  // namespace history::connectors
