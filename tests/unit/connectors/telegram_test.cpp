#include <doctest/doctest.h>

#include "native/connectors/telegram.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

// A message of customer 500 in a private chat; `content` is what follows the frame.
std::string from_customer(const std::string& content) {
    return R"({"message_id":7,"date":1790000000,"from":{"id":500,"is_bot":false,"first_name":"Айша","last_name":"Ким"},)"
           R"("chat":{"id":500,"type":"private","first_name":"Айша","last_name":"Ким"},)" +
           content + "}";
}
std::string update(const std::string& kind, const std::string& message) {
    return R"({"update_id":31,")" + kind + "\":" + message + "}";
}
Item message(const std::string& content) {
    return only_item(telegram(), update("message", from_customer(content)));
}

}  // namespace

TEST_CASE("a message to the bot is incoming and belongs to the peer of the private chat") {
    const Item item = message(
        R"("text":"Есть ли доставка?","reply_to_message":{"message_id":5,"chat":{"id":500}},"quote":{"text":"доставка","position":5})");
    CHECK(value_of(item, "quote") == "доставка");
    CHECK(item.native_id == "500:7");
    CHECK(value_of(item, "kind") == "message");
    CHECK(value_of(item, "direction") == "in");
    CHECK(value_of(item, "at") == "1790000000000");
    CHECK(value_of(item, "text") == "Есть ли доставка?");
    CHECK(value_of(item, "reply_to") == "500:5");
    CHECK(spelled(item.identifiers) == "telegram 500 proved");
    CHECK(item.identifiers[0].scope == "shop");
    CHECK(item.identifiers[0].name == "Айша Ким");
    CHECK_FALSE(item.stub);
}

TEST_CASE("the answer of a send method is what the bot sent, and belongs to the customer it was sent to") {
    const Item item = only_item(telegram(), R"({"ok":true,"result":{"message_id":8,"date":1790000060,
        "from":{"id":9,"is_bot":true,"first_name":"Лавка"},"chat":{"id":500,"type":"private","first_name":"Айша"},
        "text":"Да, завтра. Звоните +7 701 000 00 01"}})");
    CHECK(value_of(item, "direction") == "out");
    CHECK(value_of(item, "author") == "Лавка");
    CHECK(value_of(item, "bot").empty());
    CHECK(spelled(item.identifiers) == "telegram 500 proved");  // our own number is not said by the customer
}

TEST_CASE("answers with several messages or updates are as many units, and one that sends nothing is other") {
    const std::string first = from_customer(R"("text":"a")");
    Parsed parsed =
        read_one(telegram(), R"({"ok":true,"result":[)" + update("message", first) + "," +
                                 update("message", first) + "," + update("poll", R"({"id":"1"})") + "]}");
    CHECK(parsed.units == 3);
    CHECK(parsed.items.size() == 1);
    CHECK(parsed.repeats == 1);
    CHECK(parsed.other == 1);
    parsed = read_one(telegram(), R"({"ok":false,"error_code":400,"description":"chat not found"})");
    CHECK(parsed.units == 1);
    CHECK(parsed.other == 1);
}

TEST_CASE("on a business account the customer wrote what comes from the peer, and everybody else is ours") {
    const Item in = only_item(telegram(), update("business_message", from_customer(R"("text":"Алло")")));
    CHECK(value_of(in, "direction") == "in");
    const Item out = only_item(
        telegram(),
        update("business_message",
               R"({"message_id":9,"date":1790000100,"from":{"id":42,"first_name":"Олжас"},"text":"Слушаю",)"
               R"("chat":{"id":500,"type":"private","first_name":"Айша"}})"));
    CHECK(value_of(out, "direction") == "out");
    CHECK(value_of(out, "author") == "Олжас");
    CHECK(spelled(out.identifiers) == "telegram 500 proved");
    const Item machine = only_item(
        telegram(),
        update(
            "business_message",
            R"({"message_id":10,"date":1790000101,"from":{"id":42},"sender_business_bot":{"id":3,"is_bot":true,"first_name":"Автоответ"},)"
            R"("chat":{"id":500,"type":"private"},"text":"Мы закрыты"})"));
    CHECK(value_of(machine, "bot") == "1");
    CHECK(value_of(machine, "author") == "Автоответ");
}

