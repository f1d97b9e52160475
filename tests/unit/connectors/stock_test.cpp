#include "native/connectors/stock.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

// "GR quantity Store 20 1C @1787536800000"
std::string spelled_facts(const Parsed& parsed) {
    std::string text;
    for (const ProductFact& fact : parsed.goods) {
        if (!text.empty()) text += "; ";
        text += fact.sku + ' ' + fact.name;
        for (const std::string* part : {&fact.place, &fact.value, &fact.source})
            if (!part->empty()) text += ' ' + *part;
        if (fact.at_ms != 0) text += " @" + std::to_string(fact.at_ms);
    }
    return text;
}

Account almaty() {
    Account account = test_account();
    account.zone = {{0, 300}};
    return account;
}

std::string read_facts(const std::string& body) {
    const Parsed parsed = read_one(stock(), body, almaty());
    CHECK(parsed.rejections.empty());
    CHECK(parsed.items.empty());
    return spelled_facts(parsed);
}

const std::string facts = "sku,warehouse,fact,value,at,source\n";

std::string exchange(const std::string& inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.07\" "
           "ДатаФормирования=\"2026-08-24T07:00:00\">" +
           inside + "</КоммерческаяИнформация>";
}

}  // namespace

TEST_CASE("a row of facts is one fact with its warehouse, time and source") {
    CHECK(read_facts(facts + "GR,Store,quantity,20,2026-08-24T07:00:00+05:00,1C\n") ==
          "GR quantity Store 20 1C @1787536800000");
    CHECK(read_facts(facts + "GR,,price,\"12 900,50\",2026-08-24T07:00:00+05:00,1C\n") ==
          "GR price 1290050 KZT 1C @1787536800000");
    CHECK(read_facts(facts + "GR,Store,arrival,2026-08-29,24.08.2026 07:00,1C\n") ==
          "GR arrival Store 2026-08-29 1C @1787536800000");
    CHECK(read_facts(facts + "GR,Store,arrival,9.8.2026,2026-08-24,\n") ==
          "GR arrival Store 2026-08-09 @1787511600000");
    CHECK(read_facts(facts + "GR,Store,arrival,29.08.2026 14:00,,\n") == "GR arrival Store 2026-08-29 14:00");
    CHECK(read_facts(facts + "GR,Store,quantity,\"-0,250\",,\n") == "GR quantity Store -0.25");
    CHECK(read_facts(facts + "GR,,alias,garland,,\n") == "GR alias garland");
}

TEST_CASE("a row of goods is a fact for each of its words, a place for those that have one") {
    CHECK(read_facts("sku,name,category,price\nGR,\"Гирлянда, 10 м\",Гирлянды,12900\n") ==
          "GR name Гирлянда, 10 м; GR category Гирлянды; GR price 1290000 KZT");
    CHECK(read_facts("price;sku;quantity;warehouse;currency\n5;GR;3;Store;USD\n") ==
          "GR price 500 USD; GR quantity Store 3");
}

TEST_CASE("JSON lines and lists say the same facts as the table, under the names of the settings") {
    const std::string line =
        R"({"sku":"GR","warehouse":"Store","fact":"quantity","value":20,"at":"2026-08-24T02:00:00Z","source":"1C"})";
    CHECK(read_facts(line) == "GR quantity Store 20 1C @1787536800000");
    CHECK(read_facts("[" + line + "," + line + "]").size() == 2 * 38 + 2);
    CHECK(read_facts(R"({"sku":"GR","price":12900.5,"name":"Гирлянда"})") ==
          "GR name Гирлянда; GR price 1290050 KZT");
    Account account = almaty();
    account.columns = {{"sku", "Артикул"}, {"quantity", "Остаток"}};
    CHECK(spelled_facts(read_one(stock(), R"({"Артикул":7,"Остаток":"2"})", account)) == "7 quantity 2");
    CHECK(spelled_facts(read_one(stock(), "Остаток\tАртикул\n2\t7\n", account)) == "7 quantity 2");
}

TEST_CASE("from_docs: a catalogue gives name, category and bar code, an offer price and quantities") {
    CHECK(
        read_facts(exchange(
            "<Классификатор><Группы><Группа><Ид>g1</Ид><Наименование>Свет</Наименование><Группы><Группа>"
            "<Ид>g2</Ид><Наименование>Гирлянды</Наименование></Группа></Группы></Группа></Группы>"
            "</Классификатор><Каталог><Товары><Товар><Ид>u1</Ид><Артикул>GR</Артикул><Штрихкод>200</Штрихкод>"
            "<Наименование>Гирлянда</Наименование><Группы><Ид>g2</Ид></Группы></Товар></Товары></"
            "Каталог>")) ==
        "GR name Гирлянда 1C @1787536800000; GR alias 200 1C @1787536800000; "
        "GR category Гирлянды 1C @1787536800000");
    const std::string directories =
        "<ТипыЦен><ТипЦены><Ид>p1</Ид><Наименование>Розничная</Наименование><Валюта>тг</Валюта></ТипЦены>"
        "</ТипыЦен><Склады><Склад><Ид>s1</Ид><Наименование>Основной</Наименование></Склад></Склады>";
    CHECK(read_facts(exchange("<ПакетПредложений>" + directories +
                              "<Предложения><Предложение><Ид>u1#v1</Ид><Артикул>GR</Артикул><Цены><Цена>"
                              "<ИдТипаЦены>p1</ИдТипаЦены><ЦенаЗаЕдиницу>12900</ЦенаЗаЕдиницу></Цена></Цены>"
                              "<Количество>20</Количество><Склад ИдСклада=\"s1\" КоличествоНаСкладе=\"15\"/>"
                              "<Склад ИдСклада=\"s2\" КоличествоНаСкладе=\"5\"/></Предложение></Предложения>"
                              "</ПакетПредложений>")) ==
          "GR#v1 price Розничная 1290000 KZT 1C @1787536800000; GR#v1 quantity 20 1C @1787536800000; "
          "GR#v1 quantity Основной 15 1C @1787536800000; GR#v1 quantity s2 5 1C @1787536800000");
    CHECK(read_facts(
              exchange("<ПакетПредложений><Предложения><Предложение><Ид>u1</Ид><Остатки><Остаток><Склад>"
                       "<Ид>s1</Ид><Количество>2.5</Количество></Склад></Остаток></Остатки></Предложение>"
                       "</Предложения></ПакетПредложений>")) == "u1 quantity s1 2.5 1C @1787536800000");
}

