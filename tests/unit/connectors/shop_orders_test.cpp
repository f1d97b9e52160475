// Orders of marketplaces and of 1C, and the parcels that carry them.
#include <doctest/doctest.h>

#include "native/connectors/commerceml.h"
#include "native/connectors/delivery.h"
#include "native/connectors/kaspi.h"
#include "native/connectors/order_reference.h"
#include "native/connectors/satu.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Account shop() {
    Account account;
    account.name = "shop";
    account.zone = {{0, 300}};
    return account;
}

Parsed parse(const Connector& connector, const std::string& body) {
    return connector.parse(bytes_of(body), shop());
}

Item only_item(const Connector& connector, const std::string& body) {
    const Parsed parsed = parse(connector, body);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.rejections.empty());
    return parsed.items[0];
}

std::string identifier(const Item& item, const std::string& type) {
    for (const Identifier& one : item.identifiers)
        if (one.type == type) return one.value;
    return {};
}

// What both deliveries of one thing say is the same: order of arrival cannot matter.
void check_agree(const Item& a, const Item& b) {
    CHECK(a.native_id == b.native_id);
    for (const auto& [name, value] : a.fields) {
        CAPTURE(name);
        const std::string other = field(b, name);
        CHECK((other.empty() || other == value));
    }
}

std::string kaspi_poll(const std::string& state, const std::string& status) {
    return R"({"data":[{"type":"orders","id":"Mzk","attributes":{"code":"310000001","totalPrice":28300.5,"paymentMode":"PREPAID","plannedDeliveryDate":1787829807000,"creationDate":1787570607000,"deliveryMode":"DELIVERY_LOCAL","deliveryAddress":{"formattedAddress":"Алматы, ул. Образцовая, 1"},"state":")" +
           state + R"(","status":")" + status +
           R"(","customer":{"id":"b-1","cellPhone":"7010000001","firstName":"Наталья","lastName":"С."}},"entries":[{"offer":{"code":"GR","name":"Гирлянда"},"quantity":2,"basePrice":14150.25,"totalPrice":28300.5}]}]})";
}

std::string document(const std::string& version, const std::string& more) {
    return "<Документ><Ид>d-1</Ид><НомерВерсии>" + version +
           "</НомерВерсии><Номер>ГС00-1</Номер><Дата>2026-09-04</Дата><ХозОперация>Заказ товара</ХозОперация>"
           "<Валюта>KZT</Валюта><Сумма>21500.00</Сумма><Время>19:46:02</Время>" +
           more + "</Документ>";
}

std::string exchange(const std::string& documents) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"3.1\">" +
           documents + "</КоммерческаяИнформация>";
}

}  // namespace

TEST_CASE("each state of a Kaspi order is a field of its own in the order of its life") {
    const Item early = only_item(kaspi(), kaspi_poll("NEW", "APPROVED_BY_BANK"));
    const Item late = only_item(kaspi(), kaspi_poll("ARCHIVE", "COMPLETED"));
    check_agree(early, late);
    CHECK(field(early, "status@1787570607000") == "NEW APPROVED_BY_BANK");
    CHECK(field(late, "status@1787570607082") == "ARCHIVE COMPLETED");
    CHECK(field(early, "number") == "310000001");
    CHECK(field(early, "total") == "2830050 KZT");
    CHECK(field(early, "line/1") == "GR\tГирлянда\t2\t1415025\t2830050\tKZT");
    CHECK(field(early, "address").starts_with("Алматы"));
    REQUIRE(early.identifiers.size() == 2);
    CHECK(early.identifiers[0].type == "buyer");
    CHECK(early.identifiers[0].scope == "kaspi/shop");
    CHECK(early.identifiers[0].known == Known::proved);
    CHECK(early.identifiers[1].known == Known::given);
    CHECK(early.identifiers[1].name == "Наталья С.");
}

TEST_CASE("prices of Satu are text with the sign of a currency, blanks of any kind between digits") {
    const auto order = [](const std::string& price) {
        return R"({"orders":[{"id":250000001,"date_created":"2026-09-05T11:37:52+05:00","date_modified":"2026-09-05T13:01:12+05:00","client_first_name":"Олег","client_id":4,"phone":"+77010000002","price":")" +
               price +
               R"(","status":"received","products":[{"sku":"PK","name":"Корзина","quantity":1.5,"price":"100 ₸"}]}]})";
    };
    CHECK(field(only_item(satu(), order("46 500 ₸")), "total") == "4650000 KZT");
    CHECK(field(only_item(satu(), order("46\u00a0500,75 ₽")), "total") == "4650075 RUB");
    CHECK(field(only_item(satu(), order("1200 руб.")), "total") == "120000 RUB");
    CHECK(field(only_item(satu(), order("договорная")), "total").empty());
    const Item item = only_item(satu(), order("1"));
    CHECK(field(item, "line/1") == "PK\tКорзина\t1.5\t10000\t15000\tKZT");
    CHECK(field(item, "status@1788595272000") == "received");
    CHECK(identifier(item, "buyer") == "4");
    CHECK(parse(satu(), R"({"orders":[{"id":1}]})").rejections.size() == 1);
    CHECK(parse(satu(), R"({"orders":[]})").units == 0);
}

