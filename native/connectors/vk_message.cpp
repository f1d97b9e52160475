#include "native/connectors/vk_message.h"

#include <algorithm>

#include "native/connectors/said.h"
#include "native/connectors/vk_content.h"

namespace history::connectors {
namespace {

constexpr std::int64_t first_chat = 2000000000;

std::int64_t peer_of(const Json& message) {
    const std::int64_t chat = int_at(message, "chat_id");
    if (chat > 0 && chat < first_chat) return first_chat + chat;  // chats of versions before 5.80
    return int_at(message, "peer_id", int_at(message, "user_id"));
}

bool is_ours(const Json& message, bool ours, const Account& account) {
    const std::string from = text_at(message, "from_id");
    if (std::find(account.own.begin(), account.own.end(), from) != account.own.end() && !from.empty())
        return true;
    if (at(message, "out").is_null() && !ours) return int_at(message, "from_id") < 0;
    return ours || int_at(message, "out") == 1;
}

// Id, time, direction, thread and identifiers: what an edit of the message says too.
Item frame_of(const Json& message, bool ours, const Account& account) {
    Item item;
    item.native_id = vk_message_id(message);
    const std::int64_t peer = peer_of(message);
    const bool out = is_ours(message, ours, account);
    put(item, "at", ms_text(ms_of(int_at(message, "date"))));
    put(item, "direction", at(message, "action").is_object() ? "none" : out ? "out" : "in");
    if (peer != 0) put(item, "thread", std::to_string(peer));
    if (out) put(item, "author", text_at(message, "admin_author_id"));
    if (peer < first_chat)
        item.identifiers = vk_user(peer, account);
    else if (!out)
        item.identifiers = vk_user(int_at(message, "from_id", int_at(message, "user_id")), account);
    return item;
}

}  // namespace

std::vector<Identifier> vk_user(std::int64_t id, const Account& account) {
    std::vector<Identifier> identifiers;
    if (id > 0 && id < first_chat)
        add_identifier(identifiers, "vk", account.name, std::to_string(id), Known::proved);
    return identifiers;
}

std::string vk_message_id(const Json& message) {
    const std::string number = text_at(message, "conversation_message_id"), id = text_at(message, "id");
    const std::int64_t peer = peer_of(message);
    // A message that a community's own key did not read has the number 0.
    if (peer != 0 && !number.empty() && number != "0") return std::to_string(peer) + ':' + number;
    return id.empty() || id == "0" ? std::string() : "message:" + id;
}

void add_vk_message(const Json& message, bool ours, Found& found) {
    Item item = frame_of(message, ours, found.account);
    if (item.native_id.empty()) {
        found.reject("", "The message has no conversation_message_id and no id.", dump(message));
        return;
    }
    if (!put_vk_content(message, item)) {
        found.add_unknown(std::move(item.native_id), message, ms_of(int_at(message, "date")),
                          std::move(item.identifiers));
        return;
    }
    if (const Json& answered = at(message, "reply_message"); answered.is_object()) {
        const std::string number = text_at(answered, "conversation_message_id");
        if (!number.empty()) put(item, "reply_to", std::to_string(peer_of(message)) + ':' + number);
    }
    put(item, "campaign", text_at(message, "ref"));
    put(item, "source", text_at(message, "ref_source"));
    if (!is_ours(message, ours, found.account)) add_said(item.identifiers, vk_words(message));
    found.add(std::move(item));
}

void add_vk_edit(const Json& message, Found& found) {
    Item item = frame_of(message, false, found.account);
    if (item.native_id.empty()) {
        found.reject("", "The edited message has no conversation_message_id and no id.", dump(message));
        return;
    }
    put(item, "kind", "message");
    const std::uint64_t edited = ms_of(int_at(message, "update_time", int_at(message, "date")));
    item.fields.emplace_back("edited@" + std::to_string(edited), vk_words(message));
    found.add_stub(std::move(item));
}

}  // namespace history::connectors
