// What people say: links, separations, and taking either back; what comes later by the same identifier.
#include <doctest/doctest.h>

#include "core/port/fakes.h"
#include "core/view/customer_joined.h"
#include "tests/unit/identity/spoken.h"

using namespace history;
using namespace history::tests;

TEST_CASE("separating one subject out and taking it back gives back, byte for byte, what was before") {
    Spoken world;
    // One wrong number in a form joined a stranger to three subjects that are one.
    for (std::uint8_t i = 1; i <= 3; ++i)
        world.put(subject(i, "Асем", {phone("+77010000001", Known::proved)}));
    const std::string apart_before = [&] {
        Spoken alone = world;
        alone.put(subject(4, "Асем К.", {phone("+77010000002", Known::proved)}));
        return alone.seen();
    }();
    world.put(
        subject(4, "Асем К.", {phone("+77010000002", Known::proved), phone("+77010000001", Known::given)}));
    const std::string joined_before = world.seen();
    REQUIRE(world.directory.customers().all.size() == 1);

    world.say(view::separate_write(world.directory, {hex(stream(4).view())}, "KZ", "другая Асем"));
    CHECK(world.directory.customers().all.size() == 2);
    CHECK(world.seen_without_shared() == apart_before);
    world.say(view::withdraw_write(world.directory, "separation", {hex(stream(4).view())}, "KZ", ""));
    CHECK(world.seen() == joined_before);
}

TEST_CASE("of two in one customer the weakest join between them breaks, or the one that was named") {
    Spoken world;
    world.put(subject(1, "", {phone("+77010000001", Known::proved)}));
    world.put(
        subject(2, "", {phone("+77010000001", Known::proved), {"email", "", "a@b.kz", Known::given, {}}}));
    world.put(subject(3, "", {{"email", "", "a@b.kz", Known::given, {}}}));
    REQUIRE(world.directory.customers().all.size() == 1);
    const Customer customer = world.directory.customers().all[0];
    const StreamId end = stream(3);
    const auto possible = view::partings(customer, stream(1), &end);
    REQUIRE(possible.size() == 2);
    CHECK(possible[0].join->reason == "email");
    CHECK(possible[1].join->reason == "phone");
    Spoken other = world;
    const std::vector<std::string> ends = {hex(stream(1).view()), hex(end.view())};
    world.say(view::separate_write(world.directory, ends, "KZ", "не он"));
    CHECK(world.together(1, 2));
    CHECK_FALSE(world.together(2, 3));
    other.say(view::separate_write(other.directory, ends, "KZ", "не он", 1));
    CHECK(other.together(2, 3));
    CHECK_FALSE(other.together(1, 2));
    CHECK_FALSE(view::separate_write(world.directory, {ends[0], hex(stream(2).view())}, "KZ", "x", 7).ok());
    CHECK_FALSE(view::separate_write(world.directory, ends, "KZ", "").ok());  // a reason is needed
    CHECK_FALSE(view::separate_write(world.directory, {hex(end.view())}, "KZ", "x").ok());  // alone already
}

