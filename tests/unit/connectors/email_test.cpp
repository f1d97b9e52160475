#include "native/connectors/email.h"

#include <doctest/doctest.h>

#include <map>

#include "native/connectors/encoded_word.h"
#include "native/connectors/html_text.h"
#include "native/connectors/mbox.h"
#include "native/connectors/quote.h"

using namespace history;
using namespace history::connectors;

namespace {

Account mailbox() {
    Account account;
    account.name = "shop@lavka.example";
    account.own = {"dana@lavka.example", "@staff.lavka.example"};
    return account;
}

Parsed parse(std::string_view body) {
    return email().parse(bytes_of(body), mailbox());
}

Item only(std::string_view body) {
    Parsed parsed = parse(body);
    REQUIRE(parsed.items.size() == 1);
    return parsed.items[0];
}

std::map<std::string, std::string> fields_of(const Item& item) {
    return {item.fields.begin(), item.fields.end()};
}

constexpr std::string_view question =
    "Received: from mx.example by mail.lavka.example; Mon, 7 Sep 2026 10:00:09 +0500\r\n"
    "Message-ID: <q1@mail.example>\r\n"
    "Date: Mon, 7 Sep 2026 10:00:00 +0500\r\n"
    "From: =?UTF-8?B?0JDQvdC90LA=?= =?UTF-8?B?INCb0LjRgdC40YbQsA==?= <Anna@Mail.Example>\r\n"
    "To: shop@lavka.example, Petr <petr@mail.example>\r\n"
    "Cc: dana@lavka.example, vera@mail.example\r\n"
    "Subject: =?koi8-r?B?88vJxMvB?=\r\n"
    "Content-Type: text/plain; charset=windows-1251\r\n"
    "Content-Transfer-Encoding: 8bit\r\n"
    "\r\n"
    "\xC5\xF1\xF2\xFC \xF1\xEA\xE8\xE4\xEA\xE0?\r\n";

}  // namespace

TEST_CASE("a mail to us is incoming, its author is proved, other recipients are cc") {
    const Item item = only(question);
    CHECK(item.native_id == "<q1@mail.example>");
    const auto fields = fields_of(item);
    CHECK(fields.at("kind") == "mail");
    CHECK(fields.at("direction") == "in");
    CHECK(fields.at("at") == "1788757200000");
    CHECK(fields.at("title") == "Скидка");
    CHECK(fields.at("text") == "Есть скидка?");
    CHECK(fields.at("thread") == "<q1@mail.example>");
    CHECK(fields.count("bot") == 0);
    REQUIRE(item.identifiers.size() == 3);
    CHECK(item.identifiers[0].type == "email");
    CHECK(item.identifiers[0].value == "Anna@Mail.Example");
    CHECK(item.identifiers[0].name == "Анна Лисица");  // two padded words: GMime alone reads "Анна"
    CHECK(item.identifiers[0].known == Known::proved);
    CHECK_FALSE(item.identifiers[0].cc);
    CHECK(item.identifiers[1].value == "petr@mail.example");
    CHECK(item.identifiers[1].cc);
    CHECK(item.identifiers[2].value == "vera@mail.example");
    CHECK(item.identifiers[2].cc);
}

TEST_CASE("a mail from one of our addresses is outgoing, and its first recipient is given") {
    const Item item = only(
        "Message-ID: a2@lavka.example\nIn-Reply-To: <q1@mail.example>\nReferences: <q0@mail.example>\n "
        "<q1@mail.example>\n"
        "Date: Mon, 07 Sep 2026 05:30:00 GMT\nFrom: \"Lavka, support\" <ann@staff.lavka.example>\n"
        "To: Anna <anna@mail.example>, b@mail.example\nSubject: Re: x\n\nYes.\n\n> Is there a discount?\n");
    CHECK(item.native_id == "<a2@lavka.example>");
    const auto fields = fields_of(item);
    CHECK(fields.at("direction") == "out");
    CHECK(fields.at("author") == "Lavka, support");
    CHECK(fields.at("reply_to") == "<q1@mail.example>");
    CHECK(fields.at("thread") == "<q0@mail.example>");
    CHECK(fields.at("text") == "Yes.");
    CHECK(fields.at("quote") == "> Is there a discount?");
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[0].value == "anna@mail.example");
    CHECK(item.identifiers[0].known == Known::given);
    CHECK_FALSE(item.identifiers[0].cc);
    CHECK(item.identifiers[1].cc);
}

