// A push at the server: numbering, groups, repeats, refusals, broken bytes.
#include <doctest/doctest.h>

#include "sync/limits.h"
#include "tests/unit/sync/test_office.h"

using namespace history;
using namespace history::testing;
using message::Ack;
using message::As;
using message::Refusal;
using message::Welcome;

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
