#include "native/connectors/vk_export.h"

#include "native/connectors/vk_message.h"

namespace history::connectors {
namespace {

bool is_user(const Json& value) {
    return value.is_object() && value.contains("first_name") &&
           (value.contains("id") || value.contains("uid"));
}

bool is_message(const Json& value) {
    return value.is_object() && value.contains("date") && value.contains("id") &&
           (value.contains("peer_id") || value.contains("user_id")) &&
           (value.contains("text") || value.contains("body"));
}

void add_user(const Json& user, Found& found) {
    Statement statement;
    const std::string name = joined_name(text_at(user, "first_name"), text_at(user, "last_name"));
    statement.identifiers = vk_user(int_at(user, "id", int_at(user, "uid")), found.account);
    if (statement.identifiers.empty()) return;
    statement.identifiers.front().name = name;
    const auto state = [&](const char* fact, std::string value) {
        if (!value.empty()) statement.facts.emplace_back(fact, std::move(value));
    };
    state("name", name);
    state("city", text_at(at(user, "city"), "title"));
    state("birthday", text_at(user, "bdate"));
    for (const char* phone : {"mobile_phone", "home_phone"})
        add_identifier(statement.identifiers, "phone", "", text_at(user, phone), Known::said, name);
    found.add(std::move(statement));
}

// Users that stand beside messages: who wrote them. No units of their own.
void add_profiles(const Json& response, Found& found) {
    if (const Json& profiles = at(response, "profiles"); profiles.is_array())
        for (const Json& user : profiles)
            if (is_user(user)) add_user(user, found);
}

// True when the value was a message, a conversation with its last message, or a user.
bool read_one(const Json& value, Found& found) {
    const Json& last = at(value, "last_message");
    const Json& message = is_message(last) ? last : value;
    if (!is_message(message) && !is_user(value)) return false;
    found.begin_unit();
    if (is_message(message))
        add_vk_message(message, false, found);
    else
        add_user(value, found);
    found.end_unit();
    return true;
}

}  // namespace

void read_vk_answer(const Json& response, Found& found) {
    const Json& inner = at(response, "messages");  // messages.getLongPollHistory
    const Json& holder = inner.is_object() ? inner : response;
    const Json& list = response.is_array() ? response : at(holder, "items");
    bool any = false;
    if (list.is_array())
        for (const Json& one : list) any = read_one(one, found) || any;
    else if (response.is_object())
        any = read_one(response, found);
    if (!any) {
        found.begin_unit();
        found.end_unit();
    }
    add_profiles(response, found);
}

}  // namespace history::connectors
