#include "native/connectors/sms.h"

#include "native/connectors/sms_message.h"
#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string incoming =
    "To=%2B77010009001&From=%2B77010000001&Body=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%2C+%D0%BC%D0%B8%D1%80"
    "&MessageSid=SM1&NumMedia=0&SmsStatus=received";

std::string said(const std::string& words) {
    return "MessageSid=SM1&SmsStatus=received&From=%2B77010000001&To=%2B77010009001&Body=" + words;
}
const std::string header = "id,direction,from,to,body,date_sent,created_at,updated_at,status,error_code\n";

}  // namespace

TEST_CASE("an incoming form is a message of the number outside; Twilio gives it no time") {
    const Item item = only_item(sms(), incoming + "\r\n");
    CHECK(item.native_id == "SM1");
    CHECK(value_of(item, "kind") == "message");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at").empty());
    CHECK(value_of(item, "text") == "Привет, мир");
    CHECK(spelled(item.identifiers) == "phone +77010000001 proved");
}

TEST_CASE("a whole number gets its plus, a number in national form and a short code stay as written") {
    CHECK(sms_number("77010000001") == "+77010000001");
    CHECK(sms_number("whatsapp:+77010000001") == "+77010000001");
    CHECK(sms_number("%2B77010000001") == "+77010000001");
    CHECK(sms_number("87010000001") == "87010000001");
    CHECK(sms_number("1414") == "1414");
    CHECK(sms_number("KASPI") == "KASPI");
}

TEST_CASE("media are files of the message, and numbers in its words are said") {
    const Item item = only_item(sms(), said("8+701+000+00+02") + "&NumMedia=2&MediaUrl0=http%3A%2F%2Fx%2F0" +
                                           "&MediaContentType0=image%2Fjpeg&MediaUrl1=http%3A%2F%2Fx%2F1");
    CHECK(value_of(item, "file/1") == "media\t\timage/jpeg\t\thttp://x/0");
    CHECK(value_of(item, "file/2") == "media\t\t\t\thttp://x/1");
    CHECK(spelled(item.identifiers) == "phone +77010000001 proved; phone 8 701 000 00 02 said");
}

TEST_CASE("states are stubs named by their place in the life of a message, in whatever order they arrive") {
    const auto stub = [](const std::string& state, const std::string& more = "") {
        const Parsed parsed =
            read_one(sms(), "MessageSid=SM2&To=%2B77010000001&From=%2B77010009001&SmsStatus=" + state +
                                "&MessageStatus=" + state + more);
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.other == 1);
        CHECK(parsed.items[0].stub);
        CHECK(parsed.items[0].native_id == "SM2");
        CHECK(spelled(parsed.items[0].identifiers) == "phone +77010000001 proved");
        return parsed.items[0];
    };
    CHECK(value_of(stub("queued"), "status@2") == "queued");
    CHECK(value_of(stub("sent"), "status@4") == "sent");
    CHECK(value_of(stub("delivered"), "status@7") == "delivered");
    CHECK(value_of(stub("undelivered", "&ErrorCode=30003"), "status@6") == "undelivered 30003");
    CHECK(value_of(stub("teleported"), "status@9") == "teleported");
}

TEST_CASE("STOP and its like, as the whole message, stop marketing to the number") {
    for (const char* words :
         {"%D0%A1%D0%A2%D0%9E%D0%9F", "%D0%A1%D1%82%D0%BE%D0%BF.", "stop", "+STOP%21", "Unsubscribe",
          "%D0%9E%D1%82%D0%BF%D0%B8%D1%81%D0%B0%D1%82%D1%8C%D1%81%D1%8F"}) {
        CAPTURE(words);
        const Parsed parsed = read_one(sms(), said(words));
        REQUIRE(parsed.statements.size() == 1);
        CHECK(parsed.items.size() == 1);
        CHECK(parsed.statements[0].facts[0] == std::pair<std::string, std::string>("marketing", "stop"));
        CHECK(spelled(parsed.statements[0].identifiers) == "phone +77010000001 proved");
    }
    CHECK(read_one(sms(), said("stop+calling+me+please")).statements.empty());
    CHECK(read_one(sms(), said("")).statements.empty());
    // Without a time nobody knows which of the two came last: only the refusal holds.
    CHECK(read_one(sms(), said("START")).statements.empty());
    CHECK(sms_wish("ТОҚТАТУ") == "stop");
    CHECK(sms_wish("Старт") == "resume");
    CHECK(sms_wish(std::string(100000, 's')).empty());
}

