#include "native/connectors/chatwoot.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string message_from_docs(const std::string& more) {
    return R"({"event":"message_created","id":41,"content":"Где заказ? 8 701 000 00 33","created_at":"2026-08-24T08:00:00Z",
        "conversation":{"id":5,"channel":"Channel::Whatsapp","contact_inbox":{"source_id":"77010000031","contact_id":7},
        "meta":{"sender":{"id":7,"name":"Дана","phone_number":"+77010000031","email":"d@post.example"}}},
        "inbox":{"id":2,"name":"Магазин"},"account":{"id":1},)" +
           more + "}";
}

}  // namespace

TEST_CASE("an incoming message is the contact's, whose number the inbox proves") {
    const Item item = only_item(chatwoot(), message_from_docs(R"("message_type":"incoming","private":false,
        "sender":{"id":7,"name":"Дана","type":"contact"},"content_attributes":{"in_reply_to":40},
        "attachments":[{"file_type":"image","data_url":"https://c.example/f/a.png","file_size":9}])"));
    CHECK(item.native_id == "message:41");
    CHECK(value_of(item, "kind") == "message");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at") == "1787558400000");
    CHECK(value_of(item, "thread") == "conversation:5");
    CHECK(value_of(item, "reply_to") == "message:40");
    CHECK(value_of(item, "place") == "Магазин");
    CHECK(value_of(item, "file/1") == "image\ta.png\t\t9\thttps://c.example/f/a.png");
    CHECK(spelled(item.identifiers) ==
          "phone +77010000031 proved; crm 7 proved; email d@post.example given; phone 8 701 000 00 33 said");
}

TEST_CASE("answers, notes, activities and bots are told apart, and states have their rank") {
    const Item out = only_item(
        chatwoot(),
        message_from_docs(
            R"("message_type":"outgoing","private":false,"status":"read","sender":{"id":1,"name":"Айна","type":"user"})"));
    CHECK(value_of(out, "direction") == "out");
    CHECK(value_of(out, "author") == "Айна");
    CHECK(value_of(out, "status@2") == "read");
    CHECK(out.identifiers.size() == 3);
    const Item note = only_item(chatwoot(), message_from_docs(R"("message_type":1,"private":true)"));
    CHECK(value_of(note, "kind") == "note");
    CHECK(value_of(note, "direction") == "none");
    const Item activity = only_item(chatwoot(), message_from_docs(R"("message_type":"activity")"));
    CHECK(value_of(activity, "kind") == "system");
    const Item bot = only_item(chatwoot(), message_from_docs(R"("message_type":"template")"));
    CHECK(value_of(bot, "bot") == "1");
    const Parsed gone = read_one(
        chatwoot(),
        message_from_docs(
            R"("message_type":"incoming","updated_at":"2026-08-24T08:05:00Z","content_attributes":{"deleted":true})"));
    REQUIRE(gone.items.size() == 1);
    CHECK(gone.items[0].stub);
    CHECK(value_of(gone.items[0], "deleted@1787558700000") == "1");
    CHECK_FALSE(gone.items[0].identifiers.empty());  // it goes where the message went
    CHECK(value_of(gone.items[0], "text").empty());
}

TEST_CASE("a conversation is a ticket, a contact a statement, typing is nothing") {
    const Item ticket = only_item(
        chatwoot(), R"({"event":"conversation_status_changed","id":5,"inbox_id":2,"status":"resolved",
        "channel":"Channel::WebWidget","created_at":1787558400,"updated_at":1787558700,
        "contact_inbox":{"source_id":"c-1","hmac_verified":true},"meta":{"sender":{"id":7,"identifier":"u-1"}}})");
    CHECK(ticket.native_id == "conversation:5");
    CHECK(value_of(ticket, "kind") == "ticket");
    CHECK(value_of(ticket, "status@1787558700000") == "resolved");
    CHECK(spelled(ticket.identifiers) == "crm 7 proved; user u-1 proved; cookie c-1 given");
    const Parsed contact =
        read_one(chatwoot(), R"({"event":"contact_updated","id":7,"name":"Дана","identifier":"u-1",
        "last_activity_at":1787558400,"additional_attributes":{"city":"Астана"}})");
    REQUIRE(contact.statements.size() == 1);
    CHECK(spelled(contact.statements[0].identifiers) == "crm 7 proved; user u-1 given");
    CHECK(contact.statements[0].facts.size() == 2);
    CHECK(contact.statements[0].at_ms == 1787558400000u);
    CHECK(read_one(chatwoot(), R"({"event":"conversation_typing_on"})").other == 1);
    CHECK(read_one(chatwoot(), R"({"event":"macro_run","id":3})").unknown == 1);
}

