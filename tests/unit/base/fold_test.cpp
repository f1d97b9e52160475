#include "core/base/fold.h"

#include <doctest/doctest.h>

using namespace history;

TEST_CASE("letters of every alphabet on the screen fold to lower case") {
    CHECK(fold("ПРИВЕТ") == "привет");
    CHECK(fold("ӘҒҚҢӨҰҮҺІ") == "әғқңөұүһі");
    CHECK(fold("ÀÉÎÕÜ") == "àéîõü");
    CHECK(fold("ŁÓDŹ") == "łódź");
    CHECK(fold("ΑΘΗΝΑ") == "αθηνα");
    CHECK(fold("Case 42 / №7") == "case 42 / №7");
}

TEST_CASE("yo and ye are one letter for those who search") {
    CHECK(fold("Ёлка") == "елка");
    CHECK(fold("ёлка") == fold("ЕЛКА"));
}

TEST_CASE("blanks become single spaces and the ends are trimmed") {
    CHECK(fold("  Anna \t\n  Petrova  ") == "anna petrova");
    CHECK(fold(" \t ") == "");
}

TEST_CASE("folding twice changes nothing more") {
    for (const char* text : {"Ёж и Ёлка", "İstanbul", "Straße", "ǅ", "ﬁn", "Қазақстан  Республикасы"}) {
        CAPTURE(text);
        CHECK(fold(fold(text)) == fold(text));
    }
}

TEST_CASE("bytes that are no UTF-8 are read one by one and never past the end") {
    for (const std::string& text :
         {std::string("\xff"), std::string("\xd0"), std::string("\xe2\x82"), std::string("\xc0\x80"),
          std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"), std::string("a\x80z")}) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
        std::size_t at = 0;
        bool replaced = false;
        for (int steps = 0; at < text.size(); ++steps) {
            REQUIRE(steps < 8);
            replaced = next_code_point(text, at) == 0xFFFD || replaced;
        }
        CHECK(at == text.size());
        CHECK(replaced);
    }
    CHECK(is_utf8("қалайсыз \xF0\x9F\x8C\xB9"));
}

TEST_CASE("code points survive writing and reading") {
    for (char32_t code :
         {U'a', U'я', U'₸', static_cast<char32_t>(0x1F339), static_cast<char32_t>(0x10FFFF)}) {
        std::string text;
        append_utf8(text, code);
        std::size_t at = 0;
        CHECK(next_code_point(text, at) == code);
        CHECK(at == text.size());
    }
}

TEST_CASE("cutting ends at a character's border") {
    CHECK(cut_utf8("аб", 3) == "а");
    CHECK(cut_utf8("аб", 4) == "аб");
    CHECK(cut_utf8("₸", 2) == "");
    CHECK(cut_utf8("abc", 99) == "abc");
}
