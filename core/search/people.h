// The texts of the directory in which a customer is looked for: names, names in Latin letters, numbers and ids. A line each, all in
// one buffer, so that a part of a name is one pass over it, and of a million customers' over the few blocks of it whose four-byte
// grams hold the part's (a Bloom filter of one hash: B. H. Bloom, "Space/time trade-offs in hash coding", 1970; an eighth of the
// text's size). It names candidates only: lines from before a change stay until it is made anew, so who asks compares with the
// record.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/record.h"

namespace history::search {

class People {
public:
    void add(const SubjectRecord& record);  // new, or with other names or identifiers
    // More than half of it is from before: to be made anew of so many subjects.
    bool worn(std::size_t subjects) const { return added_ > 2 * subjects + 1024; }

    // Names folded; name_words() of Cyrillic names, of others; folded values.
    enum class Text : std::uint8_t { name, latin_of_cyrillic, latin, number };
    // Appends the subjects that have a line with this in it; none twice running. "\n" at either end: the whole line.
    void find(Text text, std::string_view part, std::vector<StreamId>& into) const;

private:
    struct Lines {
        std::string text = "\n";
        std::vector<std::uint32_t> begins;  // of the lines of a subject
        std::vector<StreamId> of;
        std::vector<std::array<std::uint64_t, 64>>
            grams;  // of each block: those that begin in it or soon behind it
        void add(std::string_view line);
        void end(std::size_t begin, const StreamId& stream);
        bool may_hold(std::size_t block, std::string_view part) const;
    };
    static constexpr std::size_t texts = 4;
    Lines lines_[texts];
    std::size_t added_ = 0;
};

bool cyrillic(std::string_view text);

// The letters and digits of the query that most surely tell: its longest word.
std::string_view longest(const std::vector<std::string>& words);

}  // namespace history::search
