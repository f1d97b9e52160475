#include "native/connectors/said.h"
#include "native/connectors/zendesk_parts.h"

namespace history::connectors::zendesk_parts {

namespace {

constexpr std::string_view of_ticket[] = {"id", "requester_id", "subject", "status", "created_at"};
constexpr std::string_view of_comment[] = {"id", "ticket_id", "body", "public", "user_id"};
constexpr std::string_view of_user[] = {"id", "name", "role", "email"};
constexpr std::string_view of_organization[] = {"id", "name", "shared_tickets"};
constexpr std::string_view of_chat[] = {"chat_id", "ticket_id"};
constexpr std::string_view of_chat_event[] = {"chat_id", "actor_id", "message", "created_at"};
constexpr std::string_view of_change[] = {"ticket_id", "field_name", "value", "updated"};

constexpr std::string_view ticket_columns[] = {"description", "updated_at", "via_channel"};
constexpr std::string_view comment_columns[] = {"created", "created_at"};
constexpr std::string_view user_columns[] = {"phone",   "external_id", "locale",    "notes",
                                             "details", "updated_at",  "created_at"};
constexpr std::string_view organization_columns[] = {"notes", "details", "updated_at", "created_at"};
constexpr std::string_view chat_columns[] = {"user_id", "visitor_id", "authenticated"};
constexpr std::string_view chat_event_columns[] = {
    "chat_index", "message_id", "original_message", "type", "filename", "mime_type", "size", "url"};

// Settings of the help desk: labels, schedules, rules, forms, groups, brands and the log of changes to them.
constexpr std::string_view labels[] = {"tag"}, schedules[] = {"schedule_id"}, rules[] = {"sla_policy_id"},
                           times[] = {"start_time", "end_time"}, zones[] = {"time_zone"},
                           domains[] = {"domain_name"}, logs[] = {"change_description", "source_type"},
                           brands[] = {"subdomain", "brand_url"}, forms[] = {"end_user_visible"},
                           groups[] = {"id", "name", "url", "updated_at"};

void read_ticket(const Json& row, const std::string& place, Found& found) {
    add_ticket(row, {}, place, found);
}
void read_comment(const Json& row, const std::string& place, Found& found) {
    add_comment(row, {}, {}, place, found);
}

}  // namespace

void add_chat(const Json& chat, const std::string& place, Found& found) {
    const std::string ticket = text_at(chat, "ticket_id"), id = text_at(chat, "chat_id");
    if (ticket.empty() || id.empty())
        return found.reject(place, "The chat has no chat_id or no ticket_id.", dump(chat));
    Item item;
    item.native_id = "ticket:" + ticket;
    put(item, "refers_to", columns({"zendesk", found.account.name, "chat:" + id}));
    add_identifier(item.identifiers, "crm", found.account.name, text_at(chat, "user_id"), Known::proved);
    add_identifier(item.identifiers, "cookie", found.account.name, text_at(chat, "visitor_id"), Known::given);
    found.add_stub(std::move(item));
}

void add_chat_event(const Json& event, const std::string& place, Found& found) {
    const std::string chat = text_at(event, "chat_id"), actor = text_at(event, "actor_id");
    const std::uint64_t at_ms = row_ms(text_at(event, "created_at"));
    if (chat.empty() || at_ms == 0)
        return found.reject(place, "The chat event has no chat_id or no created_at.", dump(event));
    Json original = at(event, "original_message");
    if (original.is_string()) original = parse_json(original.get_ref<const std::string&>()).value_or(Json());
    std::string text = text_at(event, "message");
    if (text.empty()) text = text_at(at(at(original, "content"), "text"), "text");
    const std::string file = text_at(event, "filename"), own_id = text_at(event, "message_id");
    if (text.empty() && file.empty()) return;  // somebody joined, left, was shown a form
    const Json& by = at(original, "author");
    const bool machine = actor.starts_with("__");
    const bool ours = machine || actor.starts_with("agent:") || text_at(by, "type") == "BUSINESS";
    const bool visitors = actor.starts_with("visitor:") || text_at(by, "type") == "USER";
    Item item;
    item.native_id = own_id.empty()
                         ? "chat:" + chat + '/' + text_at(event, "chat_index") + '@' + std::to_string(at_ms)
                         : "chat:" + own_id;
    put(item, "kind", "message");
    put(item, "direction", ours ? "out" : visitors ? "in" : "none");
    put(item, "at", ms_text(at_ms));
    put(item, "text", text);
    put(item, "thread", "chat:" + chat);
    if (machine || text_at(at(original, "source"), "type") == "zd:answerBot") put(item, "bot", "1");
    if (ours) put(item, "author", text_at(by, "display_name"));
    if (!file.empty()) {
        const std::string mime = text_at(event, "mime_type");
        put(item, "file/1",
            columns(
                {mime.substr(0, mime.find('/')), file, mime, text_at(event, "size"), text_at(event, "url")}));
    }
    if (!ours) {
        if (actor.find_first_not_of("0123456789") == std::string::npos)
            add_identifier(item.identifiers, "crm", found.account.name, actor, Known::proved);
        add_said(item.identifiers, text);
    }
    found.add(std::move(item));
}

void add_field_change(const Json& change, const std::string& place, Found& found) {
    const std::string ticket = text_at(change, "ticket_id");
    const std::uint64_t at_ms = row_ms(text_at(change, "updated"));
    if (ticket.empty() || at_ms == 0)
        return found.reject(place, "The change has no ticket_id or no updated.", dump(change));
    if (text_at(change, "field_name") != "status") return;
    Item item;
    item.native_id = "ticket:" + ticket;
    put(item, "status@" + std::to_string(at_ms), text_at(change, "value"));
    if (!item.fields.empty()) found.add_stub(std::move(item));
}

std::span<const TableKind> tables() {
    static constexpr TableKind kinds[] = {
        {of_ticket, ticket_columns, read_ticket},
        {of_comment, comment_columns, read_comment},
        {of_user, user_columns, add_user},
        {of_organization, organization_columns, add_organization},
        {of_chat_event, chat_event_columns, add_chat_event},
        {of_chat, chat_columns, add_chat},
        {of_change, {}, add_field_change},
        {labels, {}, nullptr},
        {schedules, {}, nullptr},
        {rules, {}, nullptr},
        {times, {}, nullptr},
        {zones, {}, nullptr},
        {domains, {}, nullptr},
        {logs, {}, nullptr},
        {brands, {}, nullptr},
        {forms, {}, nullptr},
        {groups, {}, nullptr},
    };
    return kinds;
}

}  // namespace history::connectors::zendesk_parts
