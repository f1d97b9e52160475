#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "core/identity/name.h"
#include "core/port/fakes.h"
#include "core/replica/directory.h"
#include "tests/unit/identity/spoken.h"

using namespace history;
using namespace history::tests;

TEST_CASE("a proved number in common joins, also under different names, and the reason is told") {
    const Customers customers = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                                             subject(2, "мама", {phone("+77010000001", Known::proved)})});
    REQUIRE(customers.all.size() == 1);
    CHECK(customers.all[0].id == stream(1));
    CHECK_FALSE(customers.all[0].not_proved);
    REQUIRE(customers.all[0].joins.size() == 1);
    CHECK(customers.all[0].joins[0].reason == "phone");
    CHECK(customers.all[0].joins[0].value == "+77010000001");
    CHECK(customers.find(stream(2)) == &customers.all[0]);
    CHECK(customers.find(stream(3)) == nullptr);
}

TEST_CASE(
    "a given number joins when names agree, marks the customer, and does not join when they contradict") {
    const Customers agree = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                                         subject(2, "Asem G.", {phone("+77010000001", Known::given)})});
    CHECK(joined(agree, 1, 2));
    CHECK(agree.all[0].not_proved);
    const Customers against = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                                           subject(2, "Болат", {phone("+77010000001", Known::given)})});
    CHECK_FALSE(joined(against, 1, 2));
    REQUIRE(against.shared.size() == 1);
    CHECK(against.shared[0].why == "names");
    CHECK(against.shared[0].key == joined_key("phone", "", "+77010000001"));
}

TEST_CASE("what was said or copied never joins") {
    for (Known known : {Known::said, Known::cc}) {
        const Customers customers = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                                                 subject(2, "Асем", {phone("+77010000001", known)})});
        CHECK_FALSE(joined(customers, 1, 2));
        CHECK(customers.shared.empty());
    }
}

TEST_CASE("of a family phone each keeps his own orders, and who gives no name joins nobody") {
    const Customers customers = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::given)}),
                                             subject(2, "Болат", {phone("+77010000001", Known::given)}),
                                             subject(3, "Асем Г.", {phone("+77010000001", Known::given)}),
                                             subject(4, "", {phone("+77010000001", Known::given)})});
    CHECK(joined(customers, 1, 3));
    CHECK_FALSE(joined(customers, 1, 2));
    CHECK_FALSE(joined(customers, 4, 1));
    CHECK_FALSE(joined(customers, 4, 2));
}

TEST_CASE("calls from a number that two people gave belong to neither, and to the one when there is one") {
    const SubjectRecord calls = subject(1, "", {phone("+77010000001", Known::proved)});
    const SubjectRecord one = subject(2, "Асем", {phone("+77010000001", Known::given)});
    const SubjectRecord other = subject(3, "Болат", {phone("+77010000001", Known::given)});
    CHECK(joined(resolve_all({calls, one}), 1, 2));
    const Customers customers = resolve_all({calls, one, other});
    CHECK(customers.all.size() == 3);
    REQUIRE(customers.shared.size() == 1);
    CHECK(customers.shared[0].why == "names");
}

TEST_CASE("two signed-in users at one browser stay two") {
    const auto user = [](std::string value) {
        return KnownIdentifier{"user", "site", std::move(value), Known::proved, {}};
    };
    const KnownIdentifier cookie{"cookie", "site", "tablet", Known::given, {}};
    const Customers customers = resolve_all({subject(1, "", {user("u1"), cookie}),
                                             subject(2, "", {user("u2"), cookie}), subject(3, "", {cookie})});
    CHECK_FALSE(joined(customers, 1, 2));
    CHECK_FALSE(joined(customers, 3, 1));
    CHECK_FALSE(joined(customers, 3, 2));
    CHECK(joined(resolve_all({subject(1, "", {user("u1"), cookie}), subject(3, "", {cookie})}), 1, 3));
}

TEST_CASE("a value that too many share stops joining, and says so") {
    std::vector<SubjectRecord> records;
    for (std::uint8_t i = 1; i <= 25; ++i)
        records.push_back(subject(i, "", {phone("+77010000001", Known::given)}));
    const Customers customers = resolve_all(records);
    CHECK(customers.all.size() == 25);
    REQUIRE(customers.shared.size() == 1);
    CHECK(customers.shared[0].why == "limit");
    CHECK(customers.shared[0].subjects == 25);
    records.pop_back();
    CHECK(resolve_all(records).all.size() == 1);
}

