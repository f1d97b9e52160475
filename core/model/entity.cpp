#include "core/model/entity.h"

namespace history {

std::string joined_key(std::string_view a, std::string_view b) {
    std::string key;
    key.reserve(a.size() + b.size() + 1);
    key.append(a).push_back(unit_separator);
    return key.append(b);
}

std::string joined_key(std::string_view a, std::string_view b, std::string_view c) {
    return joined_key(joined_key(a, b), c);
}

KeyParts key_parts(std::string_view key) {
    KeyParts parts;
    const std::size_t one = key.find(unit_separator);
    parts.first = key.substr(0, one);
    if (one == std::string_view::npos) return parts;
    const std::size_t two = key.find(unit_separator, one + 1);
    parts.second = key.substr(one + 1, two == std::string_view::npos ? two : two - one - 1);
    if (two != std::string_view::npos) parts.third = key.substr(two + 1);
    return parts;
}

std::string name_field(std::uint64_t at_ms, std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, 64 bits
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return "name@" + std::to_string(at_ms - at_ms % name_day_ms + hash % name_day_ms);
}

}  // namespace history
