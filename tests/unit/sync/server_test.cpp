// The rules of a session: who is let in, what is appended, who hears of it and when.
#include <doctest/doctest.h>

#include "sync/limits.h"
#include "tests/unit/sync/test_office.h"

using namespace history;
using namespace history::testing;
using message::Ack;
using message::As;
using message::Refusal;
using message::Welcome;

namespace {
// The one thing a line was told is an error with this code, and whether it was hung up on.
void check_refused(Line& line, Errc code, bool closed) {
    REQUIRE(line.next_is<Refusal>());
    const Refusal refusal = line.next<Refusal>();
    CHECK(refusal.code == code);
    CHECK(refusal.sentence.back() == '.');
    CHECK(line.said.empty());
    CHECK(line.closed == closed);
}
}  // namespace

TEST_CASE("a founder is welcomed only after its genesis record is on stable storage") {
    Office office;
    auto line = office.dial();
    auto made = hello(line->challenge, office.workspace, As::genesis, office.owner);
    made.record = office.genesis_record;
    office.say(*line, made);
    CHECK(line->said.empty());
    CHECK(office.store.contents().empty());
    REQUIRE(office.commit().ok());
    const Welcome welcome = line->next<Welcome>();
    CHECK(welcome.head.gpos == 1);
    check_head(office, welcome.head);
    CHECK(office.store.contents().size() == 1);

    SUBCASE("the same genesis once more is the same workspace") {
        auto again = office.dial();
        auto repeated = hello(again->challenge, office.workspace, As::genesis, office.owner);
        repeated.record = office.genesis_record;
        office.say(*again, repeated);
        CHECK(again->next<Welcome>().head.gpos == 1);
    }
    SUBCASE("a second workspace is refused by a server that takes the first") {
        const Keys other(2);
        const Bytes record = genesis(other, office.key->public_key());
        auto second = office.dial();
        auto wanted = hello(second->challenge, workspace_id(record), As::genesis, other);
        wanted.record = record;
        office.say(*second, wanted);
        check_refused(*second, Errc::unauthorized, true);
        CHECK_FALSE(office.server->has_group());
    }
    SUBCASE("a second workspace is taken by an open server") {
        office.start({sync::Admission::By::open});
        const Keys other(2);
        const Bytes record = genesis(other, office.key->public_key());
        auto second = office.dial();
        auto wanted = hello(second->challenge, workspace_id(record), As::genesis, other);
        wanted.record = record;
        office.say(*second, wanted);
        REQUIRE(office.commit().ok());
        CHECK(second->next<Welcome>().head.gpos == 1);
        CHECK(office.store.contents().size() == 2);
    }
}

TEST_CASE("a hello that is wrong in any way is refused with one sentence and nothing is stored") {
    Office office;
    office.found();
    const auto commits = office.store.commits();
    auto line = office.dial();
    auto made = hello(line->challenge, office.workspace, As::device, office.owner);
    Errc expected = Errc::unauthorized;
    SUBCASE("signed for another challenge") {
        made = hello({}, office.workspace, As::device, office.owner);
    }
    SUBCASE("signed for another server") {
        auto other = line->challenge;
        other.server.bytes[0] ^= 1;
        made = hello(other, office.workspace, As::device, office.owner);
    }
    SUBCASE("a flipped bit in the signature") {
        made.signature.bytes[3] ^= 4;
    }
    SUBCASE("another cursor than was signed") {
        made.cursor = 5;
    }
    SUBCASE("an unknown device") {
        made = hello(line->challenge, office.workspace, As::device, Keys(3));
    }
    SUBCASE("an unknown invite") {
        made = hello(line->challenge, office.workspace, As::invite, Keys(3));
    }
    SUBCASE("a device's key as an invite") {
        made = hello(line->challenge, office.workspace, As::invite, office.owner);
    }
    SUBCASE("an expired challenge") {
        office.clock.now += limits::hello_ms_max + 1;
    }
    SUBCASE("another workspace") {
        WorkspaceId other = office.workspace;
        other.bytes[0] ^= 1;
        made = hello(line->challenge, other, As::device, office.owner);
        expected = Errc::not_found;
    }
    SUBCASE("another version") {
        made.version = 2;
        expected = Errc::unsupported;
    }
    SUBCASE("a genesis that names another server") {
        const Bytes record = genesis(office.owner, Keys(8).key);
        made = hello(line->challenge, workspace_id(record), As::genesis, office.owner);
        made.record = record;
    }
    office.say(*line, made);
    check_refused(*line, expected, true);
    CHECK(office.commit().ok());
    CHECK(office.store.commits() == commits);
}

TEST_CASE("a browser's page connects only from an origin that the genesis names") {
    Office office;
    office.found();
    auto shop = office.sign_in(office.owner, As::device, "https://shop.example");
    CHECK(shop->next_is<Welcome>());
    auto foreign = office.sign_in(office.owner, As::device, "https://evil.example");
    check_refused(*foreign, Errc::unauthorized, true);
}

TEST_CASE("a connection that says no hello in time is closed") {
    Office office;
    office.found();
    auto line = office.dial();
    office.clock.now += limits::hello_ms_max;
    office.server->tick();
    CHECK(line->said.empty());
    office.clock.now += 1;
    office.server->tick();
    check_refused(*line, Errc::unauthorized, true);
}

