#include "native/connectors/mailing.h"

#include <doctest/doctest.h>

#include "native/connectors/events.h"
#include "native/connectors/signature.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

Parsed read(const Connector& connector, std::string_view body, const Account& account = {}) {
    return connector.parse(bytes_of(body), account);
}

std::string field(const Item& item, std::string_view name) {
    for (const auto& [known, value] : item.fields)
        if (known == name) return value;
    return {};
}

std::string state(const Item& item) {  // the word of the only status@<ms>, with its time
    std::string all;
    for (const auto& [name, value] : item.fields)
        if (name.starts_with("status@")) all += (all.empty() ? "" : " ") + name.substr(7) + '=' + value;
    return all;
}

}  // namespace

TEST_CASE(
    "from_docs: SendGrid's events are one mailing, its opening and clicks are stubs, leaving is a wish") {
    const Parsed all = read(mailing(), R"([
{"email":"Ann@mail.example","timestamp":1513299569,"sg_event_id":"a","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","event":"processed","category":["spring"],"subject":"Garlands"},
{"email":"ann@mail.example","timestamp":1513299571,"sg_event_id":"b","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","event":"delivered","response":"250 OK"},
{"email":"ann@mail.example","timestamp":1513299600,"sg_event_id":"c","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","event":"open"},
{"email":"ann@mail.example","timestamp":1513299700,"sg_event_id":"d","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","event":"click","url":"https://shop.example/garlands"},
{"email":"ann@mail.example","timestamp":1513299800,"sg_event_id":"e","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","event":"unsubscribe"},
{"email":"bob@mail.example","timestamp":1513299801,"sg_event_id":"f","sg_message_id":"other.filter1","event":"bounce","reason":"500 unknown recipient"},
{"email":"bob@mail.example","timestamp":1513299801,"sg_event_id":"g","sg_message_id":"other.filter1","event":"moon_landing"},
{"email":"nobody","timestamp":1513299801,"event":"open"},
7])");
    REQUIRE(all.items.size() == 6);
    CHECK(all.items[0].native_id == "14c5d75ce93.dfd.64b469|ann@mail.example");
    CHECK(field(all.items[0], "kind") == "mailing");
    CHECK(field(all.items[0], "campaign") == "spring");
    CHECK(field(all.items[0], "title") == "Garlands");
    CHECK(field(all.items[0], "sent_at") == "1513299569000");
    CHECK(field(all.items[0], "delivered_at") == "1513299571000");
    for (std::size_t i : {1u, 2u, 3u}) {
        CHECK(all.items[i].stub);
        CHECK(all.items[i].native_id == all.items[0].native_id);
    }
    CHECK(field(all.items[1], "read_at") == "1513299600000");
    CHECK(all.items[2].fields.back().second == "1513299700000\tclicked\thttps://shop.example/garlands\t");
    CHECK(field(all.items[4], "failed_at") == "1513299801000");
    CHECK(field(all.items[5], "kind") == "other");
    REQUIRE(all.statements.size() == 1);
    CHECK(all.statements[0].facts == std::vector<std::pair<std::string, std::string>>{{"marketing", "stop"}});
    CHECK(all.statements[0].at_ms == 1513299800000);
    CHECK(all.statements[0].identifiers[0].value == "ann@mail.example");
    CHECK(all.rejections.size() == 2);
    CHECK(all.rejections[0].reason == "The event names no e-mail address.");
    CHECK(all.units == 9);
    CHECK(all.unknown == 1);
}