TEST_CASE("rows of a table are messages in both directions with their times, states and wishes") {
    const Parsed parsed = read_one(
        sms(), header +
                   "SM3,outbound-api,77010009001,77750009238,\"Заказ передан, ждите\",2026-09-02 "
                   "04:23:00.000000 UTC,"
                   ",2026-09-02 04:24:00.000000 UTC,undelivered,30003\n"
                   "SM4,inbound,77750009238,77010009001,СТОП,,2026-09-02 05:00:00.000000 UTC,,received,\n"
                   "SM5,inbound,77750009238,77010009001,START,,2026-09-02T06:00:00Z,,received,\n");
    REQUIRE(parsed.items.size() == 3);
    CHECK(parsed.units == 3);
    CHECK(parsed.rejections.empty());
    const Item& out = parsed.items[0];
    CHECK(value_of(out, "direction") == "out");
    CHECK(value_of(out, "at") == "1788322980000");
    CHECK(value_of(out, "sent_at") == "1788322980000");
    CHECK(value_of(out, "status@1788323040000") == "undelivered 30003");
    CHECK(value_of(out, "text") == "Заказ передан, ждите");
    CHECK(spelled(out.identifiers) == "phone +77750009238 proved");
    CHECK(value_of(parsed.items[1], "direction") == "in");
    REQUIRE(parsed.statements.size() == 2);
    CHECK(parsed.statements[0].at_ms == 1788325200000);
    CHECK(parsed.statements[1].facts[0].second == "resume");
}

TEST_CASE("rows that say too little are rejected by line, the others hold; columns may have other names") {
    const Parsed parsed = read_one(sms(), header + ",inbound,1,2,x,2026-09-02T05:00:00Z,,,,\n" +
                                              "SM1,sideways,1,2,x,2026-09-02T05:00:00Z,,,,\n" +
                                              "SM2,inbound,1,2,x,yesterday,,,,\n" + "SM3,inbound,1\n" +
                                              "SM4,inbound,77750009238,2,\"cut,2026\n" +
                                              "SM5,inbound,77750009238,2,x,2026-09-02T05:00:00Z,,,,\n");
    CHECK(parsed.units == 6);
    CHECK(parsed.items.size() == 1);
    CHECK(parsed.rejections.size() == 5);
    CHECK(parsed.rejections[0].place == "line 2");
    Account account = test_account();
    account.columns = {{"id", "Номер"}, {"body", "Текст"}};
    CHECK(read_one(
              sms(),
              "Номер;direction;from;to;Текст;date_sent\nSM6;inbound;77750009238;2;x;2026-09-02T05:00:00Z\n",
              account)
              .items.size() == 1);
    CHECK(read_one(sms(), "a,b,c\n1,2,3\n").rejections.size() == 1);
}

TEST_CASE("from_docs: the forms of a gateway like SMSC.ru are a message and a state with times") {
    Account account = test_account();
    account.zone = {{0, 300}};
    const Item item = only_item(
        sms(), "id=15&phone=77010000001&mes=%CF%F0%E8%E2%E5%F2&to=77010009001&time=02.09.2026+10%3A00%3A00",
        account);
    CHECK(item.native_id == "15:+77010000001");
    CHECK(value_of(item, "text") == "Привет");  // windows-1251
    CHECK(value_of(item, "at") == "1788325200000");
    Parsed parsed = read_one(sms(), "id=15&phone=77010000001&status=1&ts=1788325200&err=0");
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].stub);
    CHECK(parsed.items[0].native_id == "15:+77010000001");
    CHECK(value_of(parsed.items[0], "delivered_at") == "1788325200000");
    CHECK(value_of(parsed.items[0], "status@1788325200000") == "delivered");
    parsed = read_one(sms(), "id=15&phone=77010000001&status=20&ts=1788325200&err=6");
    CHECK(value_of(parsed.items[0], "status@1788325200000") == "undelivered 6");
    const Item nameless = only_item(sms(), "phone=77010000001&mes=stop&ts=1788325200");
    CHECK(nameless.native_id.starts_with("hash:"));
    CHECK(nameless.native_id == only_item(sms(), "phone=77010000001&mes=stop&ts=1788325200").native_id);
}

