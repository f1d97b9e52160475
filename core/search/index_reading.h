// The parts of an encoded index, checked as they are read. Inside of core/search.
#pragma once
#include "core/search/index.h"

namespace history::search {

inline constexpr char kazakh_sign = '\x01';
inline constexpr std::size_t mark_bytes = 5;

inline Error damaged_index() {
    return fail(Errc::corrupt, "A text index of this device's storage is damaged.");
}

struct IndexParts {
    struct Trait {
        std::string_view channel, kind;
        Direction direction = Direction::none;
    };
    std::uint64_t items = 0;
    std::vector<Trait> traits;
    Reader item_block{ByteView{}};
    Reader words{ByteView{}};

    static Result<IndexParts> read(ByteView index);
};

struct IndexedItem {
    std::uint64_t at_ms = 0;
    ItemMark mark = 0;
    std::uint32_t trait = 0;
};

// Calls each(item) in order; false when the block does not hold `items` items exactly.
template <class Each>
bool each_item(const IndexParts& parts, Each&& each) {
    Reader in = parts.item_block;
    IndexedItem item;
    for (std::uint64_t i = 0; i < parts.items; ++i) {
        item.at_ms += in.varint();
        const std::uint64_t trait = in.varint();
        const ByteView mark = in.raw(mark_bytes);
        if (!in.ok() || trait >= parts.traits.size()) return false;
        item.trait = static_cast<std::uint32_t>(trait);
        item.mark = 0;
        for (std::uint8_t byte : mark) item.mark = item.mark << 8 | byte;
        each(item);
    }
    return in.at_end();
}

struct IndexedWord {
    std::string_view key;  // without the sign of a Kazakh word
    bool kazakh = false, number = false;
    std::uint64_t only = UINT64_MAX;  // its one item, or
    ByteView list;                    // the encoded ordinals
};

// Calls each(word) in order until it says false; the result is false when the bytes do not follow the format.
template <class Each>
bool each_word(const IndexParts& parts, Each&& each) {
    Reader in = parts.words;
    std::string whole;
    IndexedWord word;
    while (!in.at_end()) {
        const std::size_t shared = in.u8();
        const ByteView rest = in.raw(in.u8());
        const std::uint64_t head = in.varint();
        if (!in.ok() || shared > whole.size()) return false;
        whole.resize(shared);
        whole.append(text_of(rest));
        if (whole.empty()) return false;
        word.key = whole;
        word.kazakh = whole.back() == kazakh_sign;
        if (word.kazakh) word.key.remove_suffix(1);
        word.number = whole.front() == '#';
        word.only = head % 2 == 1 ? head / 2 : UINT64_MAX;
        word.list = head % 2 == 1 ? ByteView{} : in.raw(head / 2);
        if (!in.ok() || (head % 2 == 1 && word.only >= parts.items)) return false;
        if (!each(word)) return true;
    }
    return true;
}

// Calls each(ordinal) for the items of a word; false when they are not of this index.
template <class Each>
bool each_ordinal(const IndexParts& parts, const IndexedWord& word, Each&& each) {
    if (word.only != UINT64_MAX) {
        each(static_cast<std::size_t>(word.only));
        return true;
    }
    Reader in(word.list);
    std::uint64_t ordinal = 0;
    for (bool first = true; !in.at_end(); first = false) {
        const std::uint64_t step = in.varint();
        if (!in.ok() || step >= parts.items || (!first && step == 0)) return false;
        ordinal += step;
        if (ordinal >= parts.items) return false;
        each(static_cast<std::size_t>(ordinal));
    }
    return true;
}

}  // namespace history::search
