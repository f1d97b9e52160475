// What is open with a customer, in the lists and on the card: written by a colleague, or only in the words.
#include <doctest/doctest.h>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::canonical_json;
using tests::has;
using tests::Office;
using tests::Shelf;
using view::WorklistView;

namespace {

constexpr std::uint64_t hour = 3600 * 1000, day = 24 * hour, monday = 1790553600000;  // a Monday 00:00Z

std::string ms(std::uint64_t value) {
    return std::to_string(value);
}

struct Shop : Office {
    StreamId who;
    Shop() {
        auto& one = subject();
        who = one.stream;
        shelf.know(one, {"phone", "", "+77010001234", Known::proved, "Асем"}, "telegram");
        now_ms = monday + 3 * day;
    }
    Shelf::Subject& subject() { return shelf.owned_by("asem", "person"); }
    std::string put(const std::string& channel, const std::string& native, std::uint64_t at,
                    std::vector<std::pair<std::string, std::string>> fields) {
        fields.emplace_back("at", ms(at));
        item(subject(), channel, native, fields);
        return view::item_id(joined_key(channel, "shop", native));
    }
    std::string say(const std::string& native, std::uint64_t at, const std::string& direction,
                    const std::string& text) {
        return put("telegram", native, at, {{"kind", "message"}, {"direction", direction}, {"text", text}});
    }
    std::string listed(WorklistView which) {
        resolve();
        return worklist(which);
    }
    std::string opened() {
        resolve();
        view::Shop shop;
        shop.as_of_ms = now_ms;
        return view::card(open(who), customers, shop);
    }
};

}  // namespace

TEST_CASE(
    "a promise that stands in our words only is in the list by its term, until we spoke after it or it is "
    "done") {
    Shop shop;
    shop.say("1", monday + 9 * hour, "in", "Когда будет готово?");
    const std::string promise =
        shop.say("2", monday + 10 * hour, "out", "Здравствуйте! Перезвоню вам завтра до 12:00.");
    const std::string due = "\"due\":" + ms(monday + day + 12 * hour);
    const std::string list = shop.listed(WorklistView::promises);
    CAPTURE(list);
    CHECK(has(list, "\"total\":1"));
    CHECK(has(list, "{\"kind\":\"promise\",\"item\":\"" + promise + "\",\"at\":" + ms(monday + 10 * hour) +
                        "," + due + ",\"overdue\":true"));
    const std::string card = shop.opened();
    CAPTURE(card);
    CHECK(canonical_json(card));
    CHECK(has(card, "\"open\":[{\"kind\":\"promise\""));
    CHECK(has(card, due));
    SUBCASE("a later answer keeps it") {
        shop.say("3", monday + 11 * hour, "out", "Перезвонили, всё готово.");
        CHECK(has(shop.listed(WorklistView::promises), "\"total\":0"));
        CHECK_FALSE(has(shop.opened(), "\"kind\":\"promise\""));
    }
    SUBCASE("a colleague says it is done") {
        shop.item(shop.subject(), "telegram", "2", {{"state", "done"}});
        CHECK(has(shop.listed(WorklistView::promises), "\"total\":0"));
        CHECK_FALSE(has(shop.opened(), "\"kind\":\"promise\""));
    }
    SUBCASE("a colleague puts it off") {
        shop.item(shop.subject(), "telegram", "2", {{"moved_due", ms(monday + 9 * day)}});
        CHECK(has(shop.listed(WorklistView::promises), "\"due\":" + ms(monday + 9 * day)));
        CHECK_FALSE(has(shop.listed(WorklistView::promises), "\"overdue\""));
    }
    SUBCASE("a long letter keeps its promising sentence alone") {
        std::string letter;
        for (int i = 0; i < 40; ++i) letter += "Спасибо, что выбрали нас. ";
        shop.say("2", monday + 10 * hour, "out", letter + "Перезвоню вам завтра до 12:00. " + letter);
        CHECK(has(shop.listed(WorklistView::promises), due));
    }
    SUBCASE("what is no promise makes none") {
        shop.say("2", monday + 10 * hour, "out", "Мы работаем ежедневно до 20:00.");
        CHECK(has(shop.listed(WorklistView::promises), "\"total\":0"));
    }
}