TEST_CASE("a parcel is one item with its steps, whichever event comes first") {
    const auto event = [](const std::string& updated, const std::string& status, const std::string& details) {
        return R"({"object":"Event","description":"tracker.updated","id":"evt","result":{"object":"Tracker","tracking_code":"GS1KZ","status":")" +
               status + R"(","created_at":"2026-08-25T09:59:24Z","updated_at":")" + updated +
               R"(","est_delivery_date":"2026-08-27T09:59:24Z","carrier":"Courier","reference":"IG-1125","tracking_details":[)" +
               details + "]}}";
    };
    const std::string taken =
        R"({"message":"Принят","status":"pre_transit","datetime":"2026-08-25T10:00:00Z","tracking_location":{"city":"Алматы","country":"KZ"}})";
    const std::string under_way =
        R"({"message":"В пути","status":"in_transit","datetime":"2026-08-26T10:00:00Z"})";
    const Item first = only_item(delivery(), event("2026-08-25T10:00:00Z", "pre_transit", taken));
    const Item second =
        only_item(delivery(), event("2026-08-26T10:00:00Z", "in_transit", taken + ',' + under_way));
    check_agree(first, second);
    CHECK(first.native_id == "GS1KZ");
    CHECK(field(first, "kind") == "parcel");
    CHECK(field(first, "order_ref") == "IG-1125");
    CHECK(field(first, "step/1787652000000.pre_transit") == "1787652000000\tpre_transit\tПринят\tАлматы, KZ");
    CHECK(field(second, "status@1787738400000") == "in_transit");
    CHECK(parse(delivery(),
                R"({"object":"Event","description":"batch.created","id":"e","result":{"object":"Batch"}})")
              .unknown == 1);
    CHECK(parse(delivery(), R"({"object":"Tracker"})").rejections.size() == 1);
}

TEST_CASE("the signature of a parcel's event is keyed by the decomposed secret") {
    // printf '{"id":"evt"}' | openssl dgst -sha256 -hmac "$(printf 'se\xcc\x81cret')": the secret in NFKD
    Account account = shop();
    account.secrets["delivery_webhook_secret"] = "s\u00e9cret";
    const std::string body = R"({"id":"evt"})",
                      good =
                          "hmac-sha256-hex=261f1153fbc8f20fb058902325b759c0634f4c645985d228cf44da65fc2f94c8";
    const auto check = [&](const std::string& bytes, const Headers& headers) {
        return delivery().check(bytes_of(bytes), headers, account);
    };
    CHECK(check(body, {{"x-hmac-signature", good}}) == Authenticity::genuine);
    CHECK(check(R"({"id": "evt"})", {{"x-hmac-signature", good}}) == Authenticity::forged);
    CHECK(check(body, {{"x-hmac-signature", good.substr(16)}}) == Authenticity::forged);
    CHECK(check(body, {{"other", "x"}}) == Authenticity::forged);
    CHECK(check(body, {}) == Authenticity::missing);
    account.secrets["delivery_webhook_secret"] = "se\u0301cret";  // the same letters, decomposed already
    CHECK(check(body, {{"x-hmac-signature", good}}) == Authenticity::genuine);
    account.secrets["delivery_webhook_secret"] = "secret";
    CHECK(check(body, {{"x-hmac-signature", good}}) == Authenticity::forged);
    account.secrets.clear();
    CHECK(check(body, {{"x-hmac-signature", good}}) == Authenticity::missing);
}

TEST_CASE("a document of 1C is an order with its contractor, goods and the number it was made from") {
    const std::string more =
        "<Комментарий>Заказ с сайта GS-10064, тел 8 701 000 00 "
        "03</Комментарий><Контрагенты><Контрагент><Ид>c-1</Ид>"
        "<Наименование>Смагулова Ю.</Наименование><ПолноеНаименование>Юлия "
        "С.</ПолноеНаименование><Контакты><Контакт>"
        "<Тип>Телефон</Тип><Значение>+7 701 000 00 "
        "04</Значение></Контакт><Контакт><Тип>Почта</Тип><Значение>y@mail.example"
        "</Значение></Контакт></Контакты></Контрагент></Контрагенты><Товары><Товар><Артикул>LT</"
        "Артикул><Наименование>Лампа"
        "</Наименование><ЦенаЗаЕдиницу>10750.00</ЦенаЗаЕдиницу><Количество>2</Количество></Товар></Товары>"
        "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>[N] "
        "Принят</Значение>"
        "</ЗначениеРеквизита></ЗначенияРеквизитов>";
    const Item item = only_item(commerceml(), exchange(document("1", more)));
    CHECK(item.native_id == "d-1");
    CHECK(field(item, "kind") == "order");
    CHECK(field(item, "at") == "1788533162000");  // 19:46:02 at +05:00
    CHECK(field(item, "status@1788533162001") == "[N] Принят");
    CHECK(field(item, "total") == "2150000 KZT");
    CHECK(field(item, "line/1") == "LT\tЛампа\t2\t1075000\t2150000\tKZT");
    CHECK(field(item, "order_ref") == "GS-10064");
    CHECK(identifier(item, "contractor") == "c-1");
    REQUIRE(item.identifiers.size() == 4);
    CHECK(item.identifiers[1].value == "+7 701 000 00 04");
    CHECK(item.identifiers[3].known == Known::given);  // the phone of the comment
    CHECK(item.identifiers[0].name == "Юлия С.");
    // A later version, in the container of schema 3.1.
    const std::string later =
        exchange("<Контейнер>" + document("2", "<ПометкаУдаления>true</ПометкаУдаления>") + "</Контейнер>");
    const Item second = only_item(commerceml(), later);
    check_agree(item, second);
    CHECK(field(second, "deleted@1788533162002") == "1");
}

