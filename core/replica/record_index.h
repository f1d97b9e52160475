// Which subjects have an identifier, a reference (core/identity/reference.h) or an owner, by its hash: open addressing with linear
// probing (D. E. Knuth, TAOCP 3, 6.4, algorithms L and R), eight bytes an entry, three fifths to three quarters full. Who has
// none is asked for most often. It keeps half of the hash, so of different things it may name both: who asks compares with the
// record.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace history {

class RecordIndex {
public:
    // `number`: of the subject, see core/replica/directory.h.
    void add(std::uint64_t hash, std::uint32_t number);
    void remove(std::uint64_t hash, std::uint32_t number);
    void clear() { *this = RecordIndex(); }
    // The number of every subject that may have it, in no order.
    template <class Use>
    void each(std::uint64_t hash, Use&& use) const {
        if (slots_.empty()) return;
        const std::uint32_t half = half_of(hash);
        for (std::size_t at = home(half); slots_[at].subject != 0; at = next(at))
            if (slots_[at].half == half) use(slots_[at].subject - 1);
    }
    static std::uint64_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

private:
    struct Slot {
        std::uint32_t half = 0;
        std::uint32_t subject = 0;  // its number + 1; 0: free
    };
    // Mixed: in Wasm a hash of text has 32 bits. The factor is 2^64 over the golden ratio (TAOCP 3, 6.4).
    static std::uint32_t half_of(std::uint64_t hash) {
        return static_cast<std::uint32_t>(hash * 0x9E3779B97F4A7C15u >> 32);
    }
    // The table grows by a quarter, for a doubled one stands half empty in memory: the place is a part of the whole, no mask.
    std::size_t home(std::uint32_t half) const {
        return static_cast<std::size_t>(std::uint64_t{half} * slots_.size() >> 32);
    }
    std::size_t next(std::size_t at) const { return at + 1 == slots_.size() ? 0 : at + 1; }
    std::size_t behind(std::size_t at, std::size_t from) const {  // steps of next()
        return at >= from ? at - from : at + slots_.size() - from;
    }
    void put(Slot slot);

    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

}  // namespace history