TEST_CASE("bodies that are cut, foreign or of wrong types never end the reading of conversations") {
    CHECK(read_one(chatwoot(), "").rejections.size() == 1);
    CHECK(read_one(chatwoot(), "[1]").rejections.size() == 1);
    CHECK(read_one(chatwoot(), R"({"event":"message_created"})").rejections.size() == 1);
    CHECK(read_one(chatwoot(), R"({"event":"contact_created"})").rejections.size() == 1);
    CHECK(read_one(chatwoot(), message_from_docs(R"("message_type":"9")")).unknown == 1);
    for (const char* wrong : {"1", "[]", "{}", "\"x\"", "null", "[[1]]"}) {
        const std::string value = wrong;
        for (const char* event : {"message_created", "conversation_created", "contact_created", "x"})
            CHECK(read_one(chatwoot(),
                           std::string(R"({"event":")") + event +
                               R"(","id":1,"created_at":1787558400,"message_type":"incoming","sender":)" +
                               value + R"(,"conversation":)" + value + R"(,"meta":)" + value +
                               R"(,"attachments":)" + value + R"(,"content_attributes":)" + value + "}")
                      .units == 1);
        CHECK(
            read_one(chatwoot(), R"({"ticket":{"requester":)" + value + R"(},"conversations":)" + value + "}")
                .units >= 1);
    }
    const std::string whole = message_from_docs(R"("message_type":"incoming")");
    for (std::size_t size = 0; size < whole.size(); size += 5)
        CHECK(read_one(chatwoot(), whole.substr(0, size)).units == 1);
}

TEST_CASE("a delivery is Chatwoot's when the signature over its time, a point and its bytes fits") {
    Account account = test_account();
    const std::string body = R"({"id":1})";
    const auto check = [&](const std::string& text, const Headers& headers) {
        return chatwoot().authenticity(bytes_of(text), headers, account);
    };
    Headers headers = {
        {"x-chatwoot-signature", "sha256=2ab20f2fb81f928393a81bff882d886bd08cdee4d4135a13343cce99c3d64447"},
        {"x-chatwoot-timestamp", "1787558400"}};
    CHECK(check(body, headers) == Authenticity::missing);
    account.secrets["chatwoot_webhook_secret"] = "secret";
    CHECK(check(body, headers) == Authenticity::genuine);
    CHECK(chatwoot().signed_at({}, headers, account) == 1787558400000u);
    CHECK(check(R"({"id": 1})", headers) == Authenticity::forged);
    headers["x-chatwoot-timestamp"] = "1787558401";
    CHECK(check(body, headers) == Authenticity::forged);
    headers.erase("x-chatwoot-signature");
    CHECK(check(body, headers) == Authenticity::forged);
    CHECK(check(body, {}) == Authenticity::missing);
}

TEST_CASE("the sample files of the importer are a ticket with its conversations and a contact") {
    const auto files = sample_files("chatwoot");
    if (files.empty()) return;
    const FolderCounts counts = read_folder(chatwoot(), "chatwoot", test_account());
    CHECK(files.size() == 2);
    CHECK(counts.skipped == 0);
    CHECK(counts.units == 5);
    CHECK(counts.items.size() == 4);
    CHECK(counts.stubs.empty());
    CHECK(counts.statements.size() == 1);
    CHECK(counts.rejected == 0);
    CHECK(counts.unknown == 0);
    CHECK(counts.other == 1);
    CHECK(field(counts.items.at("ticket:2001"), "status@1704371400000") == "resolved");
    CHECK(field(counts.items.at("comment:3001"), "direction") == "out");
    CHECK(field(counts.items.at("comment:3002"), "kind") == "note");
    CHECK(field(counts.items.at("comment:3003"), "direction") == "in");
}
