#include "native/connectors/commerceml.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

Account almaty() {
    Account account = test_account();
    account.zone = {{0, 300}};
    return account;
}

std::string exchange(const std::string& inside, const std::string& formed = "2026-08-26") {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.05\" "
           "ДатаФормирования=\"" +
           formed + "\">" + inside + "</КоммерческаяИнформация>";
}

// `inside` stands within the document, behind what every document has.
std::string document(const std::string& inside, const std::string& currency = "KZT") {
    return "<Документ><Ид>d-1</Ид><Номер>ГС-1</Номер><Дата>2026-08-26</Дата><Время>16:21:40</Время>"
           "<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>" +
           currency + "</Валюта><Сумма>11500.00</Сумма>" + inside + "</Документ>";
}

std::string requisite(const std::string& name, const std::string& value) {
    return "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>" + name + "</Наименование><Значение>" +
           value + "</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>";
}

std::string windows_1251(const std::string& text) {  // of the letters of this file alone
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead != 0xD0 && lead != 0xD1) {
            out.push_back(text[i]);
            continue;
        }
        const unsigned code = ((lead & 0x1Fu) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
        out.push_back(static_cast<char>(code - 0x410 + 0xC0));
    }
    return out;
}

std::size_t named(const Item& item, std::string_view base) {
    std::size_t count = 0;
    for (const auto& [name, value] : item.fields) count += name.starts_with(base);
    return count;
}

}  // namespace

TEST_CASE("an order has number, local time, total, line, site number and the buyer's identifiers") {
    const Item item = only_item(
        commerceml(),
        exchange(document(
            "<НомерВерсии>1</НомерВерсии><Контрагенты><Контрагент><Ид>c-1</Ид><Наименование>Оспанова "
            "С.</Наименование><Роль>Покупатель</Роль><ПолноеНаименование>Сауле "
            "Оспанова</ПолноеНаименование><Контакты><Контакт><Тип>Телефон</Тип><Значение>+7 (775) "
            "000-09-14</Значение></Контакт><Контакт><Тип>Почта</Тип><Значение>s@mail.example</Значение>"
            "</Контакт></Контакты></Контрагент></Контрагенты><Товары><Товар><Ид>g</Ид><Артикул>LT-002"
            "</Артикул><Наименование>Лампа</Наименование><ЦенаЗаЕдиницу>5750.00</ЦенаЗаЕдиницу>"
            "<Количество>2</Количество><Сумма>11500.00</Сумма></Товар></Товары>" +
            requisite("Номер на сайте", "GS-10244"))),
        almaty());
    CHECK(item.native_id == "d-1");
    CHECK(value_of(item, "kind") == "order");
    CHECK(value_of(item, "at") == "1787743300000");
    CHECK(value_of(item, "number") == "ГС-1");
    CHECK(value_of(item, "order_ref") == "GS-10244");
    CHECK(value_of(item, "line/1") == "LT-002\tЛампа\t2\t575000\t1150000\tKZT");
    CHECK(spelled(item.identifiers) ==
          "contractor c-1 given; phone +7 (775) 000-09-14 given; email s@mail.example given");
    CHECK(item.identifiers[0].scope == "shop");
    CHECK(item.identifiers[1].name == "Сауле Оспанова");
}

TEST_CASE("a namespace with or without prefix, a container and windows-1251 change nothing") {
    const std::string one = document("<Комментарий>Заказ с сайта ТЕСТ</Комментарий>");
    const std::string head = "<КоммерческаяИнформация>";
    const Item plain = only_item(commerceml(), head + one + "</КоммерческаяИнформация>", almaty());
    const Item space = only_item(
        commerceml(),
        "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_3\">" + one + "</КоммерческаяИнформация>",
        almaty());
    const Item wrapped = only_item(
        commerceml(), head + "<Контейнер>" + one + "</Контейнер></КоммерческаяИнформация>", almaty());
    const std::string old =
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?>" + head + one + "</КоммерческаяИнформация>";
    const Item recoded = only_item(commerceml(), windows_1251(old), almaty());
    const Item misdeclared =
        only_item(commerceml(), old, almaty());  // saved again as UTF-8, declaration left
    for (const Item* other : {&space, &wrapped, &recoded, &misdeclared}) CHECK(other->fields == plain.fields);
    CHECK(value_of(plain, "text") == "Заказ с сайта ТЕСТ");
}

