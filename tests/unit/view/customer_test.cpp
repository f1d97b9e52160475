#include <doctest/doctest.h>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::canonical_json;
using tests::count;
using tests::has;
using tests::Office;
using tests::Shelf;
using view::WorklistView;

namespace {

// Asem: two subjects by one proved number, waits since 2000. Bolat was answered. An unfiled mail.
struct Story {
    Office office;
    StreamId asem, asem_site, bolat, mail;
    Story() {
        auto& one = office.shelf.add();
        asem = one.stream;
        office.shelf.know(one, {"telegram", "shop", "500", Known::proved, "Асем"}, "telegram");
        office.shelf.know(one, {"phone", "", "8 701 000 12 34", Known::proved, "Асем"}, "telegram");
        office.item(one, "telegram", "1",
                    {{"kind", "message"}, {"at", "1000"}, {"direction", "in"}, {"text", "Здравствуйте"}});
        office.item(one, "telegram", "2",
                    {{"kind", "message"}, {"at", "1500"}, {"direction", "out"}, {"text", "Слушаю"}});
        office.item(one, "telegram", "3",
                    {{"kind", "message"}, {"at", "2000"}, {"direction", "in"}, {"text", "Есть гирлянды?"}});
        auto& two = office.shelf.add();
        asem_site = two.stream;
        office.shelf.know(two, {"user", "site", "u1", Known::proved, "Асем Гирляндина"}, "segment");
        office.shelf.know(two, {"phone", "", "+77010001234", Known::given, "Асем Гирляндина"}, "segment");
        office.shelf.set(two, {{EntityKind::subject, "", "city@5", "Алматы\tsegment"},
                               {EntityKind::subject, "", "city@40", "Астана\tsegment"}});
        office.item(two, "segment", "p1",
                    {{"kind", "page"}, {"at", "4000"}, {"direction", "in"}, {"title", "Гирлянды"}});
        office.item(two, "segment", "o1",
                    {{"kind", "order"},
                     {"at", "500"},
                     {"number", "GS-10064"},
                     {"line/0", "G10\tГирлянда 10 м\t1\t150000\t150000\tKZT"}});
        office.item(two, "email", "m1",
                    {{"kind", "mail"},
                     {"at", "2500"},
                     {"direction", "in"},
                     {"title", "Гирлянда"},
                     {"text", "Не получила ответ"}});
        auto& three = office.shelf.add();
        bolat = three.stream;
        office.shelf.know(three, {"email", "", "Bolat@mail.example", Known::proved, "Болат Ким"}, "email");
        office.item(three, "email", "b1",
                    {{"kind", "mail"}, {"at", "100"}, {"direction", "in"}, {"text", "Счёт?"}});
        office.item(three, "email", "b2",
                    {{"kind", "mail"}, {"at", "200"}, {"direction", "out"}, {"text", "Вот"}});
        auto& four = office.shelf.owned_by(joined_key("item", "", "x"), "unfiled");
        mail = four.stream;
        office.item(four, "pos", "9",
                    {{"kind", "receipt"}, {"at", "300"}, {"direction", "in"}, {"total", "1000 KZT"}});
        office.resolve();
    }
};

}  // namespace

TEST_CASE("the card joins what its members know, and says how") {
    const Story story;
    const std::string card = story.office.card(story.asem_site);
    CAPTURE(card);
    CHECK(canonical_json(card));
    CHECK(card == story.office.card(story.asem));
    CHECK(has(card, "{\"slice\":\"card\",\"id\":\"" + hex(story.asem.view()) + "\",\"also\":[\"" +
                        hex(story.asem_site.view()) +
                        "\"],\"kind\":\"person\",\"name\":\"Асем Гирляндина\""));
    CHECK(has(card, "\"names\":[\"Асем\",\"Асем Гирляндина\"],\"not_proved\":true"));
    CHECK(has(card,
              "{\"type\":\"phone\",\"value\":\"+77010001234\",\"raw\":\"8 701 000 12 "
              "34\",\"known\":\"proved\",\"channels\":[\"segment\",\"telegram\"]}"));
    CHECK(
        has(card, "\"facts\":[{\"name\":\"city\",\"value\":\"Астана\",\"channel\":\"segment\",\"at\":40}]"));
    CHECK(has(card,
              "\"purchases\":{\"count\":1,\"sums\":[{\"currency\":\"KZT\",\"minor\":150000}],\"last\":{"
              "\"at\":500,\"item\":\""));
    CHECK(has(card, "\"title\":\"Гирлянда 10 м\",\"currency\":\"KZT\",\"minor\":150000}"));
    CHECK(has(card, "{\"channel\":\"telegram\",\"items\":3,\"first\":1000,\"last\":2000}"));
    CHECK(has(card, "\"reason\":\"phone\",\"value\":\"+77010001234\",\"known\":\"given\""));
    CHECK(has(card, "\"items\":6,\"first\":500,\"last\":4000,\"version\":\""));
}