TEST_CASE("who were separated never meet again, whoever comes later with an identifier of both") {
    Spoken world;
    world.put(
        subject(1, "Асем", {phone("+77010000001", Known::proved), phone("+77010000009", Known::given)}));
    world.put(
        subject(2, "Асем", {phone("+77010000002", Known::proved), phone("+77010000009", Known::given)}));
    REQUIRE(world.together(1, 2));
    world.say(view::separate_write(world.directory, {hex(stream(1).view()), hex(stream(2).view())}, "KZ",
                                   "сёстры"));
    REQUIRE_FALSE(world.together(1, 2));

    SUBCASE("equally strong evidence for both: it stays apart from both, and the card says why") {
        world.put(
            subject(3, "Асем", {phone("+77010000001", Known::proved), phone("+77010000002", Known::proved)}));
        CHECK_FALSE(world.together(3, 1));
        CHECK_FALSE(world.together(3, 2));
        bool told = false;
        for (const Shared& shared : world.directory.customers().shared)
            told = told || shared.why == "separation";
        CHECK(told);
        world.say(view::link_write(world.directory, {hex(stream(3).view()), hex(stream(2).view())}, "KZ",
                                   "её номер"));
        CHECK(world.together(3, 2));
        CHECK_FALSE(world.together(3, 1));
    }
    SUBCASE("stronger evidence decides") {
        world.put(
            subject(3, "", {phone("+77010000001", Known::proved), phone("+77010000009", Known::given)}));
        CHECK(world.together(3, 1));
        CHECK_FALSE(world.together(3, 2));
    }
    SUBCASE("the identifier that joined them wrongly joins a third to neither") {
        world.put(subject(3, "Асем", {phone("+77010000009", Known::given)}));
        CHECK_FALSE(world.together(3, 1));
        CHECK_FALSE(world.together(3, 2));
    }
    SUBCASE("who comes beside one of them goes with that one, whatever order of ids and arrival") {
        world.put(subject(3, "Асем", {phone("+77010000001", Known::proved)}));
        world.put(subject(4, "Асем",
                          {{"email", "", "a@b.kz", Known::given, {}}, phone("+77010000001", Known::proved)}));
        world.put(subject(5, "Асем", {{"email", "", "a@b.kz", Known::given, {}}}));
        CHECK(world.together(5, 1));
        CHECK_FALSE(world.together(5, 2));
    }
}

TEST_CASE("a chain of equally strong joins breaks in its middle, never on one side by chance") {
    std::vector<SubjectRecord> chain;
    for (std::uint8_t i = 1; i <= 4; ++i)
        chain.push_back(subject(i, "",
                                {phone("+7701000000" + std::to_string(i), Known::proved),
                                 phone("+7701000000" + std::to_string(i + 1), Known::proved)}));
    CHECK(resolve_all(chain).all.size() == 1);
    chain[0].statements = {{true, stream(4)}};
    const Customers parted = resolve_all(chain);
    CHECK(parted.find(stream(1)) == parted.find(stream(2)));
    CHECK(parted.find(stream(3)) == parted.find(stream(4)));
    CHECK(parted.all.size() == 2);
}

TEST_CASE(
    "a link against a separation is refused with a sentence; both said offline: the separation is stronger") {
    Spoken world;
    world.put(subject(1, "Асем", {}));
    world.put(subject(2, "Болат", {}));
    const std::vector<std::string> both = {hex(stream(1).view()), hex(stream(2).view())};
    Spoken elsewhere = world;
    world.say(view::separate_write(world.directory, both, "KZ", "разные"));
    const auto refused = view::link_write(world.directory, both, "KZ", "одна");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Errc::conflict);
    const auto linked = view::link_write(elsewhere.directory, both, "KZ", "одна");
    REQUIRE(linked.ok());
    world.say(linked);
    CHECK_FALSE(world.together(1, 2));
    world.say(view::withdraw_write(world.directory, "separation", both, "KZ", "ошибка"));
    CHECK(world.together(1, 2));  // the link stood all the time
    world.say(view::withdraw_write(world.directory, "link", both, "KZ", "ошибка"));
    CHECK_FALSE(world.together(1, 2));
    CHECK_FALSE(view::withdraw_write(world.directory, "link", both, "KZ", "").ok());
}

TEST_CASE("either copy of a statement is enough, and the ids of all members open the customer") {
    for (std::uint8_t copy : {1, 2}) {
        std::vector<SubjectRecord> records = {subject(1, "Асем", {}), subject(2, "Болат", {})};
        records[copy - 1].statements = {{false, stream(static_cast<std::uint8_t>(3 - copy))}};
        const Customers customers = resolve_all(records);
        REQUIRE(customers.all.size() == 1);
        CHECK(customers.find(stream(1)) == customers.find(stream(2)));
        CHECK(customers.all[0].id == stream(1));
    }
}

