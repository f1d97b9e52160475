// A body of JSON in UTF-8, or the sentence why it is none: empty, larger than body_limit, nested deeper than 64 levels, cut.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

inline constexpr int json_levels_max = 64;  // as parse_json has it

struct JsonBody {
    std::optional<Json> value;
    const char* refused = nullptr;
};
JsonBody json_body(ByteView body);

}  // namespace history::connectors
