// Answers of VK's methods kept as files: {"response": ...} with messages, conversations or users.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Begins and ends the units: every message and every user that was asked for is one; an answer with neither is one.
void read_vk_answer(const Json& response, Found& found);

}  // namespace history::connectors
