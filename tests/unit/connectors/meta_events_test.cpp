// Instagram and Facebook pages: what is rarer than a message. Fixtures named from_docs follow Meta's reference alone.
#include <doctest/doctest.h>

#include "native/connectors/instagram.h"
#include "native/connectors/messenger.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Parsed parse(const Connector& connector, const std::string& body) {
    Account account;
    account.name = "100";
    return connector.parse(bytes_of(body), account);
}

std::string messaging(const std::string& rest, const std::string& sender = R"({"id":"7"})",
                      const std::string& recipient = R"({"id":"100"})") {
    return R"({"object":"page","entry":[{"id":"100","time":1790891091099,"messaging":[{"sender":)" + sender +
           R"(,"recipient":)" + recipient + R"(,"timestamp":1790891090000,)" + rest + "}]}]}";
}

std::string changed(const std::string& field, const std::string& value, int time = 1790891091) {
    return R"({"object":"page","entry":[{"id":"100","time":)" + std::to_string(time) +
           R"(,"changes":[{"field":")" + field + R"(","value":)" + value + "}]}]}";
}

Item only_item(const Parsed& parsed) {
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.rejections.empty());
    return parsed.items[0];
}

}  // namespace

TEST_CASE(
    "an echo that names the sides as of a received message is filed under the customer, never under us") {
    const Item echo =
        only_item(parse(messenger(), messaging(R"("message":{"mid":"m1","text":"Да","is_echo":true})")));
    CHECK(field(echo, "direction") == "out");
    CHECK(field(echo, "thread") == "7");
    REQUIRE(echo.identifiers.size() == 1);
    CHECK(echo.identifiers[0].value == "7");
    const Item self = only_item(parse(
        instagram(), messaging(R"("message":{"mid":"m2","text":"test","is_echo":true})", R"({"id":"100"})")));
    CHECK(self.identifiers.empty());
}

TEST_CASE(
    "two edits of one comment, and hiding and showing it, are kept apart though created_time is the same") {
    const auto comment = [](const std::string& verb, const std::string& text, int time) {
        return only_item(parse(
            messenger(),
            changed(
                "feed",
                R"({"item":"comment","comment_id":"1_2","post_id":"100_1","from":{"id":"8","name":"Дана"},)"
                R"("created_time":1790000000,"verb":")" +
                    verb + R"(","message":")" + text + R"("})",
                time)));
    };
    const Item first = comment("edited", "один", 1790000100), second = comment("edited", "два", 1790000200);
    CHECK(field(first, "edited@1790000100000") == "один");
    CHECK(field(second, "edited@1790000200000") == "два");
    REQUIRE(first.identifiers.size() == 1);
    CHECK(first.identifiers[0].name == "Дана");
    CHECK(field(comment("hide", "", 1790000300), "status@1790000300000") == "hide");
    CHECK(field(comment("unhide", "", 1790000400), "status@1790000400000") == "unhide");
    CHECK(comment("edited", "один", 1790000100).fields == first.fields);
}

TEST_CASE("an edited message is a stub with its new words") {
    const std::string from_docs = R"("message_edit":{"mid":"m1","text":"В пять","num_edit":"1"})";
    const Item edit = only_item(parse(messenger(), messaging(from_docs)));
    CHECK(edit.stub);
    CHECK(edit.native_id == "m1");
    CHECK(field(edit, "edited@1790891090000") == "В пять");
    CHECK(parse(messenger(), messaging(R"("message_edit":{"text":"x"})")).rejections.size() == 1);
}

TEST_CASE("a cart that was sent is an order with its lines and total") {
    const std::string from_docs =
        R"("order":{"products":[{"id":1,"retailer_id":"R-1","name":"Роза","unit_price":11.5,"currency":"KZT","quantity":3},)"
        R"({"id":2,"name":"Лента","unit_price":22,"currency":"KZT","quantity":1}],"note":"К обеду"})";
    const Item order = only_item(parse(messenger(), messaging(from_docs)));
    CHECK(order.native_id == "order:7:1790891090000");
    CHECK(field(order, "kind") == "order");
    CHECK(field(order, "line/1") == "R-1\tРоза\t3\t1150\t3450\tKZT");
    CHECK(field(order, "line/2") == "2\tЛента\t1\t2200\t2200\tKZT");
    CHECK(field(order, "total") == "5650 KZT");
    CHECK(field(order, "text") == "К обеду");
    const Item mixed =
        only_item(parse(messenger(), messaging(R"("order":{"products":[{"unit_price":1,"currency":"KZT"},)"
                                               R"({"unit_price":1,"currency":"USD"}]})")));
    CHECK(field(mixed, "total").empty());
    CHECK(field(only_item(parse(messenger(), messaging(R"("order":{"products":7})"))), "line/1").empty());
}