TEST_CASE("rows and bodies that cannot be read are rejected, what is readable without a product is other") {
    for (const char* row : {"GR,Store,quantity,many,,\n", "GR,,price,free,,\n", "GR,,price,-5,,\n",
                            "GR,,colour,red,,\n", ",,price,5,,\n", "GR,,price,5,yesterday,\n",
                            "GR,Store,arrival,soon,,\n", "GR,price\n", "GR,,price,99999999999999,,\n"}) {
        CAPTURE(row);
        const Parsed parsed = read_one(stock(), facts + row, almaty());
        CHECK(parsed.units == 1);
        CHECK(parsed.goods.empty());
        CHECK(parsed.goods_units == 0);
        CHECK(parsed.rejections.size() == 1);
    }
    for (const char* body : {"", "{\"sku\":", "[1,{},{\"sku\":{}}]", "<a/>", "<КоммерческаяИнформация>",
                             "a,b\n1,2\n", "{\"sku\":\"a\",\"fact\":[],\"price\":{}}"}) {
        CAPTURE(body);
        const Parsed parsed = read_one(stock(), body, almaty());
        CHECK(parsed.units == parsed.rejections.size());
        CHECK(parsed.units >= 1);
        CHECK(parsed.goods.empty());
    }
    const Parsed orders = read_one(stock(), exchange("<Документ><Ид>1</Ид></Документ>"), almaty());
    CHECK(orders.units == 1);
    CHECK(orders.other == 1);
    CHECK(orders.rejections.empty());
}

TEST_CASE("cut anywhere, a list of facts gives no fact of another product") {
    const std::string whole = facts + "GR,\"Store, north\",quantity,20,2026-08-24T07:00:00+05:00,1C\n";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Parsed parsed = read_one(stock(), whole.substr(0, size), almaty());
        CHECK(parsed.units <= 1);
        for (const ProductFact& fact : parsed.goods) CHECK(fact.sku == "GR");
    }
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<Группы><Группа>";
    CHECK(read_one(stock(), deep, almaty()).rejections.size() == 1);
    CHECK(read_one(stock(), std::string(100000, '['), almaty()).rejections.size() == 1);
}

TEST_CASE("the stock of the test world: 825 facts of 24 products, as many as its answers count") {
    Account account = almaty();
    account.name = "ut11";
    std::uint64_t units = 0, good = 0;
    std::map<std::string, int> names;
    for (const auto& file : sample_files("world/payloads/stock/ut11")) {
        const Parsed parsed = read_one(stock(), bytes_in(file), account);
        units += parsed.units;
        good += parsed.goods_units;
        CHECK(parsed.rejections.empty());
        CHECK(parsed.other == 0);
        for (const ProductFact& fact : parsed.goods) ++names[fact.name + (fact.at_ms != 0 ? "@" : "")];
    }
    if (units == 0) return;
    CHECK(units == 849);
    CHECK(good == 849);
    CHECK(names == std::map<std::string, int>{{"arrival@", 36},
                                              {"category", 24},
                                              {"name", 24},
                                              {"price", 24},
                                              {"price@", 69},
                                              {"quantity@", 720}});
}

TEST_CASE(
    "the sample exchange: two products in each catalogue, five offers, and two files without products") {
    std::uint64_t units = 0, good = 0, other = 0, found = 0;
    for (const auto& file : sample_files("commerceml_1c")) {
        const Parsed parsed = read_one(stock(), bytes_in(file), almaty());
        units += parsed.units;
        good += parsed.goods_units;
        other += parsed.other;
        found += parsed.goods.size();
        CHECK(parsed.rejections.empty());
        if (file.filename() != "offers.xml") continue;
        REQUIRE(parsed.goods.size() == 20);
        CHECK(parsed.goods[1].name == "price");
        CHECK(parsed.goods[1].place == "Розничная");
        CHECK(parsed.goods[1].value == "171900 RUB");
        CHECK(parsed.goods[3].place == "Магазин \"Обувь\"");
    }
    if (units == 0) return;
    CHECK(units == 11);
    CHECK(good == 9);
    CHECK(other == 2);  // classifier, orders
    CHECK(found == 30);
}
