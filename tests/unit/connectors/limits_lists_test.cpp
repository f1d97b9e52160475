// Lists inside of one item, at their bounds: what is within stands in the item, what is beyond is left out, the item stays.
#include <algorithm>
#include <functional>

#include "native/connectors/bodies.h"
#include "native/connectors/encoded_word.h"
#include "native/connectors/html_text.h"
#include "native/connectors/mime.h"
#include "native/connectors/order_reference.h"
#include "native/connectors/question_name.h"
#include "native/connectors/table.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

// `one` times `count`, with its number in place of #.
std::string many(std::size_t count, const std::string& one, const char* between = ",") {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
        if (i != 0) list += between;
        for (const char c : one)
            if (c == '#')
                list += std::to_string(i);
            else
                list.push_back(c);
    }
    return list;
}

std::size_t count_of(const Item& item, std::string_view prefix) {
    return static_cast<std::size_t>(
        std::count_if(item.fields.begin(), item.fields.end(),
                      [&](const auto& field) { return field.first.starts_with(prefix); }));
}

struct List {
    const char* channel;
    std::size_t max;
    const char* field;  // its names begin so; identifiers are counted where it is empty
    const char *before, *one, *after;
    const char* between = ",";
};

constexpr const char* chatwoot_head =
    R"({"event":"message_created","id":41,"content":"x","created_at":"2026-08-24T08:00:00Z","message_type":"incoming",
    "private":false,"conversation":{"id":5,"contact_inbox":{"source_id":"s"},"meta":{"sender":{"id":7}}},"attachments":[)";
