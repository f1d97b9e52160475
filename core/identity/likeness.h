// How alike two words, numbers or dates are. Pure integers.
#pragma once
#include <cstdint>
#include <string_view>

namespace history {

// Letters to change, leave out, put in or swap with their neighbour (restricted Damerau-Levenshtein); above `most`: most + 1.
// Words longer than 64 bytes count as different unless equal.
std::uint32_t typos_between(std::string_view a, std::string_view b, std::uint32_t most);
// 10 * log2(number), from a table of sixteenths; 0 for 0 and 1.
std::int32_t tenths_of_log2(std::uint64_t number);

}  // namespace history
