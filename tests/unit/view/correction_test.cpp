#include "core/view/correction.h"

#include <doctest/doctest.h>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::has;
using tests::Office;

namespace {

// One customer of two subjects that a phone joins; the site knows a city.
struct Desk {
    Office office;
    StreamId chat, site;
    Desk() {
        auto& one = office.shelf.add();
        chat = one.stream;
        office.shelf.know(one, {"phone", "", "+77010001234", Known::proved, "asem_94"}, "whatsapp");
        auto& two = office.shelf.add();
        site = two.stream;
        office.shelf.know(two, {"phone", "", "+77010001234", Known::proved, ""}, "segment");
        office.shelf.set(two, {{EntityKind::subject, "", "city@5", "Алматы\tsegment"}});
        office.resolve();
    }
    void apply(const std::vector<StreamWrite>& writes) {
        for (const StreamWrite& write : writes)
            for (auto& subject : office.shelf.subjects())
                if (subject.stream == write.stream)
                    for (const auto& ops : write.changes) office.shelf.set(subject, ops);
        office.resolve();
    }
    std::string correct(std::string_view fact, std::string_view value) {
        const auto made = view::correction_of(office.open(chat), fact, value);
        REQUIRE(made.ok());
        apply(made->writes);
        return made->before;
    }
};

}  // namespace

TEST_CASE("what a colleague says stands before sources, older and newer, until it is taken back") {
    Desk desk;
    CHECK(has(desk.office.card(desk.chat), "\"name\":\"asem_94\""));
    CHECK(desk.correct("name", "  Асем Гирляндина ").empty());
    CHECK(has(desk.office.card(desk.chat), "\"name\":\"Асем Гирляндина\""));
    CHECK(desk.correct("name", "Асем Г.") == "Асем Гирляндина");
    CHECK(desk.correct("city", "Астана").empty());
    for (auto& subject : desk.office.shelf.subjects())
        if (subject.stream == desk.site)  // a source that is newer than the word
            desk.office.shelf.set(subject,
                                  {{EntityKind::subject, "", "city@99000000000000", "Талгар\tsegment"}});
    desk.office.resolve();
    const std::string card = desk.office.card(desk.chat);
    CHECK(has(card, "{\"name\":\"city\",\"value\":\"Астана\",\"channel\":\"staff\""));
    CHECK(has(card, "\"others\":[{\"value\":\"Талгар\",\"channel\":\"segment\""));
    CHECK(desk.correct("city", "") == "Астана");
    CHECK(
        has(desk.office.card(desk.chat), "{\"name\":\"city\",\"value\":\"Талгар\",\"channel\":\"segment\""));
    CHECK(desk.correct("name", "") == "Асем Г.");
    CHECK(has(desk.office.card(desk.chat), "\"name\":\"asem_94\""));
}

TEST_CASE("the same again and taking back what nobody said write nothing") {
    Desk desk;
    CHECK(view::correction_of(desk.office.open(desk.chat), "city", "")->writes.empty());
    desk.correct("city", "Астана");
    CHECK(view::correction_of(desk.office.open(desk.chat), "city", "Астана")->writes.empty());
    // Said of each subject before they were joined: taken back of both.
    for (auto& subject : desk.office.shelf.subjects())
        desk.office.shelf.set(subject, {{EntityKind::subject, "", "city", "Шымкент"}});
    desk.office.resolve();
    CHECK(view::correction_of(desk.office.open(desk.chat), "city", "")->writes.size() == 2);
}

TEST_CASE("what is no word about a customer is refused in one sentence") {
    Desk desk;
    const auto refused = [&](std::string_view fact, std::string_view value) {
        const auto made = view::correction_of(desk.office.open(desk.chat), fact, value);
        return !made.ok() && !made.error().what.empty();
    };
    CHECK(refused("kind", "company"));
    CHECK(refused("owner", "x"));
    CHECK(refused("name", "unknown"));
    CHECK(refused("name", std::string(129, 'a')));
    CHECK_FALSE(refused("name", std::string(128, 'a')));
    CHECK(refused("city", std::string(1025, 'a')));
    CHECK(refused("city", "two\nlines"));
    CHECK(refused("city", "a\tb"));
    CHECK(refused("city", "\xff"));
}
