// What this agent holds of strangers, and for how long: native/agent/stranger.h, visits.h.
#include "native/agent/visits.h"

#include <doctest/doctest.h>

#include "native/agent/filing.h"
#include "tests/unit/agent/agent_store.h"

using namespace history;
using namespace history::agent;
using connectors::Identifier;

namespace {

Identifier cookie(const std::string& value, connectors::Known known = connectors::Known::given) {
    return {"cookie", "site", value, known, false, ""};
}

Told told(const std::string& native, std::vector<Identifier> identifiers, const std::string& kind = "page",
          std::uint64_t at_ms = 1000) {
    Told told{"segment", "site", "KZ", true, {}, {}};
    told.item.native_id = native;
    told.item.fields = {{"kind", kind}, {"at", std::to_string(at_ms)}, {"url", "https://shop.kz/" + native}};
    told.item.identifiers = std::move(identifiers);
    return told;
}

std::string key_of(const std::string& value) {
    return joined_key("cookie", "site", value);
}

constexpr std::uint64_t day_ms = AgentStore::day_ms;

// begin() is its next run.
struct Agent : AgentStore {
    Visits::Limits limits;
    std::optional<Visits> visits;

    Agent() { begin(); }
    void begin() {
        visits.emplace(keyring, storage, clock, random, limits);
        wait([&](auto done) { visits->load(done); });
    }
    void hold(const std::vector<Told>& all) {
        wait([&](auto done) { visits->hold(all, done); });
    }
    std::vector<Visit> read(const std::string& browser) {
        std::vector<Visit> found;
        wait([&](auto done) {
            visits->read(key_of(browser), 1000, [&found, done](Result<std::vector<Visit>> all) {
                if (all.ok()) found = std::move(*all);
                done(all.ok() ? Result<>() : Result<>(all.error()));
            });
        });
        return found;
    }
    std::vector<std::string> natives(const std::string& browser) {
        std::vector<std::string> names;
        for (const Visit& visit : read(browser)) names.push_back(visit.told.item.native_id);
        return names;
    }
};

}  // namespace

TEST_CASE("a stranger's visit names nobody but browsers and asks for nothing") {
    const Identifier phone{"phone", "", "+77010000001", connectors::Known::given, false, ""};
    CHECK(of_stranger(told("1", {cookie("a")})));
    CHECK(of_stranger(
        told("1", {cookie("a"), {"ga", "3", "1.2", connectors::Known::given, false, ""}}, "cart")));
    CHECK(of_stranger(told("1", {cookie("a")}, "other")));
    CHECK_FALSE(of_stranger(told("1", {})));
    CHECK_FALSE(of_stranger(told("1", {cookie("a"), phone})));
    CHECK_FALSE(of_stranger(told("1", {cookie("a")}, "message")));
    CHECK_FALSE(of_stranger(told("1", {cookie("a")}, "order")));
    CHECK_FALSE(of_stranger(told("1", {cookie("a", connectors::Known::said)})));
    Identifier said = phone, other = phone;
    said.known = connectors::Known::said;
    other.cc = true;
    CHECK(of_stranger(told("1", {cookie("a"), said, other})));
    Told order = told("1", {cookie("a")}, "track");
    order.item.fields.emplace_back("order_ref", "GS-10064");
    CHECK_FALSE(of_stranger(order));
    Told statement{"segment", "site", "KZ", false, {}, {}};
    statement.statement.identifiers = {cookie("a")};
    CHECK(of_stranger(statement));
    statement.statement.identifiers.push_back(phone);
    CHECK_FALSE(of_stranger(statement));
}

TEST_CASE("what was told is read back whole, and a cut row is damaged") {
    Told one = told("v1", {cookie("a"), {"phone", "", "8 701", connectors::Known::said, true, "Дана"}});
    one.item.stub = true;
    Told two{"segment", "site", "RU", false, {}, {{cookie("b")}, {{"city", "Алматы"}}, 77}};
    for (const Told& each : {one, two}) {
        Writer out;
        encode(out, each);
        Reader in(out.view());
        const Told back = decode_told(in);
        REQUIRE(in.at_end());
        Writer again;
        encode(again, back);
        CHECK(text_of(again.view()) == text_of(out.view()));
        for (std::size_t size = 0; size < out.size(); ++size) {
            Reader cut(out.view().first(size));
            decode_told(cut);
            CHECK_FALSE(cut.at_end());
        }
    }
}

TEST_CASE("the same visit twice is one row, in order of business time, and stands after a restart") {
    Agent agent;
    agent.hold({told("late", {cookie("a")}, "page", 3000), told("early", {cookie("a")}, "page", 1000)});
    agent.hold({told("late", {cookie("a")}, "page", 3000), told("other", {cookie("b")})});
    CHECK(agent.visits->size() == 3);
    const std::uint64_t bytes = agent.visits->bytes();
    agent.storage.crash();
    agent.begin();
    CHECK(agent.visits->size() == 3);
    CHECK(agent.visits->bytes() == bytes);
    CHECK(agent.natives("a") == std::vector<std::string>{"early", "late"});
    for (const auto& [key, value] : agent.storage.rows())  // sealed, and named by a hash
        CHECK((key + value).find("shop.kz") == std::string::npos);
}

