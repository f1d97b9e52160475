#include "native/connectors/viber.h"

#include "native/connectors/said.h"
#include "native/connectors/signature.h"
#include "native/connectors/viber_content.h"

namespace history::connectors {
namespace {

std::uint64_t moment_of(const Json& value, const char* name) {
    const std::int64_t ms = int_at(value, name);
    return ms > 0 && ms < 253402300800000 ? static_cast<std::uint64_t>(ms) : 0;
}

std::vector<Identifier> viber_user(const std::string& id, const std::string& name, const Account& account) {
    std::vector<Identifier> identifiers;
    add_identifier(identifiers, "viber", account.name, id, Known::proved, name);
    return identifiers;
}

void read_message(const Json& event, Found& found) {
    const Json& message = at(event, "message");
    const Json& sender = at(event, "sender");
    const std::string name = text_at(sender, "name");
    Item item;
    item.native_id = text_at(event, "message_token");
    if (item.native_id.empty() || !message.is_object())
        return found.reject("", "The message callback has no message_token or no message.", dump(event));
    put(item, "at", ms_text(moment_of(event, "timestamp")));
    put(item, "direction", "in");
    put(item, "thread", text_at(sender, "id"));
    item.identifiers = viber_user(text_at(sender, "id"), name, found.account);
    if (!put_viber_content(message, item))
        return found.add_unknown(std::move(item.native_id), event, moment_of(event, "timestamp"),
                                 std::move(item.identifiers));
    add_viber_card(message, name, item.identifiers);
    add_said(item.identifiers, text_at(message, "text"));
    found.add(std::move(item));
}

// What became of a message of ours.
void read_state(const Json& event, const char* field, Found& found) {
    Item item;
    item.native_id = text_at(event, "message_token");
    const std::uint64_t when = moment_of(event, "timestamp");
    if (item.native_id.empty() || when == 0) return;
    put(item, field, ms_text(when));
    if (const std::string words = text_at(event, "desc"); !words.empty())
        put(item, "status@" + std::to_string(when), words);
    item.identifiers = viber_user(text_at(event, "user_id"), "", found.account);
    found.add_stub(std::move(item));
}

void read_wish(const Json& event, const char* wish, Found& found) {
    const Json& user = at(event, "user");
    std::string id = text_at(user, "id");
    if (id.empty()) id = text_at(event, "user_id");
    Statement statement;
    statement.identifiers = viber_user(id, text_at(user, "name"), found.account);
    statement.at_ms = moment_of(event, "timestamp");
    if (statement.identifiers.empty()) return;
    statement.facts.emplace_back("marketing", wish);
    if (std::string language = text_at(user, "language"); !language.empty())
        statement.facts.emplace_back("language", std::move(language));
    found.add(std::move(statement));
}

void read_start(const Json& event, Found& found) {
    const Json& user = at(event, "user");
    Item item;
    item.native_id = text_at(event, "message_token");
    if (item.native_id.empty())
        return found.reject("", "The conversation_started callback has no message_token.", dump(event));
    put(item, "kind", "event");
    put(item, "at", ms_text(moment_of(event, "timestamp")));
    put(item, "direction", "in");
    put(item, "title", "conversation_started");
    put(item, "campaign", text_at(event, "context"));
    put(item, "thread", text_at(user, "id"));
    item.identifiers = viber_user(text_at(user, "id"), text_at(user, "name"), found.account);
    found.add(std::move(item));
}

// Without a token Viber has sent nothing: it refused the message.
void read_sent(const Json& sent, Found& found) {
    const Json& request = at(sent, "request");
    Item item;
    item.native_id = text_at(at(sent, "response"), "message_token");
    if (item.native_id.empty() || item.native_id == "0") return;
    const std::string receiver = text_at(request, "receiver");
    put(item, "at", ms_text(moment_of(sent, "at")));
    put(item, "direction", "out");
    put(item, "thread", receiver);
    put(item, "author", text_at(at(request, "sender"), "name"));
    item.identifiers = viber_user(receiver, "", found.account);
    if (put_viber_content(request, item))
        found.add(std::move(item));
    else
        found.add_unknown(std::move(item.native_id), sent, moment_of(sent, "at"),
                          std::move(item.identifiers));
}

void read_unknown(const Json& event, Found& found) {
    const std::string token = text_at(event, "message_token");
    std::string id = text_at(event, "user_id");
    for (const char* name : {"sender", "user"})
        if (id.empty()) id = text_at(at(event, name), "id");
    // Not the token alone: an event may carry that of a message that it is about, and come again at another time.
    found.add_unknown(
        token.empty() ? token : text_at(event, "event") + ':' + token + ':' + text_at(event, "timestamp"),
        event, moment_of(event, "timestamp"), viber_user(id, "", found.account));
}

void read_one(const Json& value, Found& found) {
    const std::string event = text_at(value, "event");
    found.begin_unit();
    if (at(value, "request").is_object() && at(value, "response").is_object())
        read_sent(value, found);
    else if (event == "message")
        read_message(value, found);
    else if (event == "delivered")
        read_state(value, "delivered_at", found);
    else if (event == "seen")
        read_state(value, "read_at", found);
    else if (event == "failed")
        read_state(value, "failed_at", found);
    else if (event == "subscribed")
        read_wish(value, "resume", found);
    else if (event == "unsubscribed")
        read_wish(value, "stop", found);
    else if (event == "conversation_started")
        read_start(value, found);
    else if (event.empty())
        found.reject("", "This is no callback of Viber: it has no event.", dump(value));
    else if (event != "client_status")
        read_unknown(value, found);
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (value.is_array() && !value.empty())
        for (const Json& one : value) read_one(one, found);
    else
        read_one(value, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

// The hex HMAC-SHA256 stands alone in the header.
Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    constexpr const char* header = "x-viber-content-signature";
    Headers named = headers;
    if (const auto sent = named.find(header); sent != named.end()) sent->second.insert(0, "sha256=");
    return check_hmac_sha256(body, named, account, header, "viber_auth_token");
}

}  // namespace

const Connector& viber() {
    static const Connector connector{
        .channel = "viber",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "Viber REST Bot API",
             .formats = "callbacks, and sent messages as {at, request, response} (.json, .jsonl)",
             .fields =
                 "message_token, timestamp, sender, user, receiver, type, text, media, file_name, size, "
                 "location, contact; of states delivered, seen, failed; context of a conversation that began",
             .ways = "webhook, import",
             .authenticity = "header X-Viber-Content-Signature is the hex HMAC-SHA256 of the body",
             .id_rule = "message_token",
             .identifiers =
                 "user id proved; number of a contact card with the sender's own name proved; other "
                 "cards, numbers and addresses in words said",
             .setup = "at partners.viber.com: the bot, Edit info, its token; then call set_webhook with url "
                      "https://HOST/viber/ACCOUNT; put the bot's token into agent.json as "
                      "viber_auth_token",
             .left_out = "avatars, tracking data, the state of the user's program"},
        .webhook_secret = "viber_auth_token"};
    return connector;
}

}  // namespace history::connectors
