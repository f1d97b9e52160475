// One Message object of the Telegram Bot API as an item.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

enum class TelegramWay : std::uint8_t {
    received,  // what a bot sees: private chats and groups
    business,  // what a business account sees: both directions of a private chat
    sent,      // the answer to a send method: ours
    channel,   // a post of a channel: to nobody in particular
};

// "CHAT_ID:MESSAGE_ID"; empty when the object names neither.
std::string telegram_id(const Json& message);
std::vector<Identifier> telegram_user(const Json& user, const Account& account);
// Who the chat is with; nobody in groups and channels.
std::vector<Identifier> telegram_peer(const Json& chat, const Account& account);

void add_telegram_message(const Json& message, TelegramWay way, Found& found);
void add_telegram_edit(const Json& message, TelegramWay way, Found& found);  // a stub with edited@<ms>

}  // namespace history::connectors
