#include "native/connectors/site.h"

#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string event(std::string_view name, std::string_view more) {
    std::string body =
        R"({"id":"e1","at":1790071200123,"event":")" + std::string(name) + R"(","cookie":"c0ffee")";
    if (!more.empty()) body += ',' + std::string(more);
    return body + '}';
}

Item read(std::string_view name, std::string_view more = {}) {
    return only_item(site(), event(name, more));
}

}  // namespace

TEST_CASE("a page of the site is a visit of a cookie, with what its address says") {
    const Item item =
        read("page", R"("url":"https://shop.kz/?utm_source=ig&utm_medium=cpc&utm_campaign=ny&fbclid=f1",
        "referrer":"https://l.instagram.com/","title":"Гирлянды")");
    CHECK(item.native_id == "e1");
    CHECK(value_of(item, "kind") == "page");
    CHECK(value_of(item, "at") == "1790071200123");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "title") == "Гирлянды");
    CHECK(value_of(item, "source") == "ig cpc");
    CHECK(value_of(item, "campaign") == "ny");
    CHECK(value_of(item, "click") == "fbclid=f1");
    CHECK(spelled(item.identifiers) == "cookie c0ffee given");
    CHECK(item.identifiers[0].scope == "shop");
}

TEST_CASE("every event of the site has its kind") {
    for (auto [name, kind] : {std::pair("page", "page"),
                              {"order", "order"},
                              {"cart", "cart"},
                              {"search", "track"},
                              {"chat", "message"},
                              {"form", "request"},
                              {"video", "video"},
                              {"app", "track"},
                              {"event", "event"},
                              {"review", "review"}})
        CHECK(value_of(read(name), "kind") == kind);
    CHECK(value_of(read("search", R"("query":"гирлянда")"), "query") == "гирлянда");
    const Parsed other = read_one(site(), event("dance", ""));
    CHECK(other.unknown == 1);
    REQUIRE(other.items.size() == 1);
    CHECK(value_of(other.items[0], "kind") == "other");
}

TEST_CASE("an order and an abandoned cart have lines with exact prices") {
    const std::string lines = R"("order":{"number":"GS-10064","total":2500.5,"currency":"KZT","lines":[
        {"sku":"L1","name":"Гирлянда","quantity":2,"price":"1250.25"},7,{"name":"x","price":"dear"}]})";
    const Item order = read("order", lines);
    CHECK(value_of(order, "number") == "GS-10064");
    CHECK(value_of(order, "total") == "250050 KZT");
    CHECK(value_of(order, "line/1") == "L1\tГирлянда\t2\t125025\t250050\tKZT");
    CHECK(value_of(order, "line/2").starts_with("\tx\t"));
    const Item cart = read("cart", lines + R"(,"state":"abandoned","thread":"cart 5")");
    CHECK(value_of(cart, "status@1790071200123") == "abandoned");
    CHECK(value_of(cart, "thread") == "cart 5");
}

TEST_CASE("reviews, videos, visits to an exhibition, forms and chats keep what they say") {
    const Item review =
        read("review", R"("rating":4.5,"text":"Хорошо, звоните +77010001234","product":"L1")");
    CHECK(value_of(review, "rating") == "4.5");
    CHECK(spelled(review.identifiers) == "cookie c0ffee given; phone +77010001234 said");
    const Item visit =
        read("event", R"("title":"Ярмарка","starts":"2026-09-22T10:00:00Z","ends":1790078400000,
        "place":"Алматы","state":"registered")");
    CHECK(value_of(visit, "starts") == "1790071200000");
    CHECK(value_of(visit, "ends") == "1790078400000");
    CHECK(value_of(visit, "place") == "Алматы");
    CHECK(value_of(read("video", R"("title":"Монтаж","state":"watched 80 %")"), "status@1790071200123") ==
          "watched 80 %");
    const Item form = read("form", R"("phone":"+7 701 000 12 34","email":"a@b.kz","name":"Асем",
        "answers":{"город":"Алматы","этаж":5,"x":[1]})");
    CHECK(value_of(form, "answer/город") == "Алматы");
    CHECK(value_of(form, "answer/этаж") == "5");
    CHECK(spelled(form.identifiers) ==
          "phone +7 701 000 12 34 given; email a@b.kz given; cookie c0ffee given");
    CHECK(form.identifiers[0].name == "Асем");
}

