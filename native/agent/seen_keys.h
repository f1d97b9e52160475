// Which keys one import has met, for its counts alone: 12 bytes a key in one open table, because a long export has millions.
#pragma once
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace history::agent {

class SeenKeys {
public:
    // True when the key is new. Keys are told apart by 96 bits of their hash.
    bool insert(std::string_view key);
    std::size_t size() const { return count_; }

private:
    struct Slot {
        std::uint64_t first = 0;  // 0: free
        std::uint32_t second = 0;
    } __attribute__((packed));
    bool put(std::vector<Slot>& slots, Slot slot);
    std::vector<Slot> slots_;
    std::size_t count_ = 0;
};

}  // namespace history::agent