TEST_CASE("the same id in another account is another identifier") {
    const Customers customers = resolve_all({subject(1, "", {{"telegram", "shop", "5", Known::proved, {}}}),
                                             subject(2, "", {{"telegram", "bot", "5", Known::proved, {}}})});
    CHECK(customers.all.size() == 2);
}

TEST_CASE(
    "a person's link joins what nothing else does; a separation is stronger than everything, also over "
    "several steps") {
    std::vector<SubjectRecord> records = {subject(1, "Асем", {}), subject(2, "Болат", {})};
    records[1].statements.push_back({false, stream(1)});
    const Customers linked = resolve_all(records);
    CHECK(joined(linked, 1, 2));
    CHECK(linked.all[0].joins[0].reason == "link");
    CHECK_FALSE(linked.all[0].not_proved);
    records[0].statements.push_back({true, stream(2)});
    CHECK_FALSE(joined(resolve_all(records), 1, 2));

    // 1 and 3 are two people although 2 has a number of each: equally strong, so it could be either's and joins neither.
    std::vector<SubjectRecord> chain = {
        subject(1, "", {phone("+77010000001", Known::proved)}),
        subject(2, "", {phone("+77010000001", Known::proved), phone("+77010000002", Known::proved)}),
        subject(3, "", {phone("+77010000002", Known::proved)})};
    CHECK(resolve_all(chain).all.size() == 1);
    chain[2].statements.push_back({true, stream(1)});
    const Customers parted = resolve_all(chain);
    CHECK(parted.all.size() == 3);
    CHECK_FALSE(joined(parted, 1, 3));
}

TEST_CASE("statements about subjects that are not here change nothing") {
    std::vector<SubjectRecord> records = {subject(1, "", {})};
    records[0].statements = {{false, stream(9)}, {true, stream(8)}, {false, stream(1)}, {true, stream(1)}};
    CHECK(resolve_all(records).all.size() == 1);
}

TEST_CASE("the public id is that of the earliest first leaf; who has none yet comes last") {
    std::vector<SubjectRecord> records = {subject(1, "", {phone("+77010000001", Known::proved)}),
                                          subject(2, "", {phone("+77010000001", Known::proved)}),
                                          subject(3, "", {phone("+77010000001", Known::proved)})};
    records[0].first_gpos = 0;
    records[1].first_gpos = 7;
    records[2].first_gpos = 5;
    const Customers customers = resolve_all(records);
    CHECK(customers.all[0].members == std::vector<StreamId>{stream(3), stream(2), stream(1)});
    CHECK(customers.all[0].id == stream(3));
}

// As summarise() does with what names a thing: its hash, once.
static void refer(SubjectRecord& record, const KnownIdentifier& one) {
    const Reference thing = *Reference::of(one.key(), one.known);
    if (reference_in(record, thing)) return;
    record.references.push_back(thing);
    std::sort(record.references.begin(), record.references.end());
}

TEST_CASE(
    "customers are a function of the set of records: order never matters, joins are a tree, separations "
    "hold") {
    fakes::SeededRandom random(11);
    static constexpr std::string_view names[] = {"", "", "Асем", "Asem G.", "Болат", "Юлия", "Yulia"};
    static constexpr std::string_view types[] = {"phone", "email", "cookie", "user", "order", "loyalty"};
    for (int round = 0; round < 300; ++round) {
        std::vector<SubjectRecord> records;
        const std::uint8_t count = static_cast<std::uint8_t>(2 + random.below(20));
        for (std::uint8_t i = 1; i <= count; ++i) {
            SubjectRecord one = subject(i, std::string(names[random.below(std::size(names))]), {});
            one.first_gpos = random.below(6);
            for (std::uint64_t n = random.below(4); n > 0; --n) {
                const std::string type(types[random.below(std::size(types))]),
                    value = std::to_string(random.below(5));
                KnownIdentifier known{type, "", value, static_cast<Known>(random.below(4)), {}};
                if (type == "order") {
                    refer(one, known);
                    continue;
                }
                if (random.chance(3))
                    known.names.push_back(std::string(names[random.below(std::size(names))]));
                if (!known.names.empty() && known.names[0].empty()) known.names.clear();
                const auto same = [&](const KnownIdentifier& other) {
                    return other.type == type && other.value == value;
                };
                if (std::none_of(one.identifiers.begin(), one.identifiers.end(), same))
                    one.identifiers.push_back(std::move(known));
            }
            if (random.chance(4))
                one.statements.push_back(
                    {random.chance(2), stream(static_cast<std::uint8_t>(1 + random.below(count)))});
            records.push_back(std::move(one));
        }
        const Customers customers = resolve_all(records);
        const std::string answer = text_of_answer(customers);
        for (int again = 0; again < 3; ++again) {
            for (std::size_t i = records.size(); i > 1; --i)
                std::swap(records[i - 1], records[random.below(i)]);
            REQUIRE(text_of_answer(resolve_all(records)) == answer);
        }
        std::size_t members = 0;
        for (const Customer& customer : customers.all) {
            members += customer.members.size();
            REQUIRE(customer.joins.size() + 1 == customer.members.size());
            for (const Join& join : customer.joins) {
                REQUIRE(customers.find(join.a) == &customer);
                REQUIRE(customers.find(join.b) == &customer);
            }
        }
        REQUIRE(members == records.size());
        for (const SubjectRecord& one : records)
            for (const auto& statement : one.statements)
                if (statement.separation && !(statement.other == one.stream))
                    REQUIRE(customers.find(one.stream) != customers.find(statement.other));
    }
}

