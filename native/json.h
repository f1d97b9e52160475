// The one place that includes nlohmann_json (5 s of compile time a file): native code only, with a
// precompiled form. Parse with parse_json, read with the functions below: none of them throws.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace history {

using Json = nlohmann::json;

// Depth is bounded before the parser recurses: a body of 100,000 brackets must not end the process.
inline std::optional<Json> parse_json(std::string_view text, int depth_max = 64) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > depth_max) return std::nullopt;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    Json parsed = Json::parse(text, nullptr, false);
    if (parsed.is_discarded()) return std::nullopt;
    return parsed;
}

// The member, or a null value when `object` is no object or has none.
inline const Json& at(const Json& object, const char* name) {
    static const Json null;
    if (!object.is_object()) return null;
    auto found = object.find(name);
    return found == object.end() ? null : *found;
}

// Text of a string or an integer ("123"); empty for everything else.
inline std::string text_at(const Json& object, const char* name) {
    const Json& value = at(object, name);
    if (value.is_string()) return value.get_ref<const std::string&>();
    if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    return {};
}

// The first that is filled.
inline std::string text_at(const Json& object, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (std::string text = text_at(object, name); !text.empty()) return text;
    return {};
}

// true, or the word for it in a table.
inline bool truth(const Json& value) {
    if (value.is_boolean()) return value.get<bool>();
    return value.is_string() && (value == "true" || value == "TRUE");
}

// An integer written as a number or as decimal text; `otherwise` when absent or out of range.
inline std::int64_t int_at(const Json& object, const char* name, std::int64_t otherwise = 0) {
    const Json& value = at(object, name);
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        return number > -9e15 && number < 9e15 ? static_cast<std::int64_t>(number) : otherwise;
    }
    if (value.is_string()) {
        const std::string& text = value.get_ref<const std::string&>();
        if (text.empty() || text.size() > 18) return otherwise;
        std::int64_t number = 0;
        for (std::size_t i = text[0] == '-' ? 1 : 0; i < text.size(); ++i) {
            if (text[i] < '0' || text[i] > '9') return otherwise;
            number = number * 10 + (text[i] - '0');
        }
        return text[0] == '-' ? -number : number;
    }
    return otherwise;
}

}  // namespace history
