#include "native/connectors/viber.h"

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string callback(const std::string& message) {
    return R"({"event":"message","timestamp":1790000000123,"message_token":5700000470323627435,)"
           R"("sender":{"id":"abc==","name":"Айша","language":"kk"},"message":)" +
           message + "}";
}
Item message(const std::string& content) {
    return only_item(viber(), callback(content));
}

}  // namespace

TEST_CASE("a message of a customer keeps its token of 64 bits to the last digit") {
    const Item item = message(R"({"type":"text","text":"Звоните +7 701 000 00 01"})");
    CHECK(item.native_id == "5700000470323627435");
    CHECK(value_of(item, "kind") == "message");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at") == "1790000000123");
    CHECK(value_of(item, "text") == "Звоните +7 701 000 00 01");
    CHECK(spelled(item.identifiers) == "viber abc== proved; phone +7 701 000 00 01 said");
    CHECK(item.identifiers[0].name == "Айша");
    CHECK(item.identifiers[0].scope == "shop");
    CHECK(only_item(viber(), R"({"event":"message","timestamp":1,"message_token":18446744073709551615,
        "sender":{"id":"a"},"message":{"type":"text","text":"x"}})")
              .native_id == "18446744073709551615");
    CHECK(only_item(viber(), R"({"event":"message","timestamp":1,"message_token":"9007199254740993",
        "sender":{"id":"a"},"message":{"type":"text","text":"x"}})")
              .native_id == "9007199254740993");
}

TEST_CASE("files, places, stickers and links are files of the message") {
    CHECK(value_of(message(R"({"type":"picture","text":"вот","media":"http://x/p.jpg","size":5})"),
                   "file/1") == "picture\t\t\t5\thttp://x/p.jpg");
    CHECK(value_of(message(R"({"type":"file","media":"http://x/f","file_name":"чек.pdf","size":7})"),
                   "file/1") == "file\tчек.pdf\t\t7\thttp://x/f");
    CHECK(value_of(message(R"({"type":"video","media":"http://x/v","duration":3})"), "file/1") ==
          "video\t\t\t\thttp://x/v");
    CHECK(value_of(message(R"({"type":"location","location":{"lat":43.25,"lon":76.9}})"), "file/1") ==
          "location\t\t\t\t43.25,76.9");
    CHECK(value_of(message(R"({"type":"sticker","sticker_id":46105})"), "file/1") == "sticker\t\t\t\t46105");
    CHECK(value_of(message(R"({"type":"url","media":"http://x/"})"), "file/1") == "link\t\t\t\thttp://x/");
}

TEST_CASE("a contact card proves its number only with the sender's own name") {
    const auto card = [](const char* name) {
        return message(std::string(R"({"type":"contact","contact":{"name":")") + name +
                       R"(","phone_number":"87020009643"}})");
    };
    CHECK(spelled(card("Айша").identifiers) == "viber abc== proved; phone 87020009643 proved");
    CHECK(spelled(card("Муж").identifiers) == "viber abc== proved; phone 87020009643 said");
    CHECK(spelled(card("").identifiers) == "viber abc== proved; phone 87020009643 said");
}

TEST_CASE("what we sent is outgoing and belongs to its receiver; what Viber refused is no item") {
    const Item item = only_item(viber(), R"({"at":1787984468000,"request":{"receiver":"abc==","type":"text",
        "text":"Да","sender":{"name":"Лавка"}},"response":{"status":0,"message_token":5700000472868152739}})");
    CHECK(item.native_id == "5700000472868152739");
    CHECK(value_of(item, "direction") == "out");
    CHECK(value_of(item, "author") == "Лавка");
    CHECK(value_of(item, "at") == "1787984468000");
    CHECK(spelled(item.identifiers) == "viber abc== proved");
    const Parsed refused = read_one(
        viber(), R"({"at":1,"request":{"receiver":"a","type":"text","text":"x"},"response":{"status":6}})");
    CHECK(refused.items.empty());
    CHECK(refused.other == 1);
}

TEST_CASE("delivered, seen and failed are stubs, each with its own field") {
    const auto stub = [](const std::string& event, const std::string& more = "") {
        Parsed parsed = read_one(viber(), R"({"event":")" + event + R"(","timestamp":1790000000500,
            "message_token":57000004728681527,"user_id":"abc==")" +
                                              more + "}");
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.other == 1);
        CHECK(parsed.items[0].stub);
        CHECK(parsed.items[0].native_id == "57000004728681527");
        return parsed.items[0];
    };
    CHECK(value_of(stub("delivered"), "delivered_at") == "1790000000500");
    CHECK(value_of(stub("seen"), "read_at") == "1790000000500");
    const Item failed = stub("failed", R"(,"desc":"failure description")");
    CHECK(value_of(failed, "failed_at") == "1790000000500");
    CHECK(value_of(failed, "status@1790000000500") == "failure description");
}

TEST_CASE("a subscription is a wish, and an opened chat an event with its context") {
    Parsed parsed = read_one(viber(), R"({"event":"subscribed","timestamp":1790000000000,"message_token":3,
        "user":{"id":"abc==","name":"Айша","language":"kk"}})");
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.other == 1);
    CHECK(parsed.statements[0].at_ms == 1790000000000);
    CHECK(parsed.statements[0].facts[0] == std::pair<std::string, std::string>("marketing", "resume"));
    parsed = read_one(viber(), R"({"event":"unsubscribed","timestamp":1790000000001,"user_id":"abc=="})");
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].second == "stop");
    CHECK(spelled(parsed.statements[0].identifiers) == "viber abc== proved");
    const Item item = only_item(viber(), R"({"event":"conversation_started","timestamp":1790000000000,
        "message_token":4,"type":"open","context":"qr-till","user":{"id":"abc==","name":"Айша"}})");
    CHECK(value_of(item, "kind") == "event");
    CHECK(value_of(item, "campaign") == "qr-till");
}