TEST_CASE("a signed-in user is proved by the site's signature and by nothing else") {
    Account account = test_account();
    account.secrets["site_user_secret"] = "key";
    // HMAC-SHA256 with the key "key" of "u-17"; from_docs: RFC 2104.
    const std::string hash = "226bc09c1d395c1aa9c1f36318cb0a62edb112bebd3625efc44ef28e3fb35cc7";
    const auto told = [&](const std::string& more) {
        return spelled(only_item(site(), event("page", more), account).identifiers);
    };
    CHECK(told(R"("user":"u-17","user_hash":")" + hash + '"') == "user u-17 proved; cookie c0ffee given");
    CHECK(told(R"("user":"u-18","user_hash":")" + hash + '"') == "cookie c0ffee given; user u-18 said");
    CHECK(told(R"("user":"u-17")") == "cookie c0ffee given; user u-17 said");
    for (const char* wrong : {"\"\"", "\"00\"", "\"zz\"", "7", "null", "[]", "{}"})
        CHECK(told(R"("user":"u-17","user_hash":)" + std::string(wrong)) ==
              "cookie c0ffee given; user u-17 said");
    account.secrets["site_user_secret"] = "";
    CHECK(told(R"("user":"u-17","user_hash":")" + hash + '"') == "cookie c0ffee given; user u-17 said");
    account.secrets.clear();
    CHECK(told(R"("user":"u-17","user_hash":")" + hash + '"') == "cookie c0ffee given; user u-17 said");
}

TEST_CASE("events come alone, in an array or one a line, and a bad one leaves the others whole") {
    const std::string one = event("page", ""),
                      two = R"({"id":"e2","at":"2026-09-22T10:00:00Z","event":"page"})";
    CHECK(read_one(site(), "[" + one + "," + two + "]").items.size() == 2);
    CHECK(read_one(site(), one + "\n" + two + "\r\n\n").items.size() == 2);
    const Parsed lines = read_one(site(), one + "\n{cut\n" + two);
    CHECK(lines.units == 3);
    CHECK(lines.items.size() == 2);
    REQUIRE(lines.rejections.size() == 1);
    CHECK(lines.rejections[0].place == "line 2");
    const Parsed array = read_one(site(), "[" + one + ",5," + one + "]");
    CHECK(array.units == 3);
    CHECK(array.items.size() == 1);
    CHECK(array.repeats == 1);
    CHECK(array.rejections.size() == 1);
    const std::string nameless = R"({"at":1790071200123,"event":"page","cookie":"c"})";
    CHECK(only_item(site(), nameless).native_id == only_item(site(), nameless).native_id);
    CHECK(only_item(site(), nameless).native_id.starts_with("hash:"));
}

TEST_CASE("hostile, cut and wrongly typed events are refused or harmless") {
    const auto refused = [](std::string_view body) {
        const Parsed parsed = read_one(site(), body);
        CHECK(parsed.items.empty());
        REQUIRE(parsed.rejections.size() == 1);
        return parsed.rejections[0].reason;
    };
    CHECK(refused("") == "The body is empty.");
    CHECK(refused("[]") == "The event is no JSON object.");
    CHECK(refused(R"({"at":1790071200123})") == "The event has no name.");
    CHECK(refused(R"({"event":"page"})") == "The time of the event is none.");
    for (const char* at : {"-5", "0", "\"soon\"", "1e300", "9223372036854775807", "null", "[]", "true"})
        CHECK(refused(R"({"event":"page","at":)" + std::string(at) + "}") ==
              "The time of the event is none.");
    CHECK(refused(R"({"event":"page","at":1790071200123,"id":")" + std::string(129, 'x') + "\"}") ==
          "The id of the event is longer than 128 bytes.");
    CHECK(refused(std::string((64 << 10) + 1, ' ')) == "The body is larger than 64 KiB.");
    CHECK(refused(std::string(60'000, '[')) == "The line is no JSON in UTF-8, or it is cut.");
    CHECK(refused("{\"event\":\"\xff\"}") == "The line is no JSON in UTF-8, or it is cut.");
    const std::string whole = event(
        "order", R"("order":{"number":"1","total":5,"lines":[{"sku":"a"}]},"url":"https://a/?gclid=1")");
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(read_one(site(), whole.substr(0, size)).items.empty());
    for (const char* wrong :
         {"null", "true", "-1", "1.5", "\"x\"", "[]", "{}", "[[{}]]", "18446744073709551615"}) {
        std::string body = R"({"event":"order","at":1790071200123)";
        for (const char* name :
             {"id", "cookie", "user", "user_hash", "phone", "email", "name", "url", "referrer", "title",
              "text", "thread", "query", "rating", "starts", "answers", "order", "state"})
            body += ",\"" + std::string(name) + "\":" + wrong;
        CHECK(read_one(site(), body + '}').units == 1);
        CHECK(read_one(site(), event("order", R"("order":{"total":)" + std::string(wrong) + ",\"lines\":[" +
                                                  wrong + "],\"currency\":" + wrong + "}"))
                  .items.size() == 1);
    }
}

TEST_CASE(
    "what came through the collector is named by the browser's cookie, so that nobody writes over another's "
    "item") {
    const std::string body = event("order", R"("order":{"number":"1001"})");
    const Item own = only_item(site(), body), told = only_item(collected(), body);
    CHECK(own.native_id == "e1");  // files and the site's own server
    CHECK(told.native_id.starts_with("e1@"));
    CHECK(told.native_id.size() == 3 + 32);
    CHECK(only_item(collected(), body).native_id == told.native_id);
    std::string other = body;
    other.replace(other.find("c0ffee"), 6, "c0ffed");
    CHECK(only_item(collected(), other).native_id != told.native_id);
    // An id that pretends to be another browser's still gets its own end.
    std::string pretended = other;
    pretended.replace(pretended.find("\"e1\""), 4, '"' + told.native_id + '"');
    CHECK(only_item(collected(), pretended).native_id != told.native_id);
    // Without a cookie the event's own hash names it: another event cannot have it.
    std::string bare = body;
    bare.replace(bare.find(R"(,"cookie":"c0ffee")"), 18, "");
    CHECK(only_item(collected(), bare).native_id.starts_with("hash:"));
    std::string changed = bare;
    changed.replace(changed.find("1001"), 4, "1002");
    CHECK(only_item(collected(), changed).native_id != only_item(collected(), bare).native_id);
    // So it is for events that nobody documented, and for each of many.
    CHECK(only_item(collected(), event("dance", "")).native_id.starts_with("e1@"));
    const Parsed many = read_one(collected(), '[' + body + ',' + other + ']');
    REQUIRE(many.items.size() == 2);
    CHECK(many.items[0].native_id == told.native_id);
    CHECK(many.items[0].native_id != many.items[1].native_id);
}
