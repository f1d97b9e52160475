#include "native/connectors/chatwoot_message.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/iso_time.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

constexpr std::size_t files_max = 100;

// Words of webhooks; the API writes their places.
constexpr std::string_view message_types[] = {"incoming", "outgoing", "activity", "template"};
constexpr std::string_view states[] = {"sent", "delivered", "read", "failed"};

std::string type_of(const Json& message) {
    const std::string text = text_at(message, "message_type");
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '3')
        return std::string(message_types[static_cast<std::size_t>(text[0] - '0')]);
    return text;
}

bool true_at(const Json& object, const char* name) {
    return at(object, name) == Json(true);
}

bool number(const std::string& text) {
    return text.size() >= 10 && text.find_first_not_of("+0123456789") == std::string::npos;
}

void add_contact(std::vector<Identifier>& list, const Json& contact, bool signed_in, const Account& account) {
    const std::string name = text_at(contact, "name");
    add_identifier(list, "crm", account.name, text_at(contact, "id"), Known::proved, name);
    add_identifier(list, "user", account.name, text_at(contact, "identifier"),
                   signed_in ? Known::proved : Known::given, name);
    add_identifier(list, "phone", "", text_at(contact, "phone_number"), Known::given, name);
    add_identifier(list, "email", "", text_at(contact, "email"), Known::given, name);
}

// The customer of a conversation, and what its inbox knows of them.
std::vector<Identifier> customer_of(const Json& conversation, const Json& sender, const Account& account) {
    std::vector<Identifier> list;
    const Json& inbox = at(conversation, "contact_inbox");
    const std::string channel = text_at(conversation, "channel"), source = text_at(inbox, "source_id");
    const Json& known = at(at(conversation, "meta"), "sender");
    add_contact(list, known.is_object() ? known : sender, true_at(inbox, "hmac_verified"), account);
    if (list.empty()) add_identifier(list, "crm", account.name, text_at(inbox, "contact_id"), Known::proved);
    const std::string name = list.empty() ? std::string() : list.front().name;
    const bool by_number =
        channel == "Channel::Whatsapp" || channel == "Channel::Sms" || channel == "Channel::TwilioSms";
    const std::string bare =
        source.substr(source.rfind(':') == std::string::npos ? 0 : source.rfind(':') + 1);
    if (by_number && number(bare)) {
        const std::string phone = bare.starts_with('+') ? bare : '+' + bare;
        // The inbox proves the number that the card only gives.
        std::erase_if(list, [&](const Identifier& one) { return one.type == "phone" && one.value == phone; });
        list.insert(list.begin(), {"phone", "", phone, Known::proved, false, name});
    }
    if (channel == "Channel::Email" && source.find('@') != std::string::npos)
        add_identifier(list, "email", "", source, Known::given, name);
    if (channel == "Channel::WebWidget") add_identifier(list, "cookie", account.name, source, Known::given);
    return list;
}

void put_files(Item& item, const Json& files) {
    if (!files.is_array()) return;
    ListBound bound(item, "file", files_max);
    for (const Json& one : files) {
        if (!bound.takes()) continue;
        std::string address = text_at(one, "data_url");
        const std::size_t slash = address.find_last_of('/');
        put(item, "file/" + std::to_string(bound.taken()),
            columns({text_at(one, "file_type"),
                     slash == std::string::npos ? std::string() : address.substr(slash + 1),
                     text_at(one, "content_type"), text_at(one, "file_size"), address}));
    }
}

void put_kind(Item& item, const Json& message, const std::string& type) {
    const Json& sender = at(message, "sender");
    const bool note = true_at(message, "private");
    put(item, "kind", note ? "note" : type == "activity" ? "system" : "message");
    put(item, "direction", note || type == "activity" ? "none" : type == "incoming" ? "in" : "out");
    if (type == "template" || text_at(sender, "type") == "agent_bot") put(item, "bot", "1");
    if (type != "incoming") put(item, "author", text_at(sender, "name"));
}

void put_state(Item& item, const Json& message) {
    const auto* state = std::find(std::begin(states), std::end(states), text_at(message, "status"));
    if (state != std::end(states))
        put(item, "status@" + std::to_string(state - std::begin(states)), std::string(*state));
}

}  // namespace

