#include "core/base/fold.h"

namespace history {

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80) return first;
    int more = 0;
    char32_t code = 0;
    char32_t smallest = 0;
    if ((first & 0xE0) == 0xC0)
        more = 1, code = first & 0x1F, smallest = 0x80;
    else if ((first & 0xF0) == 0xE0)
        more = 2, code = first & 0x0F, smallest = 0x800;
    else if ((first & 0xF8) == 0xF0)
        more = 3, code = first & 0x07, smallest = 0x10000;
    else
        return 0xFFFD;
    for (std::size_t i = 0; i < static_cast<std::size_t>(more); ++i) {
        if (at + i >= text.size() || (byte(at + i) & 0xC0) != 0x80) return 0xFFFD;
        code = code << 6 | (byte(at + i) & 0x3F);
    }
    if (code < smallest || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFD;
    at += static_cast<std::size_t>(more);
    return code;
}

void append_utf8(std::string& text, char32_t code) {
    if (code < 0x80) {
        text.push_back(static_cast<char>(code));
    } else if (code < 0x800) {
        text.push_back(static_cast<char>(0xC0 | code >> 6));
        text.push_back(static_cast<char>(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        text.push_back(static_cast<char>(0xE0 | code >> 12));
        text.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
        text.push_back(static_cast<char>(0x80 | (code & 0x3F)));
    } else {
        text.push_back(static_cast<char>(0xF0 | code >> 18));
        text.push_back(static_cast<char>(0x80 | (code >> 12 & 0x3F)));
        text.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
        text.push_back(static_cast<char>(0x80 | (code & 0x3F)));
    }
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (next_code_point(text, at) == 0xFFFD && text.substr(start, 3) != "\xEF\xBF\xBD") return false;
    }
    return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

char32_t fold(char32_t code) {
    if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 32;
    if (code >= 0x100 && code <= 0x17F) {
        if (code == 0x130 || code == 0x131) return U'i';
        if (code == 0x178) return 0xFF;
        const bool odd_is_upper = (code >= 0x139 && code <= 0x148) || code >= 0x179;
        if (code == 0x138 || code == 0x149 || code == 0x17F) return code;
        return (code % 2 == 1) == odd_is_upper ? code + 1 : code;
    }
    if (code >= 0x391 && code <= 0x3A9) return code + 32;
    if (code >= 0x410 && code <= 0x42F) return code + 32;
    if (code == 0x401 || code == 0x451) return 0x435;  // Ё and ё are written as е as often as not
    if (code >= 0x400 && code <= 0x40F) return code + 80;
    if ((code >= 0x460 && code <= 0x481) || (code >= 0x48A && code <= 0x4BF) ||
        (code >= 0x4D0 && code <= 0x52F))
        return code | 1;
    if (code == 0x4C0) return 0x4CF;
    if (code >= 0x4C1 && code <= 0x4CE) return code % 2 == 1 ? code + 1 : code;
    return code;
}

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = next_code_point(text, at);
        if (code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0xA0 || code == 0x202F) {
            blank = !folded.empty();
            continue;
        }
        if (blank) folded.push_back(' ');
        blank = false;
        append_utf8(folded, fold(code));
    }
    return folded;
}

}  // namespace history
