// Invites, bundles, joins and revocations as the server sees them.
#include <doctest/doctest.h>

#include "sync/limits.h"
#include "tests/unit/sync/test_office.h"

using namespace history;
using namespace history::testing;
using message::As;
using message::Refusal;
using message::Welcome;

namespace {
struct Invited : Office {
    Keys ticket{21};
    Keys guest{11};
    std::shared_ptr<Line> host;

    Invited() {
        found();
        host = live(owner);
        say(*host, message::Bundle{false, ticket.key, Bytes(300, 0x5a)});
        append(*host, invite(owner, roster(), ticket, Role::op, clock.now + 60'000));
        HISTORY_CHECK(commit().ok());
        host->said.clear();
    }
    void append(Line& line, const Bytes& record) {
        server->on_message(line.session, message::encode_roster(record));
    }
};
}  // namespace

TEST_CASE("an invited device gets its bundle, joins, and writes in the same session") {
    Invited office;
    auto line = office.sign_in(office.ticket, As::invite);
    CHECK(line->next<Welcome>().head.gpos == 2);
    office.say(*line, message::Bundle{true, {}, {}});
    CHECK(line->said.empty());  // it leaves when its deletion is durable
    REQUIRE(office.commit().ok());
    CHECK(line->next<message::Bundle>().bundle == Bytes(300, 0x5a));
    office.say(*line, message::Bundle{true, {}, {}});
    CHECK(line->next<message::Bundle>().bundle == Bytes(300, 0x5a));  // the same session may ask again
    office.say(*line, message::Pull{0});
    CHECK(line->next<message::Batch>().entries.size() == 2);

    Pen pen(office.workspace, office.guest);
    office.append(*line, join(office.roster(), office.ticket, office.guest));
    REQUIRE(office.commit().ok());
    CHECK(line->next<message::Live>().entries[0].roster);
    CHECK(office.host->next_is<message::Live>());
    office.say(*line, pen.push(stream_of(1), true));
    REQUIRE(office.commit().ok());
    CHECK(line->next<message::Ack>().first_gpos == 4);
    CHECK(office.sign_in(office.guest)->next_is<Welcome>());

    auto late = office.sign_in(office.ticket, As::invite);
    CHECK(late->next<Refusal>().code == Errc::unauthorized);
    CHECK(late->closed);
}

TEST_CASE("a bundle is handed out once, also across a restart") {
    Invited office;
    auto line = office.sign_in(office.ticket, As::invite);
    office.say(*line, message::Bundle{true, {}, {}});
    REQUIRE(office.commit().ok());
    line->said.clear();
    office.start();
    auto second = office.sign_in(office.ticket, As::invite);
    CHECK(second->next_is<Welcome>());
    second->said.clear();
    office.say(*second, message::Bundle{true, {}, {}});
    CHECK(second->next<Refusal>().code == Errc::not_found);
    CHECK(second->closed);
    CHECK(office.store.contents().at(office.workspace).bundles.empty());
}

TEST_CASE("two sessions that ask for one bundle at once: one gets it") {
    Invited office;
    auto first = office.sign_in(office.ticket, As::invite);
    auto second = office.sign_in(office.ticket, As::invite);
    first->said.clear();
    second->said.clear();
    office.say(*first, message::Bundle{true, {}, {}});
    office.say(*second, message::Bundle{true, {}, {}});
    CHECK(second->next<Refusal>().code == Errc::not_found);
    REQUIRE(office.commit().ok());
    CHECK(first->next_is<message::Bundle>());
}

TEST_CASE("an expired invite lets nobody in, nobody stay and nobody join") {
    Invited office;
    auto waiting = office.sign_in(office.ticket, As::invite);
    CHECK(waiting->next_is<Welcome>());
    waiting->said.clear();
    office.clock.now += 60'001;
    SUBCASE("at the hello") {
        auto late = office.sign_in(office.ticket, As::invite);
        CHECK(late->next<Refusal>().code == Errc::unauthorized);
        CHECK(late->closed);
    }
    SUBCASE("while connected") {
        office.server->tick();
        CHECK(waiting->next<Refusal>().code == Errc::unauthorized);
        CHECK(waiting->closed);
    }
    SUBCASE("with its join record") {
        office.append(*waiting, join(office.roster(), office.ticket, office.guest));
        CHECK(waiting->next<Refusal>().code == Errc::unauthorized);
        CHECK(waiting->closed);
    }
    REQUIRE(office.commit().ok());
    CHECK(office.roster().position() == 2);
}

TEST_CASE("an invited session says nothing but its own join before it is a device") {
    Invited office;
    auto line = office.sign_in(office.ticket, As::invite);
    line->said.clear();
    SUBCASE("a push") {
        Pen pen(office.workspace, office.guest);
        office.say(*line, pen.push(stream_of(1), true));
    }
    SUBCASE("a join for another invite") {
        office.append(*line, join(office.roster(), Keys(22), office.guest));
    }
    SUBCASE("an invite") {
        office.append(*line,
                      invite(office.guest, office.roster(), Keys(23), Role::owner, office.clock.now + 1));
    }
    SUBCASE("a bundle for another") {
        office.say(*line, message::Bundle{false, Keys(23).key, Bytes(10, 1)});
    }
    SUBCASE("a join that the device did not sign") {
        RosterRecord record = *decode_record(join(office.roster(), office.ticket, office.guest));
        record.second_signature.bytes[0] ^= 1;
        office.append(*line, encode_record(record));
    }
    CHECK(line->next<Refusal>().code == Errc::unauthorized);
    CHECK(line->closed);
    CHECK_FALSE(office.server->has_group());
}

TEST_CASE("of two owners' records at once one wins, and the other hears of a conflict and may try again") {
    Office office;
    office.found();
    const Keys second_owner(11);
    office.admit(Keys(21), second_owner, Role::owner);
    auto a = office.live(office.owner);
    auto b = office.live(second_owner);
    const Roster roster = office.roster();
    office.server->on_message(a->session,
                              message::encode_roster(invite(office.owner, roster, Keys(31), Role::op, 9e12)));
    office.server->on_message(b->session,
                              message::encode_roster(invite(second_owner, roster, Keys(32), Role::op, 9e12)));
    const Refusal refusal = b->next<Refusal>();
    CHECK(refusal.code == Errc::conflict);
    CHECK(refusal.about == message::Kind::roster);
    CHECK(refusal.number == 4);
    CHECK_FALSE(b->closed);
    REQUIRE(office.commit().ok());
    b->said.clear();
    office.server->on_message(
        b->session, message::encode_roster(invite(second_owner, office.roster(), Keys(32), Role::op, 9e12)));
    REQUIRE(office.commit().ok());
    CHECK(b->next<message::Live>().entries[0].positions[0] == 5);
}

TEST_CASE("an operator changes no roster and leaves no bundle") {
    Office office;
    office.found();
    const Keys clerk(11);
    office.admit(Keys(21), clerk, Role::op);
    auto line = office.live(clerk);
    SUBCASE("an invite") {
        office.server->on_message(line->session, message::encode_roster(invite(clerk, office.roster(),
                                                                               Keys(31), Role::owner, 9e12)));
    }
    SUBCASE("a bundle") {
        office.say(*line, message::Bundle{false, Keys(31).key, Bytes(10, 1)});
    }
    CHECK(line->next<Refusal>().code == Errc::unauthorized);
    CHECK_FALSE(office.server->has_group());
}

TEST_CASE("a revoked device is told, hung up on, and not let in again") {
    Office office;
    office.found();
    const Keys clerk(11);
    office.admit(Keys(21), clerk, Role::op);
    auto line = office.live(clerk);
    auto owner = office.live(office.owner);
    Pen pen(office.workspace, clerk);
    office.say(*line, pen.push(stream_of(1), true));
    REQUIRE(office.commit().ok());
    line->said.clear();
    office.server->on_message(owner->session, message::encode_roster(revoke(office.owner, office.roster(),
                                                                            device_id(clerk.key), 4)));
    office.say(*line, pen.push(stream_of(1), false));  // behind the revocation in the same group
    CHECK(line->next<Refusal>().code == Errc::unauthorized);
    REQUIRE(office.commit().ok());
    CHECK(line->next_is<message::Live>());
    line->said.pop_front();
    CHECK(line->next<Refusal>().code == Errc::unauthorized);
    CHECK(line->closed);
    auto again = office.sign_in(clerk);
    CHECK(again->next<Refusal>().code == Errc::unauthorized);
    CHECK(again->closed);
}

TEST_CASE("a full disk takes nothing of a founding, an invite or a bundle either") {
    Office office;
    auto line = office.dial();
    auto made = hello(line->challenge, office.workspace, As::genesis, office.owner);
    made.record = office.genesis_record;
    office.say(*line, made);
    office.store.fail_next_commit(sync::MemoryStore::Fault::full);
    REQUIRE(office.commit().ok());
    CHECK(line->next<Refusal>().code == Errc::storage);
    CHECK(line->closed);
    office.found();

    auto owner = office.live(office.owner);
    office.server->on_message(owner->session, message::encode_roster(invite(office.owner, office.roster(),
                                                                            Keys(21), Role::op, 9e12)));
    office.store.fail_next_commit(sync::MemoryStore::Fault::full);
    REQUIRE(office.commit().ok());
    CHECK(owner->next<Refusal>().code == Errc::storage);
    CHECK(office.roster().position() == 1);
    office.admit(Keys(21), Keys(11), Role::op);
}
