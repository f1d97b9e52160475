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

void check_head(const Office& office, const SignedHead& head) {
    CHECK(verify_head(office.workspace, head, office.key->public_key()));
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
        office.start(sync::Admission::open);
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

TEST_CASE("a push is acknowledged after its commit, with a head that verifies and positions without gaps") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    Push push;
    pen.envelope(push, stream_of(1), true);
    pen.envelope(push, stream_of(1), false);
    pen.envelope(push, stream_of(2), true, 256);
    pen.sign(push);
    office.say(*line, push);
    CHECK(line->said.empty());
    REQUIRE(office.commit().ok());
    const Ack ack = line->next<Ack>();
    CHECK(ack.push_number == 1);
    CHECK(ack.first_gpos == 2);
    CHECK(ack.positions == std::vector<std::uint64_t>{1, 2, 1});
    CHECK(ack.head.gpos == 4);
    check_head(office, ack.head);

    // Anyone who folds the leaves gets the root that was signed.
    Frontier frontier;
    frontier.append(leaf_hash({1, roster_stream(), 1, record_hash(office.genesis_record),
                               office.store.contents().at(office.workspace).entries.at(1).time_ms}));
    const StreamId streams[] = {stream_of(1), stream_of(1), stream_of(2)};
    for (std::size_t i = 0; i < 3; ++i)
        frontier.append(
            leaf_hash({2 + i, streams[i], ack.positions[i], envelope_hash(push.envelopes[i]), ack.time_ms}));
    CHECK(frontier.root() == ack.head.root);

    auto reader = office.sign_in(office.owner);
    CHECK(reader->next<Welcome>().last_push == 1);
    office.say(*reader, message::Pull{1});
    const auto batch = reader->next<message::Batch>();
    REQUIRE(batch.entries.size() == 1);
    CHECK(batch.entries[0].body == encode_push(push));  // with its slots put back
}

TEST_CASE("pushes that come while a commit runs are one group with one signed head") {
    Office office;
    office.found();
    const Keys device_a(11), device_b(12), device_c(13);
    office.admit(Keys(21), device_a, Role::op);
    office.admit(Keys(22), device_b, Role::op);
    office.admit(Keys(23), device_c, Role::viewer);
    auto a = office.live(device_a);
    auto b = office.live(device_b);
    auto c = office.live(device_c);
    Pen pen_a(office.workspace, device_a), pen_b(office.workspace, device_b);
    office.say(*a, pen_a.push(stream_of(1), true));
    const sync::Group first = office.server->take_group();  // its commit runs
    office.say(*a, pen_a.push(stream_of(1), false));
    office.say(*b, pen_b.push(stream_of(2), true));
    office.say(*a, pen_a.push(stream_of(2), false));
    CHECK(a->said.empty());
    CHECK_FALSE(office.server->has_group());
    REQUIRE(office.server->on_committed(office.store.commit(first)).ok());
    CHECK(a->next<Ack>().push_number == 1);
    CHECK(a->said.empty());
    CHECK(b->next<message::Live>().entries.size() == 1);
    CHECK(c->next<message::Live>().entries.size() == 1);

    const auto commits = office.store.commits();
    REQUIRE(office.commit().ok());
    CHECK(office.store.commits() == commits + 1);
    // a: own, the other's, own: in the log's order
    const Ack second = a->next<Ack>();
    const auto between = a->next<message::Live>();
    const Ack third = a->next<Ack>();
    CHECK(a->said.empty());
    CHECK(second.push_number == 2);
    CHECK(third.push_number == 3);
    CHECK(between.entries.size() == 1);
    CHECK(second.first_gpos + 1 == between.entries[0].first_gpos);
    CHECK(between.entries[0].first_gpos + 1 == third.first_gpos);
    CHECK(second.head.signature == third.head.signature);
    const auto before_b = b->next<message::Live>();
    CHECK(before_b.entries.size() == 1);
    CHECK(b->next<Ack>().push_number == 1);
    CHECK(b->next<message::Live>().entries.size() == 1);
    CHECK(c->next<message::Live>().entries.size() == 3);
    CHECK(c->said.empty());
}

