// How many calls may wait to be told: native/agent/ringing.h.
#include "native/agent/ringing.h"

#include <doctest/doctest.h>

#include "core/port/fakes.h"

using namespace history;
using namespace history::agent;

TEST_CASE("256 calls wait to be told, one more is refused at once, and each of the 256 has its answer") {
    fakes::Turns turns;
    fakes::FakeClock clock(turns, 1000);
    std::vector<std::string> told;
    std::function<void(Result<>)> saved;  // of the event that is being told
    Ringing ringing(clock, [&](const view::RingingCall& call, std::function<void(Result<>)> done) {
        told.push_back(call.call);
        saved = std::move(done);
    });
    std::size_t rung = 0, answered = 0;
    std::vector<std::string> refused;
    const auto ring = [&] {
        connectors::Ring call;
        call.call = std::to_string(rung++);
        call.number = "+77010000001";
        ringing.take("pbx", call, [&](Result<> outcome) {
            ++answered;
            if (!outcome.ok()) refused.push_back(outcome.error().what);
        });
    };
    const auto save = [&](Result<> outcome) {
        const auto done = std::move(saved);
        saved = nullptr;
        done(std::move(outcome));
    };
    for (std::size_t i = 0; i < Ringing::waiting_max; ++i) ring();
    CHECK(answered == 0);
    CHECK(told.size() == 1);  // one after the other
    ring();
    CHECK(answered == 1);
    CHECK(refused == std::vector<std::string>{"Too many calls wait to be told; try again."});
    save({});  // there is room for one again, and for one only
    ring();
    CHECK(refused.size() == 1);
    ring();
    CHECK(refused.size() == 2);
    save(fail(Errc::storage, "The disk is full."));  // what cannot be saved does not stop those behind it
    while (saved) save({});
    CHECK(answered == rung);
    REQUIRE(refused.size() == 3);
    CHECK(refused[2] == "The disk is full.");
    REQUIRE(told.size() == Ringing::waiting_max + 1);
    CHECK(told.front() == "pbx 0");
    CHECK(told.back() == "pbx 257");
}
