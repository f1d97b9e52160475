// Catching up, going live, falling behind: what a session hears and when it is not listened to.
#include <doctest/doctest.h>

#include "sync/limits.h"
#include "tests/unit/sync/test_office.h"

using namespace history;
using namespace history::testing;
using message::Ack;
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