TEST_CASE("what is no form, no fields and no table is rejected, and wrong types do no harm") {
    for (const char* body :
         {"", "<html><body class=\"x\">502</body></html>", "garbage", "a=1&b=%D0%", "Body=x&From=1",
          "MessageSid=SM1", "phone=&mes=x", "phone=1&status=1", "7", "[1]", "{}", "null",
          R"({"MessageSid":{"a":1},"Body":[1],"SmsStatus":"received"})", "{\"MessageSid\":\"SM"}) {
        CAPTURE(body);
        const Parsed parsed = read_one(sms(), body);
        CHECK(parsed.units == 1);
        CHECK(parsed.rejections.size() == 1);
        CHECK(parsed.items.empty());
    }
    const Item item =
        only_item(sms(), R"({"MessageSid":77,"Body":5,"SmsStatus":"received","From":77010000001,"To":null})");
    CHECK(item.native_id == "77");
    CHECK(value_of(item, "text") == "5");
    CHECK(spelled(item.identifiers) == "phone +77010000001 proved");
}

TEST_CASE("Twilio's signature is over the address and every field as it was sent") {
    Account account = test_account();
    const std::string right = "wYC8ndu0O8hSOd6j1Hv/0j+1PSY=";  // made with the openssl command
    const auto checked = [&](const std::string& body, const Headers& headers) {
        return sms().check(bytes_of(body), headers, account);
    };
    const Headers shown = {{"x-twilio-signature", right}};
    CHECK(checked(incoming, shown) == Authenticity::missing);
    account.secrets["twilio_auth_token"] = "token";
    CHECK(checked(incoming, shown) == Authenticity::missing);  // the address is part of the secret
    account.secrets["twilio_url"] = "https://hooks.example/sms?shop=1";
    CHECK(checked(incoming, shown) == Authenticity::genuine);
    CHECK(checked("SmsStatus=received&" + incoming.substr(0, incoming.rfind('&')), shown) ==
          Authenticity::genuine);
    CHECK(checked(incoming + "&Extra=1", shown) == Authenticity::forged);
    CHECK(checked(incoming, {{"x-twilio-signature", "xYC8ndu0O8hSOd6j1Hv/0j+1PSY="}}) ==
          Authenticity::forged);
    CHECK(checked(incoming, {{"x-twilio-signature", ""}}) == Authenticity::forged);
    CHECK(checked(incoming, {{"content-type", "text/plain"}}) == Authenticity::forged);
    CHECK(checked(incoming, {}) == Authenticity::missing);
    CHECK(checked("<html>", shown) == Authenticity::forged);
    account.secrets["smsc_secret"] = "word";  // the weaker kind is not for the sender to choose
    CHECK(checked("id=15&phone=77010000001&status=1&sha1=22a128aa12e60d8869821d7bc946858952242a78", shown) ==
          Authenticity::forged);
}

TEST_CASE("from_docs: the field sha1 of a gateway's form is over its fields and the secret") {
    Account account = test_account();
    account.secrets["smsc_secret"] = "word";
    const auto checked = [&](const std::string& body) { return sms().check(bytes_of(body), {}, account); };
    const std::string state = "id=15&phone=77010000001&status=";
    CHECK(checked(state + "1&sha1=22A128AA12E60D8869821D7BC946858952242A78") == Authenticity::genuine);
    CHECK(checked(state + "2&sha1=22a128aa12e60d8869821d7bc946858952242a78") == Authenticity::forged);
    CHECK(checked(state + "1") == Authenticity::forged);
    CHECK(checked("phone=%2B77010000001&to=%2B77010009001&mes=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82"
                  "&sha1=c4a98ef40b39e0b8613b85f92c5ade64392f392c") == Authenticity::genuine);
    CHECK(checked(incoming) == Authenticity::missing);
    CHECK(checked(header) == Authenticity::missing);
}

// Rejected are five: four tables of accounts, numbers, services and caller ids, and an activity of a bot's framework.
TEST_CASE(
    "of 10 real files the table holds messages, four bodies of a bot's framework one, and five are none") {
    const FolderCounts found = read_folder(sms(), "sms", test_account());
    if (found.units == 0 && found.skipped == 0) return;
    CHECK(found.units == 19);
    CHECK(found.items.size() == 11);
    CHECK(found.repeats == 3);
    CHECK(found.rejected == 5);
    CHECK(found.unknown == 0);
    CHECK(found.other == 0);
    CHECK(found.skipped == 0);
    CHECK(found.stubs.empty());
    CHECK(found.statements.empty());
}
