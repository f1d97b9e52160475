#include "native/connectors/vk.h"

#include <algorithm>
#include <iterator>

#include "core/wire/hash.h"
#include "native/connectors/vk_event.h"
#include "native/connectors/vk_export.h"
#include "native/connectors/vk_message.h"

namespace history::connectors {
namespace {

// Events without an item: acts of the community itself, states, and what leaves no words.
constexpr const char* without_item[] = {
    "confirmation",
    "message_read",
    "message_typing_state",
    "message_reaction_event",
    "group_change_photo",
    "group_change_settings",
    "group_officers_edit",
    "user_block",
    "user_unblock",
    "photo_new",
    "video_new",
    "audio_new",
    "wall_post_new",
    "wall_repost",
    "wall_schedule_post_new",
    "wall_schedule_post_delete",
    "like_add",
    "like_remove",
    "poll_vote_new",
};

void add_unknown_event(const std::string& type, const Json& event, Found& found) {
    const Json& object = at(event, "object");
    const std::int64_t user = int_at(object, "user_id", int_at(object, "from_id"));
    found.add_unknown(vk_event_id(type, event), event, ms_of(int_at(object, "date")),
                      vk_user(user, found.account));
}

// The secret is no part of what happened, and must not stand in the history.
Json without_secret(const Json& event) {
    Json copy = event;
    if (copy.is_object()) copy.erase("secret");
    return copy;
}

void read_event(const Json& event, Found& found) {
    const std::string type = text_at(event, "type");
    const Json& object = at(event, "object");
    const Json& inner = at(object, "message");
    const Json& message = inner.is_object() ? inner : object;
    found.begin_unit();
    if (type.empty())
        found.reject("", "This is no event of VK: it has no type.", dump(without_secret(event)));
    else if (std::find(std::begin(without_item), std::end(without_item), type) != std::end(without_item))
        ;  // counted as other
    else if (!object.is_object())
        found.reject("", "The event has no object.", dump(without_secret(event)));
    else if (type == "message_new" || type == "message_reply")
        add_vk_message(message, type == "message_reply", found);
    else if (type == "message_edit" || type == "messages_edit")
        add_vk_edit(message, found);
    else if (!add_vk_comment(type, object, found) && !add_vk_event(type, event, found))
        add_unknown_event(type, without_secret(event), found);
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (const Json& response = at(value, "response"); !response.is_null())
        return read_vk_answer(response, found);
    if (const Json& updates = at(value, "updates"); updates.is_array()) {
        for (const Json& event : updates) read_event(event, found);
        return;
    }
    if (value.is_object() && (value.contains("failed") || value.contains("error"))) {
        found.begin_unit();  // the server of events has moved, or a method refused: nothing happened
        found.end_unit();
        return;
    }
    read_event(value, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

// The secret stands in the body. What is no event (an answer kept as a file, a file of many events) has none to compare.
Authenticity check(ByteView body, const Headers&, const Account& account) {
    const auto kept = account.secrets.find("vk_secret");
    if (kept == account.secrets.end() || kept->second.empty() || body.size() > body_limit)
        return Authenticity::missing;
    const std::optional<Json> event = parse_json(text_of(body));
    if (!event || !event->is_object() || !event->contains("type")) return Authenticity::missing;
    const std::string shown = text_at(*event, "secret");
    return equal_constant_time(bytes_of(shown), bytes_of(kept->second)) ? Authenticity::genuine
                                                                        : Authenticity::forged;
}

// {"type":"confirmation","group_id":N}: VK sends it without a secret before it sends anything else.
std::optional<Answer> handshake(const Request& request, const Account& account) {
    constexpr std::size_t handshake_bytes_max = 4096;
    if (request.method != "POST" || request.body.size() > handshake_bytes_max) return std::nullopt;
    const std::optional<Json> event = parse_json(text_of(request.body));
    if (!event || text_at(*event, "type") != "confirmation") return std::nullopt;
    const auto answer = account.secrets.find("vk_confirmation");
    if (answer == account.secrets.end() || answer->second.empty())
        return Answer{403, "This agent has no secret vk_confirmation for the account.\n"};
    return Answer{200, answer->second};
}

}  // namespace

const Connector& vk() {
    static const Connector connector{
        .channel = "vk",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "VK Callback API",
             .formats = "events of a community, new and old shape, answers of Bots Long Poll, and answers of "
                        "the methods that read messages and users (.json, .jsonl)",
             .fields =
                 "id, conversation_message_id, peer_id, from_id, date, text, attachments, fwd_messages, geo; "
                 "of comments the owner and the post; of orders preview_order_items, total_price, status, "
                 "delivery; of leads answers, form_name, ad_id",
             .ways = "webhook, import, export",
             .authenticity = "the member secret of the body equals the secret",
             .id_rule =
                 "PEER_ID:CONVERSATION_MESSAGE_ID; wall:OWNER_POST:ID and alike for comments; order:ID; "
                 "lead:ID; event:EVENT_ID for the rest",
             .identifiers = "user id proved; phone and address of an order or lead given; numbers and "
                            "addresses in words and on profiles said",
             .setup =
                 "in the community's settings, under API, add https://HOST/vk/ACCOUNT as a server with a "
                 "secret key; put the key into agent.json as vk_secret and the string that VK wants "
                 "returned as vk_confirmation",
             .left_out = "reads, typing, reactions, likes, votes, and what the community itself posts; "
                         "orders, leads and VK Pay are read as documented, not tried on live data"},
        .webhook_secret = "vk_secret",
        .handshake = handshake,
        .accepted = "ok"};
    return connector;
}

}  // namespace history::connectors