TEST_CASE(
    "in a group an item belongs to its author, an anonymous administrator is ours, a channel post nobody's") {
    const std::string group = R"("chat":{"id":-100,"type":"supergroup","title":"Клуб"})";
    const Item member = only_item(
        telegram(),
        update("message",
               R"({"message_id":1,"date":1790000000,"from":{"id":77,"first_name":"Ян"},"text":"Привет",)" +
                   group + "}"));
    CHECK(spelled(member.identifiers) == "telegram 77 proved");
    CHECK(value_of(member, "thread") == "-100");
    const Item admin = only_item(
        telegram(),
        update(
            "message",
            R"({"message_id":2,"date":1790000000,"from":{"id":1087,"is_bot":true},"sender_chat":{"id":-100},"text":"Правила",)" +
                group + "}"));
    CHECK(value_of(admin, "direction") == "out");
    CHECK(admin.identifiers.empty());
    const Item post = only_item(
        telegram(),
        update("channel_post",
               R"({"message_id":3,"date":1790000000,"chat":{"id":-200,"type":"channel"},"text":"Новинки"})"));
    CHECK(value_of(post, "direction") == "none");
    CHECK(post.identifiers.empty());
    Account account = test_account();
    account.own = {"77"};
    const Item own = only_item(
        telegram(),
        update("message",
               R"({"message_id":4,"date":1790000000,"from":{"id":77},"text":"Отвечаю",)" + group + "}"),
        account);
    CHECK(value_of(own, "direction") == "out");
}

TEST_CASE("a contact card proves the number only when it is the sender's own") {
    const Item own = message(R"("contact":{"phone_number":"77010000001","first_name":"Айша","user_id":500})");
    CHECK(spelled(own.identifiers) == "telegram 500 proved; phone 77010000001 proved");
    const Item others =
        message(R"("contact":{"phone_number":"77010000002","first_name":"Мама","user_id":501})");
    CHECK(spelled(others.identifiers) == "telegram 500 proved; phone 77010000002 said");
    const Item nobody = message(R"("contact":{"phone_number":"77010000003","first_name":"Мастер"})");
    CHECK(spelled(nobody.identifiers) == "telegram 500 proved; phone 77010000003 said");
    CHECK(value_of(nobody, "file/1") == "contact\tМастер\ttext/vcard\t\t77010000003");
}

TEST_CASE("words that are passed on are quoted with their author, not the sender's own") {
    const Item by_person = message(
        R"("text":"Возьми белые","forward_origin":{"type":"user","date":1,"sender_user":{"id":9,"first_name":"Мама"}})");
    CHECK(value_of(by_person, "text").empty());
    CHECK(value_of(by_person, "quote") == "Мама: Возьми белые");
    CHECK(value_of(by_person, "kind") == "message");
    CHECK(value_of(message(R"("text":"x","forward_origin":{"type":"channel","chat":{"title":"Скидки"}})"),
                   "quote") == "Скидки: x");
    CHECK(value_of(message(R"("text":"x","forward_origin":{"type":"hidden_user","sender_user_name":"Н."})"),
                   "quote") == "Н.: x");
    CHECK(value_of(message(R"("text":"x","forward_sender_name":"Н.","forward_date":1)"), "quote") == "Н.: x");
    const Item own = message(
        R"("text":"x","forward_origin":{"type":"user","sender_user":{"id":500,"first_name":"Айша"}})");
    CHECK(value_of(own, "text") == "x");
    CHECK(value_of(own, "quote").empty());
}

TEST_CASE("the language of a person's Telegram is known from the beginning of a talk") {
    const std::string from =
        R"({"message_id":7,"date":1790000000,"from":{"id":500,"first_name":"Айша","language_code":"kk"},)"
        R"("chat":{"id":500,"type":"private","first_name":"Айша"},"text":")";
    const Parsed begun = read_one(telegram(), update("message", from + "/start promo\"}"));
    REQUIRE(begun.statements.size() == 1);
    CHECK(spelled(begun.statements[0].identifiers) == "telegram 500 proved");
    CHECK(begun.statements[0].facts == std::vector<std::pair<std::string, std::string>>{{"language", "kk"}});
    CHECK(begun.statements[0].at_ms == 1790000000000u);
    CHECK(begun.items.size() == 1);
    CHECK(read_one(telegram(), update("message", from + "Сколько?\"}")).statements.empty());
}

