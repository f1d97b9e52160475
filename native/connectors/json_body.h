// A body of JSON in UTF-8, or the sentence why it is none: empty, larger than body_limit, with a NUL byte, nested deeper
// than 64 levels, followed by anything else, cut.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

inline constexpr int json_levels_max = 64;  // as parse_json has it

// A NUL byte stands in no JSON, and to the library it is the end of the text: what is behind it would be lost without a word.
inline constexpr const char* json_has_nul = "The body has a NUL byte, which stands in no JSON.";
inline bool has_nul(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

struct JsonBody {
    std::optional<Json> value;
    const char* refused = nullptr;
};
JsonBody json_body(ByteView body);

}  // namespace history::connectors