TEST_CASE("the open question is the last unanswered words on any channel, waiting since the first of them") {
    Story story;
    const std::string mail = view::item_id(joined_key("email", "shop", "m1")),
                      message = view::item_id(joined_key("telegram", "shop", "3"));
    CHECK(mail.size() == 32);
    const std::string waiting =
        "\"waiting\":{\"since\":2000,\"words\":\"Не получила "
        "ответ\",\"channel\":\"email\",\"kind\":\"mail\",\"at\":2500,\"item\":\"" +
        mail + "\",\"first_item\":\"" + message + "\"}";
    CHECK(has(story.office.card(story.asem), waiting));
    CHECK_FALSE(has(story.office.card(story.bolat), "\"waiting\""));
    // An answer in one channel answers the others.
    auto& subject = story.office.shelf.owned_by("subject 0", "person");
    REQUIRE(subject.stream == story.asem);
    story.office.item(
        subject, "telephony", "c1",
        {{"kind", "call"}, {"leg/1", "3000\t3500\t9000\t5\t\t\tANSWERED\t101\t\t\tout\t+77010001234"}});
    story.office.resolve();
    CHECK_FALSE(has(story.office.card(story.asem), "\"waiting\""));
    CHECK(has(story.office.worklist(WorklistView::waiting), "\"waiting\":0"));
}

TEST_CASE("the worklist: who waits longest first, all by last contact, the unfiled apart") {
    Story story;
    const std::string waiting = story.office.worklist(WorklistView::waiting);
    CAPTURE(waiting);
    CHECK(canonical_json(waiting));
    CHECK(has(
        waiting,
        "{\"slice\":\"worklist\",\"as_of\":9000000,\"name\":\"Гүл & "
        "Сый\",\"view\":\"waiting\",\"counts\":{\"waiting\":1,\"promises\":0,\"complaints\":0,\"reminders\":"
        "0,\"tasks\":0,\"postponed\":0,\"stuck\":0,\"late\":0,\"unfiled\":1,\"customers\":2},\"total\":"
        "1,\"from\":0,"
        "\"rows\":[{\"id\":\"" +
            hex(story.asem.view()) +
            "\",\"name\":\"Асем Гирляндина\",\"identifier\":{\"type\":\"phone\",\"value\":\"+77010001234\"},"
            "\"channel\":\"email\""));
    CHECK(has(waiting, "\"waiting_since\":2000"));
    const std::string all = story.office.worklist(WorklistView::all);
    CHECK(canonical_json(all));
    CHECK(count(all, "\"id\":") == 2);
    CHECK(all.find(hex(story.asem.view())) < all.find(hex(story.bolat.view())));
    const std::string unfiled = story.office.worklist(WorklistView::unfiled);
    CHECK(count(unfiled, "\"id\":") == 1);
    CHECK(has(unfiled, hex(story.mail.view())));
    CHECK(count(story.office.worklist(WorklistView::all, {1, 5, true}), "\"id\":") == 1);
    CHECK(has(story.office.card(story.mail), "\"kind\":\"unfiled\""));

    // Bolat asks again, earlier than Asem by business time: he waits longest.
    auto& bolat = story.office.shelf.owned_by("subject 2", "person");
    REQUIRE(bolat.stream == story.bolat);
    story.office.item(bolat, "email", "b3",
                      {{"kind", "mail"}, {"at", "1900"}, {"direction", "in"}, {"text", "А договор?"}});
    story.office.resolve();
    const std::string both = story.office.worklist(WorklistView::waiting);
    CHECK(both.find(hex(story.bolat.view())) < both.find(hex(story.asem.view())));
}

TEST_CASE(
    "a customer is found by his number in any spelling or a part of it, address, name in two alphabets, "
    "order") {
    const Story story;
    const std::string asem = hex(story.asem.view()), bolat = hex(story.bolat.view());
    for (std::string_view query :
         {"+77010001234", "8 (701) 000-12-34", "7010001234", "8701", "701000", "1234", "Асем", "асем", "ASEM",
          "гир", "Гирляндина Асем", "Girl", "gs-10064", "u1"}) {
        CAPTURE(query);
        const std::string text = story.office.found(query);
        CHECK(canonical_json(text));
        CHECK(has(text, "\"total\":1,"));
        CHECK(has(text, "\"id\":\"" + asem + '"'));
    }
    for (std::string_view query : {"bolat@mail.example", "Болат", "Bol", "ким", "К", "kim bo"}) {
        CAPTURE(query);
        CHECK(has(story.office.found(query), "\"id\":\"" + bolat + '"'));
    }
    for (std::string_view query :
         {"", " ", "123", "+77019999999", "Асем Ким", "сем", "nobody@mail.example", "\xff", "0"}) {
        CAPTURE(query);
        CHECK(has(story.office.found(query), "\"total\":0,\"from\":0,\"rows\":[]}"));
    }
    CHECK(has(story.office.found("8 701 000 12 34"), "\"match\":\"phone\""));
    CHECK(has(story.office.found("Гирл"), "\"match\":\"name\""));
    CHECK(has(story.office.found("GS-10064"), "\"match\":\"number\""));
    CHECK(has(story.office.found(" gs-10064"), "\"match\":\"number\""));
    CHECK(has(story.office.found("GS-1006"), "\"total\":0"));
}

