#include <doctest/doctest.h>

#include "native/connectors/segment.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string visitor =
    R"("messageId":"m-1","anonymousId":"c-1","timestamp":"2026-08-24T08:02:36.500Z",)";
Item track(const std::string& event, const std::string& properties) {
    return only_item(segment(), R"({"batch":[{"type":"track",)" + visitor + R"("userId":"u-1","event":")" +
                                    event + R"(","properties":{)" + properties + "}}]}");
}

}  // namespace

TEST_CASE("a page is an incoming item of the browser with what led to it") {
    const Item item =
        only_item(segment(), R"({"batch":[{"type":"page",)" + visitor + R"("name":"Главная","properties":{
        "title":"Букеты","url":"https://shop.example/?utm_source=news&utm_campaign=may&utm_term=%D1%80%D0%BE%D0%B7%D1%8B+%D0%B1",
        "referrer":"https://mail.example/"}}]})");
    CHECK(item.native_id == "m-1");
    CHECK(value_of(item, "kind") == "page");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at") == "1787558556500");
    CHECK(value_of(item, "title") == "Букеты");
    CHECK(value_of(item, "referrer") == "https://mail.example/");
    CHECK(value_of(item, "source") == "news");
    CHECK(value_of(item, "campaign") == "may");
    CHECK(value_of(item, "query") == "розы б");
    CHECK(spelled(item.identifiers) == "cookie c-1 given");
    CHECK(item.identifiers[0].scope == "shop");
}

TEST_CASE("context and referrer tell the campaign, the click and the words searched") {
    const auto page = [](const std::string& context, const std::string& properties) {
        return only_item(segment(), R"({"type":"page",)" + visitor + R"("context":{)" + context +
                                        R"(},"properties":{)" + properties + "}}");
    };
    const Item campaign = page(R"("campaign":{"source":"google","name":"sale","term":"пионы"})",
                               R"("url":"https://shop.example/?utm_source=other")");
    CHECK(value_of(campaign, "source") == "google");
    CHECK(value_of(campaign, "campaign") == "sale");
    CHECK(value_of(campaign, "query") == "пионы");
    const Item click = page(R"("page":{"search":"?yclid=77","url":"https://shop.example/"})", "");
    CHECK(value_of(click, "source") == "yandex");
    CHECK(value_of(click, "url") == "https://shop.example/");
    const Item searched =
        page("", R"("referrer":"https://yandex.kz/search/?text=%D0%BF%D0%BE%D0%B4%D0%B0%D1%80%D0%BE%D0%BA")");
    CHECK(value_of(searched, "query") == "подарок");
    const Item own = page("", R"("referrer":"https://shop.example/?text=1")");
    CHECK(value_of(own, "query").empty());
}

TEST_CASE("a signed-in visitor is named by user id first, then by traits, then by the browser") {
    const Item item =
        only_item(segment(), R"({"type":"track",)" + visitor + R"("event":"Signed Up","userId":91,
        "context":{"traits":{"name":"Дана","phone":"8 701 000 00 31","email":"d@post.example"}}})");
    CHECK(value_of(item, "kind") == "track");
    CHECK(value_of(item, "title") == "Signed Up");
    CHECK(spelled(item.identifiers) ==
          "user 91 proved; phone 8 701 000 00 31 given; email d@post.example given; cookie c-1 given");
    CHECK(item.identifiers[1].name == "Дана");
    const Item nobody = only_item(
        segment(),
        R"({"type":"track","event":"x","userId":"null","anonymousId":"00000000-0000-0000-0000-000000000000"})");
    CHECK(nobody.identifiers.empty());
}

TEST_CASE("the site chat gives messages of both directions in their conversation") {
    const std::string properties =
        R"("message_body":"Какая цена? 8 701 000 00 32","conversation_id":"v-1","agent_name":"Айна")";
    const Item sent = track("Live Chat Message Sent", properties);
    CHECK(value_of(sent, "kind") == "message");
    CHECK(value_of(sent, "direction") == "in");
    CHECK(value_of(sent, "thread") == "v-1");
    CHECK(value_of(sent, "author").empty());
    CHECK(spelled(sent.identifiers) == "user u-1 proved; cookie c-1 given; phone 8 701 000 00 32 said");
    const Item received = track("Live Chat Message Received", properties);
    CHECK(value_of(received, "direction") == "out");
    CHECK(value_of(received, "author") == "Айна");
    CHECK(value_of(received, "text") == "Какая цена? 8 701 000 00 32");
    CHECK(spelled(received.identifiers) == "user u-1 proved; cookie c-1 given");
}

TEST_CASE("a completed order has number, lines and total in minor units by their decimal text") {
    const Item item =
        track("Order Completed", R"("order_id":"GS-1","total":11500.35,"currency":"KZT","products":[
        {"sku":"LT-2","name":"Лампа","price":5750.15,"quantity":2},{"product_id":"P9","price":"0.05"}])");
    CHECK(value_of(item, "kind") == "order");
    CHECK(value_of(item, "number") == "GS-1");
    CHECK(value_of(item, "total") == "1150035 KZT");
    CHECK(value_of(item, "line/1") == "LT-2\tЛампа\t2\t575015\t1150030\tKZT");
    CHECK(value_of(item, "line/2") == "P9\t\t1\t5\t5\tKZT");
    const Item yen = track("Order Completed", R"("order_id":1,"revenue":700,"currency":"JPY")");
    CHECK(value_of(yen, "total") == "700 JPY");
    CHECK(value_of(yen, "number") == "1");
    const Item odd = track("Order Completed", R"("order_id":"2","total":1e30)");
    CHECK(value_of(odd, "total").empty());
    CHECK(value_of(track("Product Viewed", R"("sku":"LT-2","name":"Лампа")"), "product") == "Лампа (LT-2)");
}

TEST_CASE("identify is a statement: user, given phone and mail, browser, name") {
    const Parsed parsed =
        read_one(segment(), R"({"batch":[{"type":"identify",)" + visitor + R"("userId":"u-1",
        "traits":{"firstName":"Дана","lastName":"Ким","phone":"87010000031","email":"d@post.example","address":{"city":"Астана"}}}]})");
    CHECK(parsed.items.empty());
    CHECK(parsed.other == 1);
    REQUIRE(parsed.statements.size() == 1);
    const Statement& statement = parsed.statements[0];
    CHECK(spelled(statement.identifiers) ==
          "user u-1 proved; phone 87010000031 given; email d@post.example given; cookie c-1 given");
    CHECK(statement.facts ==
          std::vector<std::pair<std::string, std::string>>{{"name", "Дана Ким"}, {"city", "Астана"}});
    CHECK(statement.at_ms == 1787558556500u);
}

