// Telegram Bot API (core.telegram.org/bots/api): Updates as webhooks deliver them, answers of getUpdates and of the send
// methods ({"ok":true,"result":Message} is what the bot sent). Native id CHAT_ID:MESSAGE_ID; a pressed button callback:ID.
//
// The customer is the peer of a private chat: identifier `telegram`, proved, scope = account (chat id = user id there). On a
// business account from.id = chat.id wrote the customer, everybody else is ours. In a group an item belongs to its author.
// A contact card proves its number only when it is the sender's own (contact.user_id = from.id); otherwise it is `said`.
// Edits, reactions and deletions are stubs on the message they mean. Updates about chats and memberships are `other`.
// What nobody documented, and acts of a person that no message shows (a poll answer), is kept: kind `other`, `unknown`.
//
// Settings: secrets["telegram_secret_token"] (setWebhook: secret_token), own (user ids of ours).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& telegram();

}  // namespace history::connectors
