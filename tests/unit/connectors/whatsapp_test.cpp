#include <doctest/doctest.h>

#include "native/connectors/whatsapp.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string webhook(const std::string& changes) {
    return R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[)" + changes + "]}]}";
}
std::string change(const std::string& value, const std::string& field = "messages") {
    return R"({"field":")" + field + R"(","value":{"metadata":{"display_phone_number":"77010000900"},)" +
           value + "}}";
}
const std::string contact =
    R"("contacts":[{"profile":{"name":"Дина"},"wa_id":"77010000011","user_id":"KZ.111222333"}],)";

// A message of the customer; `content` begins with its type.
std::string from_customer(const std::string& content) {
    return webhook(change(contact +
                          R"("messages":[{"from":"77010000011","id":"wamid.A","timestamp":"1790000000",)" +
                          content + "}]"));
}
Item message(const std::string& content) {
    return only_item(whatsapp(), from_customer(content));
}

}  // namespace

TEST_CASE("a customer's message is incoming; user id and phone are proved and have the profile's name") {
    const Item item =
        message(R"("type":"text","text":{"body":"Когда привезёте?"},"context":{"id":"wamid.0"})");
    CHECK(item.native_id == "wamid.A");
    CHECK(value_of(item, "kind") == "message");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at") == "1790000000000");
    CHECK(value_of(item, "text") == "Когда привезёте?");
    CHECK(value_of(item, "reply_to") == "wamid.0");
    CHECK(spelled(item.identifiers) == "whatsapp KZ.111222333 proved; phone +77010000011 proved");
    CHECK(item.identifiers[0].scope == "shop");
    CHECK(item.identifiers[1].scope.empty());
    CHECK(item.identifiers[1].name == "Дина");
}

TEST_CASE("phone and user id may each be hidden, and a foreign contact of the body is not mixed in") {
    const Item hidden =
        only_item(whatsapp(), webhook(change(R"("contacts":[{"profile":{"name":"Дина"},"user_id":"KZ.5"}],
        "messages":[{"from_user_id":"KZ.5","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}])")));
    CHECK(spelled(hidden.identifiers) == "whatsapp KZ.5 proved");
    const Item in_from = only_item(
        whatsapp(),
        webhook(change(
            R"("messages":[{"from":"KZ.5","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}])")));
    CHECK(spelled(in_from.identifiers) == "whatsapp KZ.5 proved");
    const Item foreign = only_item(
        whatsapp(),
        webhook(change(
            contact +
            R"("messages":[{"from":"77010000099","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}])")));
    CHECK(spelled(foreign.identifiers) == "phone +77010000099 proved");
    CHECK(foreign.identifiers[0].name.empty());
}

TEST_CASE("a parent id is proved for every account of the business") {
    const std::string parents =
        R"("contacts":[{"profile":{"name":"Дина"},"user_id":"KZ.5","parent_user_id":"KZ.ENT.77"}],)";
    const Item by_contact = only_item(
        whatsapp(),
        webhook(change(
            parents +
            R"("messages":[{"from_user_id":"KZ.5","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}])")));
    CHECK(spelled(by_contact.identifiers) == "whatsapp KZ.5 proved; whatsapp KZ.ENT.77 proved");
    CHECK(by_contact.identifiers[0].scope == "shop");
    CHECK(by_contact.identifiers[1].scope.empty());
    const Item alone = only_item(
        whatsapp(),
        webhook(change(
            R"("messages":[{"from_user_id":"KZ.ENT.77","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}])")));
    CHECK(spelled(alone.identifiers) == "whatsapp KZ.ENT.77 proved");
    const Parsed status = read_one(
        whatsapp(),
        webhook(change(
            R"("statuses":[{"id":"w","status":"read","timestamp":"1790000300","recipient_user_id":"KZ.5","parent_recipient_user_id":"KZ.ENT.77"}])")));
    CHECK(spelled(status.items.at(0).identifiers) == "whatsapp KZ.5 proved; whatsapp KZ.ENT.77 proved");
}

TEST_CASE(
    "from_docs: earlier chats of the phone's app belong to the customer of their thread, whoever wrote") {
    const std::string body = webhook(
        R"({"field":"history","value":{"metadata":{"display_phone_number":"+7 701 000-09-00"},"history":[
        {"metadata":{"phase":1,"chunk_order":2,"progress":40},"threads":[{"id":"77010000011","messages":[
            {"from":"77010000011","id":"wamid.1","timestamp":"1780000000","type":"text","text":{"body":"Есть белые?"},"history_context":{"status":"READ"}},
            {"from":"77010000900","to":"77010000011","id":"wamid.2","timestamp":"1780000100","type":"text","text":{"body":"Есть"},"history_context":{"status":"DELIVERED"}},
            {"from":"77010000900","id":"wamid.3","timestamp":"1780000200","type":"media_placeholder","history_context":{"status":"READ","from_me":true}}]},
            {"id":"77010000012"}]}]}})");
    const Parsed parsed = read_one(whatsapp(), body);
    REQUIRE(parsed.items.size() == 3);
    CHECK(parsed.rejections.size() == 1);
    CHECK(parsed.unknown == 0);
    for (const Item& item : parsed.items) CHECK(spelled(item.identifiers) == "phone +77010000011 proved");
    CHECK(value_of(parsed.items[0], "direction") == "in");
    CHECK(value_of(parsed.items[1], "direction") == "out");
    CHECK(value_of(parsed.items[2], "direction") == "out");
    CHECK(value_of(parsed.items[2], "kind") == "message");
    CHECK(value_of(parsed.items[2], "file/1").empty());
    // The picture itself, later, under the same id.
    const Item picture = only_item(
        whatsapp(),
        webhook(change(
            R"("messages":[{"from":"77010000900","id":"wamid.3","timestamp":"1780000200","type":"image","image":{"id":"9","mime_type":"image/jpeg"}}])",
            "history")));
    CHECK(picture.native_id == "wamid.3");
    CHECK(value_of(picture, "direction") == "out");
    CHECK(value_of(picture, "file/1") == "image\t\timage/jpeg\t\t9");
    // The business does not share them.
    const Parsed declined = read_one(
        whatsapp(),
        webhook(change(R"("history":[{"errors":[{"code":2593109,"title":"declined"}]}])", "history")));
    CHECK(declined.items.empty());
    CHECK(declined.other == 1);
    CHECK(declined.rejections.empty());
}

