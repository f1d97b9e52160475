// The law of identity: customers depend on the set of facts and statements alone. Facts come as deltas of random devices, in
// any order, any number of times; what a revoked device said counts as never said.
#include <doctest/doctest.h>

#include "core/identity/identifier.h"
#include "core/identity/name.h"
#include "core/identity/placeholder.h"
#include "core/insight/summary.h"
#include "core/port/fakes.h"
#include "tests/unit/identity/spoken.h"

using namespace history;
using namespace history::tests;

namespace {

struct Told {
    std::uint8_t subject = 0, device = 0;
    Delta delta;
};

std::vector<Told> draw_facts(fakes::SeededRandom& random, std::uint8_t subjects) {
    static constexpr std::string_view types[] = {"phone", "phone",  "email", "telegram",
                                                 "user",  "cookie", "crm"};
    static constexpr std::string_view ways[] = {"proved", "proved", "given", "given", "said", "cc"};
    static constexpr std::string_view names[] = {"Асем", "Asem G.", "Болат", "Юлия", "Без имени", "0"};
    std::vector<Told> told;
    std::uint64_t counter = 0;
    for (std::uint64_t n = 20 + random.below(60); n > 0; --n) {
        Told one;
        one.subject = static_cast<std::uint8_t>(1 + random.below(subjects));
        one.device = static_cast<std::uint8_t>(1 + random.below(4));
        one.delta.at.ms = 1'700'000'000'000 + random.below(50) * 5 * 24 * 3600 * 1000;
        one.delta.at.counter = static_cast<std::uint16_t>(++counter);
        one.delta.at.device.bytes[0] = one.device;
        one.delta.counter = counter;
        if (random.chance(3)) {
            const std::string kind = random.chance(2) ? "link" : "separation";
            const std::string key =
                joined_key(kind, hex(stream(static_cast<std::uint8_t>(1 + random.below(subjects))).view()));
            one.delta.ops = {
                {EntityKind::statement, key, "state", random.chance(3) ? "withdrawn" : "stands"}};
        } else if (random.chance(10)) {
            one.delta.ops = {{EntityKind::subject, "", "owner",
                              joined_key("user", "shop", std::to_string(random.below(4)))}};
        } else if (random.chance(3)) {
            const std::string item = joined_key("telegram", "shop", std::to_string(random.below(20)));
            one.delta.ops.push_back({EntityKind::item, item, "kind", "message"});
            one.delta.ops.push_back({EntityKind::item, item, "at", std::to_string(one.delta.at.ms)});
            one.delta.ops.push_back({EntityKind::item, item, "direction", "in"});
        } else {
            const std::string_view type = types[random.below(std::size(types))];
            const std::string value = type == "phone"   ? "+770100000" + std::to_string(10 + random.below(4))
                                      : type == "email" ? "a" + std::to_string(random.below(4)) + "@b.kz"
                                                        : std::to_string(random.below(4));
            const std::string key = joined_key(type, type == "phone" || type == "email" ? "" : "shop", value);
            one.delta.ops = {
                {EntityKind::identifier, key, std::string(ways[random.below(std::size(ways))]), "telegram"}};
            if (random.chance(2))
                one.delta.ops.push_back({EntityKind::identifier, key,
                                         "name@" + std::to_string(one.delta.at.ms),
                                         std::string(names[random.below(std::size(names))])});
        }
        told.push_back(std::move(one));
    }
    return told;
}

// What a device shows that met the facts in this order.
std::string shown(const std::vector<Told>& told, std::uint8_t subjects, Directory& directory,
                  fakes::SeededRandom* ask) {
    std::vector<State> states(subjects + 1u);
    for (const Told& one : told) {
        states[one.subject].apply(one.delta, one.delta.at.ms);
        directory.put(summarise(states[one.subject], stream(one.subject), one.subject));
        if (ask && ask->chance(4)) directory.customers();  // people look at odd moments
    }
    for (std::uint8_t i = 1; i <= subjects; ++i) directory.put(summarise(states[i], stream(i), i));
    return text_of_answer(directory.customers());
}

}  // namespace

