// Parts of the connector of Zendesk, for JSON and rows of tables alike. Inside of zendesk.cpp.
#pragma once
#include "native/connectors/row_json.h"

namespace history::connectors::zendesk_parts {

// What the body tells of people beside its tickets and comments.
struct People {
    std::unordered_map<std::string, const Json*> users;  // by id; they live as long as the body
    std::string requester;                               // of the only ticket that it is about
};

void add_ticket(const Json& ticket, const People& people, const std::string& place, Found& found);
// `ticket`: id of the ticket where the comment does not say it.
void add_comment(const Json& comment, const std::string& ticket, const People& people,
                 const std::string& place, Found& found);
void add_user(const Json& user, const std::string& place, Found& found);
void add_organization(const Json& organization, const std::string& place, Found& found);
void add_chat(const Json& chat, const std::string& place, Found& found);
void add_chat_event(const Json& event, const std::string& place, Found& found);
void add_field_change(const Json& change, const std::string& place, Found& found);

std::span<const TableKind> tables();

}  // namespace history::connectors::zendesk_parts