TEST_CASE("each version of a document has its own state, and the plain fields are the same in any order") {
    const auto version = [](const char* number, const char* state, const char* formed) {
        return only_item(commerceml(),
                         exchange(document(std::string("<НомерВерсии>") + number + "</НомерВерсии>" +
                                           requisite("Статус заказа", state)),
                                  formed),
                         almaty());
    };
    const Item first = version("1", "[N] Принят", "2026-08-26"),
               second = version("2", "[F] Доставлен", "2026-08-29");
    for (const auto& [name, value] : second.fields) {
        const std::string before = value_of(first, name);
        CHECK((before.empty() || before == value));
    }
    std::string before, after;
    for (const auto& [name, value] : first.fields)
        if (name.starts_with("status@")) before = name;
    for (const auto& [name, value] : second.fields)
        if (name.starts_with("status@")) after = name;
    CHECK(before < after);
    CHECK(version("2", "[F] Доставлен", "2026-08-29").fields == second.fields);
}

TEST_CASE("a document marked for deletion says so") {
    const Item item =
        only_item(commerceml(), exchange(document("<ПометкаУдаления>true</ПометкаУдаления>")), almaty());
    CHECK(named(item, "deleted@") == 1);
}

TEST_CASE("the phone that operators write into the comment is given, in every spelling") {
    for (const std::string& phone : std::vector<std::string>{"+77780000104", "8(701)000-38-61",
                                                             "8701 000 3861", "79990000492", "0079990009626",
                                                             "+7\xC2\xA0"
                                                             "747\xC2\xA0"
                                                             "000\xC2\xA0"
                                                             "05\xC2\xA0"
                                                             "09"}) {
        CAPTURE(phone);
        const Item item = only_item(
            commerceml(),
            exchange(document("<Комментарий>Инстаграм, IG-1136, тел " + phone + "</Комментарий>")), almaty());
        CHECK(value_of(item, "order_ref") == "IG-1136");
        std::string plain = phone;  // no-break spaces become blanks
        for (std::size_t i = plain.find("\xC2\xA0"); i != std::string::npos; i = plain.find("\xC2\xA0"))
            plain.replace(i, 2, " ");
        CHECK(spelled(item.identifiers) == "phone " + plain + " given");
    }
}

TEST_CASE("the number of the order in another system is found in the comment") {
    const auto number = [](const std::string& words) {
        return value_of(
            only_item(commerceml(), exchange(document("<Комментарий>" + words + "</Комментарий>")), almaty()),
            "order_ref");
    };
    CHECK(number("Заказ с сайта GS-10244") == "GS-10244");
    CHECK(number("Заказ из Instagram @a.b12, IG-1089") == "IG-1089");
    CHECK(number("Kaspi 310001029") == "310001029");
    CHECK(number("satu.kz №250001002") == "250001002");
    CHECK(number("Позвонить после 18") == "");
}

TEST_CASE("the sample folder: one order, and four catalogues without one") {
    const FolderCounts found = read_folder(commerceml(), "commerceml_1c", almaty());
    if (found.units == 0) return;
    CHECK(found.skipped == 0);
    CHECK(found.units == 5);
    CHECK(found.items.size() == 1);
    CHECK(found.repeats == 0);
    CHECK(found.rejected == 0);
    CHECK(found.unknown == 0);
    CHECK(found.other == 4);  // classifier, catalogue with and without it, offers
    const Item& item = found.items.at("20");
    CHECK(value_of(item, "total") == "968342 RUB");
    CHECK(value_of(item, "at") == "1192531240000");
    CHECK(value_of(item, "line/1") == "ORDER_DELIVERY\tДоставка заказа\t1\t34800\t34800\tRUB");
    CHECK(spelled(item.identifiers) == "contractor 1#admin#Петров Петр given");
}

TEST_CASE("cut anywhere, an exchange is one rejection or other, never an item with half of its words") {
    const std::string whole = exchange(document("<Комментарий>Заказ</Комментарий>"));
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
        const Parsed parsed = read_one(commerceml(), whole.substr(0, size), almaty());
        CHECK(parsed.units == 1);
        CHECK(parsed.items.empty());
        CHECK(parsed.rejections.size() == 1);
    }
}

