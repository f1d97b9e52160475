// The words of a text as search compares them, each with its place in the text. The same on every platform (no ICU, no locale).
//
// A word is a run of letters and digits of any script; an ideograph is a word of its own. Its key is what is compared:
//   lower case; ё = е; accents and other combining marks gone (и with a breve is й); apostrophes inside a word gone;
//   Kazakh and Ukrainian letters as the Russian ones that people type instead (қ = к, ә = а, і = и ...);
//   digits of other scripts and full-width signs as ASCII.
// Beside its words a text has compounds, over the words that they are made of:
//   pieces joined by - _ / . with a letter and a digit among them, without the joints: "GRL-01" also as grl01
//   digits with blanks, brackets, dashes and dots between, seven to twenty of them: "#" and the digits, where eleven that
//   begin with the trunk's 8 begin with 7: "8 (701) 123-45-67" also as #77011234567
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace history::search {

inline constexpr std::uint8_t search_rules = 1;   // grows with every change of keys: older indexes are stale
inline constexpr std::size_t key_bytes_max = 64;  // of a key: what is longer is compared by its beginning
inline constexpr std::size_t number_digits_min = 7;  // of a joined number: below are prices and dates
inline constexpr std::size_t number_digits_max = 20;

enum class WordKind : std::uint8_t { plain, compound, number };

struct Word {
    std::string key;
    WordKind kind = WordKind::plain;
    bool kazakh = false;             // written with a letter that Russian has not: its forms are Kazakh
    std::uint32_t from = 0, to = 0;  // bytes of the text
};

// In order of their ends, a compound after the words it is made of. The memory is the text's share: one Word per word.
std::vector<Word> words_of(std::string_view text);

// The same, word by word: `words` keeps its memory between calls, for whole histories.
void words_of(std::string_view text, std::vector<Word>& words);

std::size_t letters(std::string_view key);                                // code points
std::string_view first_letters(std::string_view key, std::size_t count);  // at most

}  // namespace history::search
