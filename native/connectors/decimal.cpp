#include "native/connectors/decimal.h"

namespace history::connectors {

std::optional<std::int64_t> decimal(std::string_view text, int places) {
    bool negative = false, point = false, any = false;
    int whole = 0, fraction = 0;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '-' && !any && !negative && !point) {
            negative = true;
        } else if (c == ' ' || (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0')) {
            if (c != ' ') ++i;  // a no-break space between thousands
        } else if ((c == '.' || c == ',') && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            any = true;
            if (!point) {
                if ((value != 0 || c != '0') && ++whole > 9) return std::nullopt;
            } else if (fraction == places) {
                if (c != '0') return std::nullopt;
                continue;
            } else {
                ++fraction;
            }
            value = value * 10 + (c - '0');
        } else {
            return std::nullopt;
        }
    }
    if (!any) return std::nullopt;
    for (; fraction < places; ++fraction) value *= 10;
    return negative ? -value : value;
}

std::optional<std::int64_t> multiply_rounded(std::int64_t a, std::int64_t b, int places) {
    __extension__ using Wide = __int128;
    Wide divisor = 1;
    for (int i = 0; i < places; ++i) divisor *= 10;
    const Wide product = static_cast<Wide>(a) * b;
    const Wide rounded = (product + (product < 0 ? -divisor / 2 : divisor / 2)) / divisor;
    if (rounded > INT64_MAX || rounded < -INT64_MAX) return std::nullopt;
    return static_cast<std::int64_t>(rounded);
}

int minor_digits(std::string_view currency) {
    return currency == "JPY" || currency == "KRW" || currency == "VND" ? 0 : 2;
}

std::string decimal_text(std::int64_t minor, std::string_view currency) {
    const int digits = minor_digits(currency);
    const bool negative = minor < 0;
    std::string text =
        std::to_string(negative ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor));
    if (digits > 0) {
        if (text.size() <= static_cast<std::size_t>(digits))
            text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
        text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
    }
    return negative ? '-' + text : text;
}

}  // namespace history::connectors