TEST_CASE("a payment has its amount in minor units and what the person gave of himself") {
    const Item paid = only_item(parse(
        messenger(),
        messaging(
            R"("payment":{"requested_user_info":{"shipping_address":{"street1":"Абая 1","city":"Алматы"},"contact_name":"Дана",)"
            R"("contact_phone":"+77010000002","contact_email":"d@x.example"},"payment_credential":{"provider_type":"stripe",)"
            R"("charge_id":"ch_1"},"amount":{"currency":"USD","amount":29.62}})")));
    CHECK(paid.native_id == "payment:ch_1");
    CHECK(field(paid, "kind") == "payment");
    CHECK(field(paid, "total") == "2962 USD");
    CHECK(field(paid, "address") == "Абая 1, Алматы");
    REQUIRE(paid.identifiers.size() == 3);
    CHECK(paid.identifiers[0].type == "messenger");
    CHECK(paid.identifiers[1].known == Known::given);
    CHECK(paid.identifiers[1].name == "Дана");
    CHECK(field(only_item(parse(messenger(), messaging(R"("payment":{"amount":7})"))), "total").empty());
}

TEST_CASE("who stops or resumes marketing messages says so of himself") {
    const std::string from_docs =
        R"("optin":{"type":"notification_messages","notification_messages_status":"STOP_NOTIFICATIONS"})";
    const Parsed stop = parse(messenger(), messaging(from_docs));
    CHECK(stop.items.empty());
    CHECK(stop.other == 1);
    REQUIRE(stop.statements.size() == 1);
    CHECK(stop.statements[0].facts.at(0) == std::pair<std::string, std::string>{"marketing", "stop"});
    CHECK(stop.statements[0].at_ms == 1790891090000);
    const Parsed resume =
        parse(messenger(), messaging(R"("optin":{"notification_messages_status":"RESUME_NOTIFICATIONS"})"));
    CHECK(resume.statements.at(0).facts.at(0).second == "resume");
    CHECK(field(only_item(parse(messenger(), messaging(R"("optin":{"ref":"x"})"))), "kind") == "event");
}

TEST_CASE("visitors of a site's chat who have no id yet are kept apart") {
    const auto pressed = [](const std::string& sender) {
        return only_item(parse(messenger(), messaging(R"("postback":{"payload":"hey"})", sender)));
    };
    CHECK(pressed(R"({"user_ref":"a"})").native_id != pressed(R"({"user_ref":"b"})").native_id);
    CHECK(pressed(R"({"user_ref":"7"})").native_id != pressed(R"({"id":"7"})").native_id);
    CHECK(pressed(R"({"user_ref":"a"})").identifiers.empty());
}

TEST_CASE("a template names its product, and what the interface does not hand over is said to be so") {
    const Item shown = only_item(parse(
        messenger(),
        messaging(
            R"("message":{"mid":"m1","attachments":[{"type":"template","payload":{"product":{"elements":[)"
            R"({"id":"1","retailer_id":"R-1","title":"Роза","image_url":"https://x.example/r"}]}}}]})")));
    CHECK(field(shown, "product") == "R-1");
    CHECK(field(shown, "file/1") == "template\tРоза\t\t\thttps://x.example/r");
    const Item hidden =
        only_item(parse(messenger(), messaging(R"("message":{"mid":"m2","is_unsupported":true})")));
    CHECK(field(hidden, "title") == "unsupported");
}

TEST_CASE("a lead is announced by a webhook and answered by the Graph API: one item whichever comes first") {
    const Item announced = only_item(
        parse(messenger(),
              changed("leadgen", R"({"leadgen_id":55,"form_id":12,"ad_id":0,"created_time":1788182833})")));
    CHECK(field(announced, "click").empty());
    const std::string from_docs =
        R"({"id":"55","created_time":"2026-08-31T13:27:13+0000","form_id":"12","ad_id":"9","campaign_name":"Осень","field_data":[)"
        R"({"name":"full_name","values":["Дана Ли"]},{"name":"work_phone_number","values":["+77010000002"]},)"
        R"({"name":"email","values":["d@x.example"]},{"name":"цвет","values":["белый"]},{"name":"пусто","values":[]}]})";
    const Item answered = only_item(parse(messenger(), from_docs));
    CHECK(answered.native_id == announced.native_id);
    CHECK(field(answered, "at") == field(announced, "at"));
    CHECK(field(answered, "title") == field(announced, "title"));
    CHECK(field(answered, "answer/цвет") == "белый");
    REQUIRE(answered.identifiers.size() == 2);
    CHECK(answered.identifiers[0].name == "Дана Ли");
    CHECK(answered.identifiers[0].known == Known::given);
    CHECK(only_item(parse(messenger(), R"({"data":[)" + from_docs + "]}")).fields == answered.fields);
}

TEST_CASE("long questions of a form stay apart and whole characters stay whole") {
    std::string question;
    for (int i = 0; i < 40; ++i) question += "ж";
    const Item lead = only_item(parse(messenger(), R"({"id":"1","field_data":[{"name":")" + question +
                                                       R"(1","values":["a"]},{"name":")" + question +
                                                       R"(2","values":["b"]}]})"));
    std::vector<std::string> names;
    for (const auto& [name, value] : lead.fields)
        if (name.starts_with("answer/")) names.push_back(name);
    REQUIRE(names.size() == 2);
    CHECK(names[0] != names[1]);
    CHECK(parse_json('"' + names[0] + '"'));
}

