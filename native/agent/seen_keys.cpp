#include "native/agent/seen_keys.h"

#include <cstring>

#include "core/wire/hash.h"

namespace history::agent {

bool SeenKeys::put(std::vector<std::uint64_t>& slots, std::uint64_t hash) {
    for (std::size_t at = hash & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
        if (slots[at] == hash) return false;
        if (slots[at] == 0) {
            slots[at] = hash;
            return true;
        }
    }
}

bool SeenKeys::insert(std::string_view key) {
    if ((count_ + 1) * 4 > slots_.size() * 3) {
        std::vector<std::uint64_t> larger(slots_.empty() ? 1024 : slots_.size() * 2);
        for (const std::uint64_t hash : slots_)
            if (hash != 0) put(larger, hash);
        slots_ = std::move(larger);
    }
    const Hash whole = hash_of("history import 1", bytes_of(key));
    std::uint64_t hash = 0;
    std::memcpy(&hash, whole.view().data(), sizeof hash);
    if (!put(slots_, hash == 0 ? 1 : hash)) return false;
    ++count_;
    return true;
}

}  // namespace history::agent