TEST_CASE("from_docs: Mailgun's event is read, and known by the signature in its body") {
    const std::string time = "1529006854", token = "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0",
                      key = "key-1";
    const auto body = [&](const std::string& signature, const std::string& event) {
        return R"({"signature":{"timestamp":")" + time + R"(","token":")" + token + R"(","signature":")" +
               signature + R"("},"event-data":{"event":")" + event +
               R"(","timestamp":1529006854.329574,"id":"DACSsAdVSeGpLid7TN03WA","recipient":"alice@example.com","tags":["spring"],"message":{"headers":{"message-id":"20130503182626.18666.16540@shop.example","subject":"Garlands"}}}})";
    };
    const std::string right = hex(hmac_sha256(key, {bytes_of(time), bytes_of(token)}));
    Account account;
    account.secrets["mailgun_signing_key"] = key;
    const auto check = [&](const std::string& text, const Account& with) {
        return mailing().authenticity(bytes_of(text), {}, with);
    };
    CHECK(check(body(right, "opened"), account) == Authenticity::genuine);
    std::string wrong = right;
    wrong[5] = wrong[5] == '0' ? '1' : '0';
    CHECK(check(body(wrong, "opened"), account) == Authenticity::forged);
    CHECK(check(body("", "opened"), account) == Authenticity::forged);
    CHECK(check(R"({"event-data":{"event":"opened"}})", account) == Authenticity::forged);
    CHECK(check(body(right, "opened"), {}) == Authenticity::missing);
    const Parsed opened = read(mailing(), body(right, "opened"));
    REQUIRE(opened.items.size() == 1);
    CHECK(opened.items[0].native_id == "20130503182626.18666.16540@shop.example|alice@example.com");
    CHECK(opened.items[0].stub);
    CHECK(field(opened.items[0], "read_at") == "1529006854000");
    CHECK(read(mailing(), body(right, "complained")).statements.size() == 1);
}

TEST_CASE(
    "a campaign's report is read with a row for each person or each event, and each bad row has its "
    "sentence") {
    const Parsed people = read(mailing(),
                               "Email Address;Campaign;Subject;Sent;Opened;Clicks;Unsubscribed\n"
                               "ann@mail.example;Spring;Garlands;01.03.2026 10:00;01.03.2026 11:30;2;\n"
                               "bob@mail.example;Spring;Garlands;01.03.2026 10:00;0;0;02.03.2026 09:00\n"
                               "eve@mail.example;Spring;Garlands;;;;\n"
                               "nobody;Spring;Garlands;01.03.2026 10:00;;;\n");
    REQUIRE(people.items.size() == 5);  // two sendings, an opening, a click, a leaving
    CHECK(people.items[0].native_id == "campaign:Spring|ann@mail.example");
    CHECK(field(people.items[0], "sent_at") == "1772359200000");
    CHECK(field(people.items[1], "read_at") == "1772364600000");
    CHECK(people.statements.size() == 1);
    REQUIRE(people.rejections.size() == 2);
    CHECK(people.rejections[0].place == "line 4");
    CHECK(people.rejections[0].reason == "The row does not say that anything was sent or happened.");
    CHECK(people.rejections[1].reason == "The event names no e-mail address.");
    const Parsed events_of = read(
        mailing(),
        "почта,рассылка,статус,дата\nann@mail.example,Весна,Доставлено,2026-03-01 10:00\n"
        "ann@mail.example,Весна,Отписался,2026-03-02 10:00\nann@mail.example,Весна,улетело,2026-03-02 10:00\n"
        "ann@mail.example,Весна,спам,вчера\n");
    CHECK(events_of.items.size() == 2);
    CHECK(events_of.statements.size() == 1);
    REQUIRE(events_of.rejections.size() == 2);
    CHECK(events_of.rejections[0].reason == "The status улетело is none of a mailing.");
    CHECK(events_of.rejections[1].reason == "The event has no time.");
    CHECK(read(mailing(), "a,b\n1,2\n").rejections.size() == 1);
    CHECK(read(mailing(), "").rejections.size() == 1);
}

