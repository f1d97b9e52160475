#include "native/connectors/whatsapp.h"

#include "native/connectors/meta_webhook.h"
#include "native/connectors/signature.h"
#include "native/connectors/whatsapp_history.h"
#include "native/connectors/whatsapp_message.h"

namespace history::connectors {
namespace {

void add_status(const Json& value, const Json& status, Found& found) {
    Item item;
    item.native_id = text_at(status, "id");
    const std::string word = text_at(status, "status");
    if (item.native_id.empty() || word.empty()) {
        found.reject("", "The status names no message or no state.", dump(status));
        return;
    }
    const std::uint64_t when = ms_of(int_at(status, "timestamp"));
    if (word == "sent" || word == "delivered" || word == "read" || word == "failed")
        put(item, word + "_at", ms_text(when));
    else
        put(item, "status@" + std::to_string(when), word);
    const Json& errors = at(status, "errors");
    if (errors.is_array() && !errors.empty()) put(item, "reason", text_at(errors[0], "title"));
    // A message to a group belongs to nobody in particular.
    if (text_at(status, "recipient_type") != "group")
        item.identifiers =
            whatsapp_peer(value,
                          {text_at(status, "recipient_id"), text_at(status, "recipient_user_id"),
                           text_at(status, {"recipient_parent_user_id", "parent_recipient_user_id"})},
                          found.account);
    found.add_stub(std::move(item));
}

// `connect` opens a call and `terminate` ends it: one item under the call's id. What only one of them can say is left to it,
// so that the two may come in either order: `at` to the first, the leg (times of the whole call) to the last.
void add_call(const Json& value, const Json& call, Found& found) {
    Item item;
    item.native_id = text_at(call, "id");
    if (item.native_id.empty()) {
        found.reject("", "The call has no id.", dump(call));
        return;
    }
    const bool out = text_at(call, "direction") == "BUSINESS_INITIATED";
    const std::string peer = text_at(call, out ? "to" : "from"), own = text_at(call, out ? "from" : "to");
    put(item, "kind", "call");
    put(item, "direction", out ? "out" : "in");
    if (text_at(call, "event") == "terminate") {
        const bool answered = int_at(call, "duration") > 0;
        const std::string end = ms_text(ms_of(int_at(call, "end_time", int_at(call, "timestamp"))));
        std::string start = ms_text(ms_of(int_at(call, "start_time")));
        if (start.empty()) start = end;
        put(item, "leg/1",
            columns({start, answered ? start : "", end, text_at(call, "duration"), out ? own : peer,
                     out ? peer : own, answered ? "ANSWERED" : "NO ANSWER", answered ? own : "", "", "",
                     out ? "out" : "in", peer}));
    } else {
        put(item, "at", ms_text(ms_of(int_at(call, "timestamp"))));
    }
    item.identifiers = whatsapp_peer(value,
                                     {peer, text_at(call, out ? "to_user_id" : "from_user_id"),
                                      text_at(call, out ? "to_parent_user_id" : "from_parent_user_id")},
                                     found.account);
    found.add(std::move(item));
}

void add_preference(const Json& value, const Json& preference, Found& found) {
    Statement statement;
    statement.identifiers = whatsapp_peer(
        value,
        {text_at(preference, "wa_id"), text_at(preference, "user_id"), text_at(preference, "parent_user_id")},
        found.account);
    const std::string wish = text_at(preference, "value");
    if (statement.identifiers.empty() || wish.empty() ||
        text_at(preference, "category") != "marketing_messages")
        return;
    statement.facts.emplace_back("marketing", wish);
    statement.at_ms = ms_of(int_at(preference, "timestamp"));
    found.add(std::move(statement));
}

void read_change(const Json& change, Found& found) {
    const std::string field = text_at(change, "field");
    const Json& value = at(change, "value");
    const auto each = [&](const char* list, auto add) {
        const Json& all = at(value, list);
        if (all.is_array())
            for (const Json& one : all) add(value, one, found);
    };
    if (field == "messages" || field == "calls" || field == "smb_message_echoes" ||
        field == "message_echoes") {
        each("messages",
             [](const Json& in, const Json& one, Found& to) { add_whatsapp_message(in, one, false, to); });
        each("message_echoes",
             [](const Json& in, const Json& one, Found& to) { add_whatsapp_message(in, one, true, to); });
        each("statuses", add_status);
        each("calls", add_call);
    } else if (field == "user_preferences") {
        each("user_preferences", add_preference);
    } else if (field == "history") {
        add_whatsapp_history(value, found);
    } else if (field == "smb_app_state_sync") {
        add_whatsapp_contacts(value, found);
    } else {
        found.add_unknown("", change, 0, {});
    }
}

bool is_webhook(const Json& value) {
    return at(value, "entry").is_array();
}

void read_webhook(const Json& webhook, Found& found) {
    found.begin_unit();
    if (!is_webhook(webhook)) {
        if (webhook.is_object())
            found.add_unknown("", webhook, 0, {});
        else
            found.reject("", "This is no webhook of WhatsApp.", dump(webhook));
    } else {
        for (const Json& entry : at(webhook, "entry")) {
            const Json& changes = at(entry, "changes");
            if (changes.is_array())
                for (const Json& change : changes) read_change(change, found);
            else
                found.reject("", "The entry has no changes.", dump(entry));
        }
    }
    found.end_unit();
}

void read(const Json& value, Found& found) {
    // Archives keep several webhooks in one file: as an array, or under names.
    bool archive = value.is_array() || (value.is_object() && !value.empty());
    for (const Json& one : value) archive = archive && is_webhook(one);
    if (archive && value.is_structured() && !value.empty() && !is_webhook(value))
        for (const Json& one : value) read_webhook(one, found);
    else
        read_webhook(value, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    return check_hmac_sha256(body, headers, account, "x-hub-signature-256", "meta_app_secret");
}

}  // namespace

const Connector& whatsapp() {
    static const Connector connector{
        .channel = "whatsapp",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "WhatsApp Business Platform, Cloud API",
                  .formats =
                      "notifications with messages, statuses, echoes, system notices, earlier chats of the "
                      "Business app (history) and its address book (.json, .jsonl)",
                  .fields = "id, from, from_user_id, timestamp, type and its content, context, referral, "
                            "order, contacts; of statuses status, timestamp, recipient_id, errors; of calls "
                            "direction, status, duration; of user_preferences category and value; of history "
                            "the messages of its threads; of smb_app_state_sync names and numbers",
                  .ways = "webhook, import",
                  .authenticity =
                      "header X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app secret",
                  .id_rule = "message id (wamid...), of system notices too",
                  .identifiers =
                      "number that wrote proved; business-scoped user id proved; old and new "
                      "number of a change notice proved; parent id (CC.ENT.) proved for all accounts; "
                      "numbers of the app's address book given; numbers in words said",
                  .setup = "at developers.facebook.com, in the app: WhatsApp, Configuration, Webhook, Edit: "
                           "webhook https://HOST/whatsapp/ACCOUNT, verify token as meta_verify_token, app "
                           "secret as meta_app_secret; fields messages, calls, user_preferences, "
                           "smb_message_echoes, smb_app_state_sync, history",
                  .left_out = "account and template notices"},
        .webhook_secret = "meta_app_secret",
        .handshake = meta_handshake};
    return connector;
}

}  // namespace history::connectors
