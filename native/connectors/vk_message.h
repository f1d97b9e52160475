// One message object of VK as an item: private messages of a community, in both directions and of all versions.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// One person; nobody for communities (below zero) and chats (2000000000 and more).
std::vector<Identifier> vk_user(std::int64_t id, const Account& account);
std::string vk_message_id(const Json& message);  // empty when the object names none

// `ours`: the event says that the community wrote it.
void add_vk_message(const Json& message, bool ours, Found& found);
void add_vk_edit(const Json& message, Found& found);  // a stub with edited@<ms>

}  // namespace history::connectors
