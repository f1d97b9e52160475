// Unsent words of a former device: a revoked one, a clone, a lost answer; killed at any moment, nothing is sent twice and nothing
// lost.
#include <doctest/doctest.h>

#include "tests/sim/world.h"

using namespace history;
using namespace history::sim;

namespace {

std::vector<Row> outbox(const std::map<std::string, std::string>& rows) {
    std::vector<Row> kept;
    for (const auto& row : rows)
        if (row.first[0] == 'o') kept.emplace_back(row);
    return kept;
}

// Empty: the device died before it answered.
std::optional<Result<Rescue>> asked(World& world, Node& node, std::vector<Row> rows, bool take,
                                    std::uint64_t ms_max = 600'000) {
    auto told = std::make_shared<std::optional<Result<Rescue>>>();
    node.replica->rescue(std::move(rows), take, [told](Result<Rescue> report) { told->emplace(report); });
    world.run_until([&] { return told->has_value(); }, ms_max);
    return *told;
}

Rescue rescued(World& world, Node& node, std::vector<Row> rows, bool take) {
    const auto told = asked(world, node, std::move(rows), take);
    REQUIRE(told.has_value());
    REQUIRE(told->ok());
    return **told;
}

StreamId customer_of(World& world, Node& node) {
    world.note(node, {}, "first");
    REQUIRE(world.settle({&node}));
    return node.replica->directory().records().begin()->first;
}

void cut_off(Node& node) {
    node.cut_off = true;
    node.disconnect();
}

// A till without a network says much and is revoked meanwhile; its person joins anew. `kill_ms`: the new device dies so long after
// each page was asked for; 0: never. The log's length in the end.
std::uint64_t revoked_till(std::uint64_t seed, std::uint64_t kill_ms) {
    World world(seed);
    Node& owner = world.found("owner");
    Node& till = world.join("till", Role::op, owner);
    const StreamId known = customer_of(world, owner);
    REQUIRE(world.settle({&owner, &till}));
    cut_off(till);
    std::vector<std::string> marks;
    for (int i = 0; i < 6; ++i) {
        marks.push_back("till-" + std::to_string(i));
        bool done = false;
        world.note(till, i % 3 == 2 ? StreamId{} : known, marks.back(), [&](bool) { done = true; });
        REQUIRE(world.run_until([&] { return done; }));
    }
    world.set_name(till, known, "as the till knew it");
    world.run(5'000);
    world.set_name(owner, known, "as it is");
    bool cut = false;
    owner.replica->revoke(till.replica->keyring().device(), owner.replica->status().gpos,
                          [&](Result<> result) { cut = result.ok(); });
    REQUIRE(world.run_until([&] { return cut; }));
    const std::vector<Row> rows = outbox(till.storage.rows());
    REQUIRE(rows.size() >= 5);
    Node& anew = world.join("anew", Role::op, owner);
    REQUIRE(world.settle({&owner, &anew}));
    const Rescue offered = rescued(world, anew, rows, false);
    CHECK(offered.revoked);
    CHECK(offered.words == 7);
    CHECK(offered.unreadable == 0);
    CHECK(offered.device == till.replica->keyring().device());

    constexpr std::size_t page = 2;
    std::uint64_t words = 0;
    for (std::size_t from = 0; from < rows.size(); from += page) {
        const std::vector<Row> some(
            rows.begin() + static_cast<std::ptrdiff_t>(from),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), from + page)));
        if (kill_ms != 0) {
            (void)asked(world, anew, some, true, kill_ms);
            anew.crash();
            REQUIRE(world.settle({&owner, &anew}));  // started again, and up to date
        }
        words += rescued(world, anew, some, true).words;
    }
    CHECK((kill_ms != 0 || words == 7));
    CHECK(rescued(world, anew, rows, false).words == 0);
    CHECK(rescued(world, anew, rows, true).words == 0);
    REQUIRE(world.settle({&owner, &anew}));
    for (const std::string& mark : marks) CHECK(world.holds(owner, mark));
    // What the till said before does not beat what was said after.
    CHECK(world.value(owner, known, EntityKind::subject, "", "name") == "as it is");
    CHECK(world.digest(owner) == world.digest(anew));
    CHECK(world.marker_leaks() == 0);
    return owner.replica->status().gpos;
}

}  // namespace

TEST_CASE(
    "a revoked till's unsent words are offered with their number and sent once, whenever the device dies") {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const std::uint64_t whole = revoked_till(seed, 0);
        for (const std::uint64_t kill_ms : {1u, 5u, 12u, 20u, 40u, 90u})
            CHECK(revoked_till(seed, kill_ms) == whole);  // not one envelope more
    }
}

TEST_CASE("a clone's own words are told from those that the other copy sent under the same numbers") {
    World world(7);
    Node& owner = world.found("owner");
    Node& shop = world.join("shop", Role::op, owner);
    const StreamId known = customer_of(world, owner);
    world.note(shop, known, "before");
    REQUIRE(world.settle({&owner, &shop}));
    Node& twin = world.copy(shop, "twin");
    twin.cut_off = true;
    REQUIRE(world.run_until([&] { return twin.started; }));
    bool done = false;
    world.note(twin, known, "of the twin", [&](bool) { done = true; });
    REQUIRE(world.run_until([&] { return done; }));
    world.note(shop, known, "of the shop");
    REQUIRE(world.settle({&owner, &shop}));
    const std::vector<Row> rows = outbox(twin.storage.rows());
    Node& anew = world.join("anew", Role::op, owner);
    REQUIRE(world.settle({&owner, &shop, &anew}));
    const Rescue taken = rescued(world, anew, rows, true);
    CHECK_FALSE(taken.revoked);
    CHECK(taken.words == 1);
    REQUIRE(world.settle({&owner, &shop, &anew}));
    for (const char* mark : {"before", "of the twin", "of the shop"}) CHECK(world.holds(owner, mark));
}

TEST_CASE("words whose acknowledgement was lost are in the log, and not sent again") {
    World world(9);
    Node& owner = world.found("owner");
    Node& shop = world.join("shop", Role::op, owner);
    const StreamId known = customer_of(world, owner);
    REQUIRE(world.settle({&owner, &shop}));
    cut_off(shop);
    bool done = false;
    world.note(shop, known, "sent", [&](bool) { done = true; });
    REQUIRE(world.run_until([&] { return done; }));
    const std::vector<Row> rows = outbox(shop.storage.rows());
    REQUIRE(rows.size() == 1);
    REQUIRE(world.settle({&owner, &shop}));
    Node& anew = world.join("anew", Role::op, owner);
    REQUIRE(world.settle({&owner, &anew}));
    const std::uint64_t before = anew.replica->status().gpos;
    CHECK(rescued(world, anew, rows, true).words == 0);
    REQUIRE(world.settle({&owner, &anew}));
    CHECK(anew.replica->status().gpos == before);
    // Not of this device, of another workspace, damaged: refused, and nothing is taken.
    const auto own = asked(world, shop, rows, true);
    REQUIRE(own.has_value());
    CHECK(own->error().code == Errc::conflict);
    World elsewhere(10);
    Node& stranger = elsewhere.found("stranger");
    const auto foreign = asked(elsewhere, stranger, rows, true);
    REQUIRE(foreign.has_value());
    CHECK(foreign->error().code == Errc::unauthorized);
    for (const Row& bad :
         {Row("o", "x"), Row(rows[0].first, rows[0].second.substr(0, 20)), Row(rows[0].first, "")}) {
        const auto damaged = asked(world, anew, {bad}, true);
        REQUIRE(damaged.has_value());
        CHECK_FALSE(damaged->ok());
    }
}
