// Text typed on the wrong keyboard layout: "ghbdtn" is "привет", "руддщ" is "hello", "0fpf0" on a Kazakh layout "қазақ".
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace history::search {

// What else `text` may be, none of them equal to it: with its Latin words read as Russian ones, as Kazakh ones, its Cyrillic
// words as Latin ones, and its Cyrillic words with digits as Kazakh ones. Words without a letter stay as they are.
std::vector<std::string> other_layouts(std::string_view text);

}  // namespace history::search
