// From a subject's facts to its directory record. Pure; called after every merge.
#pragma once
#include "core/identity/record.h"

namespace history {

// person | company | unfiled | goods | audit; empty: nothing said it yet. A source that knows it for a company says so beside
// what the subject was begun as (`kind/company`).
std::string_view kind_of_subject(const Entity& subject);

// The name that is shown: what people wrote before what a source said, and that before what came with an identifier (not another
// recipient's); of one kind the latest, of one moment the greater. Of several subjects the greatest rank: it says kind and time.
inline constexpr std::size_t name_bytes_max = 128;
struct BestName {
    std::string name;  // as written; empty when no source gave one
    std::uint64_t rank = 0;
};
BestName best_name(const State& state);
// `state` is what the screen shows: facts of the overlay count too. first_gpos and stream are copied into the record.
SubjectRecord summarise(const State& state, const StreamId& stream, std::uint64_t first_gpos);

}  // namespace history
