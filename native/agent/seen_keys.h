// Which keys one import has met, for its counts alone: 8 bytes a key in one open table, because a long export has millions.
#pragma once
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace history::agent {

class SeenKeys {
public:
    // True when the key is new. Keys are told apart by 64 bits of their hash: of ten million, two are
    // taken for one with odds of one in 400,000.
    bool insert(std::string_view key);
    std::size_t size() const { return count_; }

private:
    static bool put(std::vector<std::uint64_t>& slots, std::uint64_t hash);
    std::vector<std::uint64_t> slots_;  // 0: free
    std::size_t count_ = 0;
};

}  // namespace history::agent
