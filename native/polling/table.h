// Every vendor that can be polled.
#pragma once
#include <span>

#include "native/polling/poll.h"

namespace history::polling {

std::span<const Poll> all_polls();
const Poll* find_poll(std::string_view channel);  // null: its source is not polled

const Poll& kaspi();
const Poll& satu();
const Poll& bitrix24();
const Poll& mailbox();

}  // namespace history::polling
