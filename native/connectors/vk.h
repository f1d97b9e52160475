// VK (dev.vk.com: Callback API, messages.getHistory, users.get): events of a community as callbacks and Bots Long Poll deliver
// them, in the newer shape (object.message, event_id) and the older one (the message is the object); answers of the methods that
// read messages and users, as exports. Native ids: PEER_ID:CONVERSATION_MESSAGE_ID; a message of versions before 5.80, which has
// no such number, message:ID; comments wall:OWNER_POST:ID, photo:, video:, market:, board: alike; order:ID; lead:ID;
// a pressed button, join, leave and the like event:EVENT_ID (without one: of the payload's hash).
//
// The customer is the peer of the chat, in a chat of several and in comments the author: identifier `vk`, proved. A community (id
// below zero) is nobody; messages and comments of this one are ours. Phone and address of an order or lead are given.
// What has no time in the payload has none here: joins, pressed buttons, leads. An edit of a comment stands at the comment's time
// and some ms, an edited order's status at the order's time and as many ms as VK's number of the status.
// Reads, typing, likes, and what the community itself does are `other`; kinds that nobody documented, and donations, are kept.
//
// Settings: secrets["vk_secret"] (in every body), secrets["vk_confirmation"] (answer to the handshake), own (user ids of ours).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& vk();

}  // namespace history::connectors
