// Instagram, and Facebook pages with Messenger.
#include <doctest/doctest.h>

#include "native/connectors/instagram.h"
#include "native/connectors/messenger.h"
#include "native/connectors/meta_webhook.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Account page() {
    Account account;
    account.name = "100";
    return account;
}

Parsed parse(const Connector& connector, const std::string& body) {
    return connector.parse(bytes_of(body), page());
}

std::string messaging(const std::string& sender, const std::string& recipient, const std::string& rest) {
    return R"({"object":"page","entry":[{"id":"100","time":1790891091099,"messaging":[{"sender":{"id":")" +
           sender + R"("},"recipient":{"id":")" + recipient + R"("},"timestamp":1790891090000,)" + rest +
           "}]}]}";
}

std::string changed(const std::string& field, const std::string& value) {
    return R"({"object":"page","entry":[{"id":"100","time":1790891091,"changes":[{"field":")" + field +
           R"(","value":)" + value + "}]}]}";
}

Item only_item(const Parsed& parsed) {
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.rejections.empty());
    return parsed.items[0];
}

}  // namespace

TEST_CASE("a message that began at an advertisement names it, and an echo is ours") {
    const Item in = only_item(parse(
        instagram(),
        messaging(
            "7", "100",
            R"("message":{"mid":"m1","text":"Сколько стоит? +7 701 000 00 01","referral":{"ad_id":"9","source":"ADS","ads_context_data":{"ad_title":"Гирлянда"}},"attachments":[{"type":"image","payload":{"url":"https://x.example/1"}}]})")));
    CHECK(in.native_id == "m1");
    CHECK(field(in, "direction") == "in");
    CHECK(field(in, "at") == "1790891090000");
    CHECK(field(in, "source") == "ADS");
    CHECK(field(in, "campaign") == "Гирлянда");
    CHECK(field(in, "click") == "ad_id=9");
    CHECK(field(in, "file/1") == "image\t\t\t\thttps://x.example/1");
    REQUIRE(in.identifiers.size() == 2);
    CHECK(in.identifiers[0].type == "instagram");
    CHECK(in.identifiers[0].scope == "100");
    CHECK(in.identifiers[0].known == Known::proved);
    CHECK(in.identifiers[1].known == Known::said);
    const Item out = only_item(
        parse(instagram(), messaging("100", "7", R"("message":{"mid":"m2","text":"Да","is_echo":true})")));
    CHECK(field(out, "direction") == "out");
    REQUIRE(out.identifiers.size() == 1);
    CHECK(out.identifiers[0].value == "7");
}

TEST_CASE("an answer to a story, a reaction, a deletion and a read mark belong to their messages") {
    const Item story = only_item(parse(
        instagram(),
        messaging(
            "7", "100",
            R"("message":{"mid":"m3","text":"!","reply_to":{"story":{"url":"https://x.example/s","id":"5"}}})")));
    CHECK(field(story, "title") == "story");
    CHECK(field(story, "url") == "https://x.example/s");
    const Item reaction = only_item(parse(
        instagram(),
        messaging("7", "100", R"("reaction":{"mid":"m2","action":"react","reaction":"love","emoji":"❤"})")));
    CHECK(reaction.stub);
    CHECK(field(reaction, "reaction@1790891090000") == "❤");
    const Item gone =
        only_item(parse(instagram(), messaging("7", "100", R"("message":{"mid":"m3","is_deleted":true})")));
    CHECK(gone.stub);
    CHECK(field(gone, "deleted@1790891090000") == "1");
    const Parsed read = parse(instagram(), messaging("7", "100", R"("read":{"mid":"m2"})"));
    CHECK(read.other == 1);
    CHECK(field(only_item(read), "read_at") == "1790891090000");
}

TEST_CASE("comments are public: those of people are theirs, ours show no customer") {
    const Item theirs = only_item(
        parse(instagram(),
              changed("comments",
                      R"({"id":"5","text":"Хочу","from":{"id":"7","username":"dana"},"media":{"id":"3"}})")));
    CHECK(theirs.native_id == "comment:5");
    CHECK(field(theirs, "kind") == "comment");
    CHECK(field(theirs, "title") == "@dana");
    CHECK(field(theirs, "at") == "1790891091000");
    REQUIRE(theirs.identifiers.size() == 1);
    const Item ours = only_item(parse(
        instagram(),
        changed("comments",
                R"({"id":"6","parent_id":"5","text":"Рахмет","from":{"id":"100","username":"shop"}})")));
    CHECK(field(ours, "direction") == "out");
    CHECK(field(ours, "reply_to") == "comment:5");
    CHECK(ours.identifiers.empty());
}

TEST_CASE("a page's comments, posts of visitors, recommendations and lead forms are items") {
    const std::string comment =
        R"({"item":"comment","verb":"add","comment_id":"1_2","post_id":"100_1","parent_id":"100_1","from":{"id":"8","name":"Томирис"},"created_time":1788182833,"message":"А доставка?"})";
    const Item added = only_item(parse(messenger(), changed("feed", comment)));
    CHECK(added.native_id == "comment:1_2");
    CHECK(field(added, "at") == "1788182833000");
    CHECK(field(added, "reply_to").empty());
    CHECK(added.identifiers[0].name == "Томирис");
    const Item removed = only_item(
        parse(messenger(),
              changed("feed",
                      R"({"item":"comment","verb":"remove","comment_id":"1_2","created_time":1788182900})")));
    CHECK(removed.stub);
    CHECK(field(removed, "deleted@1790891091000") == "1");
    const Item post = only_item(parse(
        messenger(),
        changed(
            "feed",
            R"({"item":"post","verb":"add","post_id":"100_9","from":{"id":"8"},"message":"Спасибо","created_time":1788182833})")));
    CHECK(post.native_id == "post:100_9");
    CHECK(parse(messenger(),
                changed("feed", R"({"item":"post","verb":"add","post_id":"100_9","from":{"id":"100"}})"))
              .other == 1);
    const Item lead = only_item(parse(
        messenger(),
        changed(
            "leadgen",
            R"({"leadgen_id":"55","form_id":"f","ad_id":"a","created_time":1788182833,"field_data":[{"name":"phone_number","values":["+77010000002"]},{"name":"city","values":["Алматы"]}]})")));
    CHECK(field(lead, "kind") == "request");
    CHECK(field(lead, "answer/city") == "Алматы");
    CHECK(lead.identifiers[0].known == Known::given);
    CHECK(parse(messenger(), changed("foo", R"({"item":"bar"})")).unknown == 1);
}

TEST_CASE("notifications of wrong types, cut and empty are rejected or kept, never more") {
    for (const Connector* one : {&instagram(), &messenger()}) {
        for (const char* body : {"", "{\"entry\":[", "<html>", "7", "[7]"})
            CHECK(parse(*one, body).rejections.size() == 1);
        CHECK(parse(*one, messaging("7", "100", R"("message":{"text":"no mid"})")).rejections.size() == 1);
        CHECK(parse(*one, messaging("7", "100", R"("surprise":{})")).unknown == 1);
        CHECK(parse(*one, R"({"entry":[{"messaging":[3,null,"x"]}]})").rejections.size() == 3);
        CHECK(parse(*one, R"({"entry":[7,{"changes":7},{"messaging":{}}]})").other == 1);
    }
}

TEST_CASE("Meta's handshake answers the challenge to the account's token alone") {
    Account account = page();
    std::map<std::string, std::string> query{
        {"hub.mode", "subscribe"}, {"hub.verify_token", "t"}, {"hub.challenge", "158"}};
    CHECK(meta_handshake({"GET", query, {}}, account)->status == 403);
    account.secrets["meta_verify_token"] = "t";
    CHECK(meta_handshake({"GET", query, {}}, account)->text == "158");
    CHECK_FALSE(meta_handshake({"POST", query, {}}, account).has_value());
    query["hub.challenge"] = std::string(257, '1');
    CHECK(meta_handshake({"GET", query, {}}, account)->status == 403);
    query["hub.challenge"] = "158";
    query["hub.verify_token"] = "T";
    CHECK(meta_handshake({"GET", query, {}}, account)->status == 403);
}

TEST_CASE("samples of Instagram and of pages: every file is read") {
    const FolderCounts insta = read_folder(instagram(), "instagram", page());
    if (insta.units == 0) return;
    CHECK(insta.units == 12);
    CHECK(insta.items.size() == 4);
    CHECK(insta.repeats == 2);  // a comment of a webhook stands in an answer of the Graph API too
    CHECK(insta.stubs.size() == 1);
    CHECK(insta.other == 7);  // media, users and a conversation without its messages; a read mark
    CHECK(insta.unknown + insta.rejected + insta.skipped == 0);
    const FolderCounts book = read_folder(messenger(), "messenger", page());
    CHECK(book.units == 95);
    CHECK(book.items.size() == 31);
    CHECK(book.repeats == 15);
    CHECK(book.stubs.size() == 11);
    CHECK(
        book.other ==
        46);  // the page's own posts, likes of posts, hand-over, delivery, pieces of messages without a time
    CHECK(book.unknown == 4);  // a field "foo", three of users' profiles
    CHECK(book.rejected + book.skipped == 0);
}
