#include "core/identity/suggestion.h"

#include <doctest/doctest.h>

#include "core/identity/likeness.h"
#include "core/identity/trait.h"
#include "core/view/suggested.h"
#include "tests/unit/identity/spoken.h"

using namespace history;
using namespace history::tests;

namespace {

SubjectRecord person(std::uint8_t number, std::string name, std::string birthday, std::string address,
                     std::vector<KnownIdentifier> identifiers = {}) {
    SubjectRecord record = subject(number, std::move(name), std::move(identifiers));
    record.traits.birthday = birthday_of(birthday);
    record.traits.address = address_of(address);
    return record;
}

std::vector<Suggestion> suggested(const std::vector<SubjectRecord>& records) {
    std::vector<const SubjectRecord*> pointers;
    for (const SubjectRecord& one : records) pointers.push_back(&one);
    return Suggestions(pointers).all(resolve(pointers));
}

}  // namespace

TEST_CASE("one person under two spellings is suggested with the reasons, and never joined") {
    const std::vector<SubjectRecord> records = {
        person(1, "Юлия Смагулова", "1985-03-07", "г. Алматы, ул. Абая, д. 12, кв. 5"),
        person(2, "Yuliya Smagulova", "07.03.1985", "Almaty, Abaya str. 12-5"),
        person(3, "Болат Ким", "1990-01-02", "г. Алматы, ул. Абая, д. 12, кв. 7"),
        person(4, "Смагулава Юля", "1985-07-03", "Алматы, Абая 12")};
    CHECK(resolve_all(records).all.size() == 4);
    const auto found = suggested(records);
    REQUIRE(found.size() >= 2);
    CHECK(found[0].a == stream(1));
    CHECK(found[0].b == stream(2));
    CHECK(std::find(found[0].reasons.begin(), found[0].reasons.end(), "birthday") != found[0].reasons.end());
    for (const Suggestion& one : found) {
        CHECK_FALSE(one.a == stream(3));  // a neighbour of the same house
        CHECK_FALSE(one.b == stream(3));
    }
}

TEST_CASE("a stranger who writes \"my number is ...\" of a victim joins nothing, and the suggestion warns") {
    SubjectRecord victim = subject(1, "Асем Ким", {phone("+77010000001", Known::proved)});
    SubjectRecord stranger = subject(
        2, "Болат", {{"telegram", "shop", "666", Known::proved, {}}, phone("+77010000001", Known::said)});
    CHECK(resolve_all({victim, stranger}).all.size() == 2);
    stranger.name.clear();  // he calls himself nothing, or the same as the victim
    for (const char* name : {"", "Асем Ким"}) {
        stranger.name = name;
        CHECK(resolve_all({victim, stranger}).all.size() == 2);
        const auto found = suggested({victim, stranger});
        REQUIRE(found.size() == 1);
        CHECK(found[0].reasons.back() == "said");
    }
    stranger.name = "Болат";  // who contradicts is not even suggested
    CHECK(suggested({victim, stranger}).empty());
}

TEST_CASE("numbers with one digit wrong or two swapped are suggested together with a name") {
    for (const char* number : {"+77010001235", "+77010002134", "+77110001234"}) {
        CAPTURE(number);
        const auto found = suggested({subject(1, "Гульнара Есенова", {phone("+77010001234", Known::proved)}),
                                      subject(2, "Есенова Гульнар", {phone(number, Known::given)})});
        REQUIRE(found.size() == 1);
        CHECK(std::find(found[0].reasons.begin(), found[0].reasons.end(), "phone~") !=
              found[0].reasons.end());
    }
    CHECK(suggested({subject(1, "Гульнара Есенова", {phone("+77010001234", Known::proved)}),
                     subject(2, "Виктор Ли", {phone("+77010001235", Known::given)})})
              .empty());
}