std::uint64_t chatwoot_ms(const Json& value) {
    if (value.is_string())
        if (const std::uint64_t ms = iso_ms(value.get_ref<const std::string&>()); ms != 0) return ms;
    return ms_of(int_at(Json{{"at", value}}, "at"));
}

void add_chatwoot_message(const Json& message, Found& found) {
    const std::string id = text_at(message, "id"), type = type_of(message);
    const std::uint64_t created = chatwoot_ms(at(message, "created_at"));
    if (id.empty() || created == 0)
        return found.reject("", "The message has no id or no created_at.", dump(message));
    const bool known =
        std::find(std::begin(message_types), std::end(message_types), type) != std::end(message_types);
    if (!known) return found.add_unknown("message:" + id, message, created, {});
    const Json& marks = at(message, "content_attributes");
    const Json& conversation = at(message, "conversation");
    const Json& sender = at(message, "sender");
    const Json& contact = at(message, "contact");
    Item item;
    item.native_id = "message:" + id;
    item.identifiers = customer_of(
        conversation, type == "incoming" ? (sender.is_object() ? sender : contact) : contact, found.account);
    if (true_at(marks, "deleted")) {
        const std::uint64_t updated = chatwoot_ms(at(message, "updated_at"));
        put(item, "deleted@" + std::to_string(updated != 0 ? updated : created), "1");
        return found.add_stub(std::move(item));
    }
    std::string thread = text_at(conversation, "id");
    if (thread.empty()) thread = text_at(message, "conversation_id");
    put_kind(item, message, type);
    put(item, "at", ms_text(created));
    const std::string text = text_at(message, "content");
    put(item, "text", text);
    if (!thread.empty()) put(item, "thread", "conversation:" + thread);
    if (const std::string answered = text_at(marks, "in_reply_to"); !answered.empty())
        put(item, "reply_to", "message:" + answered);
    put(item, "title", text_at(at(marks, "email"), "subject"));
    put(item, "place", text_at(at(message, "inbox"), "name"));
    if (type != "incoming" && type != "activity") put_state(item, message);
    put_files(item, at(message, "attachments"));
    add_identifier(item.identifiers, "email", "", text_at(marks, "submitted_email"), Known::given);
    if (type == "incoming") add_said(item.identifiers, text);
    found.add(std::move(item));
}

void add_chatwoot_conversation(const Json& conversation, Found& found) {
    const std::string id = text_at(conversation, "id");
    std::uint64_t created = chatwoot_ms(at(conversation, "created_at"));
    if (id.empty()) return found.reject("", "The conversation has no id.", dump(conversation));
    const std::uint64_t updated =
        chatwoot_ms(at(conversation, at(conversation, "updated_at").is_null() ? "timestamp" : "updated_at"));
    Item item;
    item.native_id = "conversation:" + id;
    if (created != 0) {
        put(item, "kind", "ticket");
        put(item, "direction", "in");
        put(item, "at", ms_text(created));
        put(item, "number", id);
        put(item, "thread", "conversation:" + id);
        const Json& more = at(conversation, "additional_attributes");
        put(item, "title", text_at(more, "mail_subject"));
        put(item, "referrer", text_at(more, "referer"));
        put(item, "source", text_at(conversation, "channel"));
    }
    const std::uint64_t version = updated != 0 ? updated : created;
    if (version != 0) put(item, "status@" + std::to_string(version), text_at(conversation, "status"));
    item.identifiers = customer_of(conversation, Json(), found.account);
    if (created != 0) return found.add(std::move(item));
    // Of some events the conversation has no beginning: what is known of it is added to it.
    if (!item.fields.empty()) found.add_stub(std::move(item));
}

void add_chatwoot_contact(const Json& contact, Found& found) {
    Statement statement;
    add_contact(statement.identifiers, contact, false, found.account);
    if (statement.identifiers.empty() || text_at(contact, "id").empty())
        return found.reject("", "The contact has no id.", dump(contact));
    statement.at_ms =
        chatwoot_ms(at(contact, at(contact, "updated_at").is_null() ? "last_activity_at" : "updated_at"));
    const Json& more = at(contact, "additional_attributes");
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty() && statement.at_ms != 0) statement.facts.emplace_back(name, std::move(value));
    };
    fact("name", text_at(contact, "name"));
    fact("city", text_at(more, "city"));
    fact("company", text_at(more, "company_name"));
    fact("note", text_at(more, "description"));
    found.add(std::move(statement));
}

}  // namespace history::connectors
