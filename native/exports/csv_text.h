// Rows of separated values as RFC 4180 has them, with a byte order mark so that office programs read UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace history::exports {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class CsvText {
public:
    explicit CsvText(char separator = ',') : separator_(separator) {}

    CsvText& cell(std::string_view value);
    // Words of people: what an office program would take for a formula gets an apostrophe before it
    // (OWASP, CSV injection), because anybody may write into this business's channels.
    CsvText& words(std::string_view value);
    std::string take();  // the row with its line end; the next one begins

private:
    char separator_;
    bool first_ = true;
    std::string row_;
};

}  // namespace history::exports