TEST_CASE("from_docs: the address book of the phone's app names a number") {
    const Parsed parsed = read_one(
        whatsapp(),
        webhook(change(
            R"("state_sync":[{"type":"contact","action":"add","metadata":{"timestamp":"1790000000"},"contact":{"full_name":"Дина Б.","first_name":"Дина","phone_number":"77010000011"}},
            {"type":"contact","action":"remove","metadata":{"timestamp":"1790000001"},"contact":{"phone_number":"77010000012"}}])",
            "smb_app_state_sync")));
    CHECK(parsed.items.empty());
    REQUIRE(parsed.statements.size() == 1);
    CHECK(spelled(parsed.statements[0].identifiers) == "phone +77010000011 given");
    CHECK(parsed.statements[0].facts ==
          std::vector<std::pair<std::string, std::string>>{{"name", "Дина Б."}});
    CHECK(parsed.statements[0].at_ms == 1790000000000u);
}

TEST_CASE("an echo is ours and belongs to the customer it went to") {
    const Item item = only_item(
        whatsapp(),
        webhook(change(
            contact +
                R"("message_echoes":[{"from":"77010000900","to":"77010000011","id":"wamid.E","timestamp":"1790000100","type":"text",)"
                R"("text":{"body":"Завтра, звоните +7 701 000 09 00"}}])",
            "smb_message_echoes")));
    CHECK(value_of(item, "direction") == "out");
    CHECK(spelled(item.identifiers) == "whatsapp KZ.111222333 proved; phone +77010000011 proved");
}

