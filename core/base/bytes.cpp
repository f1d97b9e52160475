#include "core/base/bytes.h"

namespace history {

namespace {
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}  // namespace

std::string hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (std::uint8_t byte : bytes) {
        text.push_back(hex_digits[byte >> 4]);
        text.push_back(hex_digits[byte & 15]);
    }
    return text;
}

Result<Bytes> unhex(std::string_view text) {
    if (text.size() % 2 != 0) return fail(Errc::corrupt, "A hexadecimal text has an odd number of digits.");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = hex_digits.find(text[i]);
        const std::size_t low = hex_digits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos)
            return fail(Errc::corrupt, "A hexadecimal text holds another character than 0-9 and a-f.");
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::string base64url(ByteView bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (std::uint8_t byte : bytes) {
        bits = bits << 8 | byte;
        for (held += 8; held >= 6; held -= 6) text.push_back(base64url_digits[bits >> (held - 6) & 63]);
    }
    if (held > 0) text.push_back(base64url_digits[bits << (6 - held) & 63]);
    return text;
}

Result<Bytes> unbase64url(std::string_view text) {
    Bytes bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (char digit : text) {
        const std::size_t value = base64url_digits.find(digit);
        if (value == std::string_view::npos)
            return fail(Errc::corrupt, "A base64url text holds a character that does not belong to it.");
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            bytes.push_back(static_cast<std::uint8_t>(bits >> (held - 8)));
            held -= 8;
        }
    }
    if (held >= 6 || (bits & ((1u << held) - 1)) != 0)
        return fail(Errc::corrupt, "A base64url text was cut or has loose bits at its end.");
    return bytes;
}

}  // namespace history
