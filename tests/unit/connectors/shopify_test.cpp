#include "native/connectors/shopify.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string order_from_docs = R"({"id":450,"name":"#1001","order_number":1001,"currency":"KZT",
  "created_at":"2026-08-24T13:00:00+05:00","updated_at":"2026-08-24T13:05:00+05:00","checkout_id":77,
  "financial_status":"paid","fulfillment_status":null,"total_price":"1150.50","current_total_price":"1000.50",
  "payment_gateway_names":["kaspi_pay"],"note":"Позвоните 8 701 000 00 33","landing_site":"/?utm_source=news",
  "customer":{"id":9,"first_name":"Дана","last_name":"Ким","email":"d@post.example","phone":"+77010000031"},
  "shipping_address":{"first_name":"Асель","last_name":"Ли","phone":"+77010000032","city":"Астана","address1":"Абая 1"},
  "shipping_lines":[{"title":"Курьер"}],"note_attributes":[{"name":"google-clientID","value":"1.2"}],
  "line_items":[{"id":5,"sku":"LT-2","name":"Лампа","price":"575.25","quantity":2,"total_discount":"0.00"}],
  "refunds":[{"id":6,"order_id":450,"created_at":"2026-08-25T13:00:00+05:00","note":"бита",
    "refund_line_items":[{"id":1,"line_item_id":5,"quantity":1,"subtotal":"575.25","line_item":{"sku":"LT-2","name":"Лампа","price":"575.25"}}],
    "transactions":[{"id":8,"order_id":450,"kind":"refund","status":"success","amount":"150.00","currency":"KZT","gateway":"kaspi_pay","created_at":"2026-08-25T13:00:00+05:00"}]}],
  "fulfillments":[{"id":3,"order_id":450,"name":"#1001.1","status":"success","created_at":"2026-08-24T14:00:00+05:00","updated_at":"2026-08-24T14:00:00+05:00","tracking_number":"KZ1","tracking_company":"Казпочта"}]})";

const Item& named(const Parsed& parsed, const std::string& id) {
    for (const Item& item : parsed.items)
        if (item.native_id == id) return item;
    FAIL("no item " << id);
    return parsed.items.front();
}

}  // namespace

TEST_CASE("an order is its buyer's, with lines, amounts, what led to it and its returns and parcels") {
    const Parsed parsed = read_one(shopify(), order_from_docs);
    CHECK(parsed.units == 1);
    CHECK(parsed.rejections.empty());
    REQUIRE(parsed.items.size() == 4);
    const Item& order = named(parsed, "order:450");
    CHECK(value_of(order, "kind") == "order");
    CHECK(value_of(order, "at") == "1787558400000");
    CHECK(value_of(order, "number") == "1001");
    CHECK(value_of(order, "status@1787558700000") == "paid");
    CHECK(value_of(order, "total") == "115050 KZT");
    CHECK(value_of(order, "total@1787558700000") == "100050 KZT");
    CHECK(value_of(order, "line/5") == "LT-2\tЛампа\t2\t57525\t115050\tKZT");
    CHECK(value_of(order, "payment") == "kaspi_pay");
    CHECK(value_of(order, "delivery") == "Курьер");
    CHECK(value_of(order, "address") == "Астана, Абая 1");
    CHECK(value_of(order, "source") == "news");
    CHECK(value_of(order, "refers_to") == "shopify\tshop\tcheckout:77");
    CHECK(spelled(order.identifiers) ==
          "user 9 proved; phone +77010000031 given; email d@post.example given; phone +77010000032 given; "
          "ga 1.2 given; phone 8 701 000 00 33 said");
    CHECK(order.identifiers[0].name == "Дана Ким");
    CHECK_MESSAGE(order.identifiers[3].cc, "the recipient of a parcel is not its buyer");
    const Item& back = named(parsed, "refund:6");
    CHECK(value_of(back, "kind") == "return");
    CHECK(value_of(back, "line/5") == "LT-2\tЛампа\t1\t57525\t57525\tKZT");
    CHECK(value_of(back, "order_ref") == "1001");
    const Item& money = named(parsed, "transaction:8");
    CHECK(value_of(money, "kind") == "refund");
    CHECK(value_of(money, "direction") == "out");
    CHECK(value_of(money, "total") == "15000 KZT");
    const Item& parcel = named(parsed, "fulfillment:3");
    CHECK(value_of(parcel, "number") == "KZ1");
    CHECK(value_of(parcel, "carrier") == "Казпочта");
    CHECK(value_of(parcel, "order_ref") == "1001");
    CHECK(value_of(parcel, "refers_to") == "shopify\tshop\torder:450");
}

