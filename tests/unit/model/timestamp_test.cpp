#include "core/model/timestamp.h"

#include <doctest/doctest.h>

#include "tests/unit/model/random_delta.h"

using namespace history;

TEST_CASE("clock: every timestamp is above all before it, also when the wall clock goes back") {
    HybridClock clock(tests::device(1));
    Timestamp before = clock.next(1000);
    for (std::uint64_t wall : {1000ull, 999ull, 5ull, 1001ull, 1001ull, 0ull}) {
        const Timestamp next = clock.next(wall);
        CHECK(compare(judged(before, unsent_time), judged(next, unsent_time)) < 0);
        before = next;
    }
}

TEST_CASE("clock: an edit beats what its author had seen") {
    HybridClock clock(tests::device(1));
    clock.observe(50'000, 7);
    const Timestamp edit = clock.next(10);
    CHECK(compare(judged({50'000, 7, tests::device(9)}, unsent_time), judged(edit, unsent_time)) < 0);
}

TEST_CASE("clock: a full counter moves the clock on instead of wrapping") {
    HybridClock clock(tests::device(1));
    clock.observe(1000, UINT16_MAX);
    const Timestamp next = clock.next(0);
    CHECK(next.ms == 1001);
    CHECK(next.counter == 0);
}
