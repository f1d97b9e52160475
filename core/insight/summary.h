// From a subject's facts to its directory record. Pure; called after every merge.
#pragma once
#include "core/identity/record.h"

namespace history {

// `state` is what the screen shows: facts of the overlay count too. first_gpos and stream are copied into the record.
std::string best_name(const State& state);  // empty when no source gave one
SubjectRecord summarise(const State& state, const StreamId& stream, std::uint64_t first_gpos);

}  // namespace history