TEST_CASE("entities of a document type are not expanded") {
    const Parsed parsed =
        read_one(commerceml(),
                 "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\"><!ENTITY c \"cccccc\">]>" +
                     exchange(document("<Комментарий>&b;&c;</Комментарий>")).substr(38),
                 almaty());
    for (const Item& item : parsed.items) CHECK(value_of(item, "text").find("cccccc") == std::string::npos);
}

TEST_CASE("what is nested without end is refused, not followed") {
    std::string deep;
    for (int i = 0; i < 200000; ++i) deep += "<a>";
    CHECK(read_one(commerceml(), deep, almaty()).rejections.size() == 1);
    for (int i = 0; i < 200000; ++i) deep += "</a>";
    CHECK(read_one(commerceml(), deep, almaty()).rejections.size() == 1);
}

TEST_CASE("a company's document states who it is") {
    Account account;
    account.name = "ut11";
    const std::string body =
        "<КоммерческаяИнформация><Документ><Ид>d-9</Ид><Дата>2026-09-04</"
        "Дата><Контрагенты><Контрагент><Ид>c-2</Ид>"
        "<ОфициальноеНаименование>ТОО "
        "«Строй»</ОфициальноеНаименование><ИНН>123456789012</ИНН><КПП>7</КПП></Контрагент>"
        "</Контрагенты></Документ></КоммерческаяИнформация>";
    const Parsed parsed = commerceml().parse(bytes_of(body), account);
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].second == "ТОО «Строй»");
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].identifiers[1].type == "bin");
}

TEST_CASE("who speaks for a company is kept with his name and joins nothing; a person's own words are his") {
    const auto order = [](const std::string& contractor, const std::string& person) {
        return only_item(
            commerceml(),
            exchange(document(
                "<Контрагенты><Контрагент>" + contractor +
                "<Роль>Покупатель</Роль><Представители><Представитель><Контрагент>"
                "<Отношение>Контактное лицо</Отношение><Ид>p-1</Ид><Наименование>" +
                person +
                "</Наименование><Контакты><Контакт><Тип>Телефон мобильный</Тип><Значение>8 701 000 00 "
                "41</Значение></Контакт><Контакт><Тип>Почта</Тип><Значение>d@mail.example</Значение>"
                "</Контакт></Контакты></Контрагент></Представитель></Представители></Контрагент>"
                "</Контрагенты>")),
            almaty());
    };
    const std::string company = "<Ид>c-1</Ид><ОфициальноеНаименование>ТОО Роса</ОфициальноеНаименование>";
    const Item of_company = order(company, "Дана Ким");
    REQUIRE(of_company.identifiers.size() == 3);
    CHECK_FALSE(of_company.identifiers[0].cc);
    for (std::size_t i : {1u, 2u}) {
        CHECK(of_company.identifiers[i].cc);
        CHECK(of_company.identifiers[i].name == "Дана Ким");
    }
    CHECK(of_company.identifiers[1].value == "8 701 000 00 41");
    const std::string private_person = "<Ид>c-2</Ид><Наименование>Дана Ким</Наименование>";
    const Item of_herself = order(private_person, "Дана Ким");
    CHECK(spelled(of_herself.identifiers) ==
          "contractor c-2 given; phone 8 701 000 00 41 given; email d@mail.example given");
    CHECK_FALSE(of_herself.identifiers[1].cc);
    CHECK(order(private_person, "Асель Ли").identifiers[1].cc);
}

TEST_CASE("a company's address is a fact of it") {
    const auto address = [](const std::string& inside) {
        const Parsed parsed = read_one(
            commerceml(),
            exchange(document("<Контрагенты><Контрагент><Ид>c-1</Ид><Наименование>Алма</Наименование>"
                              "<ИНН>123456789012</ИНН>" +
                              inside + "</Контрагент></Контрагенты>")));
        REQUIRE(parsed.statements.size() == 1);
        for (const auto& [fact, value] : parsed.statements[0].facts)
            if (fact == "address") return value;
        return std::string();
    };
    const std::string shown = "<Представление>Алматы, Абая 1</Представление>";
    CHECK(address("<Адрес>" + shown + "</Адрес>") == "Алматы, Абая 1");
    CHECK(address("<АдресРегистрации>" + shown + "</АдресРегистрации>") == "Алматы, Абая 1");
    CHECK(address("<ЮридическийАдрес>" + shown + "</ЮридическийАдрес>") == "Алматы, Абая 1");
    CHECK(address("<Адрес></Адрес>").empty());
}
