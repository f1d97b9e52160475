// Case folding for search and comparison, the same on every platform (no locale, no ICU).
#pragma once
#include <string>
#include <string_view>

namespace history {

// One code point from UTF-8 at `at` (moves it past); 0xFFFD for bytes that are no UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& text, char32_t code);
bool is_utf8(std::string_view text);
// Cuts to at most `bytes` at a character's border.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);

// Lower case for Latin (with Latin-1 and Extended-A), Cyrillic with the Kazakh letters, Greek; ё becomes е. Others unchanged.
char32_t fold(char32_t code);
std::string fold(
    std::string_view text);  // every character folded; runs of blanks become one space; ends trimmed

}  // namespace history
