// What is refused for being too large, too deep or too many, at its edge: at the limit it is read, one more is refused with one
// sentence, and what stands behind it is read.
#include "native/connectors/csv.h"
#include "native/connectors/form_body.h"
#include "native/connectors/json_body.h"
#include "native/connectors/mime.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"
#include "native/connectors/xml.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string reason(std::string_view channel, const std::string& body) {
    const Parsed parsed = read_one(*find_connector(channel), body);
    if (parsed.rejections.empty()) return {};
    CHECK(parsed.rejections.size() == 1);
    CHECK(parsed.units == 1);
    const std::string& sentence = parsed.rejections[0].reason;
    if (sentence.find("larger") != std::string::npos || sentence.find("nested") != std::string::npos)
        CHECK(parsed.rejections[0].raw.size() == body.size());  // whole: it can be read again after a mend
    return parsed.rejections[0].reason;
}

// As `size` bytes that mean what `body` means.
std::string padded(std::string body, std::size_t size) {
    body.append(size - body.size(), '\n');
    return body;
}

constexpr const char* json_channels[] = {
    "telegram",   "whatsapp",  "instagram", "messenger", "vk",       "viber",     "sms",
    "segment",    "telephony", "booking",   "survey",    "payments", "delivery",  "kaspi",
    "satu",       "notes",     "shopify",   "zendesk",   "chatwoot", "adobe_xdm", "hubspot",
    "salesforce", "bitrix24",  "mailing",   "events",    "stock"};

std::string nested(int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
}

std::string element(int levels, const std::string& inside = "") {
    std::string open, close;
    for (int i = 0; i < levels; ++i) {
        open += "<a>";
        close += "</a>";
    }
    return open + inside + close;
}

std::size_t rows_read(const std::string& body) {
    CsvReader reader(bytes_of(body));
    CsvRow row;
    std::size_t good = 0;
    while (reader.next(row)) good += row.broken == nullptr;
    return good;
}

}  // namespace

TEST_CASE("a JSON body of 16 MiB is read by every source of JSON, one byte more is refused") {
    for (const char* channel : json_channels) {
        CAPTURE(channel);
        CHECK(reason(channel, padded("{}", body_limit)).find("larger") == std::string::npos);
        CHECK(reason(channel, padded("{}", body_limit + 1)) == "The body is larger than 16 MiB.");
    }
    CHECK(reason("site", padded("{}", site_body_limit)) == "The event has no name.");
    CHECK(reason("site", padded("{}", site_body_limit + 1)) == "The body is larger than 64 KiB.");
}

TEST_CASE("64 levels of JSON are read by every source of JSON, one more is refused") {
    for (const char* channel : json_channels) {
        CAPTURE(channel);
        CHECK(reason(channel, nested(json_levels_max)).find("nested") == std::string::npos);
        CHECK(reason(channel, nested(json_levels_max + 1)) == "The body is nested deeper than 64 levels.");
    }
    const std::string page = R"({"id":"1","at":1790071200123,"event":"page","cookie":"c"})";
    const Parsed lines = read_one(site(), nested(json_levels_max + 1) + "\n" + page + "\n");
    REQUIRE(lines.rejections.size() == 1);
    CHECK(lines.rejections[0].place == "line 1");
    CHECK(lines.items.size() == 1);  // the line behind it
}

TEST_CASE("a NUL byte or anything else behind the JSON is refused by every source of JSON, blanks are not") {
    using namespace std::string_literals;
    const char* nul = "The body has a NUL byte, which stands in no JSON.";
    for (const char* channel : json_channels) {
        CAPTURE(channel);
        CHECK(reason(channel, "{}\0"s) == nul);
        CHECK(reason(channel, "{}\0{\"id\":\"1\"}"s) == nul);
        CHECK(reason(channel, "{\"id\":\"\0\"}"s) == nul);
        for (const char* behind : {"{}", "x", ",", "]", "\"", "\xff"})
            CHECK(reason(channel, "{}"s + behind) == "The body is no JSON in UTF-8, or it is cut.");
        CHECK(reason(channel, "{} \t\r\n"s) == reason(channel, "{}"s));
    }
    // The own collector reads line by line what is no JSON as a whole.
    CHECK(reason("site", "{}\0"s) == nul);
    CHECK(reason("site", "{}x"s) == "The line is no JSON in UTF-8, or it is cut.");
}

TEST_CASE("a table of 16 MiB that no portion divides is read, one byte more is refused with its size") {
    const std::pair<const char*, std::string> tables[] = {{"promo", "send_id,planned_at,channel,to\n"},
                                                          {"events", "email,event\n"},
                                                          {"mailing", "email,campaign\n"},
                                                          {"hubspot", "Record ID,Email\n"},
                                                          {"zendesk", "id,created_at,subject,status\n"}};
    for (const auto& [channel, header] : tables) {
        CAPTURE(channel);
        const std::string at = header + std::string(body_limit - header.size(), '\n');
        CHECK(reason(channel, at).find("larger") == std::string::npos);
        CHECK(reason(channel, at + '\n') == "The body is larger than 16 MiB.");
    }
}

