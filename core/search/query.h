// What a person asks of the whole history, in the shape that text and index are compared with.
//
//   words          all must stand in one text's item, in any form; the last may still be being typed (its beginning is enough)
//   "a phrase"     these words, as they are written, beside each other
//   -word          items with this word are left out
//   digits         also a part of a number: four of them at least
//   GRL-01         a number with joints also without them, and the other way about
//
// A query is read in several ways. `typed` is tried first; what it was typed for on the wrong keyboard is tried with it and counts
// only where `typed` finds nothing at all; sounds in the other alphabet and one slip of the finger are the last resort.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/item_facts.h"
#include "core/search/words.h"

namespace history::search {

inline constexpr std::size_t query_bytes_max = 1024;  // what is longer is cut
inline constexpr std::size_t terms_max = 16;          // words beyond are left out
inline constexpr std::size_t part_digits_min = 4;     // of a part of a number
inline constexpr std::size_t typo_letters_min = 5;

enum class Way : std::uint8_t { typed, layout, transliteration, typo };
std::string_view way_name(Way way);

struct Wanted {  // one word, with what its forms have in common
    std::string key;
    bool kazakh = false;
    bool whole = false;   // in a phrase: as it is written
    bool begins = false;  // the beginning of a word is enough
    std::string stem, kazakh_stem;
    std::string common;  // every word that agrees begins with it (ways typed and layout)
    std::string sound;   // transliteration: the word as names are compared (core/identity/name.h)
};

struct Term {
    std::vector<Wanted> words;  // all must stand in the item ...
    std::string joined;  // ... or this compound or, with '#', a number that holds these digits; empty: none
    std::string joined_begin;  // a number that begins so: "8701" is also "#7701"
    bool joined_open = false;  // the beginning of a compound is enough
    bool minus = false;
    bool phrase = false;  // and the words must stand beside each other: the text itself decides
};

struct Reading {
    Way way = Way::typed;
    std::string text;  // what was searched for
    std::vector<Term> terms;
};

struct Filter {  // empty or zero: any
    std::vector<std::string> channels, kinds;
    Direction direction = Direction::none;
    std::uint64_t from_ms = 0, to_ms = 0;  // from inclusive, to exclusive
    bool empty() const;
    bool takes(std::string_view channel, std::string_view kind, Direction which, std::uint64_t at_ms) const;
};

struct Query {
    std::string text;
    Filter filter;
    std::vector<Reading> first;   // typed, then the other layouts
    std::vector<Reading> second;  // transliteration, then a typo: where the first find nothing
    bool phrases = false;         // some term is one
    bool empty() const { return first.empty(); }
};

// A query without words but with a filter takes every item that the filter takes; one without both is empty.
Query read_query(std::string_view text, Filter filter);

}  // namespace history::search
