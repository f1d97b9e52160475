// Which subjects have a reference (core/identity/reference.h): open addressing with linear probing (D. E. Knuth, TAOCP 3, 6.4,
// algorithms L and R), two words an entry, three quarters full at most. Who has none is asked for most often.
#pragma once
#include <vector>

#include "core/identity/record.h"

namespace history {

class ReferenceIndex {
public:
    void add(Reference reference, const SubjectRecord* of);
    void remove(Reference reference, const SubjectRecord* of);
    void clear() { *this = ReferenceIndex(); }
    // Every subject that has it, in no order.
    template <class Use>
    void each(Reference reference, Use&& use) const {
        if (slots_.empty()) return;
        for (std::size_t at = home(reference.hash()); slots_[at].of; at = next(at))
            if (slots_[at].hash == reference.hash()) use(*slots_[at].of);
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        const SubjectRecord* of = nullptr;  // null: free
    };
    std::size_t home(std::uint64_t hash) const { return (hash >> 1) & (slots_.size() - 1); }
    std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
    void put(Slot slot);

    std::vector<Slot> slots_;  // a power of two of them
    std::size_t used_ = 0;
};

}  // namespace history