TEST_CASE("a visit of two browsers waits for either of them") {
    Agent agent;
    agent.hold({told("both", {cookie("a"), cookie("b")}), told("alone", {cookie("b")})});
    CHECK(agent.natives("a") == std::vector<std::string>{"both"});
    CHECK(agent.read("b").size() == 2);
    CHECK(agent.read("a").front().owner);
    const std::vector<Visit> of_a = agent.read("a");
    agent.wait([&](auto done) { agent.visits->forget(of_a, done); });
    CHECK_FALSE(agent.visits->holds(key_of("a")));
    CHECK(agent.visits->holds(key_of("b")));
}

TEST_CASE("a browser is known once a subject has it, unless it was only said") {
    Agent agent;
    agent.hold({told("1", {cookie("a")}), told("2", {cookie("b")}), told("3", {cookie("c")})});
    Directory directory;
    SubjectRecord record;
    record.stream.bytes[0] = 1;
    record.identifiers = {{"cookie", "site", "a", history::Known::given, {}},
                          {"cookie", "site", "b", history::Known::said, {}}};
    directory.put(record);
    CHECK(agent.visits->held_and_known(directory) == std::vector<std::string>{key_of("a")});
}

TEST_CASE("days count from when it was told, whatever its business time") {
    Agent agent;
    agent.limits.days = 90;
    agent.begin();
    agent.hold({told("years ago", {cookie("a")}, "page", 1000)});
    agent.clock.skew_ms = static_cast<std::int64_t>(60 * day_ms);
    agent.hold({told("years ago", {cookie("a")}, "page", 1000), told("now", {cookie("a")})});
    agent.clock.skew_ms = static_cast<std::int64_t>(89 * day_ms);
    agent.begin();
    CHECK(agent.visits->size() == 2);
    agent.clock.skew_ms = static_cast<std::int64_t>(91 * day_ms);
    agent.begin();
    CHECK(agent.natives("a") == std::vector<std::string>{"now"});
    agent.clock.skew_ms = -static_cast<std::int64_t>(1000 * day_ms);  // a clock that jumps back drops nothing
    agent.begin();
    CHECK(agent.visits->size() == 1);
}

TEST_CASE("beyond the size the oldest by business time go first, and never what is newest") {
    Agent agent;
    agent.limits.bytes = 64 * 1024;
    agent.begin();
    for (int i = 999; i >= 0; --i)
        agent.hold({told(std::to_string(i), {cookie(std::to_string(i % 7))}, "page",
                         1000 + static_cast<std::uint64_t>(i))});
    CHECK(agent.visits->bytes() <= agent.limits.bytes);
    CHECK(agent.visits->size() > 100);
    CHECK(agent.natives(std::to_string(999 % 7)).back() == "999");
    std::size_t rows = 0;
    for (const auto& [key, value] : agent.storage.rows()) rows += key.size() > 1;
    CHECK(rows == agent.visits->size());
}

TEST_CASE("one browser has 10000 visits, one more makes room: the oldest go") {
    Agent agent;
    std::vector<Told> many;
    for (std::size_t i = 0; i < Visits::browser_rows_max; ++i)
        many.push_back(told(std::to_string(i), {cookie("machine")}, "page", 1000 + i));
    agent.hold(many);
    CHECK(agent.visits->size() == Visits::browser_rows_max);
    CHECK(agent.natives("machine").front() == "0");
    agent.hold({told("one more", {cookie("machine")}, "page", 1)});
    CHECK(agent.visits->size() == Visits::browser_rows_max - Visits::browser_rows_max / 16);
    CHECK(agent.natives("machine").front() == "625");
}

TEST_CASE("a visit stays to the last millisecond of its days, and to the last byte of the store") {
    Agent agent;
    agent.limits.days = 2;
    agent.begin();
    agent.at(0);
    agent.hold({told("a", {cookie("a")})});
    agent.at(2 * day_ms);
    agent.wait([&](auto done) { agent.visits->expire(done); });
    CHECK(agent.visits->size() == 1);
    agent.at(2 * day_ms + 1);
    agent.wait([&](auto done) { agent.visits->expire(done); });
    CHECK(agent.visits->size() == 0);

    std::vector<Told> many;
    for (int i = 100; i < 200; ++i) many.push_back(told(std::to_string(i), {cookie("b")}, "page", 1000));
    agent.hold(many);
    const std::uint64_t bytes = agent.visits->bytes();
    agent.visits->limit({2, bytes});
    agent.wait([&](auto done) { agent.visits->expire(done); });
    CHECK(agent.visits->size() == 100);
    agent.visits->limit({2, bytes - 1});
    agent.wait([&](auto done) { agent.visits->expire(done); });
    CHECK(agent.visits->size() < 100);
    CHECK(agent.visits->bytes() <= bytes - bytes / 16);
}

TEST_CASE("what a full disk did not take is not held, and can be held again") {
    Agent agent;
    agent.storage.fail_next(1);
    const std::vector<Told> one{told("1", {cookie("a")})};
    CHECK_FALSE(agent.try_to([&](auto done) { agent.visits->hold(one, done); }).ok());
    agent.wait([&](auto done) { agent.visits->load(done); });
    CHECK(agent.visits->size() == 0);
    agent.hold(one);
    agent.begin();
    CHECK(agent.natives("a") == std::vector<std::string>{"1"});
}
