#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::canonical_json;
using tests::has;
using tests::Office;
using tests::Shelf;

namespace {

struct Story {
    Office office;
    view::Shop shop;
    StreamId who;
    Story() {
        auto& one = subject();
        who = one.stream;
        office.shelf.know(one, {"phone", "", "+77010001234", Known::proved, "Асем"}, "segment");
        shop.as_of_ms = 1'000'000;
    }
    Shelf::Subject& subject() { return office.shelf.owned_by("asem", "person"); }
    std::string card() {
        office.resolve();
        return view::card(office.open(who), office.customers, shop);
    }
    std::string id(const std::string& channel, const std::string& native) const {
        return view::item_id(joined_key(channel, "shop", native));
    }
};

std::string version_in(const std::string& card) {
    return card.substr(card.find("\"version\":\"") + 11, 16);
}

}  // namespace

TEST_CASE("a fact names its item; where sources differ both values stand, and who says so") {
    Story story;
    story.office.item(story.subject(), "pos", "1", {{"kind", "receipt"}, {"at", "40"}, {"total", "1 KZT"}});
    story.office.shelf.set(story.subject(), {{EntityKind::subject, "", "city@5", "Алматы\tsegment"},
                                             {EntityKind::subject, "", "city@7", "алматы\tcommerceml"},
                                             {EntityKind::subject, "", "city@30", "Талгар\tsegment"},
                                             {EntityKind::subject, "", "city@40", "Астана\tpos"}});
    const std::string card = story.card();
    CAPTURE(card);
    CHECK(canonical_json(card));
    CHECK(has(
        card,
        "\"facts\":[{\"name\":\"city\",\"value\":\"Астана\",\"channel\":\"pos\",\"at\":40,\"item\":\"" +
            story.id("pos", "1") +
            "\",\"others\":[{\"value\":\"алматы\",\"channel\":\"commerceml\",\"at\":7},{\"value\":\"Талгар\","
            "\"channel\":\"segment\",\"at\":30}]}]"));
}

TEST_CASE(
    "products that he looked at, put into a cart or asked about; what he bought since is wanted no more") {
    Story story;
    const auto put = [&](const char* native, const char* at,
                         std::vector<std::pair<std::string, std::string>> fields) {
        fields.emplace_back("at", at);
        story.office.item(story.subject(), "segment", native, fields);
    };
    put("v1", "10", {{"kind", "track"}, {"title", "Product Viewed"}, {"product", "Лампа"}});
    put("v2", "20", {{"kind", "track"}, {"title", "Product Viewed"}, {"product", "Лампа"}});
    put("c1", "30",
        {{"kind", "cart"},
         {"line/0", "G10\tГирлянда\t1\t5\t5\tKZT"},
         {"line/1", "G20\tЛента\t1\t5\t5\tKZT"}});
    put("o1", "40", {{"kind", "order"}, {"line/0", "G10\tГирлянда\t1\t5\t5\tKZT"}});
    put("w1", "50", {{"kind", "track"}, {"title", "add_to_wishlist"}, {"product", "Роза"}});
    put("s1", "60", {{"kind", "track"}, {"title", "Signed In"}, {"product", "Ничего"}});
    const std::string card = story.card();
    CAPTURE(card);
    CHECK(has(card, "\"products\":[{\"how\":\"wanted\",\"name\":\"Роза\",\"at\":50,\"item\":\"" +
                        story.id("segment", "w1") +
                        "\"},{\"how\":\"wanted\",\"sku\":\"G20\",\"name\":\"Лента\",\"at\":30,\"item\":\"" +
                        story.id("segment", "c1") +
                        "\"},{\"how\":\"viewed\",\"name\":\"Лампа\",\"at\":20,\"item\":\"" +
                        story.id("segment", "v2") + "\"}]"));
}