TEST_CASE("a form of our own site belongs to its Reply-To, and mail among colleagues to nobody") {
    const Item form = only(
        "From: shop@lavka.example\nTo: shop@lavka.example\nReply-To: Oleg <oleg@mail.example>\nSubject: "
        "Form\n\nCall me.\n");
    CHECK(fields_of(form).at("direction") == "in");
    REQUIRE(form.identifiers.size() == 1);
    CHECK(form.identifiers[0].value == "oleg@mail.example");
    CHECK(form.identifiers[0].known == Known::given);
    const Item inner =
        only("From: shop@lavka.example\nTo: dana@lavka.example\nSubject: Rota\n\nTomorrow you.\n");
    CHECK(fields_of(inner).at("direction") == "none");
    CHECK(inner.identifiers.empty());
}

TEST_CASE("a mail without Message-ID is the same mail however often it was relayed") {
    const std::string body =
        "From: anna@mail.example\nTo: shop@lavka.example\nDate: Mon, 7 Sep 2026 10:00:00 +0500\nSubject: "
        "s\n\nhello\n";
    const Item first = only(body);
    CHECK(first.native_id.starts_with("hash:"));
    CHECK(first.native_id.size() == 5 + 64);
    CHECK(only("Received: by a; Mon, 7 Sep 2026 10:00:01 +0500\nX-Spam: no\n" + body).native_id ==
          first.native_id);
    CHECK(only(body + "more\n").native_id != first.native_id);
}

TEST_CASE("of alternatives the plain text is read, and HTML where there is no other") {
    const std::string head =
        "From: a@mail.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n";
    const std::string html =
        "--B\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><body><p>Hi "
        "&amp; <b>bye</b></p>"
        "<blockquote type=cite>earlier</blockquote></body></html>\n--B--\n";
    CHECK(fields_of(only(head + "--B\nContent-Type: text/plain\n\nPlain words\n" + html)).at("text") ==
          "Plain words");
    const auto fields = fields_of(only(head + html));
    CHECK(fields.at("text") == "Hi & bye");
    CHECK(fields.at("quote") == "> earlier");
}

TEST_CASE("attachments are listed with kind, name, type, size and reference") {
    const auto fields =
        fields_of(only("From: a@mail.example\nContent-Type: multipart/mixed; "
                       "boundary=B\n\n--B\nContent-Type: text/plain\n\nSee the photo\n"
                       "--B\nContent-Type: image/png\nContent-ID: <p1@x>\nContent-Disposition: attachment; "
                       "filename*=UTF-8''%D0%A4%D0%BE%D1%82%D0%BE.png\n"
                       "Content-Transfer-Encoding: base64\n\nAAECAwQ=\n"
                       "--B\nContent-Type: application/pdf; name=\"=?UTF-8?B?0KHRhw==?=\n "
                       "=?UTF-8?B?0ZHRgi5wZGY=?=\"\n\nPDF\n--B--\n"));
    CHECK(fields.at("text") == "See the photo");
    CHECK(fields.at("file/1") == "image\tФото.png\timage/png\t5\tp1@x");
    CHECK(fields.at("file/2") == "file\tСчёт.pdf\tapplication/pdf\t3\tpart 2");
    CHECK(fields.count("file/3") == 0);
    // echo AAECAwQ= | base64 -d | sha256sum; printf PDF | sha256sum
    CHECK(fields.at("file_hash/1") ==
          "sha256:08bb5e5d6eaac1049ede0893d30ed022b1a4d9b5b48db414871f51c9cb35283d");
    CHECK(fields.at("file_hash/2") ==
          "sha256:1d393b0081b632c54654eb08c345ff76b92ae4efe0768b4c0f64b9ebbe920492");
    CHECK(fields.count("file_preview/1") == 0);  // nobody gave the account a maker of previews
}

TEST_CASE("the bytes of each attachment, and nothing else, are shown to the maker of previews") {
    std::vector<std::string> shown;
    Account account;
    account.preview = [&](ByteView image) {
        shown.emplace_back(text_of(image));
        return shown.size() == 1 ? Bytes{1, 2, 3, 4} : Bytes{};
    };
    const std::string mail =
        "From: a@mail.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\n"
        "Words\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAECAwQ=\n"
        "--B\nContent-Type: application/pdf\n\nPDF\n--B--\n";
    const auto fields = fields_of(email().parse(bytes_of(mail), account).items.at(0));
    CHECK(shown == std::vector<std::string>{std::string("\0\1\2\3\4", 5), "PDF"});
    CHECK(fields.at("file_preview/1") == fields.at("file_hash/1") + "\tAQIDBA==");
    CHECK(fields.count("file_preview/2") == 0);
}

