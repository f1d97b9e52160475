#include <doctest/doctest.h>

#include "native/connectors/kaspi.h"
#include "native/connectors/satu.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

// Fields as the guides of the two marketplaces list them; not tried on live data.
std::string kaspi_from_docs(const std::string& state, const std::string& status,
                            const std::string& more = "") {
    return R"({"data":[{"type":"orders","id":"MzEw","attributes":{"code":"310001066","totalPrice":28300.5,"paymentMode":"PREPAID","creationDate":1787570607000,"plannedDeliveryDate":1787829807000,"deliveryMode":"DELIVERY_LOCAL","deliveryAddress":{"formattedAddress":"Алматы, 26"},"state":")" +
           state + R"(","status":")" + status +
           R"(","customer":{"id":"0623343b","name":null,"cellPhone":"9990004249","firstName":"Наталья","lastName":"Степанова"})" +
           more +
           R"(},"entries":[{"id":"MzEw#0","offer":{"code":"GR-100","name":"Гирлянда"},"quantity":2,"basePrice":12900,"totalPrice":25800}]}]})";
}

std::string satu_from_docs(const std::string& price, const std::string& status = "received",
                           const std::string& modified = "2026-09-05T13:01:12+05:00") {
    return R"({"orders":[{"id":250001003,"date_created":"2026-09-05T11:37:52+05:00","date_modified":")" +
           modified +
           R"(","client_first_name":"Олег","client_second_name":"","client_last_name":"Нурланов","client_id":40014660,"email":"o@mail.example","phone":"+79990004654","delivery_option":{"id":1,"name":"Курьер"},"delivery_address":"Актобе","payment_option":{"name":"Kaspi Pay"},"price":")" +
           price +
           R"(","client_notes":"","products":[{"sku":"PK-001","name":"Корзина","quantity":1,"price":")" +
           price + R"("}],"status":")" + status + R"("}]})";
}

std::string total(const std::string& price) {
    return value_of(only_item(satu(), satu_from_docs(price)), "total");
}

std::string state_field(const Item& item) {
    for (const auto& [name, value] : item.fields)
        if (name.starts_with("status@")) return name;
    return {};
}

}  // namespace

TEST_CASE("a Kaspi order has its number, buyer, phone, exact total and lines") {
    const Item item = only_item(kaspi(), kaspi_from_docs("NEW", "APPROVED_BY_BANK"));
    CHECK(item.native_id == "MzEw");
    CHECK(value_of(item, "kind") == "order");
    CHECK(value_of(item, "at") == "1787570607000");
    CHECK(value_of(item, "number") == "310001066");
    CHECK(value_of(item, "total") == "2830050 KZT");
    CHECK(value_of(item, "line/1") == "GR-100\tГирлянда\t2\t1290000\t2580000\tKZT");
    CHECK(spelled(item.identifiers) == "buyer 0623343b proved; phone 9990004249 given");
    CHECK(item.identifiers[0].name == "Наталья Степанова");
}

TEST_CASE("the states of a Kaspi order follow each other and never meet") {
    std::vector<std::string> names;
    for (const auto& [state, status] :
         std::vector<std::pair<const char*, const char*>>{{"NEW", "APPROVED_BY_BANK"},
                                                          {"SIGN_REQUIRED", "APPROVED_BY_BANK"},
                                                          {"PICKUP", "ACCEPTED_BY_MERCHANT"},
                                                          {"DELIVERY", "ACCEPTED_BY_MERCHANT"},
                                                          {"KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT"},
                                                          {"KASPI_DELIVERY", "CANCELLING"},
                                                          {"ARCHIVE", "COMPLETED"},
                                                          {"ARCHIVE", "KASPI_DELIVERY_RETURN_REQUESTED"},
                                                          {"ARCHIVE", "RETURNED"},
                                                          {"ARCHIVE", "CANCELLED"}}) {
        const std::string name = state_field(only_item(kaspi(), kaspi_from_docs(state, status)));
        if (!names.empty()) CHECK(names.back() < name);
        names.push_back(name);
    }
}

