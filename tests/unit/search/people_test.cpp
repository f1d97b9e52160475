#include "core/search/people.h"

#include <doctest/doctest.h>

#include "core/identity/name.h"
#include "core/port/fakes.h"

using namespace history;
using search::People;

namespace {

SubjectRecord somebody(std::uint64_t number, std::string name, std::string phone) {
    SubjectRecord record;
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
        std::vector<StreamId> told, wanted;
        people.find(text, part, told);
        for (const SubjectRecord& one : all)
            if (has(one)) wanted.push_back(one.stream);
        CHECK_MESSAGE(told == wanted, part);
    };
    for (int round = 0; round < 300; ++round) {
        const SubjectRecord& one = all[random.below(all.size())];
        const std::string& number = one.identifiers[0].value;
        const std::string digits = number.substr(random.below(8), 1 + random.below(8));
        check(People::Text::number, digits, [&](const SubjectRecord& each) {
            return each.identifiers[0].value.find(digits) != std::string::npos;
        });
        check(People::Text::number, '\n' + number + '\n',
              [&](const SubjectRecord& each) { return each.identifiers[0].value == number; });
        const std::string name = one.name.substr(0, 2 + 2 * random.below(9));
        check(People::Text::name, name,
              [&](const SubjectRecord& each) { return each.name.find(name) != std::string::npos; });
    }
    const std::string long_part = std::string(8000, 'x');
    check(People::Text::name, long_part, [&](const SubjectRecord& each) { return each.name.size() > 9000; });
    std::vector<StreamId> nobody;
    people.find(People::Text::name, "щщ", nobody);
    People().find(People::Text::name, "са", nobody);
    CHECK(nobody.empty());
}
