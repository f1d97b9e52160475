#include <doctest/doctest.h>

#include "tests/unit/sync/test_device.h"

using namespace history;
using namespace history::testing;

namespace {
constexpr std::uint64_t noon = 1'700'000'000'000;

struct Founded {
    Keys owner{1}, server{7}, ticket{21}, clerk{11};
    Bytes record = genesis(owner, server.key, {"https://shop.example", "http://127.0.0.1:8080"});
    Roster roster;
    std::uint64_t gpos = 1;

    Founded() { REQUIRE(roster.apply(record, gpos, noon).ok()); }
    Result<> apply(const Bytes& next, std::uint64_t time_ms = noon) {
        Result<> applied = roster.apply(next, gpos + 1, time_ms);
        if (applied.ok()) ++gpos;
        return applied;
    }
    void admit(const Keys& invited, const Keys& device, Role role) {
        REQUIRE(apply(invite(owner, roster, invited, role, noon + 1'000)).ok());
        REQUIRE(apply(join(roster, invited, device)).ok());
    }
};

void check_unchanged(Founded& office, const Bytes& record, Errc code, std::uint64_t time_ms = noon) {
    const std::uint64_t position = office.roster.position();
    const Hash head = office.roster.head();
    const std::size_t members = office.roster.members().size();
    const Result<> applied = office.apply(record, time_ms);
    REQUIRE_FALSE(applied.ok());
    CHECK(applied.error().code == code);
    CHECK(office.roster.position() == position);
    CHECK(office.roster.head() == head);
    CHECK(office.roster.members().size() == members);
}
}  // namespace

TEST_CASE("the genesis makes an owner, an epoch, and the workspace's id from its own bytes") {
    const Founded office;
    CHECK(office.roster.position() == 1);
    CHECK(office.roster.epoch() == 1);
    CHECK(office.roster.workspace() == workspace_id(office.record));
    CHECK(office.roster.head() == record_hash(office.record));
    CHECK(office.roster.server_key() == office.server.key);
    CHECK(office.roster.origins().size() == 2);
    REQUIRE(office.roster.members().size() == 1);
    const Member* owner = office.roster.member(device_id(office.owner.key));
    REQUIRE(owner != nullptr);
    CHECK(owner->role == Role::owner);
    CHECK(owner->box_key == box_key_of(office.owner.key.bytes[0]));
}

TEST_CASE("records of every kind come back as they were written, and no flipped bit stands") {
    Founded office;
    Roster roster = office.roster;
    Bytes record;
    std::uint64_t gpos = 2;
    SUBCASE("genesis") {
        roster = Roster();
        record = office.record;
        gpos = 1;
    }
    SUBCASE("invite") {
        record = invite(office.owner, roster, office.ticket, Role::op, noon + 1'000);
    }
    SUBCASE("join") {
        REQUIRE(
            roster.apply(invite(office.owner, roster, office.ticket, Role::op, noon + 1'000), 2, noon).ok());
        record = join(roster, office.ticket, office.clerk);
        gpos = 3;
    }
    SUBCASE("revoke") {
        office.admit(office.ticket, office.clerk, Role::op);
        roster = office.roster;
        record = revoke(office.owner, roster, device_id(office.clerk.key), 3);
        gpos = 4;
    }
    const Result<RosterRecord> read = decode_record(record);
    REQUIRE(read.ok());
    CHECK(encode_record(*read) == record);
    const Roster before = roster;
    REQUIRE(roster.apply(record, gpos, noon).ok());
    for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
        Bytes flipped = record;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
        Roster other = before;
        CHECK_FALSE(other.apply(flipped, gpos, noon).ok());
        CHECK_FALSE(record_hash(flipped) == record_hash(record));
    }
    for (std::size_t size = 0; size < record.size(); ++size)
        CHECK_FALSE(decode_record(ByteView(record).first(size)).ok());
    record.push_back(0);
    CHECK_FALSE(decode_record(record).ok());
}

TEST_CASE("a device joins once, with an invite that is known, unused and not expired by the server's time") {
    Founded office;
    check_unchanged(office, join(office.roster, office.ticket, office.clerk), Errc::unauthorized);
    REQUIRE(
        office.apply(invite(office.owner, office.roster, office.ticket, Role::connector, noon + 1'000)).ok());
    check_unchanged(office, join(office.roster, office.ticket, office.clerk), Errc::unauthorized,
                    noon + 1'001);
    check_unchanged(office, join(office.roster, Keys(22), office.clerk), Errc::unauthorized);
    REQUIRE(office.apply(join(office.roster, office.ticket, office.clerk), noon + 1'000).ok());
    CHECK(office.roster.member(device_id(office.clerk.key))->role == Role::connector);
    CHECK(office.roster.invite(office.ticket.key)->used);
    check_unchanged(office, join(office.roster, office.ticket, Keys(12)), Errc::unauthorized);
    REQUIRE(office.apply(invite(office.owner, office.roster, Keys(22), Role::op, noon + 1'000)).ok());
    check_unchanged(office, join(office.roster, Keys(22), office.clerk),
                    Errc::unauthorized);  // its old self stays what it was
    check_unchanged(office, invite(office.owner, office.roster, Keys(22), Role::owner, noon + 1'000),
                    Errc::unauthorized);
}

TEST_CASE("only an owner invites and revokes") {
    for (const Role role : {Role::viewer, Role::connector, Role::op}) {
        Founded office;
        office.admit(office.ticket, office.clerk, role);
        check_unchanged(office, invite(office.clerk, office.roster, Keys(22), Role::owner, noon + 1),
                        Errc::unauthorized);
        check_unchanged(office, revoke(office.clerk, office.roster, device_id(office.owner.key), 2),
                        Errc::unauthorized);
    }
    Founded office;
    check_unchanged(office, invite(Keys(5), office.roster, Keys(22), Role::owner, noon + 1),
                    Errc::unauthorized);
    check_unchanged(office, office.record, Errc::conflict);
}

TEST_CASE("a record that does not follow the last one is a conflict: of two at once, one wins") {
    Founded office;
    const Bytes first = invite(office.owner, office.roster, office.ticket, Role::op, noon + 1);
    const Bytes second = invite(office.owner, office.roster, Keys(22), Role::op, noon + 1);
    REQUIRE(office.apply(first).ok());
    check_unchanged(office, second, Errc::conflict);
    check_unchanged(office, first, Errc::conflict);
    Roster early;
    CHECK(early.apply(first, 1, noon).error().code == Errc::conflict);
}

TEST_CASE(
    "a revocation cuts at or before its own place, withdraws open invites, and ends an owner's right as "
    "well") {
    Founded office;
    office.admit(office.ticket, office.clerk, Role::owner);
    const DeviceId clerk = device_id(office.clerk.key);
    REQUIRE(office.apply(invite(office.clerk, office.roster, Keys(22), Role::owner, noon + 1'000)).ok());
    const std::uint64_t here = office.gpos + 1;
    check_unchanged(office, revoke(office.owner, office.roster, clerk, here + 1), Errc::unauthorized);
    check_unchanged(office, revoke(office.owner, office.roster, device_id(Keys(5).key), 1),
                    Errc::unauthorized);
    REQUIRE(office.apply(revoke(office.owner, office.roster, clerk, here)).ok());
    CHECK_FALSE(office.roster.is_void(clerk, here));
    CHECK(office.roster.is_void(clerk, here + 1));
    check_unchanged(office, join(office.roster, Keys(22), Keys(12)), Errc::unauthorized);
    check_unchanged(office, invite(office.clerk, office.roster, Keys(23), Role::owner, noon + 1),
                    Errc::unauthorized);
    REQUIRE(office.apply(revoke(office.owner, office.roster, clerk, 3))
                .ok());  // stolen on Monday: an earlier cut later
    CHECK(office.roster.is_void(clerk, 4));
    REQUIRE(office.apply(revoke(office.owner, office.roster, clerk, 4)).ok());  // and never a later one
    CHECK(office.roster.is_void(clerk, 4));
}

TEST_CASE("the last owner cannot be revoked") {
    Founded office;
    check_unchanged(office, revoke(office.owner, office.roster, device_id(office.owner.key), 1),
                    Errc::unauthorized);
    office.admit(office.ticket, office.clerk, Role::owner);
    REQUIRE(office.apply(revoke(office.owner, office.roster, device_id(office.owner.key), 2)).ok());
    check_unchanged(office, revoke(office.clerk, office.roster, device_id(office.clerk.key), 2),
                    Errc::unauthorized);
}

TEST_CASE("who may write where is judged at the envelope's own place") {
    Founded office;
    const std::pair<Role, Keys> people[] = {
        {Role::viewer, Keys(11)}, {Role::connector, Keys(12)}, {Role::op, Keys(13)}, {Role::owner, Keys(14)}};
    std::uint8_t ticket = 31;
    for (const auto& [role, keys] : people) office.admit(Keys(ticket++), keys, role);
    const std::uint64_t now = office.gpos + 1;
    for (const auto& [name, keys] : people) {
        const Role role = name;  // a lambda cannot hold a binding before C++20's clang 16, and CAPTURE is one
        const DeviceId device = device_id(keys.key);
        CAPTURE(role_name(role));
        CHECK(office.roster.may_write(device, stream_of(1), now).ok() == (role >= Role::connector));
        CHECK(office.roster.may_write(device, shared_stream(), now).ok() == (role >= Role::op));
        CHECK_FALSE(office.roster.may_write(device, roster_stream(), now).ok());
        const std::uint64_t joined = office.roster.member(device)->joined_gpos;
        CHECK(office.roster.may_write(device, stream_of(1), joined + 1).ok() == (role >= Role::connector));
        CHECK_FALSE(office.roster.may_write(device, stream_of(1), joined).ok());
    }
    const DeviceId clerk = device_id(people[2].second.key);
    REQUIRE(office.apply(revoke(office.owner, office.roster, clerk, now)).ok());
    CHECK(office.roster.may_write(clerk, stream_of(1), now).ok());
    CHECK(office.roster.may_write(clerk, stream_of(1), now + 1).error().code == Errc::unauthorized);
    CHECK(office.roster.may_write(device_id(Keys(99).key), stream_of(1), now).error().code ==
          Errc::unauthorized);
    CHECK(office.roster.is_void(device_id(Keys(99).key), now));
}

TEST_CASE("bounds of a record: size, origins, roles, kinds, versions") {
    Founded office;
    CHECK(decode_record(genesis(office.owner, office.server.key, std::vector<std::string>(33, "a")))
              .error()
              .code == Errc::limit);
    CHECK(decode_record(genesis(office.owner, office.server.key, {std::string(257, 'a')})).error().code ==
          Errc::limit);
    CHECK(decode_record(
              genesis(office.owner, office.server.key, std::vector<std::string>(17, std::string(256, 'a'))))
              .error()
              .code == Errc::limit);
    Bytes record = office.record;
    record[0] = 2;
    CHECK(decode_record(record).error().code == Errc::unsupported);
    record = office.record;
    for (const std::uint8_t kind : {0, 4, 6, 255}) {
        record[1] = kind;
        CHECK(decode_record(record).error().code == Errc::unsupported);
    }
    for (const Role role : {Role::viewer, Role::connector, Role::op, Role::owner})
        CHECK(role_from(role_name(role)) == role);
    CHECK_FALSE(role_from("king").has_value());
    CHECK_FALSE(
        decode_record(invite(office.owner, office.roster, office.ticket, static_cast<Role>(5), 1)).ok());
    CHECK_FALSE(
        decode_record(invite(office.owner, office.roster, office.ticket, static_cast<Role>(0), 1)).ok());
}
