#include "native/connectors/csv.h"

#include <doctest/doctest.h>

#include "native/connectors/decimal.h"
#include "native/connectors/local_time.h"

using namespace history;
using namespace history::connectors;

namespace {

std::vector<std::vector<std::string>> rows_of(std::string_view body, bool lines_in_quotes = true) {
    CsvReader reader(bytes_of(body), lines_in_quotes);
    CsvRow row;
    std::vector<std::vector<std::string>> rows;
    while (reader.next(row)) rows.push_back(row.cells);
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("rows end with LF, CR LF, CR or the end of the body, and blank lines are no rows") {
    CHECK(rows_of("a,b\nc,d\r\ne,f\rg,h") == Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}});
    CHECK(rows_of("\n\r\n  \na,b\n\n") == Rows{{"a", "b"}});
    CHECK(rows_of("").empty());
    CHECK(rows_of("a,,\n,") == Rows{{"a", "", ""}, {"", ""}});
}

TEST_CASE("quoted cells hold separators, line breaks and doubled quotes") {
    CHECK(rows_of("\"a,b\",\"c\nd\",\"e \"\"f\"\"\"\ng,h,i") ==
          Rows{{"a,b", "c\nd", "e \"f\""}, {"g", "h", "i"}});
    CHECK(rows_of("\"\"\"Анна\"\" <+77010000000>\",x") == Rows{{"\"Анна\" <+77010000000>", "x"}});
}

TEST_CASE("a quote in the middle of a quoted cell stands for itself") {
    CHECK(rows_of("\"Cafe \"Dostar\" hall\",7\n1,2") == Rows{{"Cafe \"Dostar\" hall", "7"}, {"1", "2"}});
}

TEST_CASE("a quote that is never closed damages its own line and no other") {
    CsvReader reader(bytes_of("1,\"cut\n2,whole\n3,whole\n"));
    CsvRow row;
    REQUIRE(reader.next(row));
    CHECK(row.broken != nullptr);
    CHECK(row.raw == "1,\"cut");
    REQUIRE(reader.next(row));
    CHECK(row.broken == nullptr);
    CHECK(row.cells == std::vector<std::string>{"2", "whole"});
    CHECK(row.line == 2);
    REQUIRE(reader.next(row));
    CHECK(row.line == 3);
    CHECK_FALSE(reader.next(row));
}

TEST_CASE("a row that swallowed the next line can be read again as lines") {
    CsvReader reader(bytes_of("\"1\",\"cut\n\"2\",\"whole\"\n"));
    CsvRow row;
    REQUIRE(reader.next(row));
    REQUIRE(row.raw.find('\n') != std::string_view::npos);
    reader.read_again_as_lines(row);
    REQUIRE(reader.next(row));
    CHECK(row.broken != nullptr);
    REQUIRE(reader.next(row));
    CHECK(row.cells == std::vector<std::string>{"2", "whole"});
    CHECK(row.line == 2);
}

TEST_CASE("the separator of the first line is taken, and a byte order mark is no text") {
    CHECK(rows_of("\xEF\xBB\xBF"
                  "a;b\n1,5;2") == Rows{{"a", "b"}, {"1,5", "2"}});
    CHECK(rows_of("a\tb\n1,5;2\t3") == Rows{{"a", "b"}, {"1,5;2", "3"}});
}

TEST_CASE("windows-1251 becomes UTF-8 cell by cell, so that a cut character changes nothing else") {
    // "Гүл" whole in UTF-8; "Привет" in windows-1251; a cell cut inside a character
    const Rows rows = rows_of("Гүл,\xCF\xF0\xE8\xE2\xE5\xF2,№ \xD0\n");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0][0] == "Гүл");
    CHECK(rows[0][1] == "Привет");
    CHECK(valid_utf8(rows[0][2]));
    CHECK(utf8_of("\xA8\xB8\xB9\x88") == "Ёё№€");
    CHECK_FALSE(valid_utf8("\xED\xA0\x80"));
    CHECK_FALSE(valid_utf8("\xC0\xAF"));
    CHECK(valid_utf8("\xF0\x9F\x8E\x81"));
}