TEST_CASE("a lost acknowledgement: the same push again is acknowledged again and stored once") {
    Office office;
    office.found();
    Pen pen(office.workspace, office.owner);
    const Push push = pen.push(stream_of(1), true);
    auto line = office.live(office.owner);
    office.say(*line, push);
    SUBCASE("while its commit runs") {
        office.say(*line, push);
        REQUIRE(office.commit().ok());
        CHECK(line->next<Ack>().first_gpos == 2);
        CHECK(line->said.empty());
    }
    SUBCASE("later, on another connection, after a restart") {
        REQUIRE(office.commit().ok());
        office.start();
        auto again = office.dial();
        auto made = hello(again->challenge, office.workspace, As::device, office.owner);
        made.in_flight = 1;
        made.in_flight_hash = pen.last_hash();
        made.signature = office.owner.sign("history hello 1", message::hello_message(again->challenge, made));
        office.say(*again, made);
        CHECK(again->next<Welcome>().in_flight == message::InFlight::stored);
        office.say(*again, push);
        const Ack ack = again->next<Ack>();
        CHECK(ack.push_number == 1);
        CHECK(ack.first_gpos == 2);
    }
    CHECK(office.store.contents().at(office.workspace).entries.size() == 2);
}

TEST_CASE("another push under a number that stands is refused with the hash of what stands") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    office.say(*line, pen.push(stream_of(1), true));
    REQUIRE(office.commit().ok());
    line->said.clear();
    Pen clone(office.workspace, office.owner);
    office.say(*line, clone.push(stream_of(9), true, 512));
    REQUIRE(line->next_is<Refusal>());
    const Refusal refusal = line->next<Refusal>();
    CHECK(refusal.code == Errc::conflict);
    CHECK(refusal.number == 1);
    CHECK(refusal.index == message::no_envelope);
    CHECK(refusal.detail == Bytes(pen.last_hash().bytes.begin(), pen.last_hash().bytes.end()));
    CHECK_FALSE(line->closed);
    CHECK_FALSE(office.server->has_group());
}

