// What a machine of ours writes though the source does not say so: that an order moved, that a bot wants a choice, that somebody
// waits in a queue. Such words answer nobody. By their first words and by what only machines say, in Russian, Kazakh and English;
// a colleague who writes exactly so is taken for one, and his customer stays in the list: the safe side.
#pragma once
#include <string_view>

namespace history {

bool is_notice(std::string_view text);
inline constexpr std::size_t notice_bytes_max = 400;  // a longer text is a person's, or a letter

}  // namespace history
