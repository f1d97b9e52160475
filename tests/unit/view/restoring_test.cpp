// Law: links and separations, said and taken back by any devices in any order, leave what every customer shows as it was before
// them, byte for byte: the card and the whole history. On three copies that heard the same words in three different orders.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/port/fakes.h"
#include "core/view/customer_joined.h"
#include "tests/unit/view/office.h"

using namespace history;
using namespace history::tests;

namespace {

struct Word {
    StreamId stream;
    Delta delta;
};

// What one device knows: the facts of every subject, and the customers it makes of them.
struct Copy {
    std::deque<Shelf::Subject> subjects;
    Directory directory;

    void hear(const Word& word) {
        for (Shelf::Subject& subject : subjects)
            if (subject.stream == word.stream) {
                subject.state.apply(word.delta, word.delta.at.ms);
                directory.put(summarise(subject.state, subject.stream, subject.first_gpos));
            }
    }
    // The card and the history under every subject's id.
    std::vector<std::string> shown() const {
        std::vector<std::string> all;
        const Customers& customers = directory.customers();
        for (const Shelf::Subject& asked : subjects) {
            view::OpenCustomer open{customers.find(asked.stream), {}};
            for (const StreamId& member : open.customer->members)
                for (const Shelf::Subject& subject : subjects)
                    if (subject.stream == member) open.members.push_back({member, &subject.state, nullptr});
            all.push_back(view::card(open, customers) + '\n' + view::timeline(open, {0, UINT32_MAX, true}));
        }
        return all;
    }
};

// Subjects of a few people: some share a number or an address, some nothing.
Copy people(fakes::SeededRandom& random) {
    Office office;
    const std::size_t count = 5 + random.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        Shelf::Subject& subject = office.shelf.owned_by("subject " + std::to_string(i), "person");
        if (!random.chance(4))
            office.shelf.know(
                subject,
                {"phone", "", "+7701000000" + std::to_string(random.below(4)),
                 random.chance(2) ? Known::proved : Known::given, random.chance(2) ? "Асем" : ""},
                "telegram");
        if (random.chance(2))
            office.shelf.know(
                subject,
                {"email", "", "p" + std::to_string(random.below(3)) + "@mail.example", Known::given, ""},
                "email");
        for (std::size_t item = 0; item < 1 + random.below(4); ++item)
            office.item(
                subject, "telegram", std::to_string(i) + ':' + std::to_string(item),
                {{"kind", "message"},
                 {"direction", random.chance(2) ? "in" : "out"},
                 {"at", std::to_string(1'700'000'000'000 + random.below(100) * 60'000)},
                 {"text", random.chance(2) ? "Когда привезёте?" : "Гирлянда не горит, верните деньги"}});
    }
    Copy copy;
    for (const Shelf::Subject& subject : office.shelf.subjects()) {
        copy.subjects.push_back(subject);
        copy.directory.put(summarise(subject.state, subject.stream, subject.first_gpos));
    }
    return copy;
}

}  // namespace

TEST_CASE("Links and separations taken back leave every card and history as it was, on every device") {
    std::size_t links = 0, separations = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        fakes::SeededRandom random(seed);
        Copy speaking = people(random);
        Copy second = speaking, third = speaking;
        const std::vector<std::string> before = speaking.shown();
        std::vector<Word> words;
        std::uint64_t ms = 1'800'000'000'000, counter = 0;
        // A device of five says it, with a clock of its own that never falls behind what it has heard.
        const auto say = [&](Result<view::Said> said) {
            if (!said.ok()) return false;
            DeviceId device;
            device.bytes[0] = static_cast<std::uint8_t>(1 + random.below(5));
            ms += 1 + random.below(1000);
            for (const StreamWrite& write : said->writes)
                for (const std::vector<Op>& ops : write.changes) {
                    Word word{write.stream, {}};
                    word.delta.at.ms = ms;
                    word.delta.at.counter = static_cast<std::uint16_t>(counter);
                    word.delta.at.device = device;
                    word.delta.counter = ++counter;
                    word.delta.colleague = "aina";
                    word.delta.ops = ops;
                    speaking.hear(word);
                    words.push_back(std::move(word));
                }
            return true;
        };
        const auto anybody = [&] {
            return hex(speaking.subjects[random.below(speaking.subjects.size())].stream.view());
        };
        std::vector<std::pair<std::string, std::vector<std::string>>> standing;
        for (std::uint64_t step = 0; step < 2 + random.below(6); ++step) {
            const std::vector<std::string> who = {anybody(), anybody()};
            if (random.chance(2)) {
                const bool said = say(view::link_write(speaking.directory, who, "KZ", "сказала сама"));
                links += said;
            } else {
                const bool said = say(view::separate_write(speaking.directory, who, "KZ", "разные", 0));
                separations += said;
            }
        }
        // Whatever stands is taken back, in an order of its own, until nothing stands.
        for (std::size_t left = 1; left > 0;) {
            std::vector<std::pair<bool, std::pair<StreamId, StreamId>>> stands;
            for (const auto& [stream, record] : speaking.directory.records())
                for (const SubjectRecord::Statement& one : record.statements)
                    stands.push_back({one.separation, {stream, one.other}});
            left = stands.size();
            if (left == 0) break;
            std::sort(stands.begin(), stands.end());
            const auto& taken = stands[random.below(left)];
            const std::vector<std::string> who = {hex(taken.second.first.view()),
                                                  hex(taken.second.second.view())};
            REQUIRE(say(view::withdraw_write(speaking.directory, taken.first ? "separation" : "link", who,
                                             "KZ", "ошибка")));
        }
        CHECK(speaking.shown() == before);
        for (Copy* copy : {&second, &third}) {
            for (std::size_t i = words.size(); i > 1; --i) std::swap(words[i - 1], words[random.below(i)]);
            for (const Word& word : words) copy->hear(word);
            if (random.chance(2))
                for (const Word& word : words) copy->hear(word);  // and once more
            CHECK(copy->shown() == before);
        }
    }
    CHECK(links > 100);
    CHECK(separations > 100);
}