TEST_CASE("before the hello, after nonsense and after the end nothing else is listened to") {
    Office office;
    office.found();
    auto line = office.dial();
    Errc expected = Errc::unauthorized;
    Bytes words = message::encode(message::Pull{0});
    SUBCASE("a pull before the hello") {}
    SUBCASE("an unknown kind") {
        words = {99, 1, 2, 3};
        expected = Errc::unsupported;
    }
    SUBCASE("an empty message") {
        words = {};
        expected = Errc::unsupported;
    }
    SUBCASE("an oversized message") {
        words.assign(limits::message_bytes_max + 1, 3);
        expected = Errc::limit;
    }
    SUBCASE("a message cut short") {
        words = {1, 1, 0};
        expected = Errc::corrupt;
    }
    office.server->on_message(line->session, words);
    check_refused(*line, expected, true);
    office.say(*line, hello(line->challenge, office.workspace, As::device, office.owner));
    CHECK(line->said.empty());
}

TEST_CASE(
    "a disk without room: nothing is acknowledged, reading goes on, and so does writing when there is room") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    const Push push = pen.push(stream_of(1), true);
    office.say(*line, push);
    office.store.fail_next_commit(sync::MemoryStore::Fault::full);
    const sync::Group group = office.server->take_group();
    const Push later = pen.push(stream_of(1), false);
    office.say(*line, later);  // staged on top of what fails
    REQUIRE(office.server->on_committed(office.store.commit(group)).ok());
    for (std::uint64_t number : {1, 2}) {
        const Refusal refusal = line->next<Refusal>();
        CHECK(refusal.code == Errc::storage);
        CHECK(refusal.number == number);
    }
    CHECK(line->said.empty());
    CHECK_FALSE(line->closed);
    office.say(*line, message::Pull{0});
    CHECK(line->next<message::Batch>().entries.size() == 1);
    office.say(*line, push);
    office.say(*line, later);
    REQUIRE(office.commit().ok());
    CHECK(line->next<Ack>().push_number == 1);
    CHECK(line->next<Ack>().first_gpos == 3);
}

TEST_CASE("a machine that dies in a commit acknowledged nothing, and the next start tells the truth") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    const Push push = pen.push(stream_of(1), true);
    office.say(*line, push);
    bool stored = false;
    SUBCASE("after the slots, before the log") {
        office.store.fail_next_commit(sync::MemoryStore::Fault::slots_only);
    }
    SUBCASE("after the log, before the answer") {
        office.store.fail_next_commit(sync::MemoryStore::Fault::lost_answer);
        stored = true;
    }
    CHECK_FALSE(office.commit().ok());
    CHECK(line->said.empty());
    CHECK(line->closed);
    office.start();
    auto again = office.dial();
    auto made = hello(again->challenge, office.workspace, As::device, office.owner);
    made.in_flight = 1;
    made.in_flight_hash = pen.last_hash();
    made.signature = office.owner.sign("history hello 1", message::hello_message(again->challenge, made));
    office.say(*again, made);
    CHECK(again->next<Welcome>().in_flight ==
          (stored ? message::InFlight::stored : message::InFlight::not_stored));
    office.say(*again, push);
    REQUIRE(office.commit().ok());
    CHECK(again->next<Ack>().first_gpos == 2);
    CHECK(office.store.contents().at(office.workspace).entries.size() == 2);
}

TEST_CASE("the time is signed at least once a minute, never goes back, and survives a restart") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    const std::uint64_t founded = office.store.contents().at(office.workspace).head.signed_head.time_ms;
    office.server->tick();
    CHECK_FALSE(office.server->has_group());
    office.clock.now += limits::head_every_ms;
    office.server->tick();
    REQUIRE(office.commit().ok());
    const auto time = line->next<message::Time>();
    CHECK(time.head.time_ms == founded + limits::head_every_ms);
    check_head(office, time.head);
    office.clock.now -= 3'600'000;
    office.start();
    auto later = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    office.say(*later, pen.push(stream_of(1), true));
    REQUIRE(office.commit().ok());
    const Ack ack = later->next<Ack>();
    CHECK(ack.time_ms >= time.head.time_ms);
    CHECK(ack.head.time_ms >= time.head.time_ms);
}

TEST_CASE("a server with another key does not open the log of this one") {
    Office office;
    office.found();
    const auto other = sync::SigningKey::from_seed({8});
    sync::Server stranger({office.store, office.clock, office.random, *other}, {});
    CHECK(stranger.start().error().code == Errc::unauthorized);
}

TEST_CASE("a draining server says goaway, takes nothing new and still acknowledges what it took") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    office.say(*line, pen.push(stream_of(1), true));
    office.server->drain();
    CHECK(line->next<message::GoAway>().retry_after_ms == limits::goaway_retry_ms);
    office.say(*line, pen.push(stream_of(1), false));
    REQUIRE(office.commit().ok());
    CHECK(line->next<Ack>().push_number == 1);
    CHECK(line->said.empty());
    auto late = office.dial();
    check_refused(*late, Errc::limit, true);
}