TEST_CASE("a company's document states who it is") {
    const Parsed parsed = parse(
        commerceml(), exchange(document("1",
                                        "<Контрагенты><Контрагент><Ид>c-2</Ид><ОфициальноеНаименование>ТОО "
                                        "«Строй»</ОфициальноеНаименование>"
                                        "<ИНН>123456789012</ИНН><КПП>7</КПП></Контрагент></Контрагенты>")));
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].second == "ТОО «Строй»");
    CHECK(identifier(parsed.items[0], "bin") == "123456789012");
}

TEST_CASE(
    "XML that is cut, nested too deep, declares entities, or is something else is refused in one sentence") {
    const std::string whole = exchange(document("1", ""));
    for (const std::string& body :
         {std::string(), std::string("  "), whole.substr(0, whole.size() - 10), std::string("{\"a\":1}"),
          std::string("<a/>"), std::string("<КоммерческаяИнформация><a></КоммерческаяИнформация>")}) {
        const Parsed parsed = parse(commerceml(), body);
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.rejections[0].reason.ends_with("."));
        CHECK(parsed.units == 1);
    }
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<Контейнер>";
    CHECK(parse(commerceml(), exchange(deep)).rejections.size() == 1);
    std::string closed;
    for (int i = 0; i < 100; ++i) closed += "<Контейнер>";
    for (int i = 0; i < 100; ++i) closed += "</Контейнер>";
    CHECK(parse(commerceml(), exchange(closed)).rejections.size() == 1);
    const std::string bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
        "\"&a;&a;&a;&a;&a;\">]><КоммерческаяИнформация><Документ><Ид>&b;</Ид>"
        "<Дата>2026-09-04</Дата></Документ></КоммерческаяИнформация>";
    const Parsed parsed = parse(commerceml(), bomb);
    for (const Item& item : parsed.items) CHECK(item.native_id == "&b;");
    CHECK(parse(commerceml(), exchange("<Каталог/>")).other == 1);
    CHECK(parse(commerceml(), exchange("<Документ><Номер>1</Номер></Документ>")).rejections.size() == 1);
}

TEST_CASE("an order's number is found in the words that people write around it") {
    CHECK(order_in_words("Заказ GS-10326") == "GS-10326");
    CHECK(order_in_words("Kaspi 310001002") == "310001002");
    CHECK(order_in_words("Заказ с сайта GS-10064") == "GS-10064");
    CHECK(order_in_words("Заказ из Instagram @maria.ala380, IG-1151") == "IG-1151");
    CHECK(order_in_words("Заказ №5501") == "5501");
    CHECK(order_in_words("Инстаграм").empty());
    CHECK(order_in_words("Заявка Руслан Петров").empty());
    CHECK(order_in_words("тел. A-1").empty());
    CHECK(order_in_words("").empty());
    CHECK(order_in_words("Order " + std::string(5000, '1')).empty());
}

TEST_CASE("samples of 1C: one order; catalogue, offers and classifiers hold none") {
    const FolderCounts found = read_folder(commerceml(), "commerceml_1c", shop());
    if (found.units == 0) return;
    CHECK(found.units == 5);
    CHECK(found.items.size() == 1);
    CHECK(found.other == 4);
    CHECK(found.rejected == 0);
    CHECK(found.items.count("20") == 1);
}

TEST_CASE("samples of EasyPost: trackers are read, its other objects are kept as unknown") {
    const FolderCounts found = read_folder(delivery(), "delivery", shop());
    if (found.units == 0) return;
    CHECK(found.items.count("EZ1000000001") == 1);
    CHECK(found.units == 31);
    CHECK(found.items.size() == 1);
    CHECK(found.repeats == 2);
    CHECK(found.unknown ==
          28);  // shipments, orders, pickups, addresses, webhooks, events without their result
    CHECK(found.rejected == 0);
}
