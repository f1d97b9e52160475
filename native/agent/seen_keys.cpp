#include "native/agent/seen_keys.h"

#include <cstring>

#include "core/wire/hash.h"

namespace history::agent {

bool SeenKeys::put(std::vector<std::uint64_t>& slots, std::uint64_t hash) {
    // Its part of the whole: a table that grows by a quarter has no mask.
    for (std::size_t at = static_cast<std::size_t>((hash >> 32) * slots.size() >> 32);;
         at = at + 1 == slots.size() ? 0 : at + 1) {
        if (slots[at] == hash) return false;
        if (slots[at] == 0) {
            slots[at] = hash;
            return true;
        }
    }
}

bool SeenKeys::insert(std::string_view key) {
    if ((count_ + 1) * 4 > slots_.size() * 3) {
        std::vector<std::uint64_t> larger(slots_.empty() ? 1024 : slots_.size() + slots_.size() / 4);
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
