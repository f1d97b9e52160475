#include "core/base/arrange.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace history;

namespace {
// Pairs whose first is compared and whose second is the place they came from, in a list that looks shuffled.
std::vector<std::pair<std::uint32_t, std::uint32_t>> shuffled(std::uint32_t count, std::uint32_t values) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> list;
    std::uint32_t state = count * 2654435761u + values;
    for (std::uint32_t i = 0; i < count; ++i) {
        state = state * 1664525u + 1013904223u;
        list.emplace_back((state >> 8) % values, i);
    }
    return list;
}
const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
}  // namespace

TEST_CASE("a list is arranged as a stable sort does it, at every length and with many equals") {
    for (std::uint32_t count = 0; count < 150; ++count)
        for (std::uint32_t values : {1u, 2u, 7u, 1000u}) {
            auto list = shuffled(count, values);
            auto expected = list;
            std::stable_sort(expected.begin(), expected.end(), by_first);
            arrange(list.begin(), list.end(), by_first);
            CHECK(list == expected);
        }
}

TEST_CASE("a list in order costs one look at each neighbour, a few behind a long list one merge") {
    std::size_t looks = 0;
    const auto counted = [&](std::uint32_t a, std::uint32_t b) { return ++looks, a < b; };
    std::vector<std::uint32_t> list(1000);
    for (std::uint32_t i = 0; i < list.size(); ++i) list[i] = 2 * i;
    arrange(list.begin(), list.end(), counted);
    CHECK(looks == 999);
    looks = 0;
    list.push_back(7), list.push_back(3);
    arrange(list.begin(), list.end(), counted);
    CHECK(std::is_sorted(list.begin(), list.end()));
    CHECK(looks < 2100);
}

TEST_CASE("words are arranged by their bytes unless somebody says how") {
    std::vector<std::string> words{"ё", "b", "a long word that stands outside of itself", "", "b", "а"};
    arrange(words.begin(), words.end());
    CHECK(std::is_sorted(words.begin(), words.end()));
    arrange(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    CHECK(words.front().size() > 40);
    CHECK(words.back().empty());
}
