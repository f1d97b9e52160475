// What colleagues share, written from this device: names, settings, calendars, ready answers.
#pragma once
#include "native/agent/shell.h"

namespace history::agent {

// Owners' and operators' devices may; a connector or viewer uses what stands.
bool writes_shared(Shell& shell);
// Saved on this device, sent with the next sync. Errc::unauthorized, in one sentence, for other roles.
Result<> write_shared(Shell& shell, std::vector<Op> ops, const std::string& colleague);

}  // namespace history::agent
