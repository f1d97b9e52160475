// The dictionary of field names and of values that repeat: one byte on the wire instead of the word. Codes
// are for ever: append at the end, never reorder. A name outside the dictionary travels as text.
#pragma once
#include <cstdint>
#include <iterator>
#include <string_view>

namespace history {

// A field name is `base`, `base@suffix` (a source's own version, by its time in ms) or `base/suffix` (part, line, leg, tag).
std::uint32_t field_code(std::string_view base);   // 0 = not in the dictionary
std::string_view field_name(std::uint32_t code);   // empty for an unknown code
std::uint32_t value_code(std::string_view value);  // 0 = not in the dictionary
std::string_view value_name(std::uint32_t code);

}  // namespace history
