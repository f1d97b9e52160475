#include "core/replica/record_index.h"

namespace history {

void RecordIndex::put(Slot slot) {
    std::size_t at = home(slot.hash);
    while (slots_[at].of) at = next(at);
    slots_[at] = slot;
}

void RecordIndex::add(std::uint64_t hash, const SubjectRecord* of) {
    if (4 * (used_ + 1) > 3 * slots_.size()) {
        std::vector<Slot> before(slots_.empty() ? 64 : 2 * slots_.size());
        before.swap(slots_);
        for (const Slot& slot : before)
            if (slot.of) put(slot);
    }
    put({hash, of});
    ++used_;
}

void RecordIndex::remove(std::uint64_t hash, const SubjectRecord* of) {
    if (slots_.empty()) return;
    std::size_t hole = home(hash);
    while (slots_[hole].of && (slots_[hole].hash != hash || slots_[hole].of != of)) hole = next(hole);
    if (!slots_[hole].of) return;
    --used_;
    // Whoever stands behind it and would be looked for before it moves up.
    for (std::size_t at = next(hole); slots_[at].of; at = next(at)) {
        const std::size_t mask = slots_.size() - 1;
        if (((at - home(slots_[at].hash)) & mask) < ((at - hole) & mask)) continue;
        slots_[hole] = slots_[at];
        hole = at;
    }
    slots_[hole] = Slot();
}

}  // namespace history