TEST_CASE(
    "who is one customer depends on the set of facts and statements, not on order, repeats or devices") {
    fakes::SeededRandom random(20261128);
    for (int round = 0; round < 200; ++round) {
        const std::uint8_t subjects = static_cast<std::uint8_t>(3 + random.below(12));
        std::vector<Told> told = draw_facts(random, subjects);
        Directory first;
        const std::string answer = shown(told, subjects, first, nullptr);
        // A separation that stands in either copy holds, over however many steps.
        for (const auto& [id, record] : first.records())
            for (const SubjectRecord::Statement& one : record.statements)
                if (one.separation && !(one.other == id))
                    REQUIRE(first.customers().find(id) != first.customers().find(one.other));
        for (int again = 0; again < 3; ++again) {
            std::vector<Told> order = told;
            for (std::uint64_t repeats = random.below(10); repeats > 0; --repeats)
                order.push_back(told[random.below(told.size())]);
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
            Directory other;
            REQUIRE(shown(order, subjects, other, &random) == answer);
            REQUIRE(text_of_answer(resolve([&] {
                        std::vector<const SubjectRecord*> all;
                        for (const auto& [_, record] : other.records()) all.push_back(&record);
                        return all;
                    }())) == answer);
        }
        // A device is revoked from its beginning: the same as if it had never spoken.
        std::vector<Told> without = told;
        std::erase_if(without, [](const Told& one) { return one.device == 2; });
        Directory void_of, never;
        const std::string now = shown(without, subjects, never, nullptr);
        shown(told, subjects, void_of, &random);
        std::vector<State> states(subjects + 1u);
        for (const Told& one : without) states[one.subject].apply(one.delta, one.delta.at.ms);
        for (std::uint8_t i = 1; i <= subjects; ++i) void_of.put(summarise(states[i], stream(i), i));
        REQUIRE(text_of_answer(void_of.customers()) == now);
    }
}

TEST_CASE("placeholders identify nobody and name nobody, whoever wrote them") {
    for (const auto& [type, value] :
         std::vector<std::pair<std::string, std::string>>{{"user", "0"},
                                                          {"user", "null"},
                                                          {"crm", "-1"},
                                                          {"loyalty", "0000"},
                                                          {"user", "anonymous"},
                                                          {"cookie", "(not set)"},
                                                          {"buyer", "undefined"},
                                                          {"loyalty", "11111111"},
                                                          {"user", "00000000-0000-0000-0000-000000000000"},
                                                          {"email", "test@test.kz"},
                                                          {"email", "noemail@mail.ru"},
                                                          {"phone", "+77777777777"},
                                                          {"phone", "+77010000000"},
                                                          {"phone", "+10000000000"},
                                                          {"user", "-"}}) {
        const std::string shown(value);
        CAPTURE(shown);
        State states[2];
        std::vector<SubjectRecord> records;
        for (std::uint8_t i = 0; i < 2; ++i) {
            Delta delta;
            delta.at.ms = 1'700'000'000'000;
            delta.ops = {{EntityKind::identifier, joined_key(type, "", value), "proved", "telegram"}};
            states[i].apply(delta, delta.at.ms);
            records.push_back(summarise(states[i], stream(static_cast<std::uint8_t>(i + 1)), i + 1u));
        }
        CHECK(resolve_all(records).all.size() == 2);
        CHECK_FALSE(normalise(type, value, "KZ").ok());
    }
    for (const char* name :
         {"Без имени", "без имени ", "UNKNOWN", "Клиент", "тест", "0", "+7 701 000 12 34", "???", "аты жоқ"})
        CHECK(placeholder_name(name));
    for (const char* name : {"Асем", "Тестова Анна", "No", "Клиентов Иван", "Ким", "李"})
        CHECK_FALSE(placeholder_name(name));
    // Such a name contradicts nobody.
    const Customers customers = resolve_all({subject(1, "Асем", {phone("+77010000001", Known::proved)}),
                                             subject(2, "Без имени", {phone("+77010000001", Known::given)})});
    CHECK(joined(customers, 1, 2));
}

TEST_CASE("a name of 64 KB is cut, compared and joins nobody by itself") {
    const std::string name = [] {
        std::string text;
        while (text.size() < 64 * 1024) text += "Асем ";
        return text;
    }();
    State state;
    Delta delta;
    delta.at.ms = 1'700'000'000'000;
    const std::string key = joined_key("phone", "", "+77010000001");
    delta.ops = {{EntityKind::identifier, key, "given", "site"},
                 {EntityKind::identifier, key, "name@1700000000000", name},
                 {EntityKind::subject, "", "name@1700000000000", name + "\tsite"}};
    state.apply(delta, delta.at.ms);
    const SubjectRecord record = summarise(state, stream(1), 1);
    CHECK(record.name.size() <= 128);
    CHECK(encode_record(record).size() < 600);
    CHECK(names_agree(name, "Асем"));
    CHECK_FALSE(names_agree(name, "Болат"));
    CHECK(joined(resolve_all({record, subject(2, "Асем", {phone("+77010000001", Known::given)})}), 1, 2));
    CHECK_FALSE(
        joined(resolve_all({record, subject(2, "Болат", {phone("+77010000001", Known::given)})}), 1, 2));
}
