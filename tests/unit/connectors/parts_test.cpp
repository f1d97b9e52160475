// The parts that several connectors share.
#include <doctest/doctest.h>

#include "native/connectors/ad_source.h"
#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"
#include "native/connectors/table.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {
std::string said_in(std::string_view text) {
    std::vector<Identifier> identifiers;
    add_said(identifiers, text);
    return spelled(identifiers);
}
}  // namespace

TEST_CASE("moments of RFC 3339 with fractions and zones, and what is none") {
    CHECK(iso_ms("2026-08-24T08:00:00Z") == 1787558400000u);
    CHECK(iso_ms("2026-08-24T08:00:00.123456Z") == 1787558400123u);
    CHECK(iso_ms("2026-08-24T13:00:00+05:00") == 1787558400000u);
    CHECK(iso_ms("2026-08-24T03:30:00-0430") == 1787558400000u);
    CHECK(iso_ms("2026-08-24T08:00:00") == 1787558400000u);
    CHECK(iso_ms("2026-08-24T08:00:00+5:00") == 0);
    CHECK(iso_ms("2026-13-24T08:00:00Z") == 0);
    CHECK(iso_ms("2026-08-24T08:00:00+::00") == 0);
    CHECK(iso_ms("1960-01-01T00:00:00Z") == 0);
    CHECK(iso_ms("") == 0);
}

TEST_CASE("phones and addresses are found in words, longer numbers are not phones") {
    CHECK(said_in("мой +7 (701) 000-00-01, звоните") == "phone +7 (701) 000-00-01 said");
    CHECK(said_in("87010000002 или 77010000003") == "phone 87010000002 said; phone 77010000003 said");
    CHECK(said_in("заказ GS-87010000002, трек 870100000021234, код 8701") == "");
    CHECK(said_in("Нөмірім 7010000004") == "phone 7010000004 said");
    CHECK(said_in("накладная 7910000004, сумма 701 000 0004") == "");
    CHECK(said_in("ajs-87010000002") == "");
    CHECK(said_in("Почта: Aisha.K+1@post.example.") == "email Aisha.K+1@post.example said");
    CHECK(said_in("@instagram и a@b") == "");
    CHECK(said_in("на 1@почта.рф пишите").starts_with("email 1@почта.рф"));
    std::string many;
    for (int i = 0; i < 9; ++i) many += "8701000000" + std::to_string(i) + ", ";
    std::vector<Identifier> identifiers;
    add_said(identifiers, many);
    CHECK(identifiers.size() == 4);
}

TEST_CASE("parameters of an address are decoded, and what gives no UTF-8 stays as written") {
    CHECK(url_parameter("https://a.example/?x=1&utm_term=a%20b+c#utm_term=z", "utm_term") == "a b c");
    CHECK(url_parameter("https://a.example/?xutm_term=1", "utm_term").empty());
    CHECK(url_parameter("?q=%F2%", "q") == "%F2%");
    CHECK(click_source("?fbclid=1") == "facebook");
    CHECK(click_source("https://a.example/").empty());
    CHECK(searched_words("https://www.google.kz/search?q=%D1%87%D0%B0%D0%B9") == "чай");
    CHECK(searched_words("https://a.example/?q=x").empty());
}

TEST_CASE("numbers of JSON become minor units exactly or not at all") {
    const auto minor = [](const char* json, const char* currency) {
        return minor_units(parse_json(json).value(), currency);
    };
    CHECK(minor("0.1", "KZT") == 10);
    CHECK(minor("19999999.99", "KZT") == 1999999999);
    CHECK(minor("\"1 234,50\"", "KZT") == 123450);
    CHECK(minor("12", "JPY") == 12);
    CHECK_FALSE(minor("1e30", "KZT").has_value());
    CHECK_FALSE(minor("1.005", "KZT").has_value());
    CHECK_FALSE(minor("null", "KZT").has_value());
    CHECK_FALSE(minor("true", "KZT").has_value());
    CHECK(line_sum({"", "", "0.350", 10001, "KZT"}) == 3500);
    CHECK_FALSE(line_sum({"", "", "two", 10001, "KZT"}).has_value());
}

TEST_CASE("a body above the limit is rejected before it is parsed") {
    const std::string body = "[" + std::string(body_limit, ' ') + "]";
    const Parsed parsed = read_one(*find_connector("segment"), body);
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].reason.find("16 MiB") != std::string::npos);
}

TEST_CASE("a refusal is a sentence: it begins with a capital and ends with a point") {
    std::size_t refused = 0;
    for (const Connector* one : all_connectors())
        for (const char* body :
             {"", "\x01\x02", "{", "{}", "[1]", "a,b\n\"c", "a;b\n1;2;3\n", "a=b&c=%", "<xml><a>",
              "Invoice,StockCode,Quantity,InvoiceDate,Price\n,A,1,2010-12-01 08:26,2\n1,A,1,x,2\n"
              "1,A,x,2010-12-01 08:26,2\n1,A,900000000000,2010-12-01 08:26,900000000000\n1,2\n",
              "src,dst,start,duration,billsec,uniqueid\n1,2,x,1,1,u\n1,2,2026-01-01 10:00:00,x,1,u\n"}) {
            CAPTURE(one->channel);
            CAPTURE(body);
            for (const Rejection& rejection : read_one(*one, body).rejections) {
                CAPTURE(rejection.reason);
                ++refused;
                REQUIRE_FALSE(rejection.reason.empty());
                CHECK(rejection.reason.back() == '.');
                CHECK_FALSE((rejection.reason[0] >= 'a' && rejection.reason[0] <= 'z'));
            }
        }
    CHECK(refused > 100);
}

TEST_CASE("the table has every source, each under its own name") {
    CHECK(all_connectors().size() == 36);
    for (const Connector* one : all_connectors())  // who signs has a secret, and nobody else
        CHECK((one->check != nullptr) == !one->webhook_secret.empty());
    for (const char* channel : {"telegram", "whatsapp", "email", "telephony", "pos", "segment"}) {
        CAPTURE(channel);
        const Connector* connector = find_connector(channel);
        REQUIRE(connector != nullptr);
        CHECK(connector->channel == channel);
        CHECK_FALSE(connector->claims("a.headers.json"));
    }
    CHECK(find_connector("fax") == nullptr);
}