TEST_CASE(
    "a complaint in the customer's words alone is in the list; one that a colleague tagged is there once, "
    "with its term") {
    Shop shop;
    const std::string words = shop.say("1", monday, "in", "Гирлянда не работает, одна секция сломана");
    CHECK(has(shop.listed(WorklistView::complaints), "{\"kind\":\"complaint\",\"item\":\"" + words + "\""));
    CHECK(has(shop.opened(), "\"kind\":\"complaint\",\"words\":\"Гирлянда не работает"));
    const std::string tag = shop.put("notes", "t", monday + hour,
                                     {{"kind", "complaint"},
                                      {"text", "Брак"},
                                      {"refers_to", "telegram\tshop\t1"},
                                      {"due", ms(monday + day)},
                                      {"assignee", "c1"}});
    const std::string list = shop.listed(WorklistView::complaints);
    CAPTURE(list);
    CHECK(has(list, "\"item\":\"" + tag + "\",\"at\":" + ms(monday + hour) + ",\"due\":" + ms(monday + day) +
                        ",\"overdue\":true,\"assignee\":\"c1\""));
    CHECK(tests::count(list, "\"kind\":\"complaint\"") == 1);
    CHECK(has(shop.opened(),
              "\"due\":" + ms(monday + day) + ",\"overdue\":true,\"assignee\":\"c1\",\"item\":\"" + words));
    shop.put("notes", "r", monday + 2 * hour,
             {{"kind", "complaint_resolved"}, {"refers_to", "telegram\tshop\t1"}});
    CHECK(has(shop.listed(WorklistView::complaints), "\"total\":0"));
    CHECK_FALSE(has(shop.opened(), "\"kind\":\"complaint\""));
}

TEST_CASE(
    "the card lists orders that nobody ended, those that stand still first, late parcels, tasks and "
    "reminders") {
    Shop shop;
    const std::string fresh = shop.put("segment", "new", shop.now_ms - hour,
                                       {{"kind", "order"}, {"number", "GS-2"}, {"total", "1 KZT"}});
    const std::string still = shop.put("segment", "old", shop.now_ms - 20 * day,
                                       {{"kind", "order"}, {"number", "GS-1"}, {"total", "2 KZT"}});
    shop.put(
        "segment", "over", shop.now_ms - 5 * day,
        {{"kind", "order"}, {"number", "GS-0"}, {"total", "3 KZT"}, {"status@" + ms(monday), "delivered"}});
    shop.put("segment", "history", shop.now_ms - 200 * day,
             {{"kind", "order"}, {"number", "GS-9"}, {"total", "4 KZT"}});
    const std::string parcel = shop.put("delivery", "p", shop.now_ms - 9 * day,
                                        {{"kind", "parcel"}, {"carrier", "Почта"}, {"number", "KZ1"}});
    const std::string task =
        shop.put("notes", "t", monday, {{"kind", "task"}, {"text", "Узнать"}, {"assignee", "c2"}});
    shop.put("notes", "r", monday,
             {{"kind", "reminder"}, {"text", "Позвонить"}, {"due", ms(shop.now_ms + day)}});
    const std::string card = shop.opened();
    CAPTURE(card);
    CHECK(canonical_json(card));
    const std::size_t at = card.find("\"open\":[");
    REQUIRE(at != std::string::npos);
    const std::string open = card.substr(at, card.find("],", at) - at);
    CAPTURE(open);
    CHECK(has(open, "\"kind\":\"delivery\",\"words\":\"Почта KZ1\""));
    CHECK(has(open, parcel));
    CHECK(has(open, "\"kind\":\"task\",\"words\":\"Узнать\",\"at\":" + ms(monday) +
                        ",\"assignee\":\"c2\",\"item\":\"" + task));
    CHECK(has(open, "\"kind\":\"reminder\",\"words\":\"Позвонить\""));
    CHECK(has(open, "\"overdue\":true,\"stuck\":true,\"item\":\"" + still));
    CHECK(open.find(still) < open.find(fresh));
    CHECK(open.find(parcel) < open.find(task));
    CHECK_FALSE(has(open, "GS-0"));
    CHECK_FALSE(has(open, "GS-9"));
}
