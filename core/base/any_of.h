// Whether one of a few texts stands anywhere in another, read once: rules ask it of every item of a history.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace history {

class AnyOf {
public:
    // At most 64 texts of two bytes or more, which outlive it.
    explicit AnyOf(std::span<const std::string_view> texts);
    bool in(std::string_view text) const;

private:
    std::span<const std::string_view> texts_;
    std::array<std::uint64_t, 256>
        by_second_{};  // texts with that second byte: of Cyrillic the first tells little
};

}  // namespace history