TEST_CASE("unknown kinds are kept, and what is no callback is rejected") {
    for (const char* body : {R"({"event":"poll","message_token":5,"user_id":"abc=="})",
                             R"({"event":"webhook","timestamp":1,"message_token":6})"})
        CHECK(read_one(viber(), body).unknown == 1);
    CHECK(read_one(viber(), callback(R"({"type":"hologram"})")).unknown == 1);
    CHECK(read_one(viber(), callback(R"({"type":"text","text":""})")).unknown == 1);
    CHECK(read_one(viber(), R"({"event":"client_status"})").other == 1);
    for (const char* body : {"", "{}", "[]", "7", "null", "<html>", R"({"event":"message"})",
                             R"({"event":"message","message_token":1,"message":"text"})",
                             R"({"event":"conversation_started"})", R"({"event":"mess)"}) {
        CAPTURE(body);
        CHECK(read_one(viber(), body).rejections.size() == 1);
    }
}

TEST_CASE("wrong types do no harm") {
    const Parsed parsed =
        read_one(viber(), R"([{"event":"message","timestamp":"soon","message_token":1,"sender":7,
        "message":{"type":"contact","contact":[1]}},{"event":"seen","timestamp":[],"message_token":{}},
        {"event":"subscribed","user":9},{"at":"x","request":{"type":5},"response":{"message_token":8}},
        {"event":{"a":1}}])");
    CHECK(parsed.units == 5);
    CHECK(parsed.items.size() == 2);
    CHECK(parsed.unknown == 1);
    CHECK(parsed.other == 2);
    CHECK(parsed.rejections.size() == 1);
}

TEST_CASE("the signature is over the raw bytes: the same words written otherwise are forged") {
    Account account = test_account();
    const std::string body = R"({"event":"seen","timestamp":1,"message_token":2,"user_id":"u"})";
    const std::string right = "5f7d5d1952bdaf3977b3383adf6613d6638466ef778ca5a73e09b61a2e7f4e6a";
    const auto checked = [&](const std::string& bytes, const Headers& headers) {
        return viber().check(bytes_of(bytes), headers, account);
    };
    CHECK(checked(body, {{"x-viber-content-signature", right}}) == Authenticity::missing);
    account.secrets["viber_auth_token"] = "key";
    CHECK(checked(body, {{"x-viber-content-signature", right}}) == Authenticity::genuine);
    CHECK(checked(body + " ", {{"x-viber-content-signature", right}}) == Authenticity::forged);
    CHECK(checked(body, {{"x-viber-content-signature", right.substr(2)}}) == Authenticity::forged);
    CHECK(checked(body, {{"x-viber-content-signature", ""}}) == Authenticity::forged);
    CHECK(checked(body, {{"content-type", "application/json"}}) == Authenticity::forged);
    CHECK(checked(body, {}) == Authenticity::missing);
}

TEST_CASE("the one real Viber callback, a body without an ending in its name, is a text message") {
    const auto files = sample_files("viber");
    if (files.empty()) return;
    REQUIRE(files.size() == 1);
    CHECK_FALSE(viber().claims(files[0].filename().string()));
    const Item item = only_item(viber(), bytes_in(files[0]));
    CHECK(item.native_id == "4912661846655238145");
    CHECK(value_of(item, "at") == "1457764197627");
    CHECK(spelled(item.identifiers) == "viber 01234567890A= proved");
}