TEST_CASE("numbers and addresses in the customer's words are said") {
    const Item item =
        message(R"("text":"Пишите на aisha@post.example или 8 701 000-00-05, заказ 87654321012345")");
    CHECK(spelled(item.identifiers) ==
          "telegram 500 proved; email aisha@post.example said; phone 8 701 000-00-05 said");
}

TEST_CASE("a payment has its amount in minor units and gives the order's phone and mail") {
    const Item item =
        message(R"("successful_payment":{"currency":"KZT","total_amount":1250050,"invoice_payload":"A-17",
        "telegram_payment_charge_id":"ch1","order_info":{"name":"Айша К.","phone_number":"77010000009","email":"a@b.example"}})");
    CHECK(value_of(item, "kind") == "system");
    CHECK(value_of(item, "title") == "successful_payment");
    CHECK(value_of(item, "total") == "1250050 KZT");
    CHECK(value_of(item, "number") == "A-17");
    CHECK(value_of(item, "direction") == "in");
    CHECK(spelled(item.identifiers) ==
          "telegram 500 proved; phone 77010000009 given; email a@b.example given");
    CHECK(item.identifiers[1].name == "Айша К.");
}

TEST_CASE("files keep name, type, size and reference, and of a photo the largest size") {
    const Item photo =
        message(R"("caption":"вот","photo":[{"file_id":"s","width":90,"height":60,"file_size":10},
        {"file_id":"l","file_unique_id":"u","width":900,"height":600,"file_size":5000},{"file_id":"m","width":300,"height":200}])");
    CHECK(value_of(photo, "text") == "вот");
    CHECK(value_of(photo, "file/1") == "photo\t\timage/jpeg\t5000\tl");
    CHECK(value_of(photo, "file_hash/1") == "file_unique_id:u");
    const Item animation = message(
        R"("animation":{"file_id":"x","file_name":"a\tb.mp4","mime_type":"video/mp4"},"document":{"file_id":"x"})");
    CHECK(value_of(animation, "file/1") == "animation\ta b.mp4\tvideo/mp4\t\tx");
    CHECK(value_of(animation, "file/2").empty());
    CHECK(value_of(animation, "file_hash/1").empty());
    const Item place = message(R"("location":{"latitude":43.238949,"longitude":76.889709})");
    CHECK(value_of(place, "file/1") == "location\t\t\t\t43.238949,76.889709");
}

TEST_CASE("notices of the service are system items that nobody wrote") {
    const Item item = message(R"("pinned_message":{"message_id":3})");
    CHECK(value_of(item, "kind") == "system");
    CHECK(value_of(item, "title") == "pinned_message");
    CHECK(value_of(item, "direction") == "none");
    CHECK(spelled(item.identifiers) == "telegram 500 proved");
}

TEST_CASE("an edit is a stub that holds the new text under the time of the edit") {
    const Parsed parsed = read_one(
        telegram(), update("edited_message", from_customer(R"("text":"Отмена","edit_date":1790000500)")));
    CHECK(parsed.other == 1);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].stub);
    CHECK(parsed.items[0].native_id == "500:7");
    CHECK(value_of(parsed.items[0], "edited@1790000500000") == "Отмена");
    CHECK(value_of(parsed.items[0], "text").empty());  // the first words stay
    CHECK(value_of(parsed.items[0], "at") == "1790000000000");
}

