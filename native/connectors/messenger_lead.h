// A lead of Facebook's lead ads (developers.facebook.com/docs/marketing-api/guides/lead-ads). Inside of messenger.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Native id lead:ID, the same in the webhook that announces it and in the Graph API that has the answers; what the one
// knows and the other does not is added.
void read_meta_lead(const Json& lead, const std::string& id, std::uint64_t at_ms, Found& found);

}  // namespace history::connectors
