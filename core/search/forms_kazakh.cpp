// Kazakh is agglutinative: stem + plural + possession + case (+ person), each ending in several shapes by the vowels (back or
// front) and the last sound before it. The table has the endings as keys write them: ғ г, қ к, ң н, ө о, ү ұ у, і и.
#include "core/search/forms.h"
#include "core/search/words.h"

namespace history::search {

namespace {

// Each list from the longest ending to the shortest.
constexpr std::string_view plurals[] = {"лар", "лер", "дар", "дер", "тар", "тер"};
constexpr std::string_view possessions[] = {"имиз", "ымыз", "иниз", "ыныз", "миз", "мыз", "низ", "ныз",
                                            "ым",   "им",   "ын",   "ин",   "сы",  "си",  "ы",   "и"};
// First those after a possession (his, her), then genitive, accusative, dative, locative, ablative, instrumental.
constexpr std::string_view cases[] = {
    "сынан", "синен", "сында", "синде", "сынын", "синин", "сына", "сине", "сын", "син",
    "ынан",  "инен",  "ында",  "инде",  "ына",   "ине",   "нын",  "нин",  "дын", "дин",
    "тын",   "тин",   "дан",   "ден",   "тан",   "тен",   "нан",  "нен",  "мен", "бен",
    "пен",   "ны",    "ни",    "ды",    "ди",    "ты",    "ти",   "га",   "ге",  "ка",
    "ке",    "на",    "не",    "да",    "де",    "та",    "те",   "а",    "е"};
constexpr std::string_view adjectives[] = {"дагы", "деги", "тагы", "теги", "ндагы", "ндеги"};
constexpr std::size_t stem_letters_min = 3;

template <std::size_t N>
bool take_off(std::string_view& word, const std::string_view (&endings)[N],
              std::size_t least = stem_letters_min) {
    for (std::string_view ending : endings)
        if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending &&
            letters(word.substr(0, word.size() - ending.size())) >= least) {
            word.remove_suffix(ending.size());
            return true;
        }
    return false;
}

}  // namespace

std::string_view kazakh_stem(std::string_view key, bool kazakh) {
    std::string_view word = key;
    take_off(word, adjectives, 4);
    take_off(word, cases, 4);
    if (take_off(word, plurals)) return word;
    take_off(word, possessions, 4);
    return take_off(word, plurals) || kazakh ? word : key;
}

bool kazakh_stems_agree(std::string_view a, std::string_view b) {
    if (a == b) return true;
    constexpr std::size_t letter = 2;  // bytes of one
    if (a.size() != b.size() || a.size() <= letter ||
        a.substr(0, a.size() - letter) != b.substr(0, b.size() - letter))
        return false;
    const std::string_view left = a.substr(a.size() - letter), right = b.substr(b.size() - letter);
    const auto pair = [&](std::string_view soft, std::string_view hard) {
        return (left == soft && right == hard) || (left == hard && right == soft);
    };
    return pair("б", "п") || pair("г", "к");
}

}  // namespace history::search