TEST_CASE("the same mailbox elsewhere, the same address object; but not whom a colleague separated") {
    std::vector<SubjectRecord> records = {
        subject(1, "Ерлан Оспанов", {{"email", "", "erlan.ospanov@mail.ru", Known::given, {}}}),
        subject(2, "Е. Оспанов", {{"email", "", "erlanospanov+shop@gmail.com", Known::given, {}}})};
    REQUIRE(suggested(records).size() == 1);
    records[1].statements.push_back({true, stream(1)});
    CHECK(suggested(records).empty());
    std::vector<SubjectRecord> offices = {person(3, "ООО Ромашка", "", "Москва, ул. Вавилова, 19"),
                                          person(4, "Ромашка", "", "г Москва, Вавилова ул., д. 19")};
    offices[0].traits.fias = offices[1].traits.fias = "b756fe6b-bbd3-44d5-9302-5bfcc740f46e";
    const auto found = suggested(offices);
    REQUIRE(found.size() == 1);
    CHECK(std::find(found[0].reasons.begin(), found[0].reasons.end(), "fias") != found[0].reasons.end());
}

TEST_CASE("the slice names both customers, and pairs of the whole workspace once") {
    Spoken world;
    world.put(subject(1, "Асем Ким", {phone("+77010000001", Known::proved)}));
    world.put(subject(2, "Асем Ким",
                      {{"telegram", "shop", "5", Known::proved, {}}, phone("+77010000001", Known::said)}));
    view::Suggested made;
    const Customer& customer = *world.directory.customers().find(stream(1));
    const std::string of = view::suggestions(&customer, world.directory, made.over(world.directory), {});
    CHECK(of.find("\"id\":\"" + hex(stream(2).view())) != std::string::npos);
    CHECK(of.find("\"said\"") != std::string::npos);
    const std::string all = view::suggestions(nullptr, world.directory, made.over(world.directory), {});
    CHECK(all.find("\"total\":1") != std::string::npos);
    CHECK(all.find("\"with\":{\"id\"") != std::string::npos);
    CHECK(view::suggestions(nullptr, world.directory, made.over(world.directory), {5, 10, true})
              .find("\"rows\":[]") != std::string::npos);
}

TEST_CASE("what is compared is read anew when a person has changed or is gone, not for a new message") {
    Directory directory;
    view::Suggested made;
    SubjectRecord one = person(1, "Юлия Смагулова", "1985-03-07", ""), other = person(2, "Болат Ким", "", "");
    directory.put(one);
    directory.put(other);
    const auto pairs = [&] { return made.over(directory).all(directory.customers()).size(); };
    CHECK(pairs() == 0);
    const std::uint64_t before = directory.people_revision();
    for (int items = 1; items <= 3; ++items) {
        one.items += 1;
        one.last = {static_cast<std::uint64_t>(items), "telegram", "shop", "message", true, "Есть?"};
        one.references.push_back(
            *Reference::of(joined_key("order", "", "GS-" + std::to_string(items)), Known::given));
        directory.put(one);
    }
    CHECK(directory.people_revision() == before);
    CHECK(pairs() == 0);
    other.name = "Yuliya Smagulova";
    directory.put(other);
    other.traits.birthday = "19850307";
    directory.put(other);
    CHECK(directory.people_revision() == before + 2);
    CHECK(pairs() == 1);
    directory.remove(other.stream);
    CHECK(pairs() == 0);
}

TEST_CASE("typos, dates and addresses") {
    CHECK(typos_between("abc", "abc", 2) == 0);
    CHECK(typos_between("abcd", "abdc", 2) == 1);
    CHECK(typos_between("abcd", "bcd", 2) == 1);
    CHECK(typos_between("abcd", "wxyz", 2) == 3);
    CHECK(typos_between(std::string(100, 'a'), std::string(99, 'a'), 3) == 4);
    CHECK(tenths_of_log2(1) == 0);
    CHECK(tenths_of_log2(1024) == 100);
    CHECK(tenths_of_log2(1536) == 106);
    CHECK(birthday_of("7/3/1985") == "19850307");
    CHECK(birthday_of("1985-03-07T00:00:00Z") == "19850307");
    CHECK(birthday_of("1970-01-01") == "");
    CHECK(birthday_of("31") == "");
    CHECK(birthday_of("1985-13-07") == "");
    CHECK(address_of("г. Алматы, ул. Абая, д. 12, кв. 5") == "almaty abaya 12 5");
    CHECK(address_of(std::string(100'000, 'a')).size() <= 128);
}
