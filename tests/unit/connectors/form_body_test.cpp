#include "native/connectors/form_body.h"

#include <doctest/doctest.h>

#include "native/connectors/csv.h"

using namespace history;
using namespace history::connectors;

namespace {

FormBody form(std::string_view text) {
    return parse_form(bytes_of(text));
}

}  // namespace

TEST_CASE("fields of a form are decoded in their order, and the first of two with one name counts") {
    const FormBody read = form("name=%D0%90%D0%B9%D1%88%D0%B0+%4bim&&empty&b=1=2&name=second\r\n");
    CHECK(read.broken == nullptr);
    REQUIRE(read.fields.size() == 4);
    CHECK(read.text("name") == "Айша Kim");
    CHECK(read.text("b") == "1=2");
    CHECK(read.has("empty"));
    CHECK(read.text("empty").empty());
    CHECK_FALSE(read.has("absent"));
    CHECK(read.text("absent").empty());
    CHECK(read.fields[3].second == "second");
}

TEST_CASE("an escape that is none stays as it was written") {
    CHECK(form("a=100%25&b=%zz&c=%4&d=1").text("a") == "100%");
    CHECK(form("a=1&b=%zz&c=1").text("b") == "%zz");
    CHECK(form("a=%4&d=1").text("a") == "%4");
}

TEST_CASE("a body that is cut, empty, a page or a JSON value is no form") {
    for (const char* body : {"", "\n", "  ", "<html><body>502 a=b</body></html>", "{\"a\":\"b=c\"}", "[1]",
                             "no field at all", "a=1&b=%", "a=1&b=%D", "a=%D0%9"}) {
        CAPTURE(body);
        const FormBody read = form(body);
        CHECK(read.broken != nullptr);
        CHECK(read.fields.empty());
    }
}

TEST_CASE(
    "text of a form is always UTF-8 without NUL: other alphabets are read, a cut character is dropped") {
    CHECK(form("a=%CF%F0%E8%E2%E5%F2&b=1").text("a") == "Привет");         // windows-1251
    CHECK(form("b=1&a=%D0%9F%D1%80%D0").text("a") == "Пр");                // cut inside a character
    CHECK(form("b=1&a=%F0%9F%98%80%F0%9F%98").text("a") == "\U0001F600");  // cut inside the second one
    CHECK(form("a=x%00y&b=1").text("a") == "xy");
    CHECK(valid_utf8(form("a=%FF%FE%80&b=1").text("a")));
    CHECK(form("a=%FF%FE%80&b=1").bytes("a") == "\xFF\xFE\x80");
}

TEST_CASE("a form is bounded in bytes and fields") {
    CHECK(form(std::string(form_bytes_max, 'a') + "=1").broken != nullptr);
    std::string many;
    for (std::size_t i = 0; i < form_fields_max; ++i) many += "a=1&";
    CHECK(form(many).fields.size() == form_fields_max);
    CHECK(form(many + "b=1").broken != nullptr);
    CHECK(form(many + "b=1").fields.empty());
}
