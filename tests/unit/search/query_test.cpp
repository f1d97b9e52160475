// What a query asks of an item: words, phrases, numbers, what must not stand in it; and where the marks are.
#include <doctest/doctest.h>

#include "core/search/match.h"

using namespace history;
using namespace history::search;

namespace {

Entity item(std::vector<Field> fields) {
    Entity one;
    one.key = joined_key("telegram", "shop", "1");
    one.fields = std::move(fields);
    std::sort(one.fields.begin(), one.fields.end(),
              [](const Field& a, const Field& b) { return a.name < b.name; });
    return one;
}

Entity message(std::string text) {
    return item({{"kind", "message", {}, {}}, {"text", std::move(text), {}, {}}});
}

// The way that the query finds the item by, as a search would; empty when none does.
std::string found(std::string_view query, const Entity& one) {
    const Forms forms;
    const Query asked = read_query(query, {});
    for (const auto* readings : {&asked.first, &asked.second})
        for (const Reading& reading : *readings)
            if (item_agrees(reading, one, forms))
                return std::string(way_name(reading.way)) + ' ' + reading.text;
    return {};
}

bool typed(std::string_view query, std::string text) {
    return found(query, message(std::move(text))).compare(0, 4, "word") == 0;
}

std::string marked(std::string_view query, std::string_view text) {
    const Forms forms;
    std::string line;
    for (const Mark& mark : marks_of(read_query(query, {}).first.front(), text, forms))
        line += (line.empty() ? "" : "|") + std::string(text.substr(mark.from, mark.to - mark.from));
    return line;
}

}  // namespace

TEST_CASE("all words must stand in an item, in any order and form; a minus takes away") {
    CHECK(typed("гирлянды доставка ", "Доставку гирлянды ждём завтра"));
    CHECK_FALSE(typed("гирлянда самовывоз ", "Доставку гирлянды ждём завтра"));
    CHECK(typed("гирлянда -самовывоз", "Доставку гирлянды ждём завтра"));
    CHECK_FALSE(typed("гирлянда -доставка", "Доставку гирлянды ждём завтра"));
    CHECK(typed("достав", "Доставку гирлянды ждём завтра"));
    CHECK_FALSE(typed("достав ждём ", "Доставку гирлянды ждём завтра"));
}

TEST_CASE("a phrase stands as it is written") {
    CHECK(typed("\"ждём завтра\"", "Доставку ждём завтра"));
    CHECK(typed("«ждем завтра»", "Доставку ждём завтра"));
    CHECK_FALSE(typed("\"завтра ждём\"", "Доставку ждём завтра"));
    CHECK_FALSE(typed("\"ждёт завтра\"", "Доставку ждём завтра"));
    CHECK_FALSE(typed("доставка -\"ждём завтра\"", "Доставку ждём завтра"));
    CHECK(typed("доставка -\"завтра ждём\"", "Доставку ждём завтра"));
}

TEST_CASE("numbers are found whole, in part and in any spelling") {
    const std::string text = "Мой номер 8 (701) 123-45-67, заказ GRL-2041/15";
    for (const char* query : {"+7 701 123 45 67", "87011234567", "7011234567", "123-45-67", "1234567", "8701",
                              "45 67", "GRL-2041/15", "grl204115", "GRL2041", "2041"})
        CHECK_MESSAGE(typed(query, text), query);
    for (const char* query : {"+7 702 123 45 67", "9999", "GRL-2042 "})
        CHECK_MESSAGE(!typed(query, text), query);
    CHECK(typed("4500", "Итого 4500 тенге"));
    CHECK_FALSE(typed("4500 ", "Итого 45000 тенге"));
}

TEST_CASE("what is not found as it was typed is read in other ways") {
    CHECK(found("ghbdtn", message("Привет!")) == "layout привет");
    CHECK(found("pfrfp ujnjd", message("Ваш заказ готов")) == "layout заказ готов");
    CHECK(found("руддщ", message("Hello")) == "layout hello");
    CHECK(found("spasibo", message("Спасибо большое")).compare(0, 15, "transliteration") == 0);
    CHECK(found("гирлянад", message("гирлянда")).compare(0, 4, "typo") == 0);
    CHECK(found("совсем другое", message("гирлянда")).empty());
}

TEST_CASE("an item is found by what stands beside its words, not by what was deleted") {
    const Entity order = item({{"kind", "order", {}, {}},
                               {"number", "KSP-77120", {}, {}},
                               {"line/1", "GRL-10\tГирлянда «Нить» 10 м\t2\t450000\t900000\tKZT", {}, {}},
                               {"address", "Алматы, Абая 10", {}, {}},
                               {"file/1", "document\tнакладная.pdf\tapplication/pdf\t100\tref", {}, {}}});
    for (const char* query : {"KSP-77120", "ksp77120", "нить", "GRL-10", "абая", "накладной", "pdf"})
        CHECK_MESSAGE(!found(query, order).empty(), query);
    Entity edited = item({{"kind", "message", {}, {}},
                          {"text", "старые слова", {}, {}},
                          {"edited@1000", "новые слова", {}, {}}});
    CHECK(found("старые ", edited).empty());
    CHECK(!found("новые", edited).empty());
    Entity deleted = item({{"kind", "message", {}, {}},
                           {"text", "тайна", {}, {}},
                           {"deleted@1000", "1", {}, {}},
                           {"author", "Асем", {}, {}}});
    CHECK(found("тайна", deleted).empty());
    CHECK(!found("асем", deleted).empty());
}

TEST_CASE("found words are marked in the text as it is written") {
    CHECK(marked("гирлянда ", "Две гирлянды и ещё Гирлянду!") == "гирлянды|Гирлянду");
    CHECK(marked("701 123", "Звоните +7 701 123 45 67.") == "7 701 123 45 67");
    CHECK(marked("\"ждём завтра\"", "Ждём завтра, ждём") == "Ждём завтра");
    CHECK(marked("GRL-01", "нужна GRL-01, синяя") == "GRL-01");
    CHECK(marked("-синяя GRL ", "нужна GRL-01, синяя") == "GRL");
}

TEST_CASE("a query is bounded; one that asks for nothing finds nothing") {
    CHECK(read_query("", {}).empty());
    CHECK(read_query(" -слово", {}).empty());
    CHECK(read_query("?!", {}).empty());
    Filter calls;
    calls.kinds = {"call"};
    CHECK_FALSE(read_query("", calls).empty());
    std::string endless;
    for (int i = 0; i < 10'000; ++i) endless += "слово" + std::to_string(i) + ' ';
    CHECK(read_query(endless, {}).first.front().terms.size() <= terms_max);
}
