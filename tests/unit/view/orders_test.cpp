#include "core/view/orders.h"

#include <doctest/doctest.h>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::canonical_json;
using tests::count;
using tests::has;
using tests::Office;
using tests::Shelf;
using view::OrderWord;

namespace {

// One person in two subjects by a proved number: an order of the site and its copy in the books, one of Kaspi elsewhere.
struct Story {
    Office office;
    StreamId site, kaspi;
    std::string order = view::item_id(joined_key("segment", "shop", "o1")),
                copy = view::item_id(joined_key("commerceml", "shop", "d1")),
                other = view::item_id(joined_key("kaspi", "shop", "k1"));
    Story() {
        auto& one = office.shelf.add();
        site = one.stream;
        office.shelf.know(one, {"phone", "", "+77010001234", Known::proved, "Асем"}, "segment");
        office.item(one, "segment", "o1",
                    {{"kind", "order"}, {"at", "1000"}, {"number", "GS-10064"}, {"total", "1000 KZT"}});
        office.item(one, "commerceml", "d1",
                    {{"kind", "order"}, {"at", "2000"}, {"number", "0000-7"}, {"order_ref", "GS-10064"}});
        auto& two = office.shelf.add();
        kaspi = two.stream;
        office.shelf.know(two, {"phone", "", "+77010001234", Known::proved, "Асем"}, "kaspi");
        office.item(two, "kaspi", "k1",
                    {{"kind", "order"}, {"at", "900000000"}, {"number", "310001"}, {"total", "5000 KZT"}});
        office.resolve();
    }
    Result<std::size_t> say(OrderWord what, const std::string& a, const std::string& b = "") {
        auto writes = view::order_write(office.open(site), what, a, b);
        if (!writes.ok()) return writes.error();
        const std::size_t streams = writes->size();
        for (StreamWrite& write : *writes)
            for (std::vector<Op>& ops : write.changes)
                for (std::size_t i = 0; i < office.shelf.subjects().size(); ++i)
                    if (auto& subject = office.shelf.owned_by("subject " + std::to_string(i), "person");
                        subject.stream == write.stream)
                        office.shelf.set(subject, ops);
        office.resolve();
        return streams;
    }
    std::string slice() const { return view::orders(office.open(site)); }
    std::size_t orders() const { return count(slice(), "\"order\":\""); }
};

}  // namespace

TEST_CASE("orders are listed once each, with their documents, parts and states, newest first") {
    const Story story;
    const std::string slice = story.slice();
    CAPTURE(slice);
    CHECK(canonical_json(slice));
    CHECK(story.orders() == 2);
    CHECK(slice.find("310001") < slice.find("GS-10064"));
    CHECK(has(slice,
              "\"documents\":[{\"item\":\"" + story.order +
                  "\",\"channel\":\"segment\",\"account\":\"shop\",\"native\":\"o1\",\"at\":1000,\"role\":"
                  "\"order\",\"number\":\"GS-10064\"},{\"item\":\"" +
                  story.copy + "\",\"channel\":\"commerceml\""));
    CHECK(has(slice, "\"statements\":[]"));
}

TEST_CASE("two orders that a colleague calls one are one in both subjects; taken back they are two again") {
    Story story;
    const std::string before = story.slice(), card = story.office.card(story.site);
    const auto said = story.say(OrderWord::join, "310001", "GS-10064");
    REQUIRE(said.ok());
    CHECK(*said == 2);  // both subjects say it
    CHECK(story.orders() == 1);
    CHECK(has(story.office.card(story.site),
              "\"item\":\"" + story.other + "\",\"at\":900000000,\"by_hand\":true"));
    CHECK(has(story.office.card(story.site), "\"purchases\":{\"count\":1"));
    CHECK(story.say(OrderWord::join, "310001", "GS-10064").error().code == Errc::conflict);
    REQUIRE(story.say(OrderWord::undo_join, story.other, story.order).ok());
    CHECK(story.slice() == before);
    CHECK(story.office.card(story.site) == card);
    CHECK(story.say(OrderWord::undo_join, story.other, story.order).error().code == Errc::not_found);
}

TEST_CASE(
    "a copy that a colleague divides is an order of its own, and the card says from which; taken back it is "
    "one") {
    Story story;
    const std::string before = story.slice(), card = story.office.card(story.site);
    REQUIRE(story.say(OrderWord::divide, story.copy).ok());
    CHECK(story.orders() == 3);
    CHECK(has(story.office.card(story.site), "\"apart\":[{\"item\":\"" + story.copy + "\",\"from\":\"" +
                                                 story.order + "\",\"channel\":\"commerceml\""));
    CHECK(has(story.office.card(story.site), "\"purchases\":{\"count\":3"));
    CHECK(story.say(OrderWord::divide, story.copy).error().code == Errc::conflict);
    REQUIRE(story.say(OrderWord::undo_divide, story.copy).ok());
    CHECK(story.slice() == before);
    CHECK(story.office.card(story.site) == card);
}

TEST_CASE("a join over a division holds, and taken back leaves the division") {
    Story story;
    REQUIRE(story.say(OrderWord::divide, story.copy).ok());
    const std::string divided = story.slice();
    REQUIRE(story.say(OrderWord::join, story.copy, story.order).ok());
    CHECK(story.orders() == 2);
    REQUIRE(story.say(OrderWord::undo_join, story.copy, story.order).ok());
    CHECK(story.slice() == divided);
    // Over all three: the division of the copy falls with the join of the orders, and stands again after it.
    REQUIRE(story.say(OrderWord::join, "310001", story.order).ok());
    CHECK(story.orders() == 2);
    REQUIRE(story.say(OrderWord::join, story.copy, "310001").ok());
    CHECK(story.orders() == 1);
    REQUIRE(story.say(OrderWord::undo_join, story.copy, story.other).ok());
    CHECK(story.orders() == 2);
}

TEST_CASE("who names no order, or one document twice, is told so in a sentence") {
    Story story;
    CHECK(story.say(OrderWord::join, "nothing", "GS-10064").error().code == Errc::not_found);
    CHECK(story.say(OrderWord::join, story.order, "GS-10064").error().code == Errc::usage);
    CHECK(story.say(OrderWord::join, "GS-10064").error().code == Errc::usage);
    CHECK(story.say(OrderWord::divide, "310001").error().code == Errc::conflict);
    CHECK(story.say(OrderWord::undo_divide, "310001").error().code == Errc::not_found);
    CHECK(story.say(OrderWord::divide, "310001", "GS-10064").error().code == Errc::conflict);
    CHECK_FALSE(view::order_word_named("sunder").has_value());
    CHECK(*view::order_word_named("undo_divide") == OrderWord::undo_divide);
}