TEST_CASE("statuses are stubs with a field each, so that their order is of no matter") {
    const std::string body = webhook(change(contact + R"("statuses":[
        {"id":"wamid.E","status":"read","timestamp":"1790000300","recipient_id":"77010000011"},
        {"id":"wamid.E","status":"delivered","timestamp":"1790000200","recipient_id":"77010000011"},
        {"id":"wamid.F","status":"failed","timestamp":"1790000201","recipient_user_id":"KZ.111222333","errors":[{"title":"Blocked"}]},
        {"id":"wamid.G","status":"played","timestamp":"1790000202","recipient_id":"123","recipient_type":"group"}])"));
    const Parsed parsed = read_one(whatsapp(), body);
    CHECK(parsed.other == 1);
    REQUIRE(parsed.items.size() == 4);
    for (const Item& item : parsed.items) CHECK(item.stub);
    CHECK(value_of(parsed.items[0], "read_at") == "1790000300000");
    CHECK(value_of(parsed.items[1], "delivered_at") == "1790000200000");
    CHECK(value_of(parsed.items[1], "read_at").empty());
    CHECK(spelled(parsed.items[1].identifiers) == "whatsapp KZ.111222333 proved; phone +77010000011 proved");
    CHECK(value_of(parsed.items[2], "failed_at") == "1790000201000");
    CHECK(value_of(parsed.items[2], "reason") == "Blocked");
    CHECK(spelled(parsed.items[2].identifiers) == "whatsapp KZ.111222333 proved; phone +77010000011 proved");
    CHECK(value_of(parsed.items[3], "status@1790000202000") == "played");
    CHECK(parsed.items[3].identifiers.empty());
}

TEST_CASE("edits, revocations and reactions are stubs on the message they mean") {
    const auto stub = [](const std::string& content) {
        const Parsed parsed = read_one(whatsapp(), from_customer(content));
        CHECK(parsed.other == 1);
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.items[0].stub);
        CHECK(parsed.items[0].native_id == "wamid.0");
        CHECK(spelled(parsed.items[0].identifiers) ==
              "whatsapp KZ.111222333 proved; phone +77010000011 proved");
        return parsed.items[0];
    };
    CHECK(
        value_of(
            stub(
                R"("type":"edit","edit":{"original_message_id":"wamid.0","message":{"type":"text","text":{"body":"иначе"}}})"),
            "edited@1790000000000") == "иначе");
    CHECK(value_of(stub(R"("type":"revoke","revoke":{"original_message_id":"wamid.0"})"),
                   "deleted@1790000000000") == "1");
    CHECK(value_of(stub(R"("type":"reaction","reaction":{"message_id":"wamid.0","emoji":"🔥"})"),
                   "reaction@1790000000000") == "🔥");
    CHECK(read_one(whatsapp(), from_customer(R"("type":"reaction","reaction":{"emoji":"🔥"})"))
              .rejections.size() == 1);
}

TEST_CASE("a number change is a system item of the old number that proves the new one") {
    const Item item =
        only_item(whatsapp(),
                  webhook(change(R"("messages":[{"from":"77010000011","id":"wamid.S","timestamp":"1790000000",
        "type":"system","system":{"type":"user_changed_number","wa_id":"77020000022","body":"User changed number"}}])")));
    CHECK(value_of(item, "kind") == "system");
    CHECK(value_of(item, "title") == "user_changed_number");
    CHECK(value_of(item, "direction") == "none");
    CHECK(spelled(item.identifiers) == "phone +77010000011 proved; phone +77020000022 proved");
}

TEST_CASE("a marketing wish is a statement under its own time and no item") {
    const Parsed parsed = read_one(
        whatsapp(),
        webhook(change(
            contact +
                R"("user_preferences":[{"wa_id":"77010000011","category":"marketing_messages","value":"stop","timestamp":1790000400}])",
            "user_preferences")));
    CHECK(parsed.items.empty());
    CHECK(parsed.other == 1);
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts ==
          std::vector<std::pair<std::string, std::string>>{{"marketing", "stop"}});
    CHECK(parsed.statements[0].at_ms == 1790000400000u);
    CHECK(spelled(parsed.statements[0].identifiers) ==
          "whatsapp KZ.111222333 proved; phone +77010000011 proved");
}

TEST_CASE("an order has its lines and sum in minor units, computed from decimal text") {
    const Item item = message(R"("type":"order","order":{"text":"как обычно","product_items":[
        {"product_retailer_id":"ROSE","quantity":3,"item_price":0.1,"currency":"KZT"},
        {"product_retailer_id":"BOX","quantity":"1","item_price":1200.15,"currency":"KZT"}]})");
    CHECK(value_of(item, "kind") == "order");
    CHECK(value_of(item, "text") == "как обычно");
    CHECK(value_of(item, "line/1") == "ROSE\t\t3\t10\t30\tKZT");
    CHECK(value_of(item, "line/2") == "BOX\t\t1\t120015\t120015\tKZT");
    CHECK(value_of(item, "total") == "120045 KZT");
    const Item mixed =
        message(R"("type":"order","order":{"product_items":[{"quantity":1,"item_price":1,"currency":"KZT"},
        {"quantity":1,"item_price":1,"currency":"RUB"}]})");
    CHECK(value_of(mixed, "total").empty());
}

