#include "core/insight/word_stem.h"

#include "core/base/fold.h"

namespace history {

namespace {

bool of_word(char32_t code) {
    if (code < 0x80)
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    if (code < 0xC0 || code == 0xD7 || code == 0xF7 || code == 0xFFFD) return false;
    return code < 0x2000 || code > 0x2BFF;  // punctuation, signs of currency, arrows, № and the like
}

std::size_t letters_in(std::string_view word) {
    std::size_t letters = 0;
    for (char c : word) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return letters;
}

// Longest first: of several that fit, the longest is the ending.
constexpr std::string_view russian[] = {"иями", "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "иях",
                                        "ией",  "ах",  "ях",  "ов",  "ев",  "ей",  "ой",  "ый",  "ий",  "ая",
                                        "яя",   "ое",  "ее",  "ые",  "ие",  "ом",  "ем",  "ам",  "ям",  "ых",
                                        "их",   "ым",  "им",  "ую",  "юю",  "ью",  "ия",  "ии",  "ию",  "а",
                                        "я",    "о",   "е",   "и",   "ы",   "у",   "ю",   "ь",   "й"};
constexpr std::string_view kazakh[] = {"ның", "нің", "дың", "дің", "тың", "тің", "лар", "лер", "дар", "дер",
                                       "тар", "тер", "дан", "ден", "тан", "тен", "нан", "нен", "нда", "нде",
                                       "мен", "бен", "пен", "ны",  "ні",  "ды",  "ді",  "ты",  "ті",  "ға",
                                       "ге",  "қа",  "ке",  "да",  "де",  "та",  "те",  "сы",  "сі"};

bool take_ending(std::string_view& word, std::string_view ending, std::size_t letters_left) {
    if (word.empty() || word.back() != ending.back()) return false;  // of most the last byte tells
    if (!word.ends_with(ending) || letters_in(word) < letters_in(ending) + letters_left) return false;
    word.remove_suffix(ending.size());
    return true;
}

bool vowel_before(std::string_view word) {  // its last letter is a Russian vowel
    for (std::string_view vowel : {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"})
        if (word.ends_with(vowel)) return true;
    return false;
}

}  // namespace

std::vector<PlacedWord> words_of(std::string_view text) {
    std::vector<PlacedWord> words;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t code = next_code_point(text, at);
        if (!of_word(code)) {
            inside = false;
            continue;
        }
        if (!inside) words.push_back({{}, from, at});
        inside = true;
        append_utf8(words.back().word, fold(code));
        words.back().to = at;
    }
    return words;
}

std::string stem_of(std::string_view word) {
    if (word.empty() || (word.front() >= '0' && word.front() <= '9') || letters_in(word) < 4)
        return std::string(word);
    if (static_cast<unsigned char>(word.front()) < 0x80) {
        const bool plural = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        if (plural) word.remove_suffix(1);
        return std::string(word);
    }
    for (std::string_view ending : russian)
        if (take_ending(word, ending, 3)) break;
    std::string stem(word);
    for (std::string_view fleeting : {"ек", "ок"})  // игрушек - игрушка, открыток - открытка
        if (stem.ends_with(fleeting) && letters_in(stem) >= 5 &&
            !vowel_before(std::string_view(stem).substr(0, stem.size() - fleeting.size()))) {
            stem.resize(stem.size() - fleeting.size());
            stem += "к";
        }
    return stem;
}

std::string kazakh_stem_of(std::string_view word) {
    for (int taken = 0; taken < 2; ++taken)  // number, then case, from behind
        for (std::string_view ending : kazakh)
            if (take_ending(word, ending, 4)) break;
    return stem_of(word);
}

}  // namespace history
