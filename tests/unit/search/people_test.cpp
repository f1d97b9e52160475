#include "core/search/people.h"

#include <doctest/doctest.h>

#include "core/base/arrange.h"
#include "core/identity/name.h"
#include "core/port/fakes.h"

using namespace history;
using search::People;

namespace {

SubjectRecord somebody(std::uint64_t number, std::string name, std::string phone) {
    SubjectRecord record;
    record.number = static_cast<std::uint32_t>(number);
    for (std::size_t i = 0; i < 8; ++i) record.stream.bytes[i] = static_cast<std::uint8_t>(number >> 8 * i);
    record.name = std::move(name);
    record.identifiers = {{"phone", "", std::move(phone), Known::given, {}}};
    return record;
}

}  // namespace

TEST_CASE("a part of a name or number names everyone who has it, wherever his line stands") {
    fakes::SeededRandom random(7);
    static constexpr std::string_view syllables[] = {"са", "гу",  "лов", "ма",  "й",
                                                     "әс", "ова", "кен", "пет", "р"};
    const auto word = [&] {
        std::string made;
        for (std::uint64_t i = 0; i < 2 + random.below(5); ++i)
            made += syllables[random.below(std::size(syllables))];
        return made;
    };
    People people;
    std::vector<SubjectRecord> all;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        std::string name = word() + ' ' + word();
        if (i % 500 == 499) name += ' ' + std::string(9000, 'x');  // longer than two blocks
        all.push_back(
            somebody(i, std::move(name), "+7701" + std::to_string(1'000'000 + random.below(9'000'000))));
        people.add(all.back());
    }
    const auto check = [&](People::Text text, const std::string& part, auto has) {
        std::vector<std::uint32_t> told, wanted;
        for (const People::Line& line : people.find(text, part)) {
            told.push_back(line.number);
            const SubjectRecord& one = all[line.number];
            CHECK(line.text == (text == People::Text::phone ? one.identifiers[0].value : one.name));
        }
        for (const SubjectRecord& one : all)
            if (has(one)) wanted.push_back(one.number);
        arrange(told.begin(), told.end());
        CHECK_MESSAGE(told == wanted, part);
    };
    for (int round = 0; round < 300; ++round) {
        const SubjectRecord& one = all[random.below(all.size())];
        const std::string& number = one.identifiers[0].value;
        const std::string digits = number.substr(random.below(8), 1 + random.below(8));
        check(People::Text::phone, digits, [&](const SubjectRecord& each) {
            return each.identifiers[0].value.find(digits) != std::string::npos;
        });
        check(People::Text::phone, '\n' + number + '\n',
              [&](const SubjectRecord& each) { return each.identifiers[0].value == number; });
        const std::string name = one.name.substr(0, 2 + 2 * random.below(9));
        check(People::Text::name, name,
              [&](const SubjectRecord& each) { return each.name.find(name) != std::string::npos; });
    }
    const std::string long_part = std::string(8000, 'x');
    check(People::Text::name, long_part, [&](const SubjectRecord& each) { return each.name.size() > 9000; });
    CHECK(people.find(People::Text::name, "щщ").empty());
    CHECK(People().find(People::Text::name, "са").empty());

    // Who is renamed is found by his latest name alone, who has gone by none.
    for (int round = 0; round < 2000; ++round) {
        SubjectRecord& one = all[random.below(all.size())];
        one.name = round % 7 == 6 ? "" : word();
        one.identifiers[0].value = "+7702" + std::to_string(1'000'000 + random.below(9'000'000));
        if (round % 5 == 4) {
            people.remove(one.number);
            one.name = one.identifiers[0].value = "";
        } else {
            people.add(one);
        }
    }
    for (int round = 0; round < 300; ++round) {
        const SubjectRecord& one = all[random.below(all.size())];
        const std::string name = one.name.empty() ? "са" : one.name.substr(0, 4),
                          digits = one.identifiers[0].value.empty() ? "+7702" : one.identifiers[0].value;
        check(People::Text::name, name,
              [&](const SubjectRecord& each) { return each.name.find(name) != std::string::npos; });
        check(People::Text::phone, digits, [&](const SubjectRecord& each) {
            return each.identifiers[0].value.find(digits) != std::string::npos;
        });
    }
}