TEST_CASE("an advertisement that led to the chat gives source, campaign and click id") {
    const Item item = message(
        R"("type":"text","text":{"body":"Хочу такой"},"referral":{"source_type":"ad","source_id":"778",
        "source_url":"https://ad.example/1","headline":"Весна","ctwa_clid":"Ab1"})");
    CHECK(value_of(item, "source") == "ad");
    CHECK(value_of(item, "campaign") == "778");
    CHECK(value_of(item, "url") == "https://ad.example/1");
    CHECK(value_of(item, "title") == "Весна");
    CHECK(value_of(item, "query") == "ctwa_clid=Ab1");
}

TEST_CASE("every documented type of message shows its words or file") {
    CHECK(value_of(message(R"("type":"image","image":{"id":"55","mime_type":"image/jpeg","caption":"чек"})"),
                   "text") == "чек");
    CHECK(
        value_of(
            message(
                R"("type":"document","document":{"id":"56","mime_type":"application/pdf","filename":"счёт.pdf"})"),
            "file/1") == "document\tсчёт.pdf\tapplication/pdf\t\t56");
    for (const char* written : {"YjA3NzVhYmIzYjg5MjhjYWU2NjBjZjY0MGI5N2I5MjI=",
                                "6230373735616262336238393238636165363630636636343062393762393232"})
        CHECK(value_of(
                  message(std::string(R"("type":"image","image":{"id":"55","sha256":")") + written + "\"}"),
                  "file_hash/1") ==
              "sha256:6230373735616262336238393238636165363630636636343062393762393232");
    CHECK(value_of(message(R"("type":"image","image":{"id":"55","sha256":"4654+8g="})"), "file_hash/1") ==
          "sha256:4654+8g=");
    CHECK(value_of(message(R"("type":"button","button":{"text":"Да","payload":"y"})"), "text") == "Да");
    CHECK(
        value_of(
            message(
                R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"Утро"}})"),
            "text") == "Утро");
    CHECK(
        value_of(
            message(
                R"("type":"interactive","interactive":{"nfm_reply":{"response_json":"{\"flow_token\":\"t\",\"city\":\"Алматы\"}"}})"),
            "text") == "city: Алматы");
    CHECK(
        value_of(message(R"("type":"location","location":{"latitude":43.2,"longitude":76.9,"name":"Офис"})"),
                 "file/1") == "location\tОфис\t\t\t43.2,76.9");
    const Item card = message(
        R"("type":"contacts","contacts":[{"name":{"formatted_name":"Брат"},"phones":[{"phone":"8 701 000 00 77"}]}])");
    CHECK(spelled(card.identifiers).ends_with("phone 8 701 000 00 77 said"));
    const Item rich = message(
        R"("type":"contacts","contacts":[{"name":{"formatted_name":"Брат"},"phones":[{"phone":"8 701 000 00 77"},)"
        R"({"phone":"x","wa_id":"77010000078"}],"emails":[{"email":"b@mail.example"}]}])");
    CHECK(value_of(rich, "file/1") == "contact\tБрат\ttext/vcard\t\t8 701 000 00 77");
    CHECK(spelled(rich.identifiers).find("phone +77010000078 said") != std::string::npos);
    CHECK(spelled(rich.identifiers).ends_with("email b@mail.example said"));
    const auto cards = [](int count) {
        std::string list;
        for (int i = 0; i < count; ++i)
            list += (i == 0 ? "" : ",") + std::string(R"({"name":{"formatted_name":"A"}})");
        return message(R"("type":"contacts","contacts":[)" + list + "]");
    };
    CHECK(value_of(cards(16), "file/16") != "");
    CHECK(value_of(cards(16), "left_out/file").empty());
    CHECK(value_of(cards(17), "file/17").empty());
    CHECK(value_of(cards(17), "left_out/file") == "1");
    CHECK(value_of(message(R"("type":"unsupported","errors":[{"code":131051}])"), "title") == "unsupported");
}