TEST_CASE(
    "what two agents began of one owner is one subject, whatever names each of them saw, until a person "
    "parts them") {
    const std::string mailbox = joined_key("email", "", "office@firm.kz");
    const auto email = [](std::string value, Known known, std::vector<std::string> names) {
        return KnownIdentifier{"email", "", std::move(value), known, std::move(names)};
    };
    // One agent read their mails, the other ours to a person there; a register knows the firm by the same address.
    SubjectRecord theirs = subject(1, "", {email("office@firm.kz", Known::proved, {"тоо фирма"})}),
                  ours = subject(2, "", {email("office@firm.kz", Known::given, {"руслан петров"})}),
                  listed = subject(3, "", {email("office@firm.kz", Known::given, {"тоо фирма"})});
    CHECK(resolve_all({theirs, ours, listed}).all.size() == 2);  // owners are not known: names contradict
    theirs.owner = ours.owner = mailbox;
    theirs.first_gpos = 2, ours.first_gpos = 1, listed.first_gpos = 3;
    const Customers together = resolve_all({theirs, ours, listed});
    REQUIRE(together.all.size() == 1);
    CHECK(together.all.front().id == ours.stream);
    CHECK(together.all.front().members == std::vector<StreamId>{ours.stream, theirs.stream, listed.stream});
    REQUIRE(together.all.front().joins.size() == 2);
    CHECK(together.shared.empty());
    for (const Join& one : together.all.front().joins) CHECK(one.value == "office@firm.kz");

    // A name that owns with the number: two of a family stay two, each of them once.
    SubjectRecord mother = subject(4, "Асем", {phone("+77010000101", Known::given)}), again = mother,
                  son = mother;
    again.stream = stream(5);
    son.stream = stream(6);
    son.name = "Болат";
    mother.owner = again.owner = joined_key("phone", "", "+77010000101") + unit_separator + "асем";
    son.owner = joined_key("phone", "", "+77010000101") + unit_separator + "болат";
    CHECK(resolve_all({mother, again, son}).all.size() == 2);
    CHECK(resolve_all({mother, again, son}).all.front().members.size() == 2);

    ours.statements.push_back({true, theirs.stream});
    const Customers parted = resolve_all({theirs, ours, listed});
    CHECK(parted.all.size() == 2);
    CHECK(parted.find(ours.stream) != parted.find(theirs.stream));
}

TEST_CASE("the directory answers by owner and by identifier, and resolves again when identity changes") {
    Directory directory;
    SubjectRecord first = subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                  second = subject(2, "Асем", {phone("+77010000001", Known::proved)});
    first.owner = second.owner = joined_key("phone", "", "+77010000001");
    first.first_gpos = 9;
    second.first_gpos = 4;
    directory.put(first);
    CHECK(directory.owner(first.owner)->stream == stream(1));
    directory.put(second);
    CHECK(directory.owner(first.owner)->stream == stream(2));
    CHECK(directory.owner("nobody") == nullptr);
    CHECK(directory.with_identifier(first.owner).size() == 2);
    CHECK(directory.customers().all.size() == 1);
    const std::uint64_t revision = directory.revision();
    second.items = 5;  // a new item: identity stands
    directory.put(second);
    CHECK(directory.revision() > revision);
    CHECK(directory.find(stream(2))->items == 5);
    CHECK(directory.with_identifier(first.owner).size() == 2);
    const std::string owner = std::exchange(second.owner, "");
    second.identifiers.clear();
    directory.put(second);
    CHECK(directory.with_identifier(owner) == std::vector<StreamId>{stream(1)});
    CHECK(directory.customers().all.size() == 2);
    directory.remove(stream(2));
    directory.remove(stream(2));
    CHECK(directory.size() == 1);
    CHECK(directory.owner(first.owner)->stream == stream(1));
    directory.clear();
    CHECK(directory.size() == 0);
    CHECK(directory.owner(first.owner) == nullptr);
    CHECK(directory.with_identifier(first.owner).empty());
    CHECK(directory.customers().all.empty());
}

