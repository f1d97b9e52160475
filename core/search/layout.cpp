#include "core/search/layout.h"

#include <algorithm>
#include <array>

#include "core/base/fold.h"

namespace history::search {

namespace {

// Keys of one keyboard in one order, without shift and with it where it gives another letter (standard US, Russian and
// Kazakh layouts of Windows; those of Linux and macOS have the same letters on them).
constexpr std::string_view latin_keys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>";
constexpr std::u32string_view russian_keys = U"ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю";
static_assert(latin_keys.size() == russian_keys.size());
constexpr std::string_view digit_keys = "234589 0-=";  // above the letters of a Kazakh keyboard
constexpr std::u32string_view kazakh_keys = U"әіңғүұ қөһ";
static_assert(digit_keys.size() == kazakh_keys.size());

struct Script {
    bool latin = false, cyrillic = false, digit = false;
};

Script script_of(std::string_view word) {
    Script script;
    for (std::size_t at = 0; at < word.size();) {
        const char32_t code = fold(next_code_point(word, at));
        script.latin = script.latin || (code >= 'a' && code <= 'z');
        script.cyrillic = script.cyrillic || (code >= 0x430 && code <= 0x52F);
        script.digit = script.digit || digit_keys.find(static_cast<char>(code < 0x80 ? code : ' ')) < 6 ||
                       code == '0' || code == '-' || code == '=';
    }
    return script;
}

enum class Way : std::uint8_t { russian, kazakh, latin, kazakh_over_russian };

bool applies(const Script& script, Way way) {
    switch (way) {
        case Way::russian:
            return script.latin && !script.cyrillic;
        case Way::kazakh:
            return script.latin && !script.cyrillic && script.digit;
        case Way::latin:
            return script.cyrillic && !script.latin;
        case Way::kazakh_over_russian:
            return script.cyrillic && !script.latin && script.digit;
    }
    return false;
}

char32_t typed(char32_t code, Way way) {
    if (way == Way::latin) {
        const std::size_t russian = russian_keys.find(code == 0x435 ? U'е' : code);
        if (russian != std::u32string_view::npos) return static_cast<unsigned char>(latin_keys[russian]);
        const std::size_t kazakh = kazakh_keys.find(code);
        return kazakh != std::u32string_view::npos ? static_cast<unsigned char>(digit_keys[kazakh]) : code;
    }
    if (code >= 0x80) return code;
    if (way != Way::russian) {
        const std::size_t digit =
            code == ' ' ? std::string_view::npos : digit_keys.find(static_cast<char>(code));
        if (digit != std::string_view::npos) return kazakh_keys[digit];
    }
    if (way == Way::kazakh_over_russian) return code;
    const std::size_t key = latin_keys.find(static_cast<char>(code));
    return key != std::string_view::npos ? russian_keys[key] : code;
}

std::string read_as(std::string_view text, Way way) {
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        const std::string_view word = text.substr(from, to - from);
        if (applies(script_of(word), way))
            for (std::size_t at = 0; at < word.size();)
                append_utf8(out, typed(fold(next_code_point(word, at)), way));
        else
            out.append(word);
        if (to < text.size()) out.push_back(' ');
        from = to + 1;
    }
    return out;
}

}  // namespace

std::vector<std::string> other_layouts(std::string_view text) {
    std::vector<std::string> others;
    for (const Way way : {Way::russian, Way::kazakh, Way::latin, Way::kazakh_over_russian}) {
        std::string other = read_as(text, way);
        if (other != text && other != fold(text) &&
            std::find(others.begin(), others.end(), other) == others.end())
            others.push_back(std::move(other));
    }
    return others;
}

}  // namespace history::search