constexpr const char* messaging_head =
    R"({"object":"page","entry":[{"id":"100","time":1,"messaging":[{"sender":{"id":"7"},"recipient":{"id":"100"},
    "timestamp":1790891090000,"message":{"mid":"m1","text":"x","attachments":[)";
constexpr const char* vk_head =
    R"({"type":"message_new","group_id":220,"object":{"message":{"id":70,"date":1790000000,"from_id":500,"peer_id":500,
    "out":0,"conversation_message_id":7,"text":"x","attachments":[)";

const List lists[] = {
    {"survey", 200, "answer/", R"({"response_id":"r","submitted_at":"2026-08-24T08:00:00Z","answers":[)",
     R"({"q":"question #","a":"1"})", "]}"},
    {"site", 100, "answer/", R"({"id":"e","at":1790071200123,"event":"form","cookie":"c","answers":{)",
     R"("q#":"1")", "}}"},
    {"site", line_limit, "line/",
     R"({"id":"e","at":1790071200123,"event":"order","cookie":"c","order":{"lines":[)",
     R"({"sku":"s#","quantity":1})", "]}}"},
    {"notes", 100, "file/",
     R"({"note_id":"n","at":"2026-08-24T18:12:16Z","kind":"note","text":"x","attachments":[)",
     R"({"name":"a#.pdf","path":"a#.pdf"})", "]}"},
    {"notes", line_limit, "line/",
     R"({"note_id":"n","at":"2026-08-24T18:12:16Z","kind":"order","text":"x","order":{"lines":[)",
     R"({"sku":"s#","qty":1})", "]}}"},
    {"delivery", 200, "step/",
     R"({"object":"Tracker","id":"t","tracking_code":"K","status":"unknown","created_at":"2026-08-25T09:59:24Z",
     "tracking_details":[)",
     R"({"status":"s#","datetime":"2026-08-25T10:23:40Z","message":"m"})", "]}"},
    {"chatwoot", 100, "file/", chatwoot_head, R"({"file_type":"image","data_url":"https://c.example/#.png"})",
     "]}"},
    {"messenger", 50, "file/", messaging_head, R"({"type":"image","payload":{"url":"https://x.example/#"}})",
     "]}}]}]}"},
    {"messenger", 200, "answer/",
     R"({"id":"55","created_time":"2026-08-31T13:27:13+0000","form_id":"12","field_data":[)",
     R"({"name":"q#","values":["1"]})", "]}"},
    {"vk", 50, "file/", vk_head, R"({"type":"doc","doc":{"title":"#.pdf","url":"http://d/#"}})", "]}}}"},
    {"zendesk", 100, "file/",
     R"({"comments":[{"id":1,"author_id":7,"plain_body":"x","public":true,"created_at":"2026-08-24T08:00:00Z",
     "attachments":[)",
     R"({"file_name":"#.png","content_url":"https://z.example/#"})", "]}]}"},
    {"sms", 20, "file/", "MessageSid=SM1&From=%2B77010000001&To=%2B77010009001&Body=x&",
     "MediaUrl#=http%3A%2F%2Fx%2F#", "", "&"},
    {"shopify", line_limit, "line/",
     R"({"id":450,"name":"#1001","order_number":1001,"currency":"KZT","created_at":"2026-08-24T13:00:00+05:00",
     "total_price":"1.00","financial_status":"paid","line_items":[)",
     R"({"id":#,"sku":"s#","price":"1.00","quantity":1})", "]}"},
    {"email", 50, "", "From: a@m.example\nTo: ", "t#@m.example", "\nSubject: s\n\nx\n"},
    {"adobe_xdm", 100, "",
     R"({"_id":"e","timestamp":"2026-08-24T08:00:00Z","eventType":"x.y","search":{"keywords":"r"},"identityMap":{"ECID":[)",
     R"({"id":"c#"})", "]}}"},
};

// The only item that is no stub; `more` elements beyond the first of the item's own.
std::size_t counted(const List& list, std::size_t elements) {
    const std::string body = list.before + many(elements, list.one, list.between) + list.after;
    const Parsed parsed = read_one(*find_connector(list.channel), body);
    CHECK(parsed.rejections.empty());
    REQUIRE(parsed.items.size() >= 1);
    const Item& item = parsed.items.front();
    return *list.field != 0 ? count_of(item, list.field) : item.identifiers.size();
}

}  // namespace

TEST_CASE("as many as an item holds stand in it, one more is left out, and the item stays") {
    for (const List& list : lists) {
        CAPTURE(list.channel);
        CAPTURE(list.field);
        CHECK(counted(list, list.max - 1) >= list.max - 1);
        CHECK(counted(list, list.max) == list.max);
        CHECK(counted(list, list.max + 1) == list.max);
    }
}

TEST_CASE("a card has 200 properties of 64 KiB and 64 numbers and addresses") {
    const Connector& vcard = *find_connector("vcard");
    const auto card = [](const std::string& inside) {
        return "BEGIN:VCARD\nFN:Anna\n" + inside + "END:VCARD\n";
    };
    const auto identifiers = [&](std::size_t numbers) {
        const Parsed parsed = read_one(vcard, card(many(numbers, "TEL:+770100000#\n", "")));
        REQUIRE(parsed.statements.size() == 1);
        return parsed.statements[0].identifiers.size();
    };
    CHECK(identifiers(64) == 65);  // and the card's own
    CHECK(identifiers(65) == 65);
    const auto city = [&](std::size_t others, std::size_t bytes) {
        const Parsed parsed = read_one(vcard, card("TEL:+77010000001\n" + many(others, "X-N:1\n", "") +
                                                   "NOTE:" + std::string(bytes, 'n') + "\n"));
        REQUIRE(parsed.statements.size() == 1);
        for (const auto& fact : parsed.statements[0].facts)
            if (fact.first == "note") return fact.second.size();
        return std::size_t{0};
    };
    CHECK(city(197, 1) == 1);  // FN, TEL, 197 and the note
    CHECK(city(198, 1) == 0);
    CHECK(city(0, 64 * 1024) == 64 * 1024);
    CHECK(city(0, 64 * 1024 + 1) == 0);
}

TEST_CASE("a row of a CRM has 1000 columns that are read") {
    const auto contact = [](std::size_t others) {
        std::string body =
            R"({"id":"512","properties":{)" + many(others, R"("a#":"1")") + R"(,"email":"d@post.example"}})";
        const Parsed parsed = read_one(*find_connector("hubspot"), body);
        CHECK(parsed.rejections.empty());
        std::size_t mails = 0;
        for (const Statement& one : parsed.statements)
            for (const Identifier& identifier : one.identifiers) mails += identifier.type == "email";
        return mails;
    };
    CHECK(contact(999) == 1);
    CHECK(contact(1000) == 0);
}

TEST_CASE("a mail has 500 parts, 32 levels, 256 KiB of text, 64 KiB of a header, 1000 addresses") {
    const std::string head = "From: a@m.example\nSubject: s\n";
    const auto read = [](const std::string& text) {
        const auto mail = read_mail(bytes_of(text));
        REQUIRE(mail);
        return *mail;
    };
    const auto parts = [&](std::size_t count) {
        return read(head + "Content-Type: multipart/mixed; boundary=B\n\n" +
                    many(count, "--B\nContent-Type: image/png\n\n#\n", "") + "--B--\n")
            .files.size();
    };
    CHECK(parts(499) == 499);  // the multipart is a part itself
    CHECK(parts(500) == 499);
    const auto nested = [&](int levels) {
        std::string text = head;
        for (int i = 0; i < levels; ++i) {
            const std::string n = std::to_string(i);
            text += "Content-Type: multipart/mixed; boundary=b" + n + "\n\n--b" + n + "\n";
        }
        return read(text + "Content-Type: text/plain\n\nwords\n").plain;
    };
    CHECK(nested(32) == "words\n");
    CHECK(nested(33).empty());
    constexpr std::size_t text_max = 256 * 1024;
    CHECK(read(head + "\n" + std::string(text_max, 'x')).plain.size() == text_max);
    CHECK(read(head + "\n" + std::string(text_max + 1, 'x')).plain.size() == text_max);
    const auto addresses = [&](std::size_t count) {
        return read("From: a@m.example\n" + many(count, "To: t#@m.example\n", "") + "\nx\n").to.size();
    };
    CHECK(addresses(1000) == 1000);
    CHECK(addresses(1001) == 1000);
    const auto subject = [&](std::size_t bytes) {
        return read("From: a@m.example\nSubject:" + std::string(bytes, 's') + "\n\nx\n").subject.size();
    };
    CHECK(subject(64 * 1024 - 1) == 64 * 1024 - 1);
    CHECK(subject(64 * 1024 + 1) == 64 * 1024 - 1 + 1);
}

TEST_CASE("small readers keep to their bounds") {
    CHECK(html_text(std::string(html_text_max, 'a')).size() == html_text_max);
    CHECK(html_text(std::string(html_text_max + 1, 'a')).size() == html_text_max);
    const std::string number = "Order " + std::string(63, 'A') + "1";
    CHECK(order_in_words(number) == number.substr(6));
    CHECK(order_in_words("Order " + std::string(64, 'A') + "1").empty());
    CHECK(order_in_words(std::string(4096 - 8, ' ') + "Order 77") == "77");
    CHECK(order_in_words(std::string(4096 - 6, ' ') + "Order 77").empty());
    const std::string question(65, 'q');
    CHECK(question_name(std::string(64, 'q'), 3) == std::string(64, 'q'));
    CHECK(question_name(question, 3) == std::string(64, 'q') + " 3");
    CHECK(question_name(std::string(63, 'q') + "Ж", 3) == std::string(63, 'q') + " 3");  // no half letter
}
