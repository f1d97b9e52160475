// Whether a word of a text is the word that is asked for. The one rule of it: the index only finds its candidates faster.
#pragma once
#include "core/search/forms.h"
#include "core/search/query.h"

namespace history::search {

// Fills stem, kazakh_stem, common and sounds of a word whose key, kazakh, whole and begins are set.
void prepare(Wanted& wanted, const Forms& forms);

// Of plain words and compounds; a number (key with '#') never agrees with a word.
bool agrees(const Wanted& wanted, std::string_view key, bool kazakh, Way way, const Forms& forms);

// A compound, or a number that holds the digits.
bool agrees_joined(const Term& term, std::string_view key, bool number);

// Equal but for one letter put in, left out, changed, or two neighbours changed places.
bool one_slip(std::string_view a, std::string_view b);

}  // namespace history::search
