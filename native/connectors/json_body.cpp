#include "native/connectors/json_body.h"

#include <algorithm>

namespace history::connectors {

namespace {

// Of a body that cannot be read: nothing of what is that deep is built.
bool too_deep(std::string_view text) {
    bool deep = false;
    const Json::parser_callback_t look = [&](int depth, Json::parse_event_t event, Json&) {
        const bool begins =
            event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
        deep = deep || (begins && depth >= json_levels_max);
        return false;
    };
    [[maybe_unused]] const Json none = Json::parse(text, look, false);
    return deep;
}

}  // namespace

JsonBody json_body(ByteView body) {
    const auto blank = [](std::uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    JsonBody json;
    if (body.size() > body_limit)
        json.refused = "The body is larger than 16 MiB.";
    else if (std::all_of(body.begin(), body.end(), blank))
        json.refused = "The body is empty.";
    else if (has_nul(text_of(body)))
        json.refused = json_has_nul;
    else if (json.value = parse_json(text_of(body), json_levels_max); !json.value)
        json.refused = too_deep(text_of(body)) ? "The body is nested deeper than 64 levels."
                                               : "The body is no JSON in UTF-8, or it is cut.";
    return json;
}

}  // namespace history::connectors
