#include "core/identity/reference.h"

#include "core/model/entity.h"
#include "core/wire/hash.h"

namespace history {

std::optional<Reference> Reference::of(std::string_view key, Known known) {
    const std::string_view type = key_parts(key).first;
    if (type != "item" && type != "order") return std::nullopt;
    const Hash hash = hash_of("history reference 1", bytes_of(key));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof bits; ++i) bits = bits << 8 | hash.bytes[i];
    return Reference((bits & ~7ull) | (type == "order" ? 4u : 0u) | static_cast<unsigned>(known));
}

std::string Reference::value() const {
    Writer out;
    out.u64(hash());
    return hex(out.take());
}

}  // namespace history