TEST_CASE("a price of Satu is exact whatever blanks and sign it has") {
    CHECK(total("46 500 ₸") == "4650000 KZT");
    CHECK(total("46\xC2\xA0"
                "500 ₸") == "4650000 KZT");
    CHECK(total("46\xE2\x80\xAF"
                "500,50 тг.") == "4650050 KZT");
    CHECK(total("1 200,50 грн") == "120050 UAH");
    CHECK(total("1200.5 руб.") == "120050 RUB");
    CHECK(total("120") == "12000 KZT");
    CHECK(total("") == "");
    CHECK(total("договорная") == "");
    CHECK(total("1-2") == "");
}

TEST_CASE("each state of a Satu order is named by its own time") {
    const Item first = only_item(satu(), satu_from_docs("1 ₸")),
               last = only_item(satu(), satu_from_docs("1 ₸", "delivered", "2026-09-08T11:37:52+05:00"));
    CHECK(value_of(first, "status@1788595272000") == "received");
    CHECK(value_of(last, "status@1788849472000") == "delivered");
    CHECK(spelled(first.identifiers) ==
          "buyer 40014660 proved; phone +79990004654 given; email o@mail.example given");
    CHECK(first.identifiers[0].name == "Олег Нурланов");
}

TEST_CASE("wrong types and cut polls of both are rejected or left out") {
    for (const Connector* connector : {&kaspi(), &satu()}) {
        for (
            const char* body :
            {"1", "null", "[]", "{}", "[1]", R"({"data":7})", R"({"orders":7})",
             R"({"data":[null,[],{"id":{}}]})", R"({"orders":[null,[],{"id":{}}]})",
             R"({"data":[{"type":7,"id":5,"attributes":[]}]})",
             R"({"data":[{"id":"1","attributes":{"creationDate":"a"}}]})",
             R"({"data":[{"id":"1","attributes":{"creationDate":9e99}}]})",
             R"({"data":[{"id":"1","attributes":{"creationDate":1787570607000,"customer":7,"deliveryAddress":[],"totalPrice":{},"state":5},"entries":[7,{"offer":[]}]}]})",
             R"({"orders":[{"id":1,"date_created":"2026-09-05T11:37:52+05:00","price":{},"products":[7,{"price":[]}],"payment_option":"x"}]})"}) {
            CAPTURE(body);
            const Parsed parsed = read_one(*connector, body);
            CHECK(parsed.items.size() + parsed.rejections.size() + parsed.other >= parsed.units);
        }
        const std::string whole = connector == &kaspi() ? kaspi_from_docs("NEW", "x") : satu_from_docs("1 ₸");
        for (std::size_t size = 0; size < whole.size(); ++size)
            CHECK(read_one(*connector, whole.substr(0, size)).rejections.size() == 1);
    }
}

TEST_CASE("a poll without orders and the answer of an error are readable without an item") {
    CHECK(read_one(kaspi(), R"({"data":[],"meta":{"totalCount":0}})").rejections.empty());
    CHECK(read_one(satu(), R"({"orders":[]})").rejections.empty());
    MESSAGE("kaspi errors: " << read_one(kaspi(), R"({"errors":[{"status":"401"}]})").rejections.size()
                             << " rejections");
    MESSAGE("satu error: " << read_one(satu(), R"({"error":"Unauthorized"})").rejections.size()
                           << " rejections");
}

TEST_CASE("fields of a Kaspi order that change in its life have versions") {
    const Item pickup =
        only_item(kaspi(), kaspi_from_docs("PICKUP", "ACCEPTED_BY_MERCHANT", R"(,"isKaspiDelivery":false)"));
    const Item done =
        only_item(kaspi(), kaspi_from_docs("ARCHIVE", "COMPLETED",
                                           R"(,"isKaspiDelivery":true,"kaspiDelivery":{"waybill":"w"})"));
    for (const auto& [name, value] : done.fields) {
        const std::string other = value_of(pickup, name);
        CHECK((other.empty() || other == value));
    }
}
