// Stems that make the forms of one noun or adjective equal, for names of products in what people write. Coarser than the
// search's word forms on purpose: no dictionary, only endings, so that core/insight needs none of its libraries.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace history {

struct PlacedWord {
    std::string word;              // folded
    std::size_t from = 0, to = 0;  // bytes of the text
};
// Runs of letters and digits; everything else divides.
std::vector<PlacedWord> words_of(std::string_view text);

// Of a folded word: without its Russian ending ("гирляндой" and "гирлянды" are "гирлянд", "игрушек" is "игрушк") or English
// plural. Words of up to 3 letters and numbers stay as they are.
std::string stem_of(std::string_view word);
// The same after Kazakh endings of number and case ("гирляндаларды" as "гирлянда"); equal to stem_of when there are none.
std::string kazakh_stem_of(std::string_view word);

}  // namespace history