TEST_CASE("from_docs: an attendee registered and came, in Eventbrite's objects and in lists") {
    const Parsed one = read(events(), R"({"attendees":[
{"id":"1263264208","event_id":"17920884849","created":"2026-03-01T08:00:00Z","changed":"2026-03-10T09:00:00Z","status":"Checked In","checked_in":true,"cancelled":false,"refunded":false,"ticket_class_name":"Guest","order_id":"55","profile":{"name":"Ann Lee","email":"ann@mail.example","cell_phone":"+77010001234","company":"Lee LLP"}},
{"id":"2","event_id":"17920884849","created":"2026-03-01T08:00:00Z","changed":"2026-03-02T08:00:00Z","status":"Deleted","cancelled":true,"profile":{"email":"bob@mail.example"}},
{"id":"3","event_id":"1","created":"2026-03-01T08:00:00Z","status":"Flew","profile":{"email":"eve@mail.example"}},
{"id":"4"}]})");
    REQUIRE(one.items.size() == 3);
    CHECK(one.items[0].native_id == "1263264208");
    CHECK(field(one.items[0], "kind") == "event");
    CHECK(field(one.items[0], "product") == "Guest");
    CHECK(state(one.items[0]) == "1772352000000=registered 1773133200000=came");
    CHECK(one.items[0].identifiers[0].type == "phone");
    CHECK(state(one.items[1]) == "1772352000000=registered 1772438400000=cancelled");
    CHECK(one.unknown == 1);
    CHECK(one.statements.size() == 1);
    REQUIRE(one.rejections.size() == 1);
    CHECK(one.rejections[0].reason == "The object is no attendee: it has no profile.");

    const Parsed list =
        read(events(),
             "Order #,Order Date,First Name,Surname,Email,Attendee #,Attendee Status,Event Name,Event Start "
             "Date/Time\n"
             "7,2026-03-01 08:00,Ann,Lee,ann@mail.example,11,Checked In,Light Fair,2026-03-10 09:00\n"
             "8,2026-03-01 08:00,Bob,Ray,bob@mail.example,12,No show,Light Fair,2026-03-10 09:00\n"
             "9,2026-03-01 08:00,Eve,Ray,eve@mail.example,13,Attending,Light Fair,2026-03-10 09:00\n"
             "9,never,Eve,Ray,eve@mail.example,14,Attending,Light Fair,\n"
             "9,2026-03-01 08:00,Eve,Ray,eve@mail.example,14,Flew,Light Fair,2026-03-10 09:00\n");
    REQUIRE(list.items.size() == 3);
    CHECK(list.items[0].native_id == "11");
    CHECK(list.items[0].identifiers[0].name == "Ann Lee");
    CHECK(state(list.items[0]) == "1772352000000=registered 1773133200001=came");
    CHECK(state(list.items[1]) == "1772352000000=registered 1773133200001=no_show");
    CHECK(state(list.items[2]) == "1772352000000=registered");
    REQUIRE(list.rejections.size() == 2);
    CHECK(list.rejections[0].reason == "Neither the registration nor the event has a time.");
    CHECK(list.rejections[1].reason == "The state Flew is none of a visitor.");
}

TEST_CASE("reports and lists that are cut anywhere never give an address that the whole ones do not give") {
    for (
        const auto& [connector, whole] :
        {std::pair(&mailing(),
                   std::string("email,campaign,event,at\nann@mail.example,Spring,open,2026-03-01 10:00\n")),
         std::pair(
             &events(),
             std::string("email,event,status,registered\nann@mail.example,Fair,came,2026-03-01 10:00\n")),
         std::pair(&mailing(), std::string(R"([{"email":"ann@mail.example","timestamp":1,"event":"open"}])")),
         std::pair(
             &events(),
             std::string(
                 R"([{"id":"1","event_id":"2","created":"2026-03-01T08:00:00Z","profile":{"email":"ann@mail.example"}}])"))})
        for (std::size_t size = 0; size < whole.size(); ++size)
            for (const Item& item : read(*connector, whole.substr(0, size)).items)
                for (const Identifier& one : item.identifiers) CHECK(one.value == "ann@mail.example");
}