TEST_CASE("a push that breaks a rule is refused whole and names its envelope") {
    Office office;
    office.found();
    const Keys viewer(11), connector(12);
    office.admit(Keys(21), viewer, Role::viewer);
    office.admit(Keys(22), connector, Role::connector);
    Pen pen(office.workspace, office.owner);
    {
        auto line = office.live(office.owner);
        office.say(*line, pen.push(stream_of(1), true));
        office.say(*line, pen.push(stream_of(1), false));
        REQUIRE(office.commit().ok());
    }
    const Keys* who = &office.owner;
    Pen bad = pen;
    Push push;
    Errc code = Errc::corrupt;
    std::uint32_t index = 1;
    bool closed = true;
    Bytes detail;
    bad.envelope(push, stream_of(1), false);  // envelope 0 is right
    SUBCASE("an envelope of another device") {
        bad.envelope(push, stream_of(1), false);
        push.envelopes[1][26] ^= 1;
        code = Errc::unauthorized;
    }
    SUBCASE("another workspace's tag") {
        bad.envelope(push, stream_of(1), false);
        push.envelopes[1][2] ^= 1;
        code = Errc::unauthorized;
    }
    SUBCASE("a length that is no power of two") {
        bad.envelope(push, stream_of(1), false, 130);
    }
    SUBCASE("a number left out") {
        Push ignored;
        bad.envelope(ignored, stream_of(1), false);
        bad.envelope(push, stream_of(1), false);
        code = Errc::conflict;
        closed = false;
        const Hash last = envelope_hash(push.envelopes[0]);
        detail.assign(last.bytes.begin(), last.bytes.end());
    }
    SUBCASE("a number that stands already") {
        Pen older(office.workspace, office.owner);
        push.envelopes.clear();
        older.envelope(push, stream_of(1), false, 256);
        index = 0;
        code = Errc::conflict;
        closed = false;
        const auto mark = office.store.envelope_mark(office.workspace, pen.device(), stream_of(1));
        detail.assign(mark->hash.bytes.begin(), mark->hash.bytes.end());
    }
    SUBCASE("a stale epoch") {
        bad.envelope(push, stream_of(1), false);
        push.envelopes[1][42] = 2;
        code = Errc::unauthorized;
        closed = false;
    }
    SUBCASE("a stream that begins twice") {
        Pen clone(office.workspace, office.owner);
        clone.envelope(push, stream_of(3), true);
        bad.envelope(push, stream_of(3), false);
        push.envelopes.erase(push.envelopes.begin() + 1);
        push.slots.clear();
        code = Errc::conflict;
        closed = false;
    }
    SUBCASE("another slot than the envelope names") {
        bad.envelope(push, stream_of(3), true);
        push.slots[0][0] ^= 1;
    }
    SUBCASE("a slot that nobody asked for") {
        push.slots.push_back(Bytes(slot_bytes, 1));
        index = message::no_envelope;
    }
    SUBCASE("an envelope for the roster") {
        bad.envelope(push, roster_stream(), false);
        code = Errc::unauthorized;
        closed = false;
    }
    SUBCASE("a viewer writes") {
        who = &viewer;
        bad = Pen(office.workspace, viewer);
        push = {};
        bad.envelope(push, stream_of(5), true);
        code = Errc::unauthorized;
        index = 0;
        closed = false;
    }
    SUBCASE("a connector writes into what colleagues share") {
        who = &connector;
        bad = Pen(office.workspace, connector);
        push = {};
        bad.envelope(push, stream_of(5), true);
        bad.envelope(push, shared_stream(), true);
        code = Errc::unauthorized;
        closed = false;
    }
    bad.sign(push);
    auto line = office.live(*who);
    office.say(*line, push);
    REQUIRE(line->next_is<Refusal>());
    const Refusal refusal = line->next<Refusal>();
    CHECK(refusal.code == code);
    CHECK(refusal.index == index);
    CHECK(refusal.number == push.number);
    if (!detail.empty()) CHECK(refusal.detail == detail);
    CHECK(line->closed == closed);
    CHECK_FALSE(office.server->has_group());
    if (!closed && who == &office.owner) {  // the device forms a new push under the same number
        office.say(*line, pen.push(stream_of(1), false));
        REQUIRE(office.commit().ok());
        CHECK(line->next<Ack>().push_number == push.number);
    }
}

