// Lists inside of one item, at their bounds: what is within stands in the item, what is beyond is left out, the item
// stays and says how many (left_out/<list>); of what is no list of an item the quarantine says so.
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
    {"kaspi", line_limit, "line/",
     R"({"data":[{"id":"M","attributes":{"code":"3","creationDate":1787570607000,"state":"NEW","entries":[]},"entries":[)",
     R"({"offer":{"code":"s#"},"quantity":1,"basePrice":1})", "]}]}"},
    {"satu", line_limit, "line/",
     R"({"orders":[{"id":25,"date_created":"2026-09-05T11:37:52+05:00","products":[)",
     R"({"sku":"s#","quantity":1,"price":"1"})", "]}]}"},
    {"vk", line_limit, "line/",
     R"({"type":"market_order_new","group_id":2,"object":{"id":7,"user_id":5,"date":1790000000,"preview_order_items":[)",
     R"({"item_id":#,"title":"x","quantity":1})", "]}}"},
    {"vk", line_limit, "answer/",
     R"({"type":"lead_forms_new","group_id":2,"object":{"lead_id":7,"user_id":5,"answers":[)",
     R"({"key":"k#","answer":"1"})", "]}}"},
    {"segment", line_limit, "line/",
     R"({"type":"track","messageId":"m","anonymousId":"a","event":"Order Completed","timestamp":"2026-08-24T08:00:00Z",
     "properties":{"products":[)",
     R"({"sku":"s#","quantity":1,"price":1})", "]}}"},
    {"adobe_xdm", line_limit, "line/",
     R"({"_id":"e","timestamp":"2026-08-24T08:00:00Z","eventType":"commerce.purchases","productListItems":[)",
     R"({"SKU":"s#","quantity":1})", "]}"},
    {"whatsapp", line_limit, "line/",
     R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
     "messaging_product":"whatsapp","metadata":{"phone_number_id":"2"},"messages":[{"from":"77010000001","id":"w",
     "timestamp":"1790000000","type":"order","order":{"product_items":[)",
     R"({"product_retailer_id":"s#","quantity":1,"item_price":1,"currency":"KZT"})", "]}}]}}]}]}"},
    {"commerceml", line_limit, "line/",
     "<КоммерческаяИнформация><Документ><Ид>d</Ид><Номер>1</Номер><Дата>2026-08-24</Дата><ХозОперация>Заказ "
     "товара</ХозОперация><Товары>",
     "<Товар><Артикул>s#</Артикул><Количество>1</Количество></Товар>",
     "</Товары></Документ></КоммерческаяИнформация>", ""},
    {"chatwoot", 100, "file/",
     R"({"ticket":{"id":5,"created_at":"2026-08-24T08:00:00Z","subject":"s","attachments":[)",
     R"({"name":"#.png"})", R"(]},"conversations":[]})"},
};

std::string told_of(const Item& item, std::string_view field) {
    std::string list(field.empty() ? "identifier" : field.substr(0, field.size() - 1));
    return value_of(item, "left_out/" + list);
}

// How many of so many elements stand in the item, which says of the others that they are left out.
std::size_t counted(const List& list, std::size_t elements) {
    const std::string body = list.before + many(elements, list.one, list.between) + list.after;
    const Parsed parsed = read_one(*find_connector(list.channel), body);
    CHECK(parsed.rejections.empty());
    REQUIRE(parsed.items.size() >= 1);
    const Item& item = parsed.items.front();
    const std::size_t standing = *list.field != 0 ? count_of(item, list.field) : item.identifiers.size();
    const std::string told = told_of(item, list.field);
    if (list.channel == std::string_view("email")) ++elements;  // its author
    CHECK(told == (elements > list.max ? std::to_string(elements - list.max) : std::string()));
    return standing;
}

}  // namespace

TEST_CASE("as many as an item holds stand in it; more are left out, the item stays and says how many") {
    for (const List& list : lists) {
        CAPTURE(list.channel);
        CAPTURE(list.field);
        CHECK(counted(list, list.max - 1) >= list.max - 1);
        CHECK(counted(list, list.max) == list.max);
        CHECK(counted(list, list.max + 1) == list.max);
    }
    counted({"sms", 20, "file/", "MessageSid=SM1&From=%2B77010000001&To=%2B77010009001&Body=x&",
             "MediaUrl#=http%3A%2F%2Fx%2F#", "", "&"},
            27);
}

TEST_CASE(
    "quotes of a message, lines of a refund and names of a basket are bounded, and say what is left out") {
    const auto vk = [](std::size_t quotes) {
        return read_one(
                   *find_connector("vk"),
                   R"({"type":"message_new","group_id":220,"object":{"message":{"id":70,"date":1790000000,
                        "from_id":500,"peer_id":500,"out":0,"conversation_message_id":7,"text":"x","fwd_messages":[)" +
                       many(quotes, R"({"text":"q#"})") + "]}}}")
            .items.at(0);
    };
    CHECK(value_of(vk(20), "quote").ends_with("q19"));
    CHECK(value_of(vk(20), "left_out/quote").empty());
    CHECK(value_of(vk(21), "quote").ends_with("q19"));
    CHECK(value_of(vk(21), "left_out/quote") == "1");

    const auto refund = [](std::size_t lines, std::size_t adjustments) {
        return read_one(
                   *find_connector("shopify"),
                   R"({"id":6,"order_id":450,"created_at":"2026-08-25T13:00:00+05:00","refund_line_items":[)" +
                       many(lines, R"({"id":1#,"line_item_id":1#,"quantity":1,"subtotal":"1.00"})") +
                       R"(],"order_adjustments":[)" + many(adjustments, R"({"id":2#,"amount":"-1.00"})") +
                       "]}")
            .items.at(0);
    };
    CHECK(count_of(refund(999, 1), "line/") == line_limit);
    CHECK(value_of(refund(999, 1), "left_out/line").empty());
    CHECK(count_of(refund(999, 3), "line/") == line_limit);
    CHECK(value_of(refund(999, 3), "left_out/line") == "2");

    const auto basket = [](std::size_t goods) {
        const Item item =
            read_one(*find_connector("shopify"),
                     R"({"id":7,"token":"t","abandoned_checkout_url":"https://x.example/","currency":"KZT",
                     "created_at":"2026-08-25T13:00:00+05:00","line_items":[)" +
                         many(goods, R"({"title":")" + std::string(1022, 'g') + R"("})") + "]}")
                .items.at(0);
        std::size_t bytes = 0;
        for (const auto& [name, value] : item.fields)
            if (name.starts_with("product")) bytes = value.size();
        return std::to_string(bytes) + ' ' + value_of(item, "left_out/product");
    };
    CHECK(basket(4) == "4094 ");  // there is room for the beginning of one more
    CHECK(basket(5) == "5118 ");
    CHECK(basket(7) == "5118 2");
}

TEST_CASE(
    "a record of Adobe's has 100 identities, a contact of HubSpot's 32 addresses; of more the quarantine "
    "says so") {
    const auto adobe = [](std::size_t identities) {
        return read_one(
            *find_connector("adobe_xdm"),
            R"({"_id":"e","timestamp":"2026-08-24T08:00:00Z","eventType":"x.y","search":{"keywords":"r"},"identityMap":{"ECID":[)" +
                many(identities, R"({"id":"c#"})") + "]}}");
    };
    CHECK(adobe(100).items.at(0).identifiers.size() == 100);
    CHECK(adobe(100).rejections.empty());
    CHECK(adobe(101).items.at(0).identifiers.size() == 100);
    REQUIRE(adobe(101).rejections.size() == 1);
    CHECK(adobe(101).rejections[0].reason ==
          "The record has more than 100 identities; the others are left out.");

    const auto hubspot = [](std::size_t mails) {  // the first address has a column of its own
        return read_one(*find_connector("hubspot"),
                        R"({"id":"512","properties":{"email":"d@post.example","hs_additional_emails":")" +
                            many(mails - 1, "m#@post.example", ";") + R"("}})");
    };
    CHECK(hubspot(32).statements.at(0).identifiers.size() == 33);
    CHECK(hubspot(32).rejections.empty());
    CHECK(hubspot(33).statements.at(0).identifiers.size() == 33);
    REQUIRE(hubspot(33).rejections.size() == 1);
    CHECK(hubspot(33).rejections[0].reason ==
          "The contact has more than 32 e-mail addresses; the others are left out.");
}

TEST_CASE("a card has 200 properties of 64 KiB and 64 numbers and addresses") {
    const Connector& vcard = *find_connector("vcard");
    const auto card = [](const std::string& inside) {
        return "BEGIN:VCARD\nFN:Anna\n" + inside + "END:VCARD\n";
    };
    const auto identifiers = [&](std::size_t numbers) {
        const Parsed parsed = read_one(vcard, card(many(numbers, "TEL:+770100000#\n", "")));
        REQUIRE(parsed.statements.size() == 1);
        if (numbers > 64) {
            REQUIRE(parsed.rejections.size() == 1);
            CHECK(parsed.rejections[0].place == "card 1");
            CHECK(parsed.rejections[0].reason.ends_with(std::to_string(numbers - 64) + " are left out."));
            CHECK(parsed.rejections[0].raw.starts_with("BEGIN:VCARD"));
        } else {
            CHECK(parsed.rejections.empty());
        }
        return parsed.statements[0].identifiers.size();
    };
    CHECK(identifiers(64) == 65);  // and the card's own
    CHECK(identifiers(65) == 65);
    CHECK(identifiers(70) == 65);
    // What stands behind a full list of numbers is read.
    const Parsed full = read_one(vcard, card(many(70, "TEL:+770100000#\n", "") + "UID:u-1\nTITLE:Chef\n"));
    CHECK(full.statements.at(0).identifiers.at(0).value == "u-1");
    CHECK(full.statements.at(0).facts.size() == 2);
    const auto city = [&](std::size_t others, std::size_t bytes) {
        const Parsed parsed = read_one(vcard, card("TEL:+77010000001\n" + many(others, "X-N:1\n", "") +
                                                   "NOTE:" + std::string(bytes, 'n') + "\n"));
        REQUIRE(parsed.statements.size() == 1);
        CHECK(parsed.rejections.size() == (others > 197 || bytes > 64 * 1024 ? 1U : 0U));
        for (const auto& fact : parsed.statements[0].facts)
            if (fact.first == "note") return fact.second.size();
        return std::size_t{0};
    };
    CHECK(city(197, 1) == 1);  // FN, TEL, 197 and the note
    CHECK(city(198, 1) == 0);
    CHECK(city(0, 64 * 1024) == 64 * 1024);
    CHECK(city(0, 64 * 1024 + 1) == 0);
    std::string folded = "NOTE:x\n";  // longer than a value may be, in lines that each are short
    for (int i = 0; i < 2000; ++i) folded += ' ' + std::string(70, 'n') + '\n';
    CHECK(read_one(vcard, card("TEL:+77010000001\n" + folded)).rejections.size() == 1);
    CHECK(read_one(vcard,
                   card("TEL:+77010000001\nPHOTO:data:image/jpeg;base64," + std::string(100'000, 'A') + '\n'))
              .rejections.empty());
    const auto jcard = [&](std::size_t others) {
        return read_one(vcard, R"(["vcard",[["fn",{},"text","Anna"],["tel",{},"uri","tel:+77010000001"])" +
                                   many(others, R"(,["x-n",{},"text","1"])", "") + "]]")
            .rejections.size();
    };
    CHECK(jcard(198) == 0);
    CHECK(jcard(199) == 1);
    const auto xcard = [&](std::size_t others) {
        return read_one(vcard, "<vcards><vcard><fn><text>Anna</text></fn>" +
                                   many(others, "<x-n><text>1</text></x-n>", "") + "</vcard></vcards>")
            .rejections.size();
    };
    CHECK(xcard(199) == 0);
    CHECK(xcard(200) == 1);
}

TEST_CASE("a row of a CRM has 1000 columns that are read") {
    const auto contact = [](std::size_t others) {
        std::string body =
            R"({"id":"512","properties":{)" + many(others, R"("a#":"1")") + R"(,"email":"d@post.example"}})";
        const Parsed parsed = read_one(*find_connector("hubspot"), body);
        CHECK(parsed.rejections.size() == (others + 2 > 1000 ? 1U : 0U));  // `id` is one, the address another
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
    const auto left_out = [&](std::size_t count) {
        const Parsed parsed = read_one(
            *find_connector("email"), head + "Content-Type: multipart/mixed; boundary=B\n\n" +
                                          many(count, "--B\nContent-Type: image/png\n\n#\n", "") + "--B--\n");
        return value_of(parsed.items.at(0), "left_out/part");
    };
    CHECK(left_out(499).empty());
    CHECK(left_out(502) == "3");
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
    const auto unread = [&](std::size_t bytes) {
        return value_of(read_one(*find_connector("email"), head + "\n" + std::string(bytes, 'x')).items.at(0),
                        "left_out/text");
    };
    CHECK(unread(text_max).empty());
    CHECK(unread(text_max + 7) == "7");
    std::string letters = "x";  // the bound falls into a letter, and the text stays what it is
    while (letters.size() < text_max + 1) letters += "ж";
    CHECK(read(head + "\n" + letters).plain == letters.substr(0, text_max - 1));
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