TEST_CASE(
    "a row of 1024 cells and a row of 256 KiB are read, one more is broken, and the row behind it is read") {
    const std::string wide(CsvReader::cells_max - 1, ',');
    CHECK(rows_read('x' + wide + "\na,b\n") == 2);
    CHECK(rows_read('x' + wide + ",\na,b\n") == 1);
    const std::string lengthy(CsvReader::row_bytes_max, 'y');
    CHECK(rows_read(lengthy + "\na,b\n") == 2);
    CHECK(rows_read(lengthy + "y\na,b\n") == 1);
}

TEST_CASE("a form of 1 MiB and of 1000 fields is read, one more is refused") {
    const auto broken = [](const std::string& body) { return parse_form(bytes_of(body)).broken; };
    CHECK(broken("a=" + std::string(form_bytes_max - 2, 'b')) == nullptr);
    CHECK(broken("a=" + std::string(form_bytes_max - 1, 'b')) ==
          std::string("The form is larger than 1 MiB."));
    std::string many = "a=1";
    for (std::size_t i = 1; i < form_fields_max; ++i) many += "&a=1";
    CHECK(broken(many) == nullptr);
    REQUIRE(broken(many + "&a=1") != nullptr);
    CHECK(std::string_view(broken(many + "&a=1")).ends_with('.'));
}

TEST_CASE(
    "an XML document of 64 MiB, 65 levels with its root and a million nodes is read, one more is refused") {
    const auto refused = [](const std::string& body) {
        const auto root = parse_xml(bytes_of(body));
        return root.ok() ? std::string() : root.error().what;
    };
    CHECK(refused(element(xml_depth_max + 1)).empty());
    CHECK(refused(element(xml_depth_max + 2)) == "The document is nested deeper than 64 levels.");
    CHECK(refused("<r>" + std::string(xml_bytes_max - 7, ' ') + "</r>").empty());
    CHECK(refused("<r>" + std::string(xml_bytes_max - 6, ' ') + "</r>") ==
          "The document is larger than 64 MiB.");
    std::string many = "<r>";  // the ends of elements count too: it is told before anything is parsed
    for (std::size_t i = 0; i < xml_nodes_max - 2; ++i) many += "<a/>";
    CHECK(refused(many + "</r>").empty());
    CHECK(refused(many + "<a/></r>") == "The document has more than a million elements and attributes.");
    CHECK(reason("commerceml", element(xml_depth_max + 2)) ==
          "The document is nested deeper than 64 levels.");
}

TEST_CASE("a mail of 64 MiB is read, one byte more is refused") {
    const std::string head = "From: a@m.example\nSubject: s\n\n";
    CHECK(reason("email", head + std::string(mail_bytes_max - head.size(), 'x')).empty());
    CHECK(reason("email", head + std::string(mail_bytes_max - head.size() + 1, 'x')) ==
          "The mail is larger than 64 MiB.");
}

TEST_CASE("an address book of 16 MiB is read, one byte more is refused; so is a card that never ends") {
    const std::string card = "BEGIN:VCARD\nFN:Anna\nTEL:+77010000001\nEND:VCARD\n";
    CHECK(reason("vcard", padded(card, body_limit)).empty());
    CHECK(reason("vcard", padded(card, body_limit + 1)) ==
          "The address book is larger than 16 MiB; divide it.");
    const Parsed cut = read_one(*find_connector("vcard"), card + "BEGIN:VCARD\nFN:Bolat\n");
    CHECK(cut.statements.size() == 1);
    REQUIRE(cut.rejections.size() == 1);
    CHECK(cut.rejections[0].place == "card 2");
}

TEST_CASE(
    "an id of 128 bytes names an event of the site, one byte more is refused, and the next event is read") {
    const auto event = [](std::size_t bytes) {
        return R"({"id":")" + std::string(bytes, 'i') +
               R"(","at":1790071200123,"event":"page","cookie":"c"})";
    };
    const Parsed parsed = read_one(site(), '[' + event(129) + ',' + event(128) + ']');
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].reason == "The id of the event is longer than 128 bytes.");
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id == std::string(128, 'i'));
}

TEST_CASE("a call of a week is read, a second more is refused, and the next call is read") {
    const auto call = [](const char* id, const std::string& seconds) {
        return R"({"call_id":")" + std::string(id) + R"(","timestamp":63900000000,"duration_seconds":)" +
               seconds +
               R"(,"billing_seconds":1,"caller_id_number":"+77010000001","callee_id_number":"100"})";
    };
    const Parsed parsed =
        read_one(*find_connector("telephony"), '[' + call("a", "604801") + ',' + call("b", "604800") + ']');
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].reason == "The duration of the call is no number of seconds.");
    CHECK(parsed.items.size() == 1);
}