TEST_CASE("a mail full of images keeps the previews of the first sixteen, and the hashes of all") {
    Account account;
    account.preview = [](ByteView) { return Bytes{1}; };
    std::string mail = "From: a@mail.example\nContent-Type: multipart/mixed; boundary=B\n\n";
    for (int i = 0; i < 40; ++i) mail += "--B\nContent-Type: image/png\n\nimage " + std::to_string(i) + "\n";
    const auto fields = fields_of(email().parse(bytes_of(mail + "--B--\n"), account).items.at(0));
    CHECK(fields.count("file_preview/16") == 1);
    CHECK(fields.count("file_preview/17") == 0);
    CHECK(fields.count("file_hash/40") == 1);
}

TEST_CASE("machines are marked, and a bounce belongs to the address that could not be reached") {
    CHECK(fields_of(only("From: a@mail.example\nAuto-Submitted: auto-replied\n\nAway\n")).at("bot") == "1");
    CHECK(fields_of(only("From: a@mail.example\nPrecedence: Bulk\n\nNews\n")).at("bot") == "1");
    CHECK(fields_of(only("From: a@mail.example\nAuto-Submitted: no\n\nMe\n")).count("bot") == 0);
    const Item bounce = only(
        "From: MAILER-DAEMON@mx.example\nTo: shop@lavka.example\nContent-Type: multipart/report; "
        "report-type=delivery-status; boundary=B\n\n"
        "--B\n\nIt did not work.\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
        "mx.example\n\n"
        "Final-Recipient: rfc822; anna@mail.example\nAction: failed\nStatus: 5.1.1\n--B--\n");
    CHECK(fields_of(bounce).at("kind") == "mail");
    CHECK(fields_of(bounce).at("bot") == "1");
    REQUIRE(bounce.identifiers.size() == 1);
    CHECK(bounce.identifiers[0].value == "anna@mail.example");
    CHECK(bounce.identifiers[0].known == Known::given);
}

TEST_CASE("a bounce and a receipt that name the mail they are about say what became of it") {
    const auto report = [](const std::string& kind, const std::string& fields, const std::string& returned) {
        return parse(
            "From: MAILER-DAEMON@mx.example\nTo: shop@lavka.example\nMessage-ID: <r@mx.example>\n"
            "Date: Mon, 7 Sep 2026 10:00:00 +0000\nContent-Type: multipart/report; report-type=x; "
            "boundary=B\n\n--B\n\nWords.\n--B\nContent-Type: message/" +
            kind + "\n\n" + fields + "\n--B\n" + returned + "--B--\n");
    };
    const auto told = [](const Parsed& parsed) -> std::string {
        CHECK(parsed.units == 1);
        if (parsed.items.size() != 2) return "nothing";
        CHECK(parsed.items[0].native_id == "<r@mx.example>");
        const Item& stub = parsed.items[1];
        CHECK(stub.stub);
        CHECK(stub.fields.size() == 1);
        CHECK(stub.fields[0].second == "1788775200000");
        return stub.native_id + ' ' + stub.fields[0].first;
    };
    const std::string address = "Final-Recipient: rfc822; anna@mail.example\n";
    const std::string mail = "Content-Type: message/rfc822\n\nMessage-ID: <o1@lavka.example>\n\nOurs.\n";
    const std::string header =
        "Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID:\n <o2@lavka.example>\n";
    const std::string status = "Reporting-MTA: dns; mx.example\n\n" + address;
    CHECK(told(report("delivery-status", status + "Action: failed\n", mail)) ==
          "<o1@lavka.example> failed_at");
    CHECK(told(report("delivery-status", status + "Action: Failed\n", header)) ==
          "<o2@lavka.example> failed_at");
    CHECK(told(report("delivery-status", status + "Action: delivered\n", mail)) ==
          "<o1@lavka.example> delivered_at");
    CHECK(told(report("delivery-status", status + "Action: delayed\n", mail)) == "nothing");
    CHECK(told(report("delivery-status", status + "Action: failed\n", "")) == "nothing");
    CHECK(told(report("disposition-notification",
                      address + "Original-Message-ID: <o3@lavka.example>\n"
                                "Disposition: manual-action/MDN-sent-manually; displayed\n",
                      "")) == "<o3@lavka.example> read_at");
    CHECK(told(report("disposition-notification",
                      address + "Original-Message-ID: <o3@lavka.example>\n"
                                "Disposition: automatic-action/MDN-sent-automatically; deleted\n",
                      "")) == "nothing");
    // A mail that is forwarded is no report, whatever it holds.
    CHECK(
        told(parse("From: a@mail.example\nMessage-ID: <r@mx.example>\nDate: Mon, 7 Sep 2026 10:00:00 +0000\n"
                   "Content-Type: multipart/mixed; boundary=B\n\n--B\n" +
                   mail + "--B--\n")) == "nothing");
}