TEST_CASE("what a checkout holds and whether it was completed are named by the time of the change") {
    const Item cart =
        only_item(shopify(), R"({"id":77,"cart_token":"c","abandoned_checkout_url":"https://shop.example/77",
        "created_at":"2026-08-24T08:00:00Z","updated_at":"2026-08-24T08:05:00Z","completed_at":null,"currency":"KZT",
        "total_price":"10.00","email":"d@post.example","buyer_accepts_marketing":false,
        "line_items":[{"title":"Лампа","quantity":2},{"title":"Роза","quantity":1}]})");
    CHECK(cart.native_id == "checkout:77");
    CHECK(value_of(cart, "kind") == "cart");
    CHECK(value_of(cart, "total@1787558700000") == "1000 KZT");
    CHECK(value_of(cart, "status@1787558700000") == "open");
    CHECK(value_of(cart, "product@1787558700000") == "Лампа × 2, Роза");
    CHECK(spelled(cart.identifiers) == "email d@post.example given");
}

TEST_CASE("a customer is a statement, and consents are wishes of their own time") {
    const Parsed parsed = read_one(shopify(), R"({"customers":[{"id":9,"first_name":"Дана","last_name":"Ким",
        "email":"d@post.example","phone":null,"updated_at":"2026-08-24T08:00:00Z","default_address":{"city":"Астана"},
        "email_marketing_consent":{"state":"subscribed","consent_updated_at":"2026-08-23T08:00:00Z"},
        "sms_marketing_consent":{"state":"unsubscribed","consent_updated_at":"2026-08-24T07:00:00Z"}}]})");
    REQUIRE(parsed.statements.size() == 3);
    CHECK(spelled(parsed.statements[0].identifiers) == "user 9 proved; email d@post.example given");
    CHECK(parsed.statements[0].facts.size() == 3);
    CHECK(parsed.statements[1].facts[0].second == "resume");
    CHECK(parsed.statements[2].facts[0].second == "stop");
    CHECK(parsed.statements[2].at_ms == 1787554800000u);
    const Parsed consent = read_one(shopify(), R"({"customer_id":9,"email_address":"d@post.example",
        "email_marketing_consent":{"state":"unsubscribed","consent_updated_at":"2026-08-24T08:00:00Z"}})");
    REQUIRE(consent.statements.size() == 1);
    CHECK(consent.statements[0].facts[0].second == "stop");
    CHECK(consent.other == 1);
    const Parsed never = read_one(
        shopify(),
        R"({"customer_id":9,"email_marketing_consent":{"state":"not_subscribed","consent_updated_at":null}})");
    CHECK(never.statements.empty());
}

TEST_CASE("rows of a table and the webhook of the same order give the same fields") {
    const Parsed rows = read_one(shopify(),
                                 "id,order_id,variant_id,name,price,quantity,sku,index,price_set\n"
                                 "5,450,1,Лампа,575.25,2,LT-2,1,\"{\"\"shop_money\"\":{\"\"amount\"\":"
                                 "\"\"575.25\"\",\"\"currency_code\"\":\"\"KZT\"\"}}\"\n");
    REQUIRE(rows.items.size() == 1);
    CHECK(rows.items[0].stub);
    CHECK(rows.items[0].native_id == "order:450");
    CHECK(value_of(rows.items[0], "line/5") ==
          value_of(named(read_one(shopify(), order_from_docs), "order:450"), "line/5"));
    const Parsed again = read_one(shopify(), order_from_docs);
    CHECK(named(again, "order:450").fields ==
          named(read_one(shopify(), order_from_docs), "order:450").fields);
}

