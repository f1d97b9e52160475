#include "core/insight/catalogue.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace history {
namespace {

struct List {
    State state;
    std::uint64_t counter = 0;
    explicit List(const std::string& account) {
        put(EntityKind::subject, "", "kind", "goods");
        put(EntityKind::subject, "", "owner", joined_key("goods", "stock", account));
    }
    void put(EntityKind kind, const std::string& key, const std::string& field, const std::string& value) {
        Delta delta;
        delta.at.ms = ++counter;
        delta.counter = counter;
        delta.ops.push_back({kind, key, field, value});
        state.apply(delta, counter);
    }
    void fact(const std::string& sku, const std::string& place, const std::string& field,
              const std::string& value) {
        put(EntityKind::product, joined_key(sku, place), field, value + "\t1C");
    }
};

List shop() {
    List list("main");
    const auto product = [&](const char* sku, const char* name, const char* category) {
        list.fact(sku, "", "name@10", name);
        list.fact(sku, "", "category@10", category);
    };
    product("GR-100", "Гирлянда «Северное сияние» 10 м", "Гирлянды");
    product("GR-050", "Гирлянда «Роса» 5 м", "Гирлянды");
    product("VZ-010", "Ваза керамическая", "Вазы");
    product("TY-001", "Игрушка плюшевая", "Игрушки");
    product("MUG-7", "Travel mug", "Mugs");
    product("POL-1", "Полис ОСАГО", "Страхование");
    list.fact("GR-100", "4601234567893", "alias", "4601234567893");
    return list;
}

std::string named(const Catalogue& catalogue, std::string_view text) {
    std::string all;
    for (const Mention& mention : catalogue.mentions(text)) {
        if (!all.empty()) all += ", ";
        all += mention.product ? mention.product->sku : "[" + std::string(mention.category) + "]";
        CHECK(mention.to <= text.size());
        CHECK(mention.from < mention.to);
    }
    return all;
}

TEST_CASE("products are found by sku, alias and name, whatever the case and the quotation marks") {
    const List list = shop();
    const State* states[] = {&list.state};
    const Catalogue catalogue(states);
    CHECK(catalogue.products().size() == 6);
    CHECK(catalogue.find("gr-100")->sku == "GR-100");
    CHECK(catalogue.find("4601234567893")->sku == "GR-100");
    CHECK(catalogue.find("гирлянда \"роса\" 5 м")->sku == "GR-050");
    CHECK(catalogue.find("no such sku", "Travel Mug")->sku == "MUG-7");
    CHECK(catalogue.find("") == nullptr);
    CHECK(catalogue.find("гирлянда") == nullptr);
    CHECK(catalogue.category_of("GR-050") == "Гирлянды");
    CHECK(catalogue.category_of("вазы") == "Вазы");
    CHECK(catalogue.category_of("вазелин").empty());
}

TEST_CASE("a person's words name products and categories in any form, the longest name first") {
    const List list = shop();
    const State* states[] = {&list.state};
    const Catalogue catalogue(states);
    CHECK(named(catalogue, "Гирлянда перестала гореть") == "[Гирлянды]");
    CHECK(named(catalogue, "две гирлянды и вазу") == "[Гирлянды], [Вазы]");
    CHECK(named(catalogue, "хочу гирлянду «Северное сияние» 10 м!") == "GR-100");
    CHECK(named(catalogue, "заказывали Северное сияние, не горит") == "GR-100");
    CHECK(named(catalogue, "гирляндой \"Роса\" довольны") == "GR-050");
    CHECK(named(catalogue, "на траве роса") == "");  // a common word alone is nobody's name
    CHECK(named(catalogue, "керамическую вазу") == "[Вазы]");
    CHECK(named(catalogue, "вазу керамическую разбили") == "VZ-010");
    CHECK(named(catalogue, "нет игрушек?") == "[Игрушки]");
    CHECK(named(catalogue, "артикул gr-050 есть?") == "GR-050");
    CHECK(named(catalogue, "two travel mugs") == "MUG-7");
    CHECK(named(catalogue, "гирляндалардың бағасы қанша?") == "[Гирлянды]");
    CHECK(named(catalogue, "вазелин и гирляндистка") == "");
    CHECK(named(catalogue, "полис осаго истекает") == "POL-1");
    CHECK(named(catalogue, "") == "");
    CHECK(named(catalogue, std::string("\xff\xfe\x00гирлянда", 19)) == "[Гирлянды]");
}

TEST_CASE("the latest of each fact and place stands with its source and age, in whatever order lists come") {
    List one("main"), two("main"), other("branch");
    one.fact("A", "North", "quantity@100", "5");
    two.fact("A", "North", "quantity@200", "3");  // a second agent's stream of the same account
    other.fact("A", "North", "quantity@150", "9");
    one.fact("A", "South", "quantity", "1");
    one.fact("A", "", "price@100", "1290000 KZT");
    one.fact("A", "", "name@100", "Old");
    other.fact("A", "", "name@300", "New");
    one.fact("A", "South", "arrival@100", "2026-08-29");
    std::vector<const State*> states = {&one.state, &two.state, &other.state};
    std::sort(states.begin(), states.end());
    do {
        const Catalogue catalogue(states);
        REQUIRE(catalogue.products().size() == 1);
        const Product& product = catalogue.products().front();
        CHECK(product.name == "New");
        REQUIRE(product.stock.size() == 3);
        CHECK(product.stock[0].value == "3");
        CHECK(product.stock[0].at_ms == 200);
        CHECK(product.stock[0].account == "main");
        CHECK(product.stock[0].source == "1C");
        CHECK(product.stock[1].value == "9");
        CHECK(product.stock[2].place == "South");
        REQUIRE(product.prices.size() == 1);
        CHECK(product.prices[0].value == "1290000 KZT");
        CHECK(product.arrivals.at(0).value == "2026-08-29");
    } while (std::next_permutation(states.begin(), states.end()));
}

TEST_CASE("what only orders name is the listed product of that name, else one product whatever its numbers") {
    List list = shop();
    list.fact("kaspi-77", "", "line_name", "Ваза  керамическая");
    list.fact("a-1", "", "line_name", "Свеча «Кедр»");
    list.fact("b-9", "", "line_name", "Свеча «Кедр»");
    list.fact("GR-100", "", "line_name", "Гирлянда со скидкой");  // a list knows it by another name
    const State* states[] = {&list.state};
    const Catalogue catalogue(states);
    REQUIRE(catalogue.find("kaspi-77") != nullptr);
    CHECK(catalogue.find("kaspi-77")->sku == "VZ-010");
    REQUIRE(catalogue.find("b-9") != nullptr);
    CHECK(catalogue.find("b-9") == catalogue.find("a-1"));
    CHECK(catalogue.find("b-9")->name == "Свеча «Кедр»");
    CHECK(named(catalogue, "треснула ваза керамическая и свеча кедр") == "VZ-010, a-1");
    CHECK(catalogue.find("GR-100")->name == "Гирлянда «Северное сияние» 10 м");
    CHECK(catalogue.products().size() == 7);
}

TEST_CASE("names that several products share find none of them, and are mentions of each") {
    List list("main");
    list.fact("S", "", "name", "Подушка");
    list.fact("L", "", "name", "Подушка");
    const State* states[] = {&list.state};
    const Catalogue catalogue(states);
    CHECK(catalogue.find("подушка") == nullptr);
    CHECK(named(catalogue, "где моя подушка") == "L, S");
    CHECK(Catalogue().mentions("подушка").empty());
}

}  // namespace
}  // namespace history
