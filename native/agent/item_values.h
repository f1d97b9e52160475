// Values as the history takes them: valid UTF-8, cut between two characters where they are longer than the history keeps. Beside
// a value that was cut stands how many characters are left out: cut/<field>, of a fact cut/<fact>/<ms>. The one home of that cut:
// filing writes what `try` shows.
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

// What stands behind the beginning of a key that is too long: '#' and the hash of the whole, by which it is told from others.
std::string key_mark(std::string_view domain, std::string_view whole);

using ItemFields = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::size_t field_name_bytes_max = 256;
std::string value_of(const ItemFields& fields, std::string_view name);  // empty where there is none

inline constexpr std::size_t fact_bytes_max = 1024;  // of what is said about a person

ItemFields item_values(const ItemFields& fields);  // value_bytes_max each
// fact_bytes_max each; what is cut ends in an ellipsis, for wherever a fact is shown its value stands alone.
ItemFields fact_values(const ItemFields& facts);

std::string cut_name(std::string_view field);

}  // namespace history::agent