TEST_CASE("what our own mail server found of the author stands against what the mail says") {
    Account account = mailbox();
    const auto known = [&](const std::string& header, const char* from = "Anna <anna@mail.example>") {
        const std::string mail =
            header + "From: " + from +
            "\nTo: shop@lavka.example\nDate: Mon, 7 Sep 2026 10:00:00 +0000\n\nPay here\n";
        const Parsed parsed = email().parse(bytes_of(mail), account);
        REQUIRE(parsed.items.size() == 1);
        const auto fields = fields_of(parsed.items[0]);
        CHECK(fields.at("direction") == "in");
        std::string text = parsed.items[0].identifiers.empty()                     ? "nobody"
                           : parsed.items[0].identifiers[0].known == Known::proved ? "proved"
                                                                                   : "said";
        if (const auto why = fields.find("status@1788775200000"); why != fields.end())
            text += ' ' + why->second;
        return text;
    };
    const std::string failed =
        "Authentication-Results: MX.lavka.example 1;\n spf=pass smtp.mailfrom=x;\n dmarc=fail\n";
    CHECK(known(failed) == "proved");  // nobody said whose word counts
    account.columns["authserv_id"] = "mx.lavka.example";
    CHECK(known(failed) == "said dmarc=fail");
    CHECK(known("Authentication-Results: mx.lavka.example; spf=fail; dkim=none\n") == "said spf=fail");
    CHECK(known("Authentication-Results: mx.lavka.example; spf=fail; dkim=pass\n") == "proved");
    CHECK(known("Authentication-Results: mx.lavka.example; dkim=fail\n") == "said dkim=fail");
    CHECK(known("Authentication-Results: mx.lavka.example; none\n") == "proved");
    CHECK(known("") == "proved");
    // Another's word counts for nothing, and of ours the newest.
    CHECK(known("Authentication-Results: mx.other.example; dmarc=fail\n") == "proved");
    CHECK(known("Authentication-Results: mx.lavka.example; dmarc=pass\n" + failed) == "proved");
    CHECK(known(failed + "Authentication-Results: mx.lavka.example; dmarc=pass\n") == "said dmarc=fail");
    // Nobody writes to us as one of ours from outside.
    CHECK(known(failed, "shop@lavka.example") == "nobody dmarc=fail");
}

TEST_CASE(
    "mail that is left at a touch is a machine's, a person's through a group is his; numbers in his words "
    "are said") {
    CHECK(fields_of(only("From: a@mail.example\nList-Unsubscribe: <https://mail.example/u>\n"
                         "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nNews\n"))
              .at("bot") == "1");
    CHECK(fields_of(only("From: a@mail.example\nPrecedence: list\nList-Id: <shop.mail.example>\n"
                         "List-Unsubscribe: <mailto:leave@mail.example>\n\nWhere is my order?\n"))
              .count("bot") == 0);
    const Item item = only("From: a@mail.example\n\nCall me: +7 701 000 12 34\n");
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[1].type == "phone");
    CHECK(item.identifiers[1].known == Known::said);
    CHECK(only("From: a@mail.example\nPrecedence: bulk\n\nCall us: +7 701 000 12 34\n").identifiers.size() ==
          1);
    CHECK(only("From: shop@lavka.example\nTo: a@mail.example\n\nCall us: +7 701 000 12 34\n")
              .identifiers.size() == 1);
}

