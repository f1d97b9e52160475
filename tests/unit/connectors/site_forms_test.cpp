// Bookings, surveys, forms of the site and notes of colleagues: our own small formats.
#include <doctest/doctest.h>

#include "native/connectors/booking.h"
#include "native/connectors/callback.h"
#include "native/connectors/notes.h"
#include "native/connectors/survey.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Parsed parse(const Connector& connector, const std::string& body) {
    Account account;
    account.name = "site";
    account.columns["cookie"] = "visits";
    account.columns["vk"] = "club";
    return connector.parse(bytes_of(body), account);
}

Item only_item(const Connector& connector, const std::string& body) {
    const Parsed parsed = parse(connector, body);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.rejections.empty());
    return parsed.items[0];
}

}  // namespace

TEST_CASE("a booking's states are fields in the order of its life, whichever comes first") {
    const std::string head =
        R"({"event":"booking.updated","booking":{"booking_id":"bk-1","service":"Букет","created_at":"2026-08-30T18:29:26+05:00","starts_at":"2026-09-03T18:00:00+05:00","persons":2,"name":"Камила","phone":"+7 701 000 00 01","email":"k@mail.example","status":)";
    const Item fresh = only_item(booking(), head + R"("new"}})"),
               came = only_item(booking(), head + R"("came"}})");
    CHECK(fresh.native_id == "bk-1");
    CHECK(field(fresh, "kind") == "booking");
    CHECK(field(fresh, "at") == field(came, "at"));
    CHECK(field(fresh, "status@1788096566000") == "new");
    CHECK(field(came, "status@1788096566005") == "came");
    CHECK(field(fresh, "answer/persons") == "2");
    REQUIRE(fresh.identifiers.size() == 2);
    CHECK(fresh.identifiers[0].type == "phone");
    CHECK(fresh.identifiers[0].known == Known::given);
    CHECK(fresh.identifiers[0].name == "Камила");
}

TEST_CASE("a survey gives its answers, its rating and the preferred channel as a statement") {
    const Parsed parsed = parse(
        survey(),
        R"({"response_id":"sv-1","survey":"2026","submitted_at":"2026-09-01T18:06:04+05:00","respondent":{"name":"Руслан","email":"r@mail.example"},"answers":[{"q":"preferred_channel","a":"whatsapp"},{"q":"nps","a":6},{"q":"again","a":true},{"q":"comment","a":"Звонить не надо, пишите +7 701 000 00 02"}]})");
    REQUIRE(parsed.items.size() == 1);
    const Item& item = parsed.items[0];
    CHECK(field(item, "rating") == "6");
    CHECK(field(item, "answer/again") == "yes");
    CHECK(field(item, "answer/preferred_channel") == "whatsapp");
    CHECK(field(item, "text").starts_with("Звонить"));
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[1].known == Known::said);
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].second == "whatsapp");
    CHECK(parsed.statements[0].identifiers.size() == 1);
}

TEST_CASE("a form of the site is a request that its browser and number own") {
    const Item item = only_item(
        callback(),
        "form_id=call-me-back&submission_id=cb-1&submitted_at=2026-08-30T13%3A47%3A36%2B05%3A00&page=https%"
        "3A%2F%2Fshop.example%2F"
        "&name=%D0%94%D0%B8%D0%BD%D0%B0&phone=8705+000+0003&wish_time=18&comment=Hi&ajs_anonymous_id=anon-1");
    CHECK(item.native_id == "cb-1");
    CHECK(field(item, "kind") == "request");
    CHECK(field(item, "direction") == "in");
    CHECK(field(item, "at") == "1788079656000");
    CHECK(field(item, "answer/wish_time") == "18");
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[0].name == "Дина");
    CHECK(item.identifiers[1].type == "cookie");
    CHECK(item.identifiers[1].scope == "visits");
}

TEST_CASE("a note keeps its kind, what it is about, its order and whose ids its author knew") {
    const Item item = only_item(
        notes(),
        R"({"note_id":"n-1","at":"2026-08-24T18:12:16+05:00","author":"samal","kind":"order","customer":{"name":"Андрей","instagram":577,"vk":"9","card":17100,"phone":"+77010000004"},"text":"Заказ","refers_to":{"channel":"instagram","account":"178","native_id":"mid"},"due":"2026-08-25T13:00:00+05:00","order":{"number":"IG-9","lines":[{"sku":"GR","qty":2,"price":3950}],"total":7900},"attachments":[{"name":"a.pdf","mime":"application/pdf","size":10,"sha256":"ff"},{"name":"b.jpg","path":"photos/b.jpg"}]})");
    CHECK(field(item, "kind") == "order");
    CHECK(field(item, "direction") == "none");
    CHECK(field(item, "refers_to") == "instagram\t178\tmid");
    CHECK(field(item, "number") == "IG-9");
    CHECK(field(item, "total") == "790000 KZT");
    CHECK(field(item, "line/1") == "GR\t\t2\t395000\t790000\tKZT");
    CHECK(field(item, "file/1") == "document\ta.pdf\tapplication/pdf\t10\tff");
    CHECK(field(item, "file_hash/1") == "sha256:ff");
    CHECK(field(item, "file/2") == "document\tb.jpg\t\t\tphotos/b.jpg");
    CHECK(field(item, "due") == "1787644800000");
    REQUIRE(item.identifiers.size() == 4);
    CHECK(item.identifiers[0].scope == "178");   // as refers_to says
    CHECK(item.identifiers[1].scope == "club");  // as the settings say
    CHECK(item.identifiers[3].value == "17100");
}

TEST_CASE("what these formats lack is said in one sentence, and what is new in them is kept") {
    for (const Connector* one : {&booking(), &survey(), &notes(), &callback()}) {
        CAPTURE(one->channel);
        for (const char* body : {"", "{", "<html>502</html>", "null", "[1]", "{\"event\":", "a=%D0"})
            CHECK(parse(*one, body).rejections.size() == 1);
        CHECK(parse(*one, "").rejections[0].reason.ends_with("."));
    }
    CHECK(parse(booking(), R"({"event":"booking.created","booking":{"booking_id":"x"}})").rejections.size() ==
          1);
    CHECK(parse(booking(), R"({"event":"calendar.closed"})").unknown == 1);
    CHECK(parse(survey(), R"({"response_id":"x"})").rejections.size() == 1);
    CHECK(parse(notes(), R"({"note_id":"x","at":"2026-08-24T18:12:16Z","kind":"poem"})").unknown == 1);
    CHECK(parse(callback(), "submission_id=1").rejections.size() == 1);
}
