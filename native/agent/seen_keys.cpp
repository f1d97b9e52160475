#include "native/agent/seen_keys.h"

#include <cstring>

#include "core/wire/hash.h"

namespace history::agent {

bool SeenKeys::put(std::vector<Slot>& slots, Slot slot) {
    for (std::size_t at = slot.first & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
        if (slots[at].first == 0) {
            slots[at] = slot;
            return true;
        }
        if (slots[at].first == slot.first && slots[at].second == slot.second) return false;
    }
}

bool SeenKeys::insert(std::string_view key) {
    if ((count_ + 1) * 4 > slots_.size() * 3) {
        std::vector<Slot> larger(slots_.empty() ? 1024 : slots_.size() * 2);
        for (const Slot& slot : slots_)
            if (slot.first != 0) put(larger, slot);
        slots_ = std::move(larger);
    }
    const Hash hash = hash_of("history import 1", bytes_of(key));
    Slot slot;
    std::uint64_t first = 0;
    std::uint32_t second = 0;
    std::memcpy(&first, hash.view().data(), sizeof first);
    std::memcpy(&second, hash.view().data() + sizeof first, sizeof second);
    slot.first = first == 0 ? 1 : first;
    slot.second = second;
    if (!put(slots_, slot)) return false;
    ++count_;
    return true;
}

}  // namespace history::agent