TEST_CASE("statements in circles and against themselves change nothing but what they say") {
    std::vector<SubjectRecord> records;
    for (std::uint8_t i = 1; i <= 30; ++i) {
        records.push_back(subject(i, "", {}));
        const std::uint8_t next = static_cast<std::uint8_t>(i % 30 + 1), own = i;
        records.back().statements = {{false, stream(next)}, {false, stream(own)}, {true, stream(own)}};
    }
    CHECK(resolve_all(records).all.size() == 1);
    records[0].statements.push_back({true, stream(16)});  // and two of the circle are not one
    const Customers parted = resolve_all(records);
    CHECK(parted.find(stream(1)) != parted.find(stream(16)));
    CHECK(parted.find(stream(2)) == parted.find(stream(1)));
    for (SubjectRecord& one : records)  // everybody from everybody
        for (std::uint8_t i = 1; i <= 30; ++i) one.statements.push_back({true, stream(i)});
    CHECK(resolve_all(records).all.size() == 30);
}

TEST_CASE("a number given out again splits by time; calls between belong to whom they are near") {
    constexpr std::uint64_t day = 24ull * 3600 * 1000, begin = 1'700'000'000'000;
    const auto dated = [&](SubjectRecord record, std::uint64_t from, std::uint64_t to) {
        record.first_ms = begin + from * day;
        record.last_ms = begin + to * day;
        return record;
    };
    const auto telegram = [](std::string value) {
        return KnownIdentifier{"telegram", "shop", std::move(value), Known::proved, {}};
    };
    const KnownIdentifier number = phone("+77010000001", Known::proved);
    const SubjectRecord before = dated(subject(1, "Айгуль", {number, telegram("5")}), 0, 100);
    const SubjectRecord after = dated(subject(2, "Болат", {number, telegram("6")}), 190, 300);
    const Customers customers = resolve_all({before, after});
    CHECK(customers.all.size() == 2);
    REQUIRE(customers.shared.size() == 1);
    CHECK(customers.shared[0].why == "recycled");
    // Each of the three that speak for it is needed.
    CHECK(resolve_all({before, dated(after, 189, 300)}).all.size() == 1);
    CHECK(
        resolve_all({before, dated(subject(2, "Айгуль Б.", {number, telegram("6")}), 190, 300)}).all.size() ==
        1);
    CHECK(resolve_all({before, dated(subject(2, "Болат", {number, telegram("5")}), 190, 300)}).all.size() ==
          1);
    CHECK(resolve_all({before, dated(subject(2, "Болат", {number}), 190, 300)}).all.size() == 1);
    // Nameless calls: near the one, near the other, over both.
    const SubjectRecord early = dated(subject(3, "", {number}), 50, 60),
                        late = dated(subject(4, "", {number}), 195, 400),
                        over = dated(subject(5, "", {number}), 50, 250);
    CHECK(joined(resolve_all({before, after, early}), 1, 3));
    CHECK(joined(resolve_all({before, after, late}), 2, 4));
    CHECK(resolve_all({before, after, over}).all.size() == 3);
}

TEST_CASE("a phone that 3,000 people gave joins nobody, beside what it had joined before") {
    Directory directory;
    for (std::uint32_t i = 1; i <= 3000; ++i) {
        SubjectRecord one = subject(1, "", {phone("+77010000001", Known::given)});
        one.stream.bytes[1] = static_cast<std::uint8_t>(i);
        one.stream.bytes[2] = static_cast<std::uint8_t>(i >> 8);
        one.first_gpos = i;
        directory.put(one);
        if (i == 24) CHECK(directory.customers().all.size() == 1);
        if (i == 25) CHECK(directory.customers().all.size() == 25);
    }
    CHECK(directory.customers().all.size() == 3000);
    REQUIRE(directory.customers().shared.size() == 1);
    CHECK(directory.customers().shared[0].subjects == 3000);
    CHECK(directory.customers().shared[0].why == "limit");
}