TEST_CASE("headers in raw 8 bit are read in the charset of the body, else in the likelier one") {
    // "Привет" in koi8-r under a koi8-r body, in windows-1251 under a body that says nothing, in UTF-8
    CHECK(fields_of(only("From: a@m.example\nSubject: \xF0\xD2\xC9\xD7\xC5\xD4\nContent-Type: text/plain; "
                         "charset=koi8-r\n\n.\n"))
              .at("title") == "Привет");
    CHECK(fields_of(only("From: a@m.example\nSubject: \xCF\xF0\xE8\xE2\xE5\xF2\n\n.\n")).at("title") ==
          "Привет");
    CHECK(fields_of(only("From: a@m.example\nSubject: \xF0\xD2\xC9\xD7\xC5\xD4\n\n.\n")).at("title") ==
          "Привет");
    CHECK(fields_of(only("From: a@m.example\nSubject: Привет\n\n.\n")).at("title") == "Привет");
}

TEST_CASE("charsets under wrong names and bytes that do not fit their charset still give text") {
    const auto text = [](std::string charset, std::string bytes) {
        return fields_of(only("From: a@m.example\nContent-Type: text/plain; charset=" + charset +
                              "\nContent-Transfer-Encoding: 8bit\n\n" + bytes + "\n"))
            .at("text");
    };
    CHECK(text("cp-1251", "\xCF\xF0\xE8\xE2\xE5\xF2") == "Привет");
    CHECK(text("\"win1251\"", "\xCF\xF0\xE8\xE2\xE5\xF2") == "Привет");
    CHECK(text("utf-8", "\xCF\xF0\xE8\xE2\xE5\xF2") == "Привет");
    CHECK(text("no-such-charset", "Привет") == "Привет");
    CHECK(text("us-ascii", "Привет") == "Привет");
    CHECK(text("koi8r", "\xF0\xD2\xC9\xD7\xC5\xD4") == "Привет");
}

TEST_CASE("neighbouring encoded words are joined before they are decoded") {
    const auto utf8 = [](std::string_view bytes, std::string_view) { return std::string(bytes); };
    CHECK(decode_words("=?utf-8?B?0J8=?= =?utf-8?B?0YA=?=", HeaderKind::text, utf8) == "Пр");
    CHECK(decode_words("=?utf-8?Q?=D0?=\r\n =?UTF-8?q?=9F_x?=", HeaderKind::text, utf8) ==
          "П x");  // a character divided
    CHECK(decode_words("a =?utf-8?Q?b?= c", HeaderKind::text, utf8) == "a b c");
    CHECK(decode_words("=?utf-8?X?b?= =?=?broken", HeaderKind::text, utf8) == "=?utf-8?X?b?= =?=?broken");
    CHECK(decode_words("=?utf-8?Q?Lisitsa=2C_\"Anna\"?= <a@b>", HeaderKind::addresses, utf8) ==
          "\"Lisitsa, \\\"Anna\\\"\" <a@b>");
    CHECK(decode_words("\"=?utf-8?Q?Anna?=\" <a@b>", HeaderKind::addresses, utf8) == "\"Anna\" <a@b>");
}

TEST_CASE("an mbox is divided at its From_ lines only, and >From is unescaped") {
    const std::string body =
        "From anna@mail.example Mon Sep  7 10:00:00 2026\nMessage-ID: <m1@x>\nFrom: "
        "anna@mail.example\nContent-Length: 100000\n\n"
        "Dear all,\n\nFrom here on it is easy.\n>From the start\n>>From below\n\n"
        "From anna@mail.example Mon Sep  7 11:00:00 2026 +0500\nMessage-ID: <m2@x>\nFrom: "
        "anna@mail.example\n\nSecond\n\n"
        "From anna@mail.example Mon Sep  7 12:00:00 2026\nno header at all\n";
    const Parsed parsed = parse(body);
    CHECK(parsed.units == 2);  // the last From_ line has no header behind it: text of the second mail
    REQUIRE(parsed.items.size() == 2);
    CHECK(fields_of(parsed.items[0]).at("text") == "Dear all,\n\nFrom here on it is easy.\nFrom the start");
    CHECK(fields_of(parsed.items[0]).at("quote") == ">From below");
    CHECK(parsed.items[1].native_id == "<m2@x>");
    std::string crlf;
    for (char c : body) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(parse(crlf).items.size() == 2);
}

TEST_CASE("what is no mail is rejected whole") {
    for (const char* body : {"", "hello", "{\"a\": 1}", "<!DOCTYPE html>\n<a href=\"http://x\">x</a>\n",
                             "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Name: value\nOther: value\n\ntext"}) {
        const Parsed parsed = parse(body);
        CHECK(parsed.units == 1);
        CHECK(parsed.items.empty());
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.rejections[0].raw == body);
    }
}