TEST_CASE("a call is one item whether its beginning or its end comes first") {
    const std::string head =
        R"({"id":"wacid.1","from":"77010000011","to":"77010000900","direction":"USER_INITIATED",)";
    const std::string begin = head + R"("event":"connect","timestamp":"1790000000"})";
    const std::string end =
        head +
        R"("event":"terminate","timestamp":"1790000090","start_time":"1790000010","end_time":"1790000090","duration":80})";
    for (const std::string& calls : {begin + "," + end, end + "," + begin}) {
        const Parsed parsed =
            read_one(whatsapp(), webhook(change(contact + "\"calls\":[" + calls + "]", "calls")));
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.repeats == 1);
        CHECK(value_of(parsed.items[0], "kind") == "call");
        CHECK(value_of(parsed.items[0], "direction") == "in");
        CHECK(value_of(parsed.items[0], "at") == "1790000000000");
        CHECK(value_of(parsed.items[0], "leg/1") ==
              "1790000010000\t1790000010000\t1790000090000\t80\t77010000011\t77010000900\tANSWERED\t770100009"
              "00\t\t\tin\t77010000011");
    }
}

TEST_CASE("the same message twice in one body is one item and a repeat") {
    const std::string one = change(
        contact +
        R"("messages":[{"from":"77010000011","id":"wamid.A","timestamp":"1790000000","type":"text","text":{"body":"?"}}])");
    const Parsed parsed = read_one(whatsapp(), webhook(one + "," + one));
    CHECK(parsed.units == 1);
    CHECK(parsed.items.size() == 1);
    CHECK(parsed.repeats == 1);
}

TEST_CASE("unknown fields and types are kept as other, broken bodies are rejected, archives are read") {
    Parsed parsed = read_one(whatsapp(), webhook(R"({"field":"template_weather","value":{"rain":true}})"));
    CHECK(parsed.unknown == 1);
    REQUIRE(parsed.items.size() == 1);
    CHECK(value_of(parsed.items[0], "kind") == "other");
    CHECK(value_of(parsed.items[0], "raw").find("rain") != std::string::npos);
    parsed = read_one(whatsapp(), from_customer(R"("type":"hologram","hologram":{})"));
    CHECK(parsed.unknown == 1);
    CHECK(parsed.items[0].native_id == "wamid.A");
    CHECK(spelled(parsed.items[0].identifiers) == "whatsapp KZ.111222333 proved; phone +77010000011 proved");
    CHECK(read_one(whatsapp(), webhook(change(R"("messages":[{"type":"text"}])"))).rejections.size() == 1);
    CHECK(read_one(whatsapp(), "[1]").rejections.size() == 1);
    CHECK(read_one(whatsapp(), R"({"entry":[{"id":"1","chan)").rejections.size() == 1);
    parsed = read_one(whatsapp(), R"({"first":)" + webhook("") + R"(,"second":)" +
                                      from_customer(R"("type":"text","text":{"body":"a"})") + "}");
    CHECK(parsed.units == 2);
    CHECK(parsed.items.size() == 1);
    CHECK(parsed.other == 1);
}

TEST_CASE("the signature is over the raw bytes") {
    Account account = test_account();
    account.secrets["meta_app_secret"] = "Jefe";  // RFC 4231, test case 2
    const std::string body = "what do ya want for nothing?";
    const std::string mac = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    CHECK(whatsapp().check(bytes_of(body), {{"x-hub-signature-256", "sha256=" + mac}}, account) ==
          Authenticity::genuine);
    CHECK(whatsapp().check(bytes_of(body + " "), {{"x-hub-signature-256", "sha256=" + mac}}, account) ==
          Authenticity::forged);
    CHECK(whatsapp().check(bytes_of(body), {{"x-hub-signature-256", mac}}, account) == Authenticity::forged);
    CHECK(whatsapp().check(bytes_of(body), {{"x-hub-signature-256", "sha256=5bdc"}}, account) ==
          Authenticity::forged);
    CHECK(whatsapp().check(bytes_of(body), {{"host", "hooks.example"}}, account) == Authenticity::forged);
    CHECK(whatsapp().check(bytes_of(body), {}, account) == Authenticity::missing);
    CHECK(whatsapp().check(bytes_of(body), {{"x-hub-signature-256", "sha256=" + mac}}, test_account()) ==
          Authenticity::missing);
}
