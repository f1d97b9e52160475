// What an agent keeps of its own, run after run: keys, a clock, a disk, and turns to wait for. For tests only.
#pragma once
#include <doctest/doctest.h>

#include <optional>

#include "core/crypto/keyring.h"
#include "core/port/fakes.h"

namespace history::agent {

struct AgentStore {
    static constexpr std::uint64_t epoch_ms = 1'780'000'000'000, day_ms = 24ull * 60 * 60 * 1000;

    fakes::SeededRandom random{1};
    fakes::Turns turns;
    fakes::FakeClock clock{turns, epoch_ms};
    fakes::FakeStorage storage{turns, random};
    std::string words;
    Keyring keyring = Keyring::found(random, "ws://h", SignKey{}, {}, epoch_ms, words);

    // So long after its beginning; work takes time too.
    void at(std::uint64_t ms) {
        clock.skew_ms = static_cast<std::int64_t>(ms) - static_cast<std::int64_t>(turns.now_ms());
    }
    template <class Ask>
    Result<> try_to(Ask ask) {
        std::optional<Result<>> answer;
        ask([&](Result<> result) { answer.emplace(std::move(result)); });
        while (!answer && turns.run_one()) {
        }
        REQUIRE(answer);
        return *answer;
    }
    template <class Ask>
    void wait(Ask ask) {
        const Result<> outcome = try_to(ask);
        CHECK(outcome.ok());
    }
};

}  // namespace history::agent