TEST_CASE("of products in open orders the card says price, stock and arrival with source and age") {
    Story story;
    State goods;
    Delta delta;
    delta.at.ms = 1;
    delta.ops = {{EntityKind::product, "G10", "name@5", "Гирлянда 10 м\t1C"},
                 {EntityKind::product, joined_key("G10", "Склад 1"), "quantity@100", "7\t1C"},
                 {EntityKind::product, "G10", "price@90", "150000 KZT\tsite"},
                 {EntityKind::product, joined_key("G10", "Склад 1"), "arrival@80", "2026-12-01\t1C"}};
    goods.apply(delta, 1);
    const State* lists[] = {&goods};
    story.shop.catalogue = std::make_shared<const Catalogue>(lists);
    story.office.item(
        story.subject(), "segment", "o1",
        {{"kind", "order"}, {"at", "900"}, {"number", "GS-1"}, {"line/0", "G10\tГирлянда\t1\t5\t5\tKZT"}});
    const std::string card = story.card();
    CAPTURE(card);
    CHECK(canonical_json(card));
    CHECK(
        has(card,
            "\"goods\":[{\"sku\":\"G10\",\"name\":\"Гирлянда 10 "
            "м\",\"price\":{\"currency\":\"KZT\",\"minor\":150000},"
            "\"stock\":\"7\",\"place\":\"Склад 1\",\"arrival\":\"2026-12-01\",\"source\":\"1C\",\"at\":100"));
    CHECK(has(card, "{\"fact\":\"price\",\"value\":\"150000 KZT\",\"source\":\"site\",\"at\":90}"));
    story.office.item(story.subject(), "segment", "o1", {{"status@950", "delivered"}});
    CHECK_FALSE(has(story.card(), "\"goods\""));
}

TEST_CASE("a company's card has its requisites; a person's names the company he works for") {
    Story story;
    story.office.shelf.set(story.subject(), {{EntityKind::subject, "", "company@5", "ТОО «Қала Жарық»\tcrm"},
                                             {EntityKind::subject, "", "position@5", "бухгалтер\tcrm"}});
    CHECK(has(story.card(), "\"company\":{\"name\":\"ТОО «Қала Жарық»\",\"position\":\"бухгалтер\"}"));
    auto& firm = story.office.shelf.owned_by("firm", "company");
    story.who = firm.stream;
    story.office.shelf.know(firm, {"inn", "", "7707083893", Known::proved, "ПАО"}, "company");
    story.office.shelf.set(firm, {{EntityKind::subject, "", "company@5", "ПАО «Свет»\tcompany"},
                                  {EntityKind::subject, "", "kpp@5", "773601001\tcompany"},
                                  {EntityKind::subject, "", "ogrn@5", "1027700132195\tcompany"},
                                  {EntityKind::subject, "", "okved@5", "64.19\tcompany"},
                                  {EntityKind::subject, "", "okopf@5", "12247\tcompany"},
                                  {EntityKind::subject, "", "address@5", "Москва\tcompany"},
                                  {EntityKind::subject, "", "fias@5", "f1\tcompany"},
                                  {EntityKind::subject, "", "oktmo@5", "45397000\tcompany"}});
    const std::string card = story.card();
    CAPTURE(card);
    CHECK(has(card,
              "\"company\":{\"name\":\"ПАО "
              "«Свет»\",\"inn\":\"7707083893\",\"kpp\":\"773601001\",\"ogrn\":\"1027700132195\","
              "\"okved\":\"64.19\",\"okopf\":\"12247\",\"address\":\"Москва\",\"fias\":\"f1\",\"oktmo\":"
              "\"45397000\"}"));
}

TEST_CASE(
    "two profiles at one position see equal bytes, in whatever order the facts came; one more fact changes "
    "the mark") {
    std::vector<Delta> deltas;
    for (std::uint64_t i = 1; i <= 60; ++i) {
        Delta delta;
        delta.at.ms = i;
        const std::string key = joined_key("telegram", "shop", std::to_string(i % 20));
        delta.ops = {{EntityKind::item, key, "kind", "message"},
                     {EntityKind::item, key, "at", std::to_string(1000 + i)},
                     {EntityKind::item, key, "direction", i % 3 == 0 ? "out" : "in"},
                     {EntityKind::item, key, "text", "Слова " + std::to_string(i)},
                     {EntityKind::subject, "", "city@" + std::to_string(i % 7),
                      "Город " + std::to_string(i) + "\tsegment"}};
        deltas.push_back(std::move(delta));
    }
    const auto card_of = [](const std::vector<Delta>& in_order) {
        State state;
        for (const Delta& delta : in_order) state.apply(delta, 5000);
        const SubjectRecord record = summarise(state, tests::stream(1), 1);
        const Customers customers = tests::resolve_all({record});
        view::Shop shop;
        shop.as_of_ms = 9000;
        view::OpenCustomer open{customers.find(record.stream), {{record.stream, &state, &record}}};
        return view::card(open, customers, shop);
    };
    const std::string card = card_of(deltas);
    CHECK(version_in(card).find_first_not_of("0123456789abcdef") == std::string::npos);
    std::mt19937 random(7);
    for (int turn = 0; turn < 8; ++turn) {
        std::vector<Delta> other = deltas;
        std::shuffle(other.begin(), other.end(), random);
        CHECK(card_of(other) == card);
    }
    std::vector<Delta> less(deltas.begin(), deltas.end() - 1);
    CHECK(version_in(card_of(less)) != version_in(card));
}