TEST_CASE("reactions and deletions are stubs on their messages") {
    Parsed parsed = read_one(
        telegram(),
        update(
            "message_reaction",
            R"({"chat":{"id":500,"type":"private"},"message_id":7,"date":1790000001,"new_reaction":[{"type":"emoji","emoji":"👍"}]})"));
    CHECK(parsed.other == 1);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].stub);
    CHECK(value_of(parsed.items[0], "reaction@1790000001000") == "👍");
    parsed = read_one(telegram(), update("deleted_business_messages",
                                         R"({"chat":{"id":500,"type":"private"},"message_ids":[7,8]})"));
    CHECK(parsed.other == 1);
    REQUIRE(parsed.items.size() == 2);
    CHECK(parsed.items[1].native_id == "500:8");
    CHECK(value_of(parsed.items[1], "deleted@0") == "1");
    CHECK(spelled(parsed.items[1].identifiers) == "telegram 500 proved");
}

TEST_CASE("a pressed button is a message with the words of the button") {
    const Item item = only_item(
        telegram(), update("callback_query", R"({"id":"88","from":{"id":500,"first_name":"Айша"},"data":"d1",
        "message":{"message_id":6,"date":1790000000,"chat":{"id":500,"type":"private"},
        "reply_markup":{"inline_keyboard":[[{"text":"Самовывоз","callback_data":"d0"}],[{"text":"Доставка","callback_data":"d1"}]]}}})"));
    CHECK(item.native_id == "callback:88");
    CHECK(value_of(item, "text") == "Доставка");
    CHECK(value_of(item, "reply_to") == "500:6");
    CHECK(spelled(item.identifiers) == "telegram 500 proved");
}

TEST_CASE(
    "an undocumented update and a message of undocumented content are kept whole as other and counted "
    "unknown") {
    Parsed parsed = read_one(
        telegram(), R"({"update_id":5,"thought":{"date":1790000000,"user":{"id":500,"first_name":"Айша"}}})");
    CHECK(parsed.unknown == 1);
    CHECK(parsed.other == 0);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id == "update:5");
    CHECK(value_of(parsed.items[0], "kind") == "other");
    CHECK(value_of(parsed.items[0], "raw").find("thought") != std::string::npos);
    CHECK(spelled(parsed.items[0].identifiers) == "telegram 500 proved");
    parsed = read_one(telegram(), update("message", from_customer(R"("smell":{"of":"roses"})")));
    CHECK(parsed.unknown == 1);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id == "500:7");
    CHECK(value_of(parsed.items[0], "kind") == "other");
}

TEST_CASE("what cannot be read is rejected with its bytes and a reason") {
    for (const char* body : {"", "  \n", "<html>", "{\"update_id\":1,\"message\":{", "12",
                             "{\"message\":{\"text\":\"\xF2\"}}"}) {
        CAPTURE(body);
        const Parsed parsed = read_one(telegram(), body);
        CHECK(parsed.units == 1);
        CHECK(parsed.items.empty());
        CHECK(parsed.other == 0);
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.rejections[0].raw == body);
        CHECK_FALSE(parsed.rejections[0].reason.empty());
    }
    CHECK(read_one(telegram(), update("message", R"({"text":"ничей"})")).rejections.size() == 1);
    CHECK(read_one(telegram(), std::string(100000, '[')).rejections.size() == 1);
}

TEST_CASE("the secret token must be equal; without a secret or headers nothing can be said") {
    Account account = test_account();
    const Headers right{{"x-telegram-bot-api-secret-token", "t-1"}},
        wrong{{"x-telegram-bot-api-secret-token", "t-2"}};
    CHECK(telegram().check({}, right, account) == Authenticity::missing);
    account.secrets["telegram_secret_token"] = "t-1";
    CHECK(telegram().check({}, right, account) == Authenticity::genuine);
    CHECK(telegram().check({}, wrong, account) == Authenticity::forged);
    CHECK(telegram().check({}, {{"host", "hooks.example"}}, account) == Authenticity::forged);
    CHECK(telegram().check({}, {}, account) == Authenticity::missing);
}

TEST_CASE("JSON files are claimed, lines apart, and sidecars are not") {
    CHECK(telegram().claims("000.json"));
    CHECK(telegram().claims("2026-08-24.jsonl"));
    CHECK_FALSE(telegram().claims("000.json.headers.json"));
    CHECK_FALSE(telegram().claims("photo.jpg"));
    CHECK(telegram().split("a.jsonl") == Split::lines);
    CHECK(telegram().split("a.json") == Split::whole);
}
