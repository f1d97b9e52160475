// How long to wait before the next attempt: doubled after every failure, half of it random, so that a
// thousand devices do not come back in the same second.
#pragma once
#include <algorithm>
#include <cstring>

#include "core/port/ports.h"

namespace history {

class Backoff {
public:
    explicit Backoff(Random& random) : random_(random) {}

    std::uint64_t next_ms() {
        const std::uint64_t whole = std::min(max_ms, first_ms << std::min(failures_, 10U));
        ++failures_;
        std::array<std::uint8_t, 8> drawn{};
        random_.fill(drawn);
        std::uint64_t number = 0;
        std::memcpy(&number, drawn.data(), sizeof number);
        return whole / 2 + number % (whole / 2 + 1);
    }
    void succeeded() { failures_ = 0; }
    unsigned failures() const { return failures_; }

    static constexpr std::uint64_t first_ms = 500;
    static constexpr std::uint64_t max_ms = 60 * 1000;

private:
    Random& random_;
    unsigned failures_ = 0;
};

}  // namespace history
