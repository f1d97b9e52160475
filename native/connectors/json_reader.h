// A text of JSON as a value, read in one pass: the same values and the same refusals as parse_json (native/json.h), at twice its
// speed; the tests compare the two. For bodies of sources, where most of the time of an import goes.
#pragma once
#include "native/json.h"

namespace history::connectors {

// Nothing: no JSON in UTF-8, or nested deeper.
std::optional<Json> read_json(std::string_view text, int levels_max);

}  // namespace history::connectors
