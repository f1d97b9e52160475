// The machine's clock and its source of randomness.
#pragma once
#include "core/port/ports.h"

namespace history {

class SystemClock : public Clock {
public:
    std::uint64_t now_ms() override;
};

class SystemRandom : public Random {
public:
    void fill(std::span<std::uint8_t> out)
        override;  // the kernel's, through libsodium; sodium_init() was called before
};

}  // namespace history
