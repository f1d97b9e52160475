// The text index of one subject: which words stand in which of its items. Pure bytes, canonical: equal facts give equal bytes in
// whatever order they came and were indexed. It is searched as it lies, in one pass over its words; nothing is unpacked.
//
//   u8 index_format   u8 search_rules   varint items
//   traits   varint count, then per trait: text channel, text kind, u8 direction          (sorted, distinct)
//   items    varint bytes, then per item: varint ms since the item before, varint trait, id 5    (by time, then id)
//   words    until the end, in order of their keys (core/search/words.h; a Kazakh one ends in \x01), each once:
//            u8 bytes that it shares with the word before, u8 further bytes, these bytes,
//            varint: ordinal of its only item * 2 + 1, or bytes * 2 of a list of varints: first ordinal, then steps
//
// Only items that have arrived are in it. An id is the beginning of item_key_hash(): enough to find the item in its subject.
#pragma once
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/search/relation.h"

namespace history::search {

inline constexpr std::uint8_t index_format = 1;
inline constexpr std::size_t item_words_max =
    4096;  // of one item: what is further back in a long text is not indexed

using ItemMark = std::uint64_t;  // 40 bits
ItemMark item_mark(std::string_view item_key);

struct Hit {
    std::uint64_t at_ms = 0;
    ItemMark mark = 0;
};

// Ways that found something, and their newest items.
struct Hits {
    std::size_t reading = 0;  // its place among the readings asked
    std::vector<Hit> newest;  // newest first, `limit` at most
    std::uint64_t total = 0;
};

// Every reading's items. A phrase counts by its words alone: phrases_agree() decides. Errc::corrupt when bytes do not follow the
// format; memory is bounded by the bytes given.
Result<std::vector<Hits>> search_index(ByteView index, const std::vector<Reading>& readings,
                                       const Filter& filter, std::size_t limit, const Forms& forms);

class IndexBuilder {
public:
    // Starts from an index instead of nothing, without the items of these marks. Errc::corrupt; the builder is empty then.
    Result<> load(ByteView index, const std::vector<ItemMark>& without);
    void add(const Entity& item);  // one that has not arrived yet is left out
    std::size_t items() const { return items_.size(); }
    Bytes finish();  // the builder is empty afterwards

private:
    struct Item {
        std::uint64_t at_ms = 0;
        ItemMark mark = 0;
        std::uint32_t trait = 0;
    };
    struct Trait {
        std::string channel, kind;
        Direction direction = Direction::none;
        friend bool operator<(const Trait& a, const Trait& b) {
            if (a.channel != b.channel) return a.channel < b.channel;
            return a.kind != b.kind ? a.kind < b.kind : a.direction < b.direction;
        }
        friend bool operator==(const Trait& a, const Trait& b) {
            return a.channel == b.channel && a.kind == b.kind && a.direction == b.direction;
        }
    };
    std::uint32_t trait_of(Trait trait);
    std::uint32_t word_of(std::string key);

    std::vector<Item> items_;
    std::vector<Trait> traits_;
    std::unordered_map<std::string, std::uint32_t> words_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;  // word, item
    std::vector<Word> scratch_;
    std::vector<std::uint32_t> of_item_;
};

// Calls each(key) for every key of an index, in order. Errc::corrupt.
Result<> each_key(ByteView index, const std::function<void(std::string_view key)>& each);

}  // namespace history::search