TEST_CASE("what joins two by an order or by one item is told as it is written") {
    Office office;
    auto& buyer = office.shelf.add();
    const StreamId asem = buyer.stream;
    office.shelf.know(buyer, {"phone", "", "+77010001234", Known::proved, "Асем"}, "telephony");
    office.item(buyer, "segment", "o1", {{"kind", "order"}, {"at", "1000"}, {"number", "GS-10064"}});
    auto& books = office.shelf.add();
    office.shelf.know(books, {"crm", "1c", "77", Known::proved, "Асем"}, "commerceml");
    office.shelf.know(books, {"item", "commerceml/shop", "d1", Known::proved, ""}, "commerceml");
    office.item(books, "commerceml", "d1", {{"kind", "order"}, {"at", "2000"}, {"number", "GS-10064"}});
    auto& parcel = office.shelf.add();
    office.shelf.know(parcel, {"item", "commerceml/shop", "d1", Known::proved, ""}, "commerceml");
    office.item(parcel, "commerceml", "d1", {{"status@3000", "sent"}});
    office.resolve();
    const std::string why = office.why(asem), card = office.card(asem);
    CAPTURE(why);
    CHECK(office.customers.all.size() == 1);
    CHECK(has(why, "\"reason\":\"order\",\"value\":\"GS-10064\""));
    CHECK(has(why, "\"reason\":\"item\",\"value\":\"d1\""));
    CHECK(has(card, "\"reason\":\"order\",\"value\":\"GS-10064\""));
    CHECK(!has(why, "\"evidence\":[]"));
}

TEST_CASE("why: the members, what owns them, and the path of reasons") {
    const Story story;
    const std::string why = story.office.why(story.asem);
    CAPTURE(why);
    CHECK(canonical_json(why));
    CHECK(count(why, "\"subject\":") == 2);
    CHECK(has(why, "\"items\":3,\"first\":1000}"));
    CHECK(has(why, "\"joins\":[{\"a\":"));
}

TEST_CASE("an identifier that stopped joining is named on the card of everybody who has it") {
    Office office;
    for (std::string_view name : {"Асем", "Болат"})
        office.shelf.know(office.shelf.add(), {"phone", "", "87010001234", Known::given, std::string(name)},
                          "pos");
    office.resolve();
    CHECK(office.customers.all.size() == 2);
    for (const Shelf::Subject& subject : office.shelf.subjects())
        CHECK(has(office.card(subject.stream),
                  "\"shared\":[{\"type\":\"phone\",\"value\":\"+77010001234\",\"why\":\"names\"}]"));
}

TEST_CASE(
    "an order, its copy in the books and its receipt are one purchase; a cancelled one is none; what came "
    "back is taken off") {
    Office office;
    auto& one = office.shelf.add();
    office.shelf.know(one, {"phone", "", "+77010001234", Known::proved, "Асем"}, "telephony");
    const std::string line = "G10\tГирлянда 10 м\t1\t150000\t150000\tKZT";
    office.item(one, "segment", "o1",
                {{"kind", "order"}, {"at", "1000"}, {"number", "GS-10064"}, {"line/0", line}});
    office.item(one, "commerceml", "d1",
                {{"kind", "order"},
                 {"at", "2000"},
                 {"number", "0000-7"},
                 {"order_ref", "GS-10064"},
                 {"line/0", line}});
    office.item(one, "pos", "536365",
                {{"kind", "receipt"}, {"at", "3000"}, {"order_ref", "GS-10064"}, {"line/0", line}});
    office.item(one, "kaspi", "k1",
                {{"kind", "order"},
                 {"at", "4000"},
                 {"number", "310001"},
                 {"total", "900000 KZT"},
                 {"status@4500", "ARCHIVE CANCELLED"}});
    office.item(one, "pos", "C536366",
                {{"kind", "return"}, {"at", "5000"}, {"line/0", "L1\tЛента\t-1\t50000\t-50000\tKZT"}});
    office.resolve();
    const std::string card = office.card(one.stream);
    CAPTURE(card);
    CHECK(has(card, "\"purchases\":{\"count\":1,\"sums\":[{\"currency\":\"KZT\",\"minor\":100000}]"));
    CHECK(has(card, "\"number\":\"310001\",\"status\":\"cancelled\""));
    CHECK(has(card, "\"number\":\"GS-10064\",\"status\":"));
    CHECK(has(card, "\"also\":[{\"channel\":\"commerceml\""));
}
