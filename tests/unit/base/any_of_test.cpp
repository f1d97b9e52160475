#include "core/base/any_of.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace history;

TEST_CASE("one of a few texts is found wherever it stands, as find() finds it") {
    static constexpr std::string_view texts[] = {"автра", "час", "дн", "day", "noon", "ay", "ААА"};
    const AnyOf any(texts);
    std::uint32_t state = 7;
    std::size_t found = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::uint32_t left = (state >> 16) % 12; left-- > 0;) {
            state = state * 1664525u + 1013904223u;
            static constexpr std::string_view pieces[] = {"а", "в", "т", "р", "ч", "с", "д", "н",
                                                          "d", "a", "y", "n", "o", " ", "А", "час"};
            text += pieces[(state >> 20) % 16];
        }
        state = state * 1664525u + 1013904223u;
        bool expected = false;
        for (std::string_view one : texts) expected = expected || text.find(one) != text.npos;
        CHECK(any.in(text) == expected);
        found += expected;
    }
    CHECK(found > 1000);
    CHECK(found < 19'000);
}

TEST_CASE("a text at the very end, one cut short there, and nothing at all") {
    static constexpr std::string_view texts[] = {"очереди", "1 "};
    const AnyOf any(texts);
    CHECK(any.in("в начале очереди"));
    CHECK(any.in("1 "));
    CHECK_FALSE(any.in("в начале очеред"));
    CHECK_FALSE(any.in("1"));
    CHECK_FALSE(any.in(""));
}
