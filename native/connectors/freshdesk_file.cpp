#include "native/connectors/freshdesk_file.h"

#include "native/connectors/html_text.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

constexpr std::size_t files_max = 100;
constexpr std::size_t mails_max = 20;

// developers.freshdesk.com/api, "Ticket properties".
std::string status_of(const Json& ticket) {
    const std::string code = text_at(ticket, "status");
    if (code == "2") return "open";
    if (code == "3") return "pending";
    if (code == "4") return "resolved";
    if (code == "5") return "closed";
    return code;
}

void add_contact(std::vector<Identifier>& list, const std::string& id, const Json& contact,
                 const Account& account) {
    const std::string name = text_at(contact, "name");
    if (!id.empty()) add_identifier(list, "crm", account.name, "freshdesk:" + id, Known::proved, name);
    add_identifier(list, "user", account.name, text_at(contact, "unique_external_id"), Known::given, name);
    for (const char* phone : {"mobile", "phone"})
        add_identifier(list, "phone", "", text_at(contact, phone), Known::given, name);
    add_identifier(list, "email", "", text_at(contact, "email"), Known::given, name);
    const Json& others = at(contact, "other_emails");
    if (!others.is_array()) return;
    for (std::size_t i = 0; i < others.size() && i < mails_max; ++i)
        if (others[i].is_string())
            add_identifier(list, "email", "", others[i].get<std::string>(), Known::given, name);
}

std::string words_of(const Json& object, const char* plain, const char* html) {
    std::string text = text_at(object, plain);
    return text.empty() ? html_text(text_at(object, html)) : text;
}

void put_files(Item& item, const Json& files) {
    if (!files.is_array()) return;
    ListBound bound(item, "file", files_max);
    for (const Json& one : files) {
        if (!bound.takes()) continue;
        const std::string mime = text_at(one, "content_type");
        put(item, "file/" + std::to_string(bound.taken()),
            columns({mime.substr(0, mime.find('/')), text_at(one, "name"), mime, text_at(one, "size"),
                     text_at(one, "attachment_url")}));
    }
}

void add_ticket(const Json& ticket, Found& found) {
    const std::string id = text_at(ticket, "id");
    const std::uint64_t created = iso_ms(text_at(ticket, "created_at")),
                        updated = iso_ms(text_at(ticket, "updated_at"));
    if (id.empty() || created == 0)
        return found.reject("", "The ticket has no id or no created_at.", dump(ticket));
    Item item;
    item.native_id = "ticket:" + id;
    put(item, "kind", "ticket");
    put(item, "direction", "in");
    put(item, "at", ms_text(created));
    put(item, "number", id);
    put(item, "title", text_at(ticket, "subject"));
    const std::string text = words_of(ticket, "description_text", "description");
    put(item, "text", text);
    put(item, "thread", "ticket:" + id);
    put(item, "status@" + std::to_string(updated != 0 ? updated : created), status_of(ticket));
    put_files(item, at(ticket, "attachments"));
    add_contact(item.identifiers, text_at(ticket, "requester_id"), at(ticket, "requester"), found.account);
    add_said(item.identifiers, text);
    found.add(std::move(item));
}

void add_comment(const Json& comment, const Json& ticket, Found& found) {
    const std::string id = text_at(comment, "id");
    const std::uint64_t created = iso_ms(text_at(comment, "created_at")),
                        updated = iso_ms(text_at(comment, "updated_at"));
    if (id.empty() || created == 0)
        return found.reject("", "The conversation has no id or no created_at.", dump(comment));
    const bool in = at(comment, "incoming") == Json(true), note = at(comment, "private") == Json(true);
    Item item;
    item.native_id = "comment:" + id;
    put(item, "kind", note ? "note" : "message");
    put(item, "direction", note ? "none" : in ? "in" : "out");
    put(item, "at", ms_text(created));
    const std::string text = words_of(comment, "body_text", "body");
    put(item, "text", text);
    put(item, "thread", "ticket:" + text_at(ticket, "id"));
    if (!in) put(item, "author", text_at(comment, "from_email"));
    if (at(comment, "deleted") == Json(true))
        put(item, "deleted@" + std::to_string(updated != 0 ? updated : created), "1");
    put_files(item, at(comment, "attachments"));
    const std::string author = text_at(comment, "user_id"), requester = text_at(ticket, "requester_id");
    if (in && author != requester) {
        add_contact(item.identifiers, author, Json(), found.account);
        add_identifier(item.identifiers, "email", "", text_at(comment, "from_email"), Known::given);
    } else {
        add_contact(item.identifiers, requester, at(ticket, "requester"), found.account);
    }
    if (in) add_said(item.identifiers, text);
    found.add(std::move(item));
}

}  // namespace

void read_freshdesk_ticket(const Json& file, Found& found) {
    const Json &ticket = at(file, "ticket"), &comments = at(file, "conversations");
    found.begin_unit();
    add_ticket(ticket, found);
    found.end_unit();
    if (!comments.is_array()) return;
    for (const Json& comment : comments) {
        found.begin_unit();
        add_comment(comment, ticket, found);
        found.end_unit();
    }
}

void add_freshdesk_contact(const Json& contact, Found& found) {
    const std::string id = text_at(contact, "id");
    if (id.empty()) return found.reject("", "The contact has no id.", dump(contact));
    Statement statement;
    add_contact(statement.identifiers, id, contact, found.account);
    statement.at_ms = iso_ms(text_at(contact, "updated_at"));
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
    };
    fact("name", text_at(contact, "name"));
    fact("language", text_at(contact, "language"));
    fact("address", text_at(contact, "address"));
    fact("position", text_at(contact, "job_title"));
    fact("note", text_at(contact, "description"));
    found.add(std::move(statement));
}

}  // namespace history::connectors
