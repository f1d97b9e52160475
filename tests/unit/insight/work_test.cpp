#include "core/insight/work.h"

#include <doctest/doctest.h>

#include "core/insight/item_work.h"
#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using namespace history::tests;
using view::WorklistView;

namespace {

constexpr std::uint64_t hour = 3600 * 1000, day = 24 * hour;
constexpr std::uint64_t monday =
    1796000400000 / day * day + 2 * day;  // a Wednesday 00:00Z; only differences matter

std::string ms(std::uint64_t value) {
    return std::to_string(value);
}

struct Shop : Office {
    Shelf::Subject& aigul() { return shelf.owned_by(joined_key("phone", "", "+77000000001"), "person"); }
    Shop() {
        now_ms = monday + 10 * day;
        settings.calendars = *Calendars::read("calendar main\nopen all 09:00-18:00\n");
    }
    void staff(const std::string& native, std::vector<std::pair<std::string, std::string>> fields,
               Shelf::Subject* whose = nullptr) {
        std::vector<Op> ops;
        for (auto& [name, value] : fields)
            ops.push_back({EntityKind::item, joined_key("notes", "staff", native), name, value});
        shelf.set(whose ? *whose : aigul(), std::move(ops));
    }
    std::vector<WorkEntry> work() {
        resolve();
        RecordOf of;
        for (const SubjectRecord& record : records) of[record.stream] = &record;
        const Customer& customer = *customers.find(aigul().stream);
        return work_of(customer, summarise_customer(customer, of), of, settings, now_ms);
    }
    std::vector<std::string> kinds() {
        std::vector<std::string> names;
        for (const WorkEntry& one : work())
            names.push_back(std::string(work_kind_name(one.kind)) + (one.rule.empty() ? "" : ":" + one.rule));
        return names;
    }
    void mark(const std::string& reminder, const std::string& field, const std::string& value) {
        shelf.set(aigul(), {{EntityKind::reminder, reminder, field, value}});
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("waiting counts business hours only, and says when nobody was there") {
    Shop shop;
    shop.settings.rules.no_answer.on = false;
    shop.item(shop.aigul(), "whatsapp", "1",
              {{"kind", "message"}, {"direction", "in"}, {"at", ms(monday + 20 * hour)}, {"text", "Есть?"}});
    shop.now_ms = monday + day + 11 * hour;
    const auto work = shop.work();
    REQUIRE(work.size() == 1);
    CHECK(work[0].kind == WorkKind::question);
    CHECK(work[0].waiting_ms == 2 * hour);
    CHECK(work[0].out_of_hours);
    CHECK(work[0].words == "Есть?");
    CHECK(has(shop.worklist(WorklistView::waiting),
              "\"waiting_ms\":7200000,\"flags\":[{\"kind\":\"question\",\"at\":"));
}

TEST_CASE("promises, tasks and reminders are open until a person closes them; a moved term holds") {
    Shop shop;
    shop.staff("p", {{"kind", "promise"},
                     {"at", ms(monday)},
                     {"text", "Перезвоню до обеда"},
                     {"due", ms(monday + day)},
                     {"assignee", "aina"}});
    shop.staff("t", {{"kind", "task"}, {"at", ms(monday)}, {"text", "Узнать срок"}});
    shop.staff(
        "r",
        {{"kind", "reminder"}, {"at", ms(monday)}, {"text", "Позвонить"}, {"due", ms(monday + 20 * day)}});
    auto work = shop.work();
    REQUIRE(work.size() == 3);
    CHECK(work[0].kind == WorkKind::promise);
    CHECK(work[0].overdue);
    CHECK(work[0].assignee == "aina");
    CHECK(work[1].kind == WorkKind::reminder);
    CHECK_FALSE(work[1].overdue);
    CHECK(work[2].kind == WorkKind::task);
    const std::string list = shop.worklist(WorklistView::promises);
    CHECK(has(list,
              "\"counts\":{\"waiting\":0,\"promises\":1,\"complaints\":0,\"reminders\":1,\"tasks\":1,"
              "\"postponed\":0,"
              "\"stuck\":0,\"late\":0,\"unfiled\":0,\"customers\":1}"));
    CHECK(canonical_json(list));
    shop.staff("p", {{"moved_due", ms(monday + 12 * day)}});
    CHECK_FALSE(shop.work()[0].overdue);
    shop.staff("p", {{"state", "done"}});
    shop.staff("t", {{"state", "cancelled"}});
    CHECK(shop.kinds() == Names{"reminder"});
    shop.staff("t", {{"state", "open"}});
    CHECK(shop.kinds() == Names{"reminder", "task"});
}

TEST_CASE("a promise long past leaves the list once we spoke with him after its term, not before") {
    Shop shop;
    shop.staff("p",
               {{"kind", "promise"}, {"at", ms(monday)}, {"text", "Отправим"}, {"due", ms(monday + day)}});
    shop.item(
        shop.aigul(), "whatsapp", "2",
        {{"kind", "message"}, {"direction", "out"}, {"at", ms(monday + 2 * hour)}, {"text", "Добрый день"}});
    CHECK(shop.kinds() == Names{"promise"});
    shop.item(
        shop.aigul(), "whatsapp", "3",
        {{"kind", "message"}, {"direction", "out"}, {"at", ms(monday + 2 * day)}, {"text", "Отправили"}});
    CHECK(shop.kinds().empty());
    shop.now_ms = monday + 3 * day;
    CHECK(shop.kinds() == Names{"promise"});
}

TEST_CASE("a complaint is open until a word refers to it, also from another subject of the customer") {
    Shop shop;
    shop.aigul();  // before: the shelf moves what stands on it
    Shelf::Subject& other = shop.shelf.owned_by(joined_key("telegram", "bot", "5"), "person");
    shop.shelf.set(other,
                   {{EntityKind::identifier, joined_key("phone", "", "+77000000001"), "proved", "telegram"}});
    shop.shelf.set(shop.aigul(), {{EntityKind::identifier, joined_key("phone", "", "+77000000001"), "proved",
                                   "telephony"}});
    shop.staff(
        "c",
        {{"kind", "complaint"}, {"at", ms(monday)}, {"text", "Мигает"}, {"refers_to", "whatsapp\tshop\t77"}});
    CHECK(shop.kinds() == Names{"complaint"});
    shop.staff("x",
               {{"kind", "complaint_resolved"},
                {"at", ms(monday + hour)},
                {"text", "Заменили"},
                {"refers_to", "whatsapp\tshop\t77"}},
               &other);
    REQUIRE(shop.work().empty());
    REQUIRE(shop.customers.find(shop.aigul().stream)->members.size() == 2);
}

TEST_CASE("a form that asks for a call is a reminder at the wished time, closed by the call or by a person") {
    Shop shop;
    shop.settings.rules.no_answer.on = false;
    shop.item(shop.aigul(), "callback", "cb1",
              {{"kind", "request"},
               {"direction", "in"},
               {"at", ms(monday + 10 * hour)},
               {"text", "Рассрочка"},
               {"answer/wish_time", "после 18:00"}});
    shop.now_ms = monday + 11 * hour;
    auto work = shop.work();
    REQUIRE(work.size() == 2);
    CHECK(work[1].rule == "callback");
    CHECK(work[1].how == "call");
    CHECK(work[1].due_ms == monday + 18 * hour);
    CHECK_FALSE(work[1].overdue);
    const std::string id = work[1].reminder;
    CHECK(id.size() == 32);
    SUBCASE("a call") {
        shop.item(shop.aigul(), "telephony", "c1",
                  {{"kind", "call"},
                   {"direction", "out"},
                   {"leg/1", ms(monday + 19 * hour) + "\t" + ms(monday + 19 * hour + 5000) + "\t" +
                                 ms(monday + 19 * hour + 60000) +
                                 "\t55\t101\t77000000001\tANSWERED\t101\t\t\tout\t77000000001"}});
        shop.now_ms = monday + 20 * hour;
        CHECK(shop.kinds().empty());
    }
    SUBCASE("a person") {
        shop.mark(id, "state", "done");
        CHECK(shop.kinds() == Names{"question"});
        shop.mark(id, "state", "open");
        shop.mark(id, "due", ms(monday + 30 * hour));
        work = shop.work();
        REQUIRE(work.size() == 2);
        CHECK(work[1].due_ms == monday + 30 * hour);
    }
    SUBCASE("several forms are one reminder, and done closes those before it") {
        shop.item(shop.aigul(), "callback", "cb2",
                  {{"kind", "request"},
                   {"direction", "in"},
                   {"at", ms(monday + 10 * hour + 60000)},
                   {"text", "Ещё раз"}});
        work = shop.work();
        REQUIRE(work.size() == 2);
        CHECK(work[1].due_ms == monday + 10 * hour + 60000);  // open, so at once
        CHECK(work[1].reminder != id);
        shop.mark(work[1].reminder, "state", "done");
        CHECK(shop.kinds() == Names{"question"});
    }
    SUBCASE("the rule can be off") {
        shop.settings.rules.callback = false;
        CHECK(shop.kinds() == Names{"question"});
    }
}

TEST_CASE("a purchase put off is listed and reminded of, until he buys") {
    Shop shop;
    shop.settings.rules.no_answer.on = false;
    SUBCASE("said") {
        shop.item(
            shop.aigul(), "whatsapp", "1",
            {{"kind", "message"}, {"direction", "in"}, {"at", ms(monday)}, {"text", "Дорого, куплю позже"}});
    }
    SUBCASE("a cart left for a day") {
        shop.item(shop.aigul(), "shopify", "1", {{"kind", "cart"}, {"direction", "in"}, {"at", ms(monday)}});
    }
    SUBCASE("steps on the site") {
        shop.item(shop.aigul(), "segment", "1",
                  {{"kind", "track"}, {"title", "Checkout Started"}, {"at", ms(monday)}});
    }
    SUBCASE("a deal") {
        shop.item(shop.aigul(), "bitrix24", "1",
                  {{"kind", "deal"}, {"at", ms(monday)}, {"status@5", "Отложено"}});
    }
    shop.item(shop.aigul(), "whatsapp", "9",
              {{"kind", "message"}, {"direction", "out"}, {"at", ms(monday + hour)}, {"text", "Хорошо."}});
    shop.settings.rules.postponed = {5, "ad", true};
    const auto work = shop.work();
    REQUIRE(work.size() == 2);
    CHECK(work[0].rule == "postponed");
    CHECK(work[0].kind == WorkKind::reminder);
    CHECK(work[0].how == "ad");
    CHECK(work[0].due_ms == monday + 5 * day);
    CHECK(work[0].overdue);
    CHECK(work[1].kind == WorkKind::postponed);
    CHECK(work[1].at_ms == monday);
    shop.mark(work[0].reminder, "state", "cancelled");
    CHECK(shop.kinds().empty());
    shop.mark(work[0].reminder, "state", "open");
    shop.item(shop.aigul(), "pos", "b", {{"kind", "receipt"}, {"at", ms(monday + 3 * day)}});
    CHECK(shop.kinds().empty());
}

TEST_CASE("silence makes a reminder after so many days, ours and his") {
    Shop shop;
    shop.item(shop.aigul(), "whatsapp", "1",
              {{"kind", "message"}, {"direction", "in"}, {"at", ms(monday)}, {"text", "Сколько стоит?"}});
    shop.now_ms = monday + 2 * day;
    CHECK(shop.kinds() == Names{"question"});
    shop.now_ms = monday + 3 * day;
    CHECK(shop.kinds() == Names{"question", "reminder:no_answer"});
    shop.item(shop.aigul(), "whatsapp", "2",
              {{"kind", "message"},
               {"direction", "out"},
               {"at", ms(monday + 3 * day)},
               {"text", "12 000. Оформляем?"}});
    shop.now_ms = monday + 9 * day;
    CHECK(shop.kinds().empty());
    shop.settings.rules.no_reply.on = true;
    CHECK(shop.kinds() == Names{"reminder:no_reply"});
    shop.item(shop.aigul(), "whatsapp", "3",
              {{"kind", "message"},
               {"direction", "in"},
               {"at", ms(monday + 8 * day)},
               {"text", "Да, а когда привезёте?"}});
    CHECK(shop.kinds() == Names{"question"});
}

TEST_CASE("hostile values: terms of the year 9999, no time, long words, a hundred tasks") {
    Shop shop;
    shop.staff("t", {{"kind", "task"},
                     {"at", ms(monday)},
                     {"text", std::string(64 * 1024, 'a')},
                     {"due", "253402300799999"},
                     {"assignee", std::string(5000, 'b')}});
    shop.staff("u", {{"kind", "task"}, {"text", "no time"}});
    shop.staff("v", {{"kind", "task"}, {"at", ms(monday)}, {"text", "x"}, {"due", "soon"}});
    for (int i = 0; i < 100; ++i)
        shop.staff("w" + std::to_string(i),
                   {{"kind", "task"}, {"at", ms(monday + static_cast<std::uint64_t>(i))}, {"text", "x"}});
    const auto work = shop.work();
    CHECK(work.size() == due_entries_max);
    for (const WorkEntry& one : work) CHECK(one.words.size() <= 96);
    const auto decoded = decode_subject_record(encode_record(shop.records[0]));
    REQUIRE(decoded.ok());
    CHECK(encode_record(*decoded) == encode_record(shop.records[0]));
    CHECK(canonical_json(shop.worklist(WorklistView::tasks)));
    shop.now_ms = UINT64_MAX;
    shop.work();
}

TEST_CASE("rules are text that comes back, and a wrong line is named") {
    ReminderRules rules;
    rules.postponed = {14, "ad", true};
    rules.callback = false;
    CHECK(rules.text() == "callback off\npostponed 14 ad\nno_answer 3 call\nno_reply off\n");
    CHECK(ReminderRules::read(rules.text())->text() == rules.text());
    CHECK(ReminderRules::read("")->text() == ReminderRules().text());
    CHECK(ReminderRules::read("birthday 3 call\n").ok());
    for (const char* wrong :
         {"callback maybe", "postponed 5", "postponed x call", "no_answer 99999 call", "no_reply 5 pigeon"})
        CHECK_FALSE(ReminderRules::read(wrong).ok());
    CHECK(ReminderRules::read(std::string(5000, 'a')).error().code == Errc::limit);
}

TEST_CASE(
    "an order stands still after its limit, seen when the shop opens, until a document of it ends it, in "
    "whatever subject") {
    Shop shop;
    shop.item(
        shop.aigul(), "segment", "o1",
        {{"kind", "order"}, {"at", ms(monday + 12 * hour)}, {"number", "GS-77001"}, {"total", "100000 KZT"}});
    shop.now_ms = monday + 2 * day + 12 * hour - 1;
    CHECK(shop.kinds() == Names{});
    shop.now_ms = monday + 2 * day + 12 * hour;
    CHECK(shop.kinds() == Names{"stuck"});
    REQUIRE(shop.work().size() == 1);
    CHECK(shop.work()[0].words == "GS-77001");
    // Said again by the accounting system, in a subject of its own that the number joins: one order, later.
    Shelf::Subject& copy = shop.shelf.owned_by(joined_key("contractor", "main", "c-1"), "person");
    shop.item(copy, "commerceml", "d1",
              {{"kind", "order"},
               {"at", ms(monday + 20 * hour)},
               {"number", "0000-12"},
               {"order_ref", "GS-77001"},
               {"total", "100000 KZT"},
               {"status@" + ms(monday + 20 * hour), "Принят"}});
    CHECK(shop.kinds() == Names{});
    shop.now_ms = monday + 3 * day + 8 * hour;  // two days have passed at night: nobody is there
    CHECK(shop.kinds() == Names{});
    shop.now_ms = monday + 3 * day + 9 * hour;
    CHECK(shop.kinds() == Names{"stuck"});
    shop.item(copy, "commerceml", "d1", {{"status@" + ms(monday + 30 * hour), "Доставлен"}});
    CHECK(shop.kinds() == Names{});
    shop.now_ms = monday + 400 * day;
    CHECK(shop.kinds() == Names{});
}

TEST_CASE("a parcel is late after its day, or five days after its last scan, until it arrives") {
    Shop shop;
    shop.item(shop.aigul(), "delivery", "p1",
              {{"kind", "parcel"},
               {"at", ms(monday)},
               {"number", "TRACK1"},
               {"carrier", "KazPost"},
               {"eta", ms(monday + 2 * day + 10 * hour)},
               {"step/1", ms(monday) + "\tin_transit\t\t"}});
    shop.item(shop.aigul(), "delivery", "p2",
              {{"kind", "parcel"},
               {"at", ms(monday)},
               {"number", "TRACK2"},
               {"step/1", ms(monday + 10 * hour) + "\tin_transit\t\t"}});
    shop.now_ms = monday + 2 * day + 9 * hour;
    CHECK(shop.kinds() == Names{});
    shop.now_ms = monday + 2 * day + 10 * hour;
    CHECK(shop.kinds() == Names{"late"});
    CHECK(shop.work()[0].words == "KazPost TRACK1");
    shop.now_ms = monday + 5 * day + 10 * hour;
    CHECK(shop.kinds() == Names{"late", "late"});
    shop.item(shop.aigul(), "delivery", "p1", {{"step/2", ms(monday + 3 * day) + "\tdelivered\t\t"}});
    CHECK(shop.kinds() == Names{"late"});
    shop.item(shop.aigul(), "delivery", "p2", {{"state", "cancelled"}});
    CHECK(shop.kinds() == Names{});
}