TEST_CASE("posts and reviews of visitors change and go") {
    const auto change = [](const std::string& field_name, const std::string& rest) {
        return only_item(
            parse(messenger(), changed(field_name, R"({"created_time":1788182833,)" + rest + "}")));
    };
    const Item edited = change(
        "feed", R"("item":"post","verb":"edited","post_id":"100_9","from":{"id":"8"},"message":"Иначе")");
    CHECK(edited.stub);
    CHECK(field(edited, "edited@1790891091000") == "Иначе");
    CHECK(field(change("feed", R"("item":"post","verb":"remove","post_id":"100_9","from":{"id":"8"})"),
                "deleted@1790891091000") == "1");
    CHECK(field(change("ratings",
                       R"("item":"rating","verb":"edit","open_graph_story_id":5,"review_text":"Хуже")"),
                "edited@1790891091000") == "Хуже");
    const Item review = change(
        "ratings",
        R"("item":"rating","verb":"add","open_graph_story_id":5,"reviewer_id":8,"review_text":"Звоните +7 701 000 00 02")");
    REQUIRE(review.identifiers.size() == 2);
    CHECK(review.identifiers[1].known == Known::said);
    CHECK(parse(messenger(),
                changed("feed", R"({"item":"post","verb":"edited","post_id":"100_9","from":{"id":"100"}})"))
              .items.empty());
}

TEST_CASE("a post that names us is an item though Meta does not say whose it is") {
    const Item named = only_item(parse(
        messenger(),
        changed(
            "mention",
            R"({"item":"post","verb":"add","post_id":"5_6","message":"Смотри","created_time":1788182833})")));
    CHECK(named.native_id == "post:5_6");
    CHECK(named.identifiers.empty());
}

