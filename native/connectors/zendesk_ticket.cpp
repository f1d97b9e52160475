#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/said.h"
#include "native/connectors/zendesk_parts.h"

namespace history::connectors::zendesk_parts {

namespace {

constexpr std::size_t files_max = 100;

bool staff(const Json& user) {
    const std::string role = text_at(user, "role");
    return role == "agent" || role == "admin" || role == "team member" || truth(at(user, "is_staff"));
}

const Json& user_of(const std::string& id, const People& people) {
    static const Json nobody;
    const auto found = people.users.find(id);
    return found == people.users.end() ? nobody : *found->second;
}

void add_contact(std::vector<Identifier>& list, const std::string& id, const Json& user,
                 const Account& account) {
    const std::string name = text_at(user, "name");
    add_identifier(list, "crm", account.name, id, Known::proved, name);
    add_identifier(list, "phone", "", text_at(user, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(user, "email"), Known::given, name);
    add_identifier(list, "user", account.name, text_at(user, "external_id"), Known::given, name);
}

const char* direction_of(const std::string& author, const Json& user, const People& people,
                         const Account& account) {
    const auto& own = account.own;
    if (staff(user) || std::find(own.begin(), own.end(), author) != own.end()) return "out";
    const bool told = !own.empty() || !text_at(user, "role").empty() || at(user, "is_staff").is_boolean() ||
                      (!author.empty() && author == people.requester);
    return told ? "in" : "none";
}

void put_files(Item& item, const Json& files) {
    if (!files.is_array()) return;
    ListBound bound(item, "file", files_max);
    for (const Json& one : files) {
        if (!bound.takes()) continue;
        const std::string mime = text_at(one, "content_type");
        put(item, "file/" + std::to_string(bound.taken()),
            columns({mime.substr(0, mime.find('/')), text_at(one, {"file_name", "filename"}), mime,
                     text_at(one, "size"), text_at(one, "content_url")}));
    }
}

}  // namespace

void add_ticket(const Json& ticket, const People& people, const std::string& place, Found& found) {
    const std::string id = text_at(ticket, "id");
    const std::uint64_t created = row_ms(text_at(ticket, "created_at")),
                        updated = row_ms(text_at(ticket, "updated_at"));
    if (id.empty() || created == 0)
        return found.reject(place, "The ticket has no id or no created_at.", dump(ticket));
    Item item;
    item.native_id = "ticket:" + id;
    put(item, "kind", "ticket");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put(item, "number", id);
    put(item, "title", text_at(ticket, "subject"));
    put(item, "text", text_at(ticket, "description"));
    put(item, "thread", "ticket:" + id);
    const std::string status = lower(text_at(ticket, "status"));
    put(item, "status@" + std::to_string(updated != 0 ? updated : created), status);
    const Json& via = at(ticket, "via");
    std::string channel = text_at(via, "channel");
    put(item, "source", channel.empty() ? text_at(ticket, "via_channel") : channel);
    const Json& beside = at(ticket, "requester");
    std::string requester = text_at(ticket, "requester_id");
    if (requester.empty()) requester = text_at(beside, "id");
    const Json& user = beside.is_object() ? beside : user_of(requester, people);
    add_contact(item.identifiers, requester, user, found.account);
    // Only a mail's sender: of other ways `from` is not the requester's own.
    if (channel == "email")
        add_identifier(item.identifiers, "email", "", text_at(at(at(via, "source"), "from"), "address"),
                       Known::given);
    add_said(item.identifiers, text_at(ticket, "description"));
    found.add(std::move(item));
}

void add_comment(const Json& comment, const std::string& ticket, const People& people,
                 const std::string& place, Found& found) {
    const std::string id = text_at(comment, "id");
    const std::uint64_t created = row_ms(text_at(comment, {"created_at", "created"}));
    if (id.empty() || created == 0)
        return found.reject(place, "The comment has no id or no created_at.", dump(comment));
    const Json& beside = at(comment, "author");
    std::string author = text_at(comment, {"author_id", "user_id"});
    if (author.empty()) author = text_at(beside, "id");
    const Json& user = beside.is_object() ? beside : user_of(author, people);
    const Json& shown = at(comment, at(comment, "public").is_null() ? "is_public" : "public");
    const bool note = !shown.is_null() && !truth(shown);
    const std::string direction = direction_of(author, user, people, found.account);
    Item item;
    item.native_id = "comment:" + id;
    put(item, "kind", note ? "note" : "message");
    put(item, "direction", note ? "none" : direction);
    put(item, "at", ms_text(created));
    const std::string text = text_at(comment, {"plain_body", "body"});
    put(item, "text", text);
    std::string thread = text_at(comment, "ticket_id");
    if (thread.empty()) thread = ticket;
    if (!thread.empty()) {
        put(item, "thread", "ticket:" + thread);
        put(item, "refers_to", columns({"zendesk", found.account.name, "ticket:" + thread}));
    }
    put_files(item, at(comment, "attachments"));
    if (direction == "out" || note) {
        put(item, "author", text_at(user, "name"));
        if (!people.requester.empty())
            add_contact(item.identifiers, people.requester, user_of(people.requester, people), found.account);
    } else {
        add_contact(item.identifiers, author, user, found.account);
        add_said(item.identifiers, text);
    }
    found.add(std::move(item));
}

void add_user(const Json& user, const std::string& place, Found& found) {
    const std::string id = text_at(user, "id");
    if (id.empty()) return found.reject(place, "The user has no id.", dump(user));
    if (staff(user)) return;
    Statement statement;
    add_contact(statement.identifiers, id, user, found.account);
    statement.at_ms = row_ms(text_at(user, {"updated_at", "created_at"}));
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
    };
    fact("name", text_at(user, "name"));
    fact("language", text_at(user, "locale"));
    fact("note", text_at(user, {"notes", "details"}));
    found.add(std::move(statement));
}

void add_organization(const Json& organization, const std::string& place, Found& found) {
    const std::string id = text_at(organization, "id"), name = text_at(organization, "name");
    if (id.empty()) return found.reject(place, "The organization has no id.", dump(organization));
    Statement statement;
    add_identifier(statement.identifiers, "crm", found.account.name, "organization:" + id, Known::proved,
                   name);
    statement.at_ms = row_ms(text_at(organization, {"updated_at", "created_at"}));
    if (!name.empty()) statement.facts.emplace_back("company", name);
    if (std::string note = text_at(organization, {"notes", "details"}); !note.empty())
        statement.facts.emplace_back("note", std::move(note));
    found.add(std::move(statement));
}

}  // namespace history::connectors::zendesk_parts