TEST_CASE("alias joins two ids, group names a company") {
    Parsed parsed = read_one(
        segment(),
        R"({"type":"alias","messageId":"a","userId":"u-2","previousId":"c-9","timestamp":"2026-08-24T08:00:00Z"})");
    REQUIRE(parsed.statements.size() == 1);
    CHECK(spelled(parsed.statements[0].identifiers) == "user u-2 proved; user c-9 given; cookie c-9 given");
    parsed = read_one(
        segment(),
        R"({"type":"group","userId":"u-2","groupId":"g","traits":{"name":"ТОО Роза"},"timestamp":"2026-08-24T08:00:00Z"})");
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].first == "company");
    CHECK(parsed.statements[0].facts[0].second == "ТОО Роза");
}

TEST_CASE(
    "the time is `timestamp`; without it the visitor's clock is repaired by when the batch was sent and "
    "received") {
    const auto time = [](const std::string& call, const std::string& batch) {
        return value_of(
            only_item(segment(), R"({"batch":[{"type":"page","messageId":"t")" + call + "}]" + batch + "}"),
            "at");
    };
    CHECK(time(R"(,"timestamp":"2026-08-24T13:00:00+05:00","originalTimestamp":"2020-01-01T00:00:00Z")",
               "") == "1787558400000");
    CHECK(time(R"(,"originalTimestamp":"2020-01-01T00:00:00Z")",
               R"(,"sentAt":"2020-01-01T00:00:10Z","receivedAt":"2026-08-24T08:00:10Z")") == "1787558400000");
    CHECK(time(R"(,"timestamp":"yesterday","originalTimestamp":"2026-08-24T08:00:00.25Z")", "") ==
          "1787558400250");
    CHECK(time("", "").empty());
}

TEST_CASE("a batch is one unit; its broken and unknown parts are named, and the same id twice is a repeat") {
    const Parsed parsed =
        read_one(segment(), R"({"batch":[{"type":"page","messageId":"a"},{"type":"page","messageId":"a"},7,
        {"type":"dream","messageId":"d","anonymousId":"c-1"},{"type":"screen"}]})");
    CHECK(parsed.units == 1);
    CHECK(parsed.repeats == 1);
    CHECK(parsed.unknown == 1);
    CHECK(parsed.other == 0);
    REQUIRE(parsed.items.size() == 3);
    CHECK(value_of(parsed.items[1], "kind") == "other");
    CHECK(parsed.items[1].native_id == "d");
    CHECK(spelled(parsed.items[1].identifiers) == "cookie c-1 given");
    CHECK(parsed.items[2].native_id.starts_with("hash:"));
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].place == "part 3");
    CHECK(read_one(segment(), R"({"batch":[)").rejections.size() == 1);
    CHECK(read_one(segment(), R"("text")").rejections.size() == 1);
}

TEST_CASE("a single call and an array of batches are read too, and nothing is signed") {
    CHECK(read_one(segment(),
                   R"([{"type":"page","messageId":"a"},{"batch":[{"type":"page","messageId":"b"}]}])")
              .items.size() == 2);
    CHECK(segment().authenticity({}, {{"host", "x"}}, test_account()) == Authenticity::missing);
}
