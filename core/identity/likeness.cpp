#include "core/identity/likeness.h"

#include <algorithm>
#include <array>

namespace history {

std::uint32_t typos_between(std::string_view a, std::string_view b, std::uint32_t most) {
    constexpr std::size_t longest = 64;
    if (a == b) return 0;
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > most || a.size() > longest || b.size() > longest) return most + 1;
    std::array<std::array<std::uint8_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto &row = rows[i % 3], &above = rows[(i - 1) % 3], &two_above = rows[(i + 1) % 3];
        row[0] = static_cast<std::uint8_t>(i);
        std::uint8_t least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::uint32_t best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u);
            best = std::min({best, above[j] + 1u, row[j - 1] + 1u});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = std::min(best, two_above[j - 2] + 1u);
            row[j] = static_cast<std::uint8_t>(best);
            least = std::min(least, row[j]);
        }
        if (least > most + 1) return most + 1;
    }
    return std::min<std::uint32_t>(rows[a.size() % 3][b.size()], most + 1);
}

std::int32_t tenths_of_log2(std::uint64_t number) {
    // 10 * log2(1 + i / 16), rounded
    static constexpr std::array<std::int8_t, 16> part = {0, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 8, 8, 9, 9, 10};
    if (number < 2) return 0;
    std::int32_t whole = 0;
    while (number >> (whole + 1) != 0) ++whole;
    const std::uint64_t sixteenths = (whole >= 4 ? number >> (whole - 4) : number << (4 - whole)) & 15;
    return 10 * whole + part[sixteenths];
}

}  // namespace history
