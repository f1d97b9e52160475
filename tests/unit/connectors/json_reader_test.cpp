// The reader of bodies and the library read the same values and refuse the same texts: edges by hand, the real payloads whole
// and cut, and payloads with bytes changed at random places.
#include "native/connectors/json_reader.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string written(const std::optional<Json>& value) {
    return value ? std::string(value->type_name()) + ' ' +
                       value->dump(-1, ' ', false, Json::error_handler_t::replace)
                 : "refused";
}

void check_same(const std::string& text) {
    CAPTURE(text.substr(0, 200));
    const std::string mine = written(read_json(text, 64));
    CHECK(mine == written(parse_json(text)));
}

}  // namespace

TEST_CASE("values, numbers, texts and blanks at their edges are read as the library reads them") {
    for (const char* text : {"null",
                             "true",
                             "false",
                             "nul",
                             "truely",
                             "0",
                             "-0",
                             "01",
                             "-",
                             "+1",
                             "1.",
                             ".5",
                             "1.5",
                             "-1.5e3",
                             "1e5",
                             "1E+5",
                             "1e",
                             "1e400",
                             "-1e400",
                             "1e-400",
                             "999999999999999999",
                             "1000000000000000000",
                             "18446744073709551615",
                             "18446744073709551616",
                             "-9223372036854775808",
                             "-9223372036854775809",
                             "12345678901234567890123",
                             "--1",
                             "1-2",
                             "1 2",
                             "",
                             " ",
                             "\xEF\xBB\xBF{}",
                             "\xEF\xBB{}",
                             "\xEF\xBB\xBF",
                             "[]",
                             "[ ]",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "[1,2",
                             "]",
                             "{}",
                             "{ }",
                             "{\"a\":1,}",
                             "{\"a\" : 1 , \"b\":[]}",
                             "{\"a\":1,\"a\":2}",
                             "{\"a\":{\"b\":1},\"a\":[]}",
                             "{a:1}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{1:2}",
                             "\"",
                             "\"\\",
                             "\"\\\"",
                             "\"\\n\\t\\b\\f\\r\\/\\\\\\\"\"",
                             "\"\\x\"",
                             "\"\\u\"",
                             "\"\\u12\"",
                             "\"\\u0000\"",
                             "\"\\u00e9\\u0436\\u20B8\"",
                             "\"\\uD83D\\uDE00\"",
                             "\"\\ud83d\\ude00\"",
                             "\"\\uD83D\"",
                             "\"\\uD83Dx\"",
                             "\"\\uD83D\\n\"",
                             "\"\\uD83D\\u0041\"",
                             "\"\\uD83D\\uD83D\"",
                             "\"\\uDE00\"",
                             "\"\\uDBFF\\uDFFF\"",
                             "\"\\u00G0\"",
                             "\"\\u:000\"",
                             "\"\x01\"",
                             "\"\n\"",
                             "\"\x7f\"",
                             "\"ж₸😀\"",
                             "\"\xff\"",
                             "\"\xC0\xAF\"",
                             "\"\xED\xA0\x80\"",
                             "\"\xF4\x90\x80\x80\"",
                             "\"\xD0\"",
                             "\"\xD0\\n\"",
                             "\"\xEF\xBF\xBD\"",
                             "ж",
                             "[ж]",
                             "/*x*/1",
                             "1\v",
                             "\f1",
                             "\xC2\xA0"
                             "1",
                             "NaN",
                             "Infinity",
                             "[1]x",
                             "\"a\"\"b\""})
        check_same(text);
    check_same(std::string("\"a\0b\"", 5));
    check_same(std::string("1\0", 2));
    check_same(std::string("{}\n\0 ", 5));
    check_same(std::string("[1\0]", 4));
}

TEST_CASE("64 levels are read, one more is refused") {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    CHECK(read_json(nested(64), 64));
    CHECK_FALSE(read_json(nested(65), 64));
    CHECK(read_json('[' + nested(63) + ',' + nested(63) + ']', 64));  // side by side they are not deeper
    CHECK_FALSE(read_json('[' + nested(63) + ',' + nested(64) + ']', 64));
    CHECK(read_json("{\"a\":{\"b\":[{}]}}", 4));
    CHECK_FALSE(read_json("{\"a\":{\"b\":[{}]}}", 3));
    CHECK_FALSE(read_json(std::string(1'000'000, '['), 64));
}

TEST_CASE("real payloads are read as the library reads them: whole, cut anywhere, changed anywhere") {
    std::mt19937 draw(1);
    std::size_t bodies = 0;
    for (const char* folder : {"telegram", "delivery", "viber", "chatwoot"}) {
        for (const auto& file : sample_files(folder)) {
            if (file.extension() != ".json") continue;
            const std::string body = bytes_in(file);
            if (body.size() < 2 || body.size() > 64 * 1024) continue;
            ++bodies;
            check_same(body);
            for (int time = 0; time < 20; ++time) {
                check_same(body.substr(0, draw() % body.size()));
                std::string changed = body;
                constexpr std::string_view bytes = "\"\\{}[]:,0e-.u \x80\xD0\xFF";
                for (int change = 0; change < 2; ++change)
                    changed[draw() % changed.size()] = bytes[draw() % bytes.size()];
                check_same(changed);
            }
        }
    }
    if (std::filesystem::is_directory(sample_folder("telegram"))) CHECK(bodies > 75);
}