TEST_CASE("an authorization moves no money, and a transaction's states have their rank") {
    const auto money = [](const std::string& kind, const std::string& status) {
        return only_item(shopify(), R"({"id":1,"order_id":2,"gateway":"visa","amount":"5.00","currency":"KZT",
            "created_at":"2026-08-24T08:00:00Z","kind":")" +
                                        kind + R"(","status":")" + status + "\"}");
    };
    CHECK(value_of(money("authorization", "success"), "total").empty());
    CHECK(value_of(money("sale", "pending"), "status@0") == "pending");
    CHECK(value_of(money("sale", "success"), "status@1") == "success");
    CHECK(value_of(money("sale", "success"), "total") == "500 KZT");
}

TEST_CASE("bodies that are cut, foreign or of wrong types are rejected or kept, and never end the reading") {
    CHECK(read_one(shopify(), "").rejections.size() == 1);
    CHECK(read_one(shopify(), "{\"id\":1").rejections.size() == 1);
    CHECK(read_one(shopify(), "a,b\n1,2\n").rejections.size() == 1);
    CHECK(read_one(shopify(), R"({"financial_status":"paid"})").rejections.size() == 1);
    CHECK(read_one(shopify(), R"({"something":1})").unknown == 1);
    CHECK(read_one(shopify(), R"({"id":1,"variants":[]})").other == 1);
    for (const char* member :
         {"financial_status", "abandoned_checkout_url", "refund_line_items", "fulfillment_id", "first_name"})
        for (const char* wrong : {"1", "[]", "{}", "\"x\"", "null", "[[1]]"}) {
            const std::string value = wrong;
            const Parsed parsed = read_one(
                shopify(), R"({"id":1,"created_at":"2026-08-24T08:00:00Z","happened_at":)" + value +
                               R"(,"last_name":)" + value + R"(,"customer":)" + value + R"(,"line_items":)" +
                               value + R"(,"refunds":)" + value + R"(,"transactions":)" + value +
                               R"(,"note_attributes":)" + value + R"(,"shipping_address":)" + value + ",\"" +
                               member + "\":" + value + "}");
            CHECK(parsed.units == 1);
        }
    for (std::size_t size = 0; size < order_from_docs.size(); size += 7)
        CHECK(read_one(shopify(), order_from_docs.substr(0, size)).units == 1);
}

TEST_CASE("a delivery is Shopify's when the signature over its bytes fits") {
    Account account = test_account();
    const std::string body = R"({"id":1})";
    const auto check = [&](const std::string& text, const Headers& headers) {
        return shopify().authenticity(bytes_of(text), headers, account);
    };
    const Headers signed_one = {{"x-shopify-hmac-sha256", "A971iWIMgT8Zj9A9eWfikrFj7wQ16/Qwcc4OlRl2PLc="}};
    CHECK(check(body, signed_one) == Authenticity::missing);
    account.secrets["shopify_client_secret"] = "secret";
    CHECK(check(body, signed_one) == Authenticity::genuine);
    CHECK(check(R"({"id": 1})", signed_one) == Authenticity::forged);
    CHECK(check(body, {{"x-shopify-hmac-sha256", "AAAA"}}) == Authenticity::forged);
    CHECK(check(body, {{"host", "shop.example"}}) == Authenticity::forged);
    CHECK(check(body, {}) == Authenticity::missing);
}

TEST_CASE("the sample tables of a shop are read whole, in whatever order of files") {
    const auto files = sample_files("shop");
    if (files.empty()) return;
    Account account = test_account();
    account.currency = "USD";
    const FolderCounts counts = read_folder(shopify(), "shop", account);
    CHECK(files.size() == 43);
    CHECK(counts.skipped == 0);
    CHECK(counts.units == 244);
    CHECK(counts.items.size() ==
          29);  // 8 orders, 3 checkouts, 5 refunds, 5 transactions, 5 tenders, 3 parcels
    CHECK(counts.stubs.size() == 18);  // 3 lines, 5 refunded lines, 5 adjustments, 5 steps
    CHECK(counts.statements.size() == 8);
    CHECK(counts.rejected == 0);
    CHECK(counts.unknown == 0);
    CHECK(counts.repeats == 0);
    CHECK(counts.other == 215);
    const Item& order = counts.items.at("order:2674098602081");
    CHECK(field(order, "total") == "280 GBP");
    CHECK(field(order, "status@1599852946000") == "paid");
}
