// Times as tills and exchanges write them: by the wall clock of the place, without a zone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace history::connectors {

// "2026-08-24 11:14:00", "2026-08-24T11:14", "24.08.2026 11:14:00", "24/8/2026 11:14" as ms since 1970 as if the wall
// clock showed UTC. `month_first` reads 8/24/2026. Nothing for a text that is no date with a time of years 1970 to 9999.
std::optional<std::int64_t> wall_ms(std::string_view text, bool month_first = false);

// The moment in ms since 1970 UTC when the wall clock of the zone showed `wall`. `zone`: {valid from, ms UTC; minutes east
// of UTC}, sorted; before the first entry the first holds, an empty zone is UTC. An hour that the clock showed twice is its
// second showing; an hour that it left out is counted on with the offset before.
std::int64_t utc_ms(std::int64_t wall, const std::vector<std::pair<std::uint64_t, int>>& zone);

// A moment as people and programs write it: with a zone (Z, +05:00) the one it says, else by the wall clock of `zone`; a day alone
// begins at midnight. ms since 1970 UTC; 0 for what is no moment after 1970.
std::uint64_t written_ms(const std::string& text, const std::vector<std::pair<std::uint64_t, int>>& zone);

}  // namespace history::connectors
