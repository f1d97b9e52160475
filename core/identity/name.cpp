#include "core/identity/name.h"

#include <array>

#include "core/base/fold.h"
#include "core/identity/placeholder.h"

namespace history {

namespace {
struct Letter {
    char32_t cyrillic;
    std::string_view latin;
};
// Practical transliteration (ICAO 9303 with the spellings of the Kazakh alphabet folded to plain letters).
constexpr Letter letters[] = {
    {U'а', "a"}, {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"},  {U'е', "e"}, {U'ж', "zh"},
    {U'з', "z"}, {U'и', "i"},  {U'й', "i"},  {U'к', "k"},  {U'л', "l"},  {U'м', "m"}, {U'н', "n"},
    {U'о', "o"}, {U'п', "p"},  {U'р', "r"},  {U'с', "s"},  {U'т', "t"},  {U'у', "u"}, {U'ф', "f"},
    {U'х', "h"}, {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "sh"}, {U'ъ', ""},  {U'ы', "y"},
    {U'ь', ""},  {U'э', "e"},  {U'ю', "yu"}, {U'я', "ya"}, {U'ә', "a"},  {U'ғ', "g"}, {U'қ', "k"},
    {U'ң', "n"}, {U'ө', "o"},  {U'ұ', "u"},  {U'ү', "u"},  {U'һ', "h"},  {U'і', "i"}, {U'ї', "i"},
    {U'є', "e"}, {U'ґ', "g"},
};

// One name has many Latin spellings: Юлия is Yuliya, Yulia, Julia; Жанар Zhanar, Janar; Ерлан Erlan, Yerlan;
// Артём Artyom. Spellings of one sound become one letter; what people cannot agree on (i, y, j, zh) becomes
// i. By code point from U+0400 on; what is no letter of the list stays as it is.
struct Latin {
    std::array<std::string_view, 256> by_code{};
    std::array<bool, 256> known{};
    constexpr Latin() {
        for (const Letter& letter : letters) {
            by_code[letter.cyrillic - 0x400] = letter.latin;
            known[letter.cyrillic - 0x400] = true;
        }
    }
};
constexpr Latin latin_letters;

struct Spelling {
    std::string_view written, plain;
};
constexpr Spelling spellings[] = {
    // the longer first
    {"shch", "sh"}, {"dzh", "i"}, {"dj", "i"}, {"zh", "i"}, {"kh", "h"}, {"ck", "k"},
    {"ph", "f"},    {"ts", "c"},  {"ye", "e"}, {"yo", "e"}, {"ie", "e"}, {"io", "e"},
    {"y", "i"},     {"j", "i"},   {"q", "k"},  {"w", "v"},  {"x", "ks"},
};

std::string plain(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        const Spelling* found = nullptr;
        if (std::string_view("sdzkcptyijqwx").find(word[i]) != std::string_view::npos)
            for (const Spelling& one : spellings)
                if (!found && word.substr(i, one.written.size()) == one.written) found = &one;
        for (char c : found ? found->plain : word.substr(i, 1))
            if (out.empty() || out.back() != c) out.push_back(c);
        i += found ? found->written.size() : 1;
    }
    return out;
}
}  // namespace

std::string latin(std::string_view folded) {
    std::string text;
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t code = next_code_point(folded, at);
        if (code >= 0x400 && code < 0x500 && latin_letters.known[code - 0x400])
            text.append(latin_letters.by_code[code - 0x400]);
        else
            append_utf8(text, code);
    }
    return text;
}

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    const std::string text = latin(fold(cut_utf8(name, 256))) + ' ';  // who has more words has no name
    for (std::size_t at = 0; at < text.size() && words.size() < 16;) {
        const char32_t code = next_code_point(text, at);
        const bool letter = (code >= 'a' && code <= 'z') || (code >= 0xC0 && code < 0x2000) ||
                            (code >= 0x3040 && code < 0xE000);
        if (letter) {
            append_utf8(word, code);
        } else {
            word = plain(word);
            if (word.size() >= 2) words.push_back(word);
            word.clear();
        }
    }
    return words;
}

namespace {
// Endings of family names and of fathers' names, as plain() writes them; a few given names end so too.
bool looks_like_family(std::string_view word) {
    static constexpr std::string_view ends[] = {"ov",    "ova", "ev",  "eva", "in",   "ina", "ski",
                                                "skaia", "ska", "ko",  "uk",  "iuk",  "ian", "ze",
                                                "svili", "ich", "vna", "uli", "kizi", "ulu", "son"};
    if (word.size() < 4) return false;
    for (std::string_view end : ends)
        if (word.size() > end.size() + 1 && word.substr(word.size() - end.size()) == end) return true;
    return false;
}
}  // namespace

bool names_agree(std::string_view a, std::string_view b) {
    const std::vector<std::string> left = name_words(a), right = name_words(b);
    if (left.empty() || right.empty() || placeholder_name(a) || placeholder_name(b)) return true;
    std::vector<bool> used(right.size());
    std::size_t matched = 0;
    bool given = false, family_left = false, family_right = false;
    for (const std::string& one : left) {
        std::size_t found = right.size();
        for (std::size_t i = 0; i < right.size() && found == right.size(); ++i) {
            const std::size_t least = one.size() < right[i].size() ? one.size() : right[i].size();
            if (!used[i] &&
                (one == right[i] || (least >= 3 && one.compare(0, least, right[i], 0, least) == 0)))
                found = i;
        }
        if (found == right.size()) {
            family_left = family_left || looks_like_family(one);
            continue;
        }
        used[found] = true;
        ++matched;
        given = given || !looks_like_family(one);
    }
    for (std::size_t i = 0; i < right.size(); ++i)
        family_right = family_right || (!used[i] && looks_like_family(right[i]));
    if (matched == 0) return false;
    // Is something left over on both sides, one given name with two family names is one person (who married); one family name
    // with two given names is two of a family.
    return matched == left.size() || matched == right.size() || (given && family_left && family_right);
}

}  // namespace history
