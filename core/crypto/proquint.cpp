#include "core/crypto/proquint.h"

#include "core/wire/hash.h"

namespace history {

namespace {
constexpr std::string_view consonants = "bdfghjklmnprstvz";
constexpr std::string_view vowels = "aiou";

void append_word(std::string& text, unsigned bits) {
    if (!text.empty()) text.push_back(' ');
    text.push_back(consonants[bits >> 12 & 15]);
    text.push_back(vowels[bits >> 10 & 3]);
    text.push_back(consonants[bits >> 6 & 15]);
    text.push_back(vowels[bits >> 4 & 3]);
    text.push_back(consonants[bits & 15]);
}

unsigned checksum(ByteView bytes) {
    const Hash hash = hash_of("history recovery checksum 1", bytes);
    return static_cast<unsigned>(hash.bytes[0] << 8 | hash.bytes[1]);
}
}  // namespace

std::string to_proquints(ByteView bytes) {
    HISTORY_CHECK(bytes.size() % 2 == 0);
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        append_word(text, static_cast<unsigned>(bytes[i] << 8 | bytes[i + 1]));
    append_word(text, checksum(bytes));
    return text;
}

Result<Bytes> from_proquints(std::string_view text) {
    const auto wrong = [] {
        return fail(Errc::usage, "These are not the recovery words: a letter is missing or wrong.");
    };
    Bytes bytes;
    unsigned bits = 0;
    int letters = 0;
    for (char c : text) {
        if (c == ' ' || c == '-' || c == '\n' || c == '\t' || c == '\r') continue;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const bool vowel = letters == 1 || letters == 3;
        const std::size_t value = (vowel ? vowels : consonants).find(c);
        if (value == std::string_view::npos || bytes.size() > 128) return wrong();
        bits = bits << (vowel ? 2 : 4) | static_cast<unsigned>(value);
        if (++letters == 5) {
            bytes.push_back(static_cast<std::uint8_t>(bits >> 8));
            bytes.push_back(static_cast<std::uint8_t>(bits));
            bits = 0;
            letters = 0;
        }
    }
    if (letters != 0 || bytes.size() < 4) return wrong();
    const unsigned sum = static_cast<unsigned>(bytes[bytes.size() - 2] << 8 | bytes[bytes.size() - 1]);
    bytes.resize(bytes.size() - 2);
    if (sum != checksum(bytes)) return wrong();
    return bytes;
}

}  // namespace history
