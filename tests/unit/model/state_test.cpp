#include "core/model/state.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/wire/limits.h"
#include "tests/unit/model/random_delta.h"

using namespace history;

namespace {
struct Judged {
    Delta delta;
    std::uint64_t leaf_time_ms;
};

std::vector<Judged> random_log(fakes::SeededRandom& random) {
    std::vector<Judged> log;
    const std::uint64_t count = 2 + random.below(12);
    for (std::uint64_t i = 0; i < count; ++i)
        log.push_back({tests::random_delta(random), 1'700'000'000'000 - random.below(400'000)});
    return log;
}

std::string digest(const State& state) {
    Hasher hasher("test");
    state.digest(hasher);
    return hex(hasher.finish().view());
}

std::string merged(const std::vector<Judged>& log) {
    State state;
    for (const Judged& one : log) state.apply(one.delta, one.leaf_time_ms);
    return digest(state);
}

Delta one_field(std::uint64_t ms, std::uint16_t counter, std::uint8_t device, std::string value) {
    return {
        {ms, counter, tests::device(device)}, 1, {}, {{EntityKind::subject, "", "name", std::move(value)}}};
}

std::string name_of(const State& state) {
    return std::string(state.find(EntityKind::subject, "")->value("name"));
}
}  // namespace

TEST_CASE("state: merging is commutative and associative: any order gives the same facts") {
    fakes::SeededRandom random(11);
    for (int round = 0; round < 400; ++round) {
        std::vector<Judged> log = random_log(random);
        const std::string expected = merged(log);
        for (int shuffle = 0; shuffle < 5; ++shuffle) {
            for (std::size_t i = log.size(); i > 1; --i) std::swap(log[i - 1], log[random.below(i)]);
            REQUIRE(merged(log) == expected);
        }
    }
}

TEST_CASE("state: merging is idempotent: what comes twice changes nothing") {
    fakes::SeededRandom random(12);
    for (int round = 0; round < 400; ++round) {
        const std::vector<Judged> log = random_log(random);
        State state;
        for (const Judged& one : log) state.apply(one.delta, one.leaf_time_ms);
        const std::string expected = digest(state);
        for (const Judged& one : log) CHECK_FALSE(state.apply(one.delta, one.leaf_time_ms));
        CHECK(digest(state) == expected);
    }
}

TEST_CASE("state: nobody writes from the future: a clock ten years ahead is judged by its leaf") {
    const std::uint64_t now = 1'760'000'000'000;
    const std::uint64_t ten_years = 315'360'000'000;
    State state;
    state.apply(one_field(now + ten_years, 0, 1, "from the future"), now);
    state.apply(one_field(now + limits::clock_lead_ms_max + 1, 0, 2, "a little later"),
                now + limits::clock_lead_ms_max + 1);
    CHECK(name_of(state) == "a little later");
    CHECK(state.find(EntityKind::subject, "")->field("name")->stamp.clamped() == false);
}

TEST_CASE("state: equal times are ordered by counter, device, and at last by the value itself") {
    State state;
    state.apply(one_field(5, 0, 1, "b"), 5);
    state.apply(one_field(5, 1, 1, "a"), 5);
    CHECK(name_of(state) == "a");
    state.apply(one_field(5, 1, 2, "0"), 5);
    CHECK(name_of(state) == "0");
    state.apply(one_field(5, 1, 2, "1"), 5);
    CHECK(name_of(state) == "1");
    state.apply(one_field(5, 1, 2, "0"), 5);
    CHECK(name_of(state) == "1");
}

TEST_CASE("state: a person's word stands against every source's, and of two sources' words the larger") {
    State state;
    state.apply(one_field(0, 0, 2, "from the CRM"), 9);
    state.apply(one_field(0, 7, 1, "from the CRM, later"), 5);
    CHECK(name_of(state) == "from the CRM, later");
    state.apply(one_field(0, 0, 9, "from another"), 10);
    CHECK(name_of(state) == "from the CRM, later");
    CHECK(state.find(EntityKind::subject, "")->field("name")->stamp.claimed.device == DeviceId{});
    state.apply(one_field(1, 0, 1, "a colleague's"), 1);
    CHECK(name_of(state) == "a colleague's");
    CHECK_FALSE(state.apply(one_field(0, 0, 1, "z"), unsent_time));
    CHECK(name_of(state) == "a colleague's");
}

TEST_CASE("state: the latest version of a source's field is the one with the latest source time") {
    State state;
    Delta delta{{1, 0, tests::device(1)}, 1, {}, {}};
    for (const char* ms : {"999", "1700000000001", "1700000000000"})
        delta.ops.push_back({EntityKind::item, "k", std::string("status@") + ms, ms});
    state.apply(delta, 1);
    CHECK(state.find(EntityKind::item, "k")->latest("status")->value == "1700000000001");
    CHECK(state.find(EntityKind::item, "k")->latest("text") == nullptr);
}

TEST_CASE("state: 1,549 devices that set one field leave one value, the same in any order") {
    std::vector<Judged> log;
    fakes::SeededRandom random(13);
    for (std::uint64_t i = 0; i < 1549; ++i) {
        Delta delta = one_field(1'700'000'000'000 + i % 7, 0, 1, "value " + std::to_string(i));
        delta.at.device.bytes[1] = static_cast<std::uint8_t>(i);
        delta.at.device.bytes[2] = static_cast<std::uint8_t>(i >> 8);
        log.push_back({delta, 1'700'000'000'000});
    }
    const std::string expected = merged(log);
    for (std::size_t i = log.size(); i > 1; --i) std::swap(log[i - 1], log[random.below(i)]);
    CHECK(merged(log) == expected);
}
