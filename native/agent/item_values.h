// Values of an item as the history takes them: valid UTF-8, at most value_bytes_max bytes each, cut between two characters. Of
// a value that was cut the item says how many characters are left out: cut/<field>. The one home of that cut: filing writes
// what `try` shows.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace history::agent {

// Valid UTF-8 of at most so many bytes; what is no UTF-8 has U+FFFD in its place. `left_out`: counts the characters behind it.
std::string clean_text(std::string_view text, std::size_t bytes_max, std::size_t* left_out = nullptr);
// The same without the separator of keys.
std::string clean_key(std::string_view text, std::size_t bytes_max);

using ItemFields = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::size_t field_name_bytes_max = 256;

ItemFields item_values(const ItemFields& fields);

}  // namespace history::agent
