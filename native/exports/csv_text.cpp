#include "native/exports/csv_text.h"

#include <utility>

namespace history::exports {

CsvText& CsvText::cell(std::string_view value) {
    if (!first_) row_ += separator_;
    first_ = false;
    if (value.find_first_of("\"\r\n") == std::string_view::npos &&
        value.find(separator_) == std::string_view::npos) {
        row_ += value;
        return *this;
    }
    row_ += '"';
    for (char c : value) {
        if (c == '"') row_ += '"';
        row_ += c;
    }
    row_ += '"';
    return *this;
}

CsvText& CsvText::words(std::string_view value) {
    const bool formula =
        !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
    return formula ? cell('\'' + std::string(value)) : cell(value);
}

std::string CsvText::take() {
    row_ += "\r\n";
    first_ = true;
    return std::exchange(row_, {});
}

}  // namespace history::exports