TEST_CASE("a comment's picture is a file, and the advertisement under which it stands is named") {
    const Item photo = only_item(parse(
        messenger(),
        changed(
            "feed",
            R"({"item":"comment","verb":"add","comment_id":"1_3","photo":"https://x.example/p","from":{"id":"8"}})")));
    CHECK(field(photo, "file/1") == "image\t\t\t\thttps://x.example/p");
    const Item under = only_item(parse(
        instagram(),
        changed(
            "comments",
            R"({"id":"5","text":"Цена?","from":{"id":"7"},"media":{"id":"3","ad_id":"9","ad_title":"Осень"}})")));
    CHECK(field(under, "campaign") == "Осень");
    CHECK(field(under, "click") == "ad_id=9");
    CHECK(field(under, "thread") == "media:3");
    CHECK(
        field(
            only_item(parse(
                messenger(),
                changed(
                    "feed",
                    R"({"item":"comment","verb":"add","comment_id":"1_3","post_id":"100_1","message":"?","from":{"id":"8"}})"))),
            "thread") == "post:100_1");
}

TEST_CASE(
    "Instagram's own login: one change in the entry itself, messages as a change, our comment by its scoped "
    "id") {
    const std::string from_docs =
        R"([{"object":"instagram","entry":[{"id":"100","time":1790891091,"field":"comments","value":{"id":"5","text":"!","from":{"id":"7"}}}]}])";
    CHECK(only_item(parse(instagram(), from_docs)).native_id == "comment:5");
    const Item message = only_item(parse(
        instagram(),
        changed(
            "messages",
            R"({"sender":{"id":"7"},"recipient":{"id":"100"},"timestamp":"1790891090","message":{"mid":"m1","text":"?"}})")));
    CHECK(message.native_id == "m1");
    CHECK(field(message, "at") == "1790891090000");
    const Item ours = only_item(parse(
        instagram(),
        changed(
            "comments",
            R"({"id":"6","text":"Да","from":{"id":"999","username":"shop","self_ig_scoped_id":"999"}})")));
    CHECK(field(ours, "direction") == "out");
    CHECK(ours.identifiers.empty());
}

TEST_CASE("what is rejected keeps its whole payload") {
    for (const Connector* one : {&instagram(), &messenger()}) {
        const bool insta = one == &instagram();
        const Parsed parsed =
            parse(*one, changed(insta ? "comments" : "feed",
                                R"({"item":"comment","verb":"add","text":"слова","message":"слова"})"));
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.rejections[0].raw.find("слова") != std::string::npos);
    }
}

TEST_CASE("a signature over other bytes, of another secret or without one is never genuine") {
    Account account;
    account.name = "100";
    const std::string body = "{}";
    const Headers headers{
        {"x-hub-signature-256", "sha256=5d30fc67f9f12f12a3bf36d8fbb0cbfba7ea8e9a3fda22a94b0bd0aa6a0e6f10"}};
    for (const Connector* one : {&instagram(), &messenger()}) {
        account.secrets.clear();
        CHECK(one->check(bytes_of(body), headers, account) == Authenticity::missing);
        account.secrets["meta_app_secret"] = "s";
        CHECK(one->check(bytes_of(body), {}, account) != Authenticity::genuine);
        CHECK(one->check(bytes_of(body), headers, account) == Authenticity::forged);
        const Headers right{{"x-hub-signature-256",
                             "sha256=143ca8d517ba1b181025d732b1cf275d90104fca57bb02a565542978aa18c4b6"}};
        CHECK(one->check(bytes_of(body), right, account) == Authenticity::genuine);
        CHECK(one->check(bytes_of(std::string("{ }")), right, account) == Authenticity::forged);
    }
}

TEST_CASE("messages and comments of Instagram that the Graph API answers, for what was before the webhook") {
    Account account;
    account.name = "100";
    const auto items = [&](const std::string& body) {
        return instagram().parse(bytes_of(body), account).items;
    };
    const auto value = [](const Item& item, const std::string& name) {
        for (const auto& [field, text] : item.fields)
            if (field == name) return text;
        return std::string();
    };
    const std::string start =
        R"({"id":"m1","created_time":"2026-09-07T10:00:00+0000","from":{"id":"7","username":"dana"},)"
        R"("to":{"data":[{"id":"100","username":"shop"}]},"message":"Сколько?")";
    const auto one = [&](const std::string& rest) {
        const std::vector<Item> all = items(R"({"messages":{"data":[)" + start + rest + "}]}}");
        REQUIRE(all.size() == 1);
        return all[0];
    };
    const Item shared = one(
        R"(,"shares":{"data":[{"link":"https://x.example/p"},{"template":{"payload":{"product":{"elements":{"data":)"
        R"([{"id":"1","retailer_id":"KT-1","name":"Чайник","image_url":"https://x.example/i"}]}}}}}]},)"
        R"("attachments":{"data":[{"image_data":{"url":"https://x.example/a"}}]},)"
        R"("reactions":{"data":[{"reaction":"love","users":[{"id":"100"}]}]})");
    CHECK(shared.identifiers[0].name == "dana");
    CHECK(value(shared, "file/1") == "share\t\t\t\thttps://x.example/p");
    CHECK(value(shared, "file/2") == "share\tЧайник\t\t\thttps://x.example/i");
    CHECK(value(shared, "file/3") == "image\t\t\t\thttps://x.example/a");
    CHECK(value(shared, "product") == "KT-1");
    CHECK(value(shared, "reaction@1788775200000") == "love");
    const Item answer = one(R"(,"story":{"reply_to":{"link":"https://x.example/s","id":"5"}})");
    CHECK(value(answer, "title") + ' ' + value(answer, "url") == "story https://x.example/s");
    const Item mention = one(R"(,"story":{"mention":{"link":"https://x.example/t"}})");
    CHECK(value(mention, "title") + ' ' + value(mention, "url") == "story_mention https://x.example/t");
    CHECK(value(one(R"(,"is_unsupported":"true")"), "title") == "unsupported");
    CHECK(value(one(""), "title").empty());

    const std::vector<Item> comments = items(
        R"({"data":[{"id":"5","text":"Хочу","timestamp":"2026-09-07T10:00:00+0000","username":"dana","from":{"id":"7"},)"
        R"("replies":{"data":[{"id":"6","text":"Пишите","timestamp":"2026-09-07T10:01:00+0000","from":{"id":"100"}}]}}]})");
    REQUIRE(comments.size() == 2);
    CHECK(comments[0].native_id == "comment:5");
    CHECK(value(comments[0], "at") == "1788775200000");
    CHECK(value(comments[0], "title") == "@dana");
    CHECK(comments[0].identifiers[0].value == "7");
    CHECK(value(comments[1], "reply_to") == "comment:5");
    CHECK(value(comments[1], "direction") == "out");
    CHECK(comments[1].identifiers.empty());
}
