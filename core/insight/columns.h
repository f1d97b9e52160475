// Values with columns: text between tabs, as the fields leg/<id> and line/<id> have it.
#pragma once
#include <cstdint>
#include <string_view>

namespace history {

// The text up to the next tab, and the rest stays in `text`; empty when there is no more.
inline std::string_view take_column(std::string_view& text) {
    const std::size_t tab = text.find('\t');
    const std::string_view column = text.substr(0, tab);
    text.remove_prefix(tab == std::string_view::npos ? text.size() : tab + 1);
    return column;
}

// The same as a decimal number; 0 when it is none or has more than 18 digits.
inline std::uint64_t number_column(std::string_view& text) {
    const std::string_view column = take_column(text);
    if (column.size() > 18) return 0;
    std::uint64_t value = 0;
    for (char c : column) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

inline std::int64_t signed_column(std::string_view& text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const auto value = static_cast<std::int64_t>(number_column(text));
    return negative ? -value : value;
}

}  // namespace history
