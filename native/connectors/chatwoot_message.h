// Messages, conversations and contacts of Chatwoot. Inside of chatwoot.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// A moment as ISO text, as seconds since 1970, or as seconds in text; 0 for none.
std::uint64_t chatwoot_ms(const Json& value);

void add_chatwoot_message(const Json& message, Found& found);
void add_chatwoot_conversation(const Json& conversation, Found& found);
void add_chatwoot_contact(const Json& contact, Found& found);

}  // namespace history::connectors
