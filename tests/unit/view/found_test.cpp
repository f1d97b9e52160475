// Finding a customer by what people remember of him: the index names candidates, and must never leave out who matches.
#include <doctest/doctest.h>

#include "core/base/fold.h"
#include "core/identity/name.h"
#include "core/port/fakes.h"
#include "core/view/slice.h"
#include "tests/unit/view/json_check.h"

using namespace history;

namespace {

StreamId stream(std::uint32_t number) {
    StreamId id;
    for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    id.bytes[15] = 7;
    return id;
}

SubjectRecord person(std::uint32_t number, const std::string& name, const std::string& phone,
                     const std::string& user = {}) {
    SubjectRecord record;
    record.stream = stream(number);
    record.first_gpos = number;
    record.kind = "person";
    record.name = name;
    record.identifiers.push_back({"phone", "", phone, Known::proved, {fold(name)}});
    if (!user.empty()) record.identifiers.push_back({"user", "site", user, Known::given, {}});
    record.last.at_ms = 1'760'000'000'000 + number;
    return record;
}

std::string rows(const Directory& directory, std::string_view query, std::uint32_t limit = 50) {
    view::Window window;
    window.limit = limit;
    return view::found(directory, query, "KZ", window);
}

bool finds(const Directory& directory, std::string_view query, std::uint32_t number) {
    return rows(directory, query, 10'000).find("\"id\":\"" + hex(stream(number).view()) + '"') !=
           std::string::npos;
}

bool finds_nobody(const Directory& directory, std::string_view query) {
    return rows(directory, query).find("\"total\":0,") != std::string::npos;
}

}  // namespace

TEST_CASE("a customer is found by any part of his number, the beginnings of his names, his ids") {
    Directory directory;
    directory.put(person(1, "Асем Смагулова", "+77010001234", "U-778"));
    directory.put(person(2, "Дана Ким", "+77010009999"));
    directory.put(person(3, "John Smith-Walker", "+14155550123"));
    for (const char* query : {"8 (701) 000-12-34", "0001234", "87010001", "асем", "Смаг ас", "АСЕМ СМАГУЛОВА",
                              "u-778", "smagulova", "asem smag"}) {
        const std::string shown = query;
        CAPTURE(shown);
        CHECK(finds(directory, query, 1));
        CHECK_FALSE(finds(directory, query, 2));
    }
    CHECK(finds(directory, "Walker", 3));
    CHECK(finds(directory, "смит", 3));
    for (const char* nobody : {"", " ", "123", "гулова", "99991", "u-77"}) {
        const std::string shown = nobody;
        CAPTURE(shown);
        CHECK(finds_nobody(directory, nobody));
    }
}

TEST_CASE("what finds nobody as typed is read as typed on another keyboard, then with one slip") {
    Directory directory;
    directory.put(person(1, "Асем Смагулова", "+77010001234"));
    directory.put(person(2, "Қанат Әлімов", "+77010009999"));
    const auto matched = [&](std::string_view query, std::uint32_t number, std::string_view how) {
        const std::string shown(query), slice = rows(directory, query);
        CAPTURE(shown);
        CHECK(finds(directory, query, number));
        CHECK(slice.find("\"match\":\"" + std::string(how) + '"') != std::string::npos);
    };
    matched("cvfuekjdf", 1, "layout");            // смагулова
    matched("Смогулова", 1, "typo");              // another letter
    matched("Смагуллова", 1, "typo");             // a letter twice
    matched("Смаулова", 1, "typo");               // one left out
    matched("Смагулвоа", 1, "typo");              // two changed places
    matched("Смаугловa", 1, "typo");              // between the halves
    matched("алимов канат", 2, "typo");           // Kazakh letters by their nearest keys
    CHECK(finds_nobody(directory, "Смигалова"));  // two slips
    CHECK(finds_nobody(directory, "Асам"));       // a slip in a short word is another name
}

TEST_CASE("the index follows the directory: nobody is lost, nobody stays who is gone") {
    static constexpr std::string_view syllables[] = {"ба", "ва", "ло", "ри", "ша",
                                                     "му", "қа", "ни", "та", "ze"};
    fakes::SeededRandom random(7);
    Directory directory;
    std::map<std::uint32_t, SubjectRecord> now;
    const auto drawn = [&](std::uint32_t number) {
        std::string name;
        for (std::uint64_t words = 1 + random.below(2); words > 0; --words) {
            if (!name.empty()) name += ' ';
            for (std::uint64_t n = 2 + random.below(3); n > 0; --n) name += syllables[random.below(10)];
        }
        std::string phone = "+7701";
        for (int i = 0; i < 7; ++i) phone += static_cast<char>('0' + random.below(10));
        return person(number, name, phone, random.chance(2) ? "u" + std::to_string(random.below(1000)) : "");
    };
    for (int step = 0; step < 3'000; ++step) {
        const std::uint32_t number = static_cast<std::uint32_t>(1 + random.below(60));
        if (random.chance(5)) {
            directory.remove(stream(number));
            now.erase(number);
        } else {
            now[number] = drawn(number);
            directory.put(now[number]);
        }
        if (step % 10 != 9) continue;
        auto one = now.begin();
        std::advance(one, static_cast<std::ptrdiff_t>(random.below(now.size())));
        const SubjectRecord& record = one->second;
        const std::string name = fold(record.name);
        const std::string word = name.substr(name.find(' ') == std::string::npos ? 0 : name.find(' ') + 1);
        REQUIRE(finds(directory, word.substr(0, 4), one->first));  // two letters
        REQUIRE(finds(directory, record.name, one->first));
        const std::string& phone = record.identifiers[0].value;
        REQUIRE(finds(directory, phone, one->first));
        REQUIRE(finds(directory, phone.substr(1 + random.below(7), 5), one->first));
        if (record.identifiers.size() > 1) REQUIRE(finds(directory, record.identifiers[1].value, one->first));
        for (std::uint32_t gone = 1; gone <= 60; ++gone)
            if (now.count(gone) == 0) REQUIRE_FALSE(finds(directory, word.substr(0, 4), gone));
    }
    directory.clear();
    CHECK(finds_nobody(directory, "ба"));
}