TEST_CASE("mails made to hurt are read within bounds") {
    std::string deep = "From: a@m.example\n", mails = deep,
                wide = deep + "Content-Type: multipart/mixed; boundary=B\n\n";
    for (int i = 0; i < 5000; ++i) {
        const std::string n = std::to_string(i);
        deep += "Content-Type: multipart/mixed; boundary=b" + n + "\n\n--b" + n + "\n";
        mails += "Content-Type: message/rfc822\n\n";
        wide += "--B\nContent-Type: image/png\n\nx\n";
    }
    CHECK(parse(deep).items.size() == 1);
    CHECK(parse(mails).items.size() == 1);
    CHECK(only(wide).fields.size() < 1100);  // 500 files with their hashes
    CHECK(parse("From: " + std::string(30000, '(') + "\nTo: " + std::string(60000, ':') +
                "\nSubject: =?utf-8?B?\n\n")
              .items.size() == 1);
    CHECK(only("To: " +
               [] {
                   std::string to;
                   for (int i = 0; i < 5000; ++i) to += "a" + std::to_string(i) + "@m.example, ";
                   return to;
               }() +
               "\nFrom: x@m.example\n\n")
              .identifiers.size() == 50);
}

TEST_CASE("quotes of the usual programs are folded, and the author's words stay") {
    const auto check = [](const char* text, const char* own, bool quoted) {
        const Quoted folded = fold_quotes(text);
        CHECK(folded.text == own);
        CHECK(folded.quote.empty() != quoted);
    };
    check("Да, подходит.\n\nпн, 7 сент. 2026 г. в 10:00, Лавка <shop@lavka.example>:\n\n> Вам подходит?\n",
          "Да, подходит.", true);
    check("Yes\n\nOn Mon, Sep 7, 2026 at 10:00 AM Lavka <shop@lavka.example>\nwrote:\n\n> ok?\n", "Yes",
          true);
    check("Yes\n\nOn 7 Sep 2026, Lavka <shop@lavka.example> wrote:\nunmarked old text\n", "Yes", true);
    check("Жарайды\n\n-----Original Message-----\nFrom: x\nold", "Жарайды", true);
    check(
        "Хорошо\n\nОт: Лавка <shop@lavka.example>\nОтправлено: 7 сентября 2026 г.\nКому: Анна\nТема: "
        "x\n\nстарое",
        "Хорошо", true);
    check("Ok\n________________________________\nFrom: a\nSent: b\nTo: c\n\nold", "Ok", true);
    check("> first?\nyes\n> second?\nno\n", "yes\nno", true);
    check("Мой список:\n- вазы\n- свечи\n", "Мой список:\n- вазы\n- свечи", false);
    check("From: here to there we go\nnothing else", "From: here to there we go\nnothing else", false);
    check("____________________\nAnna", "____________________\nAnna", false);
    check("---------- Forwarded message ----------\nsee below",
          "---------- Forwarded message ----------\nsee below", false);
    check("", "", false);
}

TEST_CASE("HTML becomes the text that a person reads") {
    CHECK(html_text("<p>One<br>two</p><p>three &#1056;&#x443;&nbsp;&laquo;x&raquo;</p>") ==
          "One\ntwo\n\nthree Ру «x»\n\n");
    CHECK(html_text("a<script>bad()</script>b<!-- no -->c") == "abc");
    CHECK(html_text("1 < 2 && 3 > 2 &unknown;") == "1 < 2 && 3 > 2 &unknown;");
    CHECK(html_text("x<div id=\"divRplyFwdMsg\">old") == "x\n-----Original Message-----\nold");
    CHECK(html_text("x<br") == "x");
    CHECK(html_text(std::string(1'000'000, 'a')).size() <= html_text_max);
}

TEST_CASE("email claims mails and mailboxes by their names") {
    for (const char* name : {"1.eml", "A.EML", "mail.mbox", "mbox", "mbox.2026-09", "old.msg", "x.raw"})
        CHECK(email().claims(name));
    for (const char* name : {"a.json", "a.html", "README", "a.out", "mailbox.txt", "x.eml.zip"})
        CHECK_FALSE(email().claims(name));
    CHECK(email().split("mail.mbox") == Split::mails);
    CHECK(email().split("a.eml") == Split::whole);
}
