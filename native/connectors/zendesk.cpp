#include "native/connectors/zendesk.h"

#include "core/base/ascii.h"
#include "native/connectors/signature_base64.h"
#include "native/connectors/zendesk_parts.h"

namespace history::connectors {

namespace {

using namespace zendesk_parts;

People people_of(const Json& body) {
    People people;
    if (const Json& users = at(body, "users"); users.is_array())
        for (const Json& user : users)
            if (const std::string id = text_at(user, "id"); !id.empty()) people.users.emplace(id, &user);
    people.requester = text_at(at(body, "ticket"), "requester_id");
    return people;
}

std::string after_last_colon(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    return colon == std::string::npos ? std::string() : text.substr(colon + 1);
}

// What happened to a ticket, told by an event: the ticket as it is now, a comment, a state.
void read_ticket_event(const Json& body, const std::string& what, Found& found) {
    const Json &ticket = at(body, "detail"), &event = at(body, "event");
    People people;
    people.requester = text_at(ticket, "requester_id");
    std::string id = text_at(ticket, "id");
    if (id.empty()) id = after_last_colon(text_at(body, "subject"));
    const std::uint64_t at_ms = row_ms(text_at(body, "time"));
    if (!text_at(ticket, "created_at").empty()) add_ticket(ticket, people, "", found);
    Json comment = at(event, "comment");
    if (comment.is_object()) {
        if (text_at(comment, "created_at").empty()) comment["created_at"] = text_at(body, "time");
        add_comment(comment, id, people, "", found);
    }
    if (id.empty()) return found.reject("", "The event does not name its ticket.", dump(body));
    Item item;
    item.native_id = "ticket:" + id;
    const std::string mark = '@' + std::to_string(at_ms);
    const std::string status = lower(text_at(event, "current"));
    if (what == "status_changed" && at_ms != 0) put(item, "status" + mark, status);
    if ((what == "soft_deleted" || what == "permanently_deleted") && at_ms != 0)
        put(item, "deleted" + mark, "1");
    if (!item.fields.empty()) found.add_stub(std::move(item));
}

void read_event(const Json& body, Found& found) {
    const std::string type = text_at(body, "type");
    constexpr std::string_view prefix = "zen:event-type:";
    const std::string name = type.substr(std::min(prefix.size(), type.size()));
    const std::size_t point = name.find('.');
    const std::string about = name.substr(0, point),
                      what = point == std::string::npos ? std::string() : name.substr(point + 1);
    const Json& detail = at(body, "detail");
    if (about == "ticket" && detail.is_object()) return read_ticket_event(body, what, found);
    if (about == "user" && detail.is_object() && what != "deleted") return add_user(detail, "", found);
    if (about == "organization" && detail.is_object() && what != "deleted")
        return add_organization(detail, "", found);
    found.add_unknown(text_at(body, "id").empty() ? std::string() : "event:" + text_at(body, "id"), body,
                      row_ms(text_at(body, "time")), {});
}

// An object whose kind only its own members tell: a result of a search, a body that a trigger was told to send.
void read_alone(const Json& object, const People& people, Found& found) {
    if (!object.is_object()) return found.reject("", "The body is no object of Zendesk.", dump(object));
    const std::string kind = text_at(object, "result_type");
    if (kind == "ticket" || object.contains("requester_id")) return add_ticket(object, people, "", found);
    if (kind == "user" || object.contains("role")) return add_user(object, "", found);
    if (kind == "organization" || object.contains("shared_tickets"))
        return add_organization(object, "", found);
    if (object.contains("author_id")) return add_comment(object, "", people, "", found);
    found.add_unknown("", object, row_ms(text_at(object, "created_at")), {});
}

void read(const Json& value, Found& found) {
    const People people = people_of(value);
    std::uint64_t read_units = 0;
    const auto unit = [&](auto one) {
        ++read_units;
        found.begin_unit();
        one();
        found.end_unit();
    };
    const auto each = [&](const char* list, const char* single, auto add) {
        if (at(value, list).is_array())
            for (const Json& one : at(value, list)) unit([&] { add(one); });
        if (at(value, single).is_object()) unit([&] { add(at(value, single)); });
    };
    if (text_at(value, "type").starts_with("zen:event-type:")) return unit([&] { read_event(value, found); });
    const std::string ticket = text_at(at(value, "ticket"), "id");
    each("users", "user", [&](const Json& one) { add_user(one, "", found); });
    each("organizations", "organization", [&](const Json& one) { add_organization(one, "", found); });
    each("tickets", "ticket", [&](const Json& one) { add_ticket(one, people, "", found); });
    each("comments", "comment", [&](const Json& one) { add_comment(one, ticket, people, "", found); });
    each("results", "result", [&](const Json& one) { read_alone(one, people, found); });
    if (read_units != 0) return;
    // An empty page of answers is readable, and nothing.
    for (const char* list : {"users", "organizations", "tickets", "comments", "results"})
        if (at(value, list).is_array()) return unit([] {});
    if (!value.is_array()) return unit([&] { read_alone(value, people, found); });
    for (const Json& one : value) unit([&] { read_alone(one, people, found); });
}

Parsed parse(ByteView body, const Account& account) {
    return looks_like_json(body) ? parse_json_body(body, account, read)
                                 : parse_tables(body, account, tables());
}

}  // namespace

const Connector& zendesk() {
    static const Connector connector{
        .channel = "zendesk",
        .parse = parse,
        .check = check_zendesk,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about =
            {.title = "Zendesk Support: events, API answers and tables",
             .formats = "bodies of webhooks, answers with tickets, comments, users, organizations (.json, "
                        ".jsonl), tables of tickets, comments, chats, users (.csv)",
             .fields = "of tickets id, subject, description, status, via, the times, requester; of comments "
                       "id, author_id, public, body, attachments; of chats and their events actor, message, "
                       "visitor; of users name, email, phone, locale, notes; of organizations name",
             .ways = "webhook, import",
             .authenticity = "header X-Zendesk-Webhook-Signature: base64 HMAC-SHA256 of the header's time "
                             "and the raw body with the webhook's signing secret",
             .id_rule = "ticket:ID, comment:ID, chat:CHAT/INDEX@ms",
             .identifiers = "user id of the help desk proved; phone, mail and the own site's id given; "
                            "visitor of a chat given; numbers in words said",
             .setup = "in the Admin Center: Apps and integrations, Webhooks, Create webhook, Zendesk events: "
                      "a webhook of ticket and user events to https://HOST/zendesk/ACCOUNT; its signing "
                      "secret as zendesk_signing_secret; ids of agents as `own` for tables",
             .left_out = "labels, schedules, service levels, ratings, fields of one's own",
             .tried = false},
        .webhook_secret = "zendesk_signing_secret",
        .signed_at = zendesk_signed_at};
    return connector;
}

}  // namespace history::connectors
