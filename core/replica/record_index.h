// Which subjects have an identifier, a reference (core/identity/reference.h) or an owner, by its hash: open addressing with linear
// probing (D. E. Knuth, TAOCP 3, 6.4, algorithms L and R), two words an entry, three quarters full at most. Who has none is asked
// for most often. Of different things with one hash it names both: who asks compares with the record.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "core/identity/record.h"

namespace history {

class RecordIndex {
public:
    void add(std::uint64_t hash, const SubjectRecord* of);
    void remove(std::uint64_t hash, const SubjectRecord* of);
    void clear() { *this = RecordIndex(); }
    // Every subject that has it, in no order.
    template <class Use>
    void each(std::uint64_t hash, Use&& use) const {
        if (slots_.empty()) return;
        for (std::size_t at = home(hash); slots_[at].of; at = next(at))
            if (slots_[at].hash == hash) use(*slots_[at].of);
    }
    static std::uint64_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

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
