// The texts of the directory in which a customer is looked for: names, names in Latin letters, numbers and ids. A line each, all in
// one buffer, so that a part of a name is one pass over it, and of a million customers' over the few blocks of it whose four-byte
// grams hold the part's (a Bloom filter of one hash: B. H. Bloom, "Space/time trade-offs in hash coding", 1970; an eighth of the
// text's size). A found line is what is compared further: a record lies somewhere in memory, and reaching it costs more than the
// pass. Lines from before a change stay in the buffer and are passed over, until most of it is such and it is made anew.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/record.h"

namespace history::search {

class People {
public:
    // Of its number in the directory; what stood of that number before stands no more.
    void add(const SubjectRecord& record);
    void remove(std::uint32_t number);
    // More than half of it is from before: to be made anew of so many subjects.
    bool worn(std::size_t subjects) const { return added_.size() > 2 * subjects + 1024; }

    // Names folded; name_words() of Cyrillic names, of others; folded values of phones, of all else.
    enum class Text : std::uint8_t { name, latin_of_cyrillic, latin, phone, id };
    struct Line {
        std::uint32_t number = 0;  // of the subject
        std::string_view text;     // until the next add()
    };
    // Every line with this in it, each once, in no order of subjects. "\n" at either end: the whole line.
    std::vector<Line> find(Text text, std::string_view part) const;

private:
    struct Block {
        std::array<std::uint64_t, 64> grams{};  // that begin in it or soon behind it
        std::uint32_t first = 0;                // group of lines that stands in it or goes into it
    };
    struct Group {  // of lines that came with one add()
        std::uint32_t begin = 0, added = 0;
    };
    struct Lines {
        std::string text = "\n";
        std::vector<Group> groups;
        std::vector<Block> blocks;
        void add(std::string_view line);
        void end(std::size_t begin, std::uint32_t added);
        bool may_hold(std::size_t block, std::string_view part) const;
        std::uint32_t added_at(std::size_t at) const;
    };
    static constexpr std::size_t texts = 5;
    Lines lines_[texts];
    std::vector<std::uint32_t> added_;     // whose each add() was
    std::vector<std::uint32_t> standing_;  // by number: his latest add(), counted from 1; 0: nothing stands
};

bool cyrillic(std::string_view text);

// The letters and digits of the query that most surely tell: its longest word.
std::string_view longest(const std::vector<std::string>& words);

}  // namespace history::search
