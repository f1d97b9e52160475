#include "native/connectors/encoded_word.h"

#include <algorithm>
#include <cstdint>

namespace history::connectors {
namespace {

constexpr std::size_t word_max = 4000;  // the standard allows 75; some writers do not divide at all

struct Word {
    std::string_view charset;
    bool base64 = false;
    std::string_view data;
    std::size_t size = 0;  // of the whole word; 0 = there is none
};

Word word_at(std::string_view text) {
    if (!text.starts_with("=?")) return {};
    text = text.substr(0, word_max);
    const std::size_t encoding = text.find('?', 2);
    if (encoding == std::string_view::npos || encoding == 2 || encoding + 3 > text.size() ||
        text[encoding + 2] != '?')
        return {};
    const char letter = text[encoding + 1];
    const std::size_t end = text.find("?=", encoding + 3);
    if (end == std::string_view::npos || std::string_view("bBqQ").find(letter) == std::string_view::npos)
        return {};
    Word word;
    word.charset = text.substr(2, encoding - 2);
    word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231: a language behind it
    word.base64 = letter == 'b' || letter == 'B';
    word.data = text.substr(encoding + 3, end - encoding - 3);
    word.size = end + 2;
    return word;
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int base64_digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void decode_base64(std::string_view data, std::string& out) {
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : data) {
        const int value = base64_digit(c);
        if (value < 0) {
            if (c == '=') count = 0;  // padding: what follows begins a new group
            continue;
        }
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<char>(bits >> count & 0xFF));
    }
}

void decode_quoted(std::string_view data, std::string& out) {
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data[i] == '=' && i + 2 < data.size() && digit_of(data[i + 1]) >= 0 &&
            digit_of(data[i + 2]) >= 0) {
            out.push_back(static_cast<char>(digit_of(data[i + 1]) * 16 + digit_of(data[i + 2])));
            i += 2;
        } else {
            out.push_back(data[i] == '_' ? ' ' : data[i]);
        }
    }
}

bool same_charset(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

std::string decode_words(std::string_view header, HeaderKind kind,
                         std::string (*utf8)(std::string_view, std::string_view)) {
    std::string out;
    bool in_quotes = false;
    for (std::size_t at = 0; at < header.size();) {
        Word word = word_at(header.substr(at));
        if (word.size == 0) {
            if (header[at] == '\\' && in_quotes && at + 1 < header.size())
                out.push_back(header[at++]);
            else if (header[at] == '"')
                in_quotes = !in_quotes;
            out.push_back(header[at++]);
            continue;
        }
        std::string decoded, bytes;
        for (;;) {
            const std::string_view charset = word.charset;
            (word.base64 ? decode_base64 : decode_quoted)(word.data, bytes);
            at += word.size;
            const std::size_t next = std::min(header.find_first_not_of(" \t\r\n", at), header.size());
            word = word_at(header.substr(next));
            if (word.size != 0 && same_charset(word.charset, charset)) {
                at = next;  // blanks between two words do not count
                continue;
            }
            decoded += utf8(bytes, charset);
            bytes.clear();
            if (word.size == 0) break;
            at = next;
        }
        if (kind == HeaderKind::text) {
            out += decoded;
            continue;
        }
        if (!in_quotes) out.push_back('"');
        for (char c : decoded) {
            if (c == '"' || c == '\\') out.push_back('\\');
            out.push_back(c == '\r' || c == '\n' ? ' ' : c);
        }
        if (!in_quotes) out += at < header.size() && header[at] != ' ' ? "\" " : "\"";
    }
    return out;
}

}  // namespace history::connectors
