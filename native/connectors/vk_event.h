// Events of a VK community that are no private messages: comments, orders, leads, payments, joins and pressed buttons.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// False when `type` is none of these.
bool add_vk_comment(const std::string& type, const Json& comment, Found& found);
bool add_vk_event(const std::string& type, const Json& event, Found& found);

// "event:EVENT_ID", or of the hash of what happened where the version of the API gives no event_id.
std::string vk_event_id(const std::string& type, const Json& event);

}  // namespace history::connectors
