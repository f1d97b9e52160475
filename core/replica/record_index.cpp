#include "core/replica/record_index.h"

namespace history {

void RecordIndex::put(Slot slot) {
    std::size_t at = home(slot.half);
    while (slots_[at].subject != 0) at = next(at);
    slots_[at] = slot;
}

void RecordIndex::add(std::uint64_t hash, std::uint32_t number) {
    if (4 * (used_ + 1) > 3 * slots_.size()) {
        std::vector<Slot> before(slots_.empty() ? 64 : slots_.size() + slots_.size() / 4);
        before.swap(slots_);
        for (const Slot& slot : before)
            if (slot.subject != 0) put(slot);
    }
    put({half_of(hash), number + 1});
    ++used_;
}

void RecordIndex::remove(std::uint64_t hash, std::uint32_t number) {
    if (slots_.empty()) return;
    const std::uint32_t half = half_of(hash);
    std::size_t hole = home(half);
    while (slots_[hole].subject != 0 && (slots_[hole].half != half || slots_[hole].subject != number + 1))
        hole = next(hole);
    if (slots_[hole].subject == 0) return;
    --used_;
    // Whoever stands behind it and would be looked for before it moves up.
    for (std::size_t at = next(hole); slots_[at].subject != 0; at = next(at)) {
        if (behind(at, home(slots_[at].half)) < behind(at, hole)) continue;
        slots_[hole] = slots_[at];
        hole = at;
    }
    slots_[hole] = Slot();
}

}  // namespace history
