// How an identifier is known to be somebody's: the strongest way wins.
#pragma once
#include <cstdint>
#include <string_view>

namespace history {

enum class Known : std::uint8_t { cc = 0, said = 1, given = 2, proved = 3 };
std::string_view known_name(Known known);

}  // namespace history
