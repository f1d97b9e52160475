// Word forms: what all forms of a word have in common. Russian and English by Snowball's algorithms, Kazakh by its own table of
// endings. A key (words.h) in Cyrillic gets a Russian stem, one in plain Latin letters an English one, anything else is its own.
#pragma once
#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace history::search {

class Forms {  // holds the stemmers' memory: one for a whole search
public:
    Forms();
    ~Forms();
    Forms(const Forms&) = delete;
    Forms& operator=(const Forms&) = delete;

    std::string stem(std::string_view key) const;

private:
    sb_stemmer* russian_;
    sb_stemmer* english_;
};

// Kazakh endings taken off a key: of number, possession and case, one after another, never below three letters. `kazakh`: the
// word is surely Kazakh; otherwise only a plural under other endings tells, and a word without one is returned as it is.
std::string_view kazakh_stem(std::string_view key, bool kazakh);
// Equal, or one softened before an ending: китап, китаб(ы).
bool kazakh_stems_agree(std::string_view a, std::string_view b);

}  // namespace history::search