TEST_CASE("a flipped bit anywhere in a signed push is refused") {
    Office office;
    office.found();
    Pen pen(office.workspace, office.owner);
    const Push push = pen.push(stream_of(1), true);
    const Bytes bytes = message::encode(push);
    std::size_t accepted = 0;
    for (std::size_t at = 0; at < bytes.size() * 8; ++at) {
        Bytes flipped = bytes;
        flipped[at / 8] = static_cast<std::uint8_t>(flipped[at / 8] ^ (1u << (at % 8)));
        auto line = office.sign_in(office.owner);
        office.server->on_message(line->session, flipped);
        if (office.server->has_group()) ++accepted;
        office.server->on_close(line->session);
        if (office.server->has_group()) office.start();  // forgets what was staged
    }
    CHECK(accepted == 0);
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

TEST_CASE("catching up goes in bounded batches in order, and is live when it has reached the head") {
    Office office;
    office.found();
    Pen pen(office.workspace, office.owner);
    auto writer = office.sign_in(office.owner);
    writer->said.clear();
    for (int i = 0; i < 20; ++i) {
        Push push;
        for (int k = 0; k < 3; ++k) pen.envelope(push, stream_of(1), i + k == 0, 65536);
        pen.sign(push);
        pen.accepted(push);
        office.say(*writer, push);
        REQUIRE(office.commit().ok());
        CHECK(writer->next<Ack>().push_number ==
              static_cast<std::uint64_t>(i) + 1);  // quiet: its own pushes only
        CHECK(writer->said.empty());
    }
    auto reader = office.sign_in(office.owner);
    const std::uint64_t head = reader->next<Welcome>().head.gpos;
    CHECK(head == 61);
    std::uint64_t at = 0;
    int batches = 0;
    while (at < head) {
        office.say(*reader, message::Pull{at});
        const auto batch = reader->next<message::Batch>();
        std::size_t bytes = 0;
        for (const message::Entry& entry : batch.entries) {
            CHECK(entry.first_gpos == at + 1);
            at += entry.positions.size();
            bytes += entry.body.size();
        }
        CHECK(bytes <= limits::batch_bytes_max);
        ++batches;
        if (at < head) {  // not live yet: what is written now comes in a later batch
            CHECK(reader->said.empty());
        }
    }
    CHECK(batches >= 4);
    office.say(*writer, pen.push(stream_of(1), false));
    REQUIRE(office.commit().ok());
    CHECK(reader->next<message::Live>().entries[0].first_gpos == head + 1);
}

TEST_CASE("a pull from a position inside a push, and from beyond the head") {
    Office office;
    office.found();
    Pen pen(office.workspace, office.owner);
    auto line = office.live(office.owner);
    Push push;
    pen.envelope(push, stream_of(1), true);
    pen.envelope(push, stream_of(1), false);
    pen.sign(push);
    office.say(*line, push);
    REQUIRE(office.commit().ok());
    auto inside = office.sign_in(office.owner);
    inside->said.clear();
    office.say(*inside, message::Pull{2});
    check_refused(*inside, Errc::corrupt, true);
    auto beyond =
        office.sign_in(office.owner);  // a device that saw more than this server holds judges the head itself
    beyond->said.clear();
    office.say(*beyond, message::Pull{77});
    const auto batch = beyond->next<message::Batch>();
    CHECK(batch.entries.empty());
    CHECK(batch.head.gpos == 3);
}

TEST_CASE("a session that does not read is told to pull and loses nothing") {
    Office office;
    office.found();
    const Keys slow_keys(11);
    office.admit(Keys(21), slow_keys, Role::op);
    auto slow = office.live(slow_keys);
    auto writer = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    slow->stuck = true;
    std::uint64_t at = 3;
    for (int i = 0; i < 80; ++i) {
        office.say(*writer, pen.push(stream_of(1), i == 0, 65536));
        REQUIRE(office.commit().ok());
        CHECK(slow->queued <= limits::session_queue_bytes_max + 64 * 1024);
    }
    while (slow->next_is<message::Live>()) at = slow->next<message::Live>().entries.back().first_gpos;
    CHECK(slow->next<message::Time>().head.gpos > at);
    CHECK(slow->said.empty());
    office.say(*slow, message::Pull{at});  // while the queue is full the answer waits
    CHECK(slow->said.empty());
    slow->queued = 0;
    slow->stuck = false;
    office.server->on_drained(slow->session);
    while (at < 83) {
        const auto batch = slow->next<message::Batch>();
        for (const message::Entry& entry : batch.entries) CHECK(entry.first_gpos == ++at);
        if (at < 83) office.say(*slow, message::Pull{at});
    }
    office.say(*writer, pen.push(stream_of(1), false));
    REQUIRE(office.commit().ok());
    CHECK(slow->next<message::Live>().entries[0].first_gpos == 84);
}

TEST_CASE("a session that writes faster than the disk is not listened to until a commit") {
    Office office;
    office.found();
    auto line = office.live(office.owner);
    Pen pen(office.workspace, office.owner);
    for (std::size_t i = 0; i < limits::unacked_pushes_max; ++i) {
        CHECK(office.server->accepts(line->session));
        office.say(*line, pen.push(stream_of(1), i == 0));
    }
    CHECK_FALSE(office.server->accepts(line->session));
    REQUIRE(office.commit().ok());
    CHECK(office.server->accepts(line->session));
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
    sync::Server stranger({office.store, office.clock, office.random, *other}, sync::Admission::first);
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
