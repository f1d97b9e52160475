// Calls that ring now, on every device of the workspace. The agent writes them in a stream of its own device (audit_stream.h),
// so that nothing but the log carries them; they say nothing that the record of the call does not say for ever, and end by
// themselves. A few slots are written again: the facts stay few.
//
// Entity setting, key "ringing"; field slot/<n> = at ms TAB number TAB line TAB extension TAB call TAB ringing | over.
#pragma once
#include "core/view/audit_stream.h"

namespace history::view {

inline constexpr std::uint64_t ringing_ms_max =
    90'000;  // a line rings no longer, whatever became of the word that it ended
inline constexpr std::size_t ringing_slots = 16;  // calls at once of one agent; the oldest gives way

struct RingingCall {
    std::string call;  // id of the exchange
    std::string number, line, extension;
    std::uint64_t at_ms = 0;
    bool over = false;
};

// Like opened_write() (presence.h), for `ringing_use`. Without changes: a call that is over and was not known to ring.
StreamWrite ringing_write(const StreamId& stream, const State* own, const DeviceId& device,
                          const RingingCall& call);

// {"slice":"calls","as_of":ms,"rows":[{"number","line","extension","at","id","name"}]}: newest first; id and name where exactly one
// customer has the number.
std::string calls(const Directory& directory, const std::vector<const State*>& ringing,
                  std::string_view country, std::uint64_t now_ms);

}  // namespace history::view