TEST_CASE("rows beyond the bounds are broken, and the rows after them are read") {
    const std::string wide = std::string(CsvReader::cells_max + 10, ',') + "\na,b\n";
    const std::string lengthy = "x" + std::string(CsvReader::row_bytes_max + 10, 'y') + ",z\na,b\n";
    const std::string quoted = "\"x" + std::string(CsvReader::row_bytes_max + 10, 'y') + "\",z\na,b\n";
    for (const std::string& body : {wide, lengthy, quoted}) {
        CsvReader reader(bytes_of(body));
        CsvRow row;
        REQUIRE(reader.next(row));
        CHECK(row.broken != nullptr);
        REQUIRE(reader.next(row));
        CHECK(row.cells == std::vector<std::string>{"a", "b"});
        CHECK_FALSE(reader.next(row));
    }
}

TEST_CASE("a body of open quotes is read in linear time") {
    std::string body;
    for (int i = 0; i < 200'000; ++i) body += "\"a\n";
    CHECK(rows_of(body).size() == 200'000);  // quadratic work would not come back
}

TEST_CASE("wall clock times are read in the usual orders and nothing else is") {
    const auto ms = wall_ms("2026-08-24 11:14:00");
    REQUIRE(ms);
    CHECK(*ms == 1787570040000);
    CHECK(wall_ms("2026-08-24T11:14") == ms);
    CHECK(wall_ms("24.08.2026 11:14:00") == ms);
    CHECK(wall_ms("24/8/2026 11:14:00") == ms);
    CHECK(wall_ms("8/24/2026 11:14:00", true) == ms);
    CHECK(*wall_ms("2026-08-24 11:14:00.25") == *ms + 250);
    CHECK(*wall_ms("1970-01-01 00:00:00") == 0);
    CHECK(*wall_ms("2024-02-29 00:00:00") == 1709164800000);
    for (const char* wrong :
         {"", "2026-08-24", "2025-02-29 00:00:00", "2026-13-01 00:00:00", "2026-08-24 24:00:00",
          "2026-08-24 11:14:00x", "101", "2026-08-24 :14", "-1-1-1 1:1"})
        CHECK_FALSE(wall_ms(wrong));
}

TEST_CASE("a place that moved to another zone keeps the hours of the time before") {
    // Almaty: +06 until the night to 1 March 2024, then +05.
    const std::vector<std::pair<std::uint64_t, int>> almaty = {{0, 360}, {1709229600000, 300}};
    CHECK(utc_ms(*wall_ms("2024-02-29 12:00:00"), almaty) == *wall_ms("2024-02-29 06:00:00"));
    CHECK(utc_ms(*wall_ms("2024-03-01 12:00:00"), almaty) == *wall_ms("2024-03-01 07:00:00"));
    CHECK(utc_ms(*wall_ms("2024-02-29 23:30:00"), almaty) ==
          *wall_ms("2024-02-29 18:30:00"));  // shown twice: the second
    CHECK(utc_ms(42, {}) == 42);
}

TEST_CASE("decimal numbers are exact") {
    CHECK(decimal("2.55", 2) == 255);
    CHECK(decimal("2.55", 4) == 25500);
    CHECK(decimal("-12", 2) == -1200);
    CHECK(decimal("1 234,50", 2) == 123450);
    CHECK(decimal("0.10000", 2) == 10);
    CHECK(decimal("007", 0) == 7);
    for (const char* wrong : {"", "-", ".", "1.2.3", "1e3", "2.555", "1234567890", "--1", "5-"})
        CHECK_FALSE(decimal(wrong, 2));
    CHECK(multiply_rounded(25500, 3, 2) == 765);
    CHECK(multiply_rounded(5, 1, 1) == 1);
    CHECK(multiply_rounded(-5, 1, 1) == -1);
    CHECK(multiply_rounded(-4, 1, 1) == 0);
    CHECK_FALSE(multiply_rounded(INT64_MAX, 100, 1));
}