TEST_CASE("a directory that changed step by step equals one that was filled at once") {
    fakes::SeededRandom random(13);
    Directory walked;
    std::map<std::uint8_t, SubjectRecord> now;
    for (int step = 0; step < 2'000; ++step) {
        const std::uint8_t number = static_cast<std::uint8_t>(1 + random.below(30));
        if (random.chance(5)) {
            walked.remove(stream(number));
            now.erase(number);
        } else {
            SubjectRecord one = subject(number, random.chance(2) ? "Асем" : "", {});
            one.first_gpos = random.below(9);
            one.owner = random.chance(3) ? "" : "owner " + std::to_string(random.below(6));
            for (std::uint64_t n = random.below(4); n > 0; --n) {
                static constexpr std::string_view types[] = {"phone", "order", "user", "cookie"};
                KnownIdentifier known{std::string(types[n]),
                                      "",
                                      std::to_string(random.below(n == 1 ? 2 : 6)),
                                      static_cast<Known>(random.below(4)),
                                      {}};
                if (n == 1)
                    refer(one, known);  // more than 8 share some: they come and go over the limit
                else
                    one.identifiers.push_back(std::move(known));
            }
            if (random.chance(5))
                one.statements.push_back(
                    {random.chance(2), stream(static_cast<std::uint8_t>(1 + random.below(30)))});
            if (random.chance(3)) one.first_ms = one.last_ms = 1'000'000'000 * random.below(30);
            one.last.at_ms = 1 + random.below(1000);
            if (random.chance(9)) one.kind = "goods";  // nobody's
            now[number] = one;
            walked.put(one);
        }
        if (random.chance(3)) walked.customers();  // resolved at odd moments
        if (step % 20 != 19) continue;
        Directory filled;
        for (const auto& [_, one] : now) filled.put(one);
        if (random.chance(4)) walked = Directory(walked);  // a copy stands for itself
        REQUIRE(text_of_answer(walked.customers()) == text_of_answer(filled.customers()));
        for (const Customer& customer : walked.customers().all) {
            std::uint64_t last_ms = 0;
            for (const StreamId& member : customer.members) {
                const std::uint32_t its = walked.find(member)->number;
                REQUIRE(&walked.numbered(its) == walked.find(member));
                REQUIRE(walked.numbered(walked.customer_of(its)).stream == customer.id);
                last_ms = std::max(last_ms, walked.find(member)->last.at_ms);
            }
            REQUIRE(walked.last_ms_of_customer(walked.find(customer.id)->number) == last_ms);
        }
        for (const auto& [_, record] : walked.records())
            if (!walked.customers().find(record.stream))
                REQUIRE(walked.customer_of(record.number) == Directory::nobody);
        for (int owner = 0; owner < 6; ++owner) {
            const std::string key = "owner " + std::to_string(owner);
            const SubjectRecord *a = walked.owner(key), *b = filled.owner(key);
            REQUIRE((a == nullptr) == (b == nullptr));
            if (a) REQUIRE(a->stream == b->stream);
        }
        for (int value = 0; value < 12; ++value) {
            const std::string key = joined_key("phone", "", "+7701000000" + std::to_string(value));
            std::vector<StreamId> a = walked.with_identifier(key), b = filled.with_identifier(key);
            std::sort(a.begin(), a.end());
            std::sort(b.begin(), b.end());
            REQUIRE(a == b);
        }
        for (int value = 0; value < 3; ++value) {
            const std::string key = joined_key("order", "", std::to_string(value));
            std::vector<StreamId> a = walked.with_identifier(key), having;
            for (const auto& [_, one] : now)
                if (how_known(one, key)) having.push_back(one.stream);
            std::sort(a.begin(), a.end());
            std::sort(having.begin(), having.end());
            REQUIRE(a == having);
        }
    }
}
