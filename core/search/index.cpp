#include <algorithm>

#include "core/search/index_reading.h"
#include "core/wire/hash.h"

namespace history::search {

ItemMark item_mark(std::string_view item_key) {
    const Hash hash = hash_of("history item id 1", bytes_of(item_key));
    ItemMark mark = 0;
    for (std::size_t i = 0; i < mark_bytes; ++i) mark = mark << 8 | hash.bytes[i];
    return mark;
}

Result<IndexParts> IndexParts::read(ByteView index) {
    Reader in(index);
    IndexParts parts;
    if (in.u8() != index_format || in.u8() != search_rules)
        return fail(Errc::unsupported, "This text index was made by other rules.");
    parts.items = in.varint();
    const std::uint64_t traits = in.varint();
    for (std::uint64_t i = 0; i < traits && in.ok(); ++i) {
        IndexParts::Trait trait;
        trait.channel = in.text();
        trait.kind = in.text();
        const std::uint8_t direction = in.u8();
        if (direction > static_cast<std::uint8_t>(Direction::out)) return damaged_index();
        trait.direction = static_cast<Direction>(direction);
        parts.traits.push_back(trait);
    }
    const ByteView block = in.blob();
    if (!in.ok() || parts.items > block.size() / (mark_bytes + 2)) return damaged_index();
    parts.item_block = Reader(block);
    parts.words = in;
    return parts;
}

namespace {

using Bits = std::vector<std::uint64_t>;

struct Slot {  // one word of one term, or a term's joined number
    std::size_t reading = 0, term = 0;
    const Wanted* wanted = nullptr;
    Bits items;
};

// The items that a whole reading takes, from those of its words.
Bits together(const Reading& reading, std::size_t place, const std::vector<Slot>& slots, std::size_t words,
              std::uint64_t items) {
    Bits all(words, ~std::uint64_t{0});
    if (items % 64 != 0) all.back() = (std::uint64_t{1} << items % 64) - 1;
    for (std::size_t t = 0; t < reading.terms.size(); ++t) {
        const Term& term = reading.terms[t];
        if (term.phrase && term.minus) continue;  // its words may stand apart: the text decides
        Bits every(words, ~std::uint64_t{0}), joined(words, 0);
        for (const Slot& slot : slots) {
            if (slot.reading != place || slot.term != t) continue;
            for (std::size_t i = 0; i < words; ++i)
                if (slot.wanted)
                    every[i] &= slot.items[i];
                else
                    joined[i] |= slot.items[i];
        }
        for (std::size_t i = 0; i < words; ++i) {
            const std::uint64_t takes = every[i] | joined[i];
            all[i] &= term.minus ? ~takes : takes;
        }
    }
    return all;
}

}  // namespace

Result<std::vector<Hits>> search_index(ByteView index, const std::vector<Reading>& readings,
                                       const Filter& filter, std::size_t limit, const Forms& forms) {
    TRY_ASSIGN(parts, IndexParts::read(index));
    const std::size_t words = static_cast<std::size_t>((parts.items + 63) / 64);
    std::vector<Hits> found;
    if (words == 0) return found;
    std::vector<Slot> slots;
    for (std::size_t r = 0; r < readings.size(); ++r)
        for (std::size_t t = 0; t < readings[r].terms.size(); ++t) {
            for (const Wanted& wanted : readings[r].terms[t].words)
                slots.push_back({r, t, &wanted, Bits(words, 0)});
            if (!readings[r].terms[t].joined.empty()) slots.push_back({r, t, nullptr, Bits(words, 0)});
        }
    bool sound = true;
    sound = !slots.empty()
                ? each_word(parts,
                            [&](const IndexedWord& word) {
                                for (Slot& slot : slots) {
                                    const Reading& reading = readings[slot.reading];
                                    const bool takes =
                                        slot.wanted
                                            ? !word.number && agrees(*slot.wanted, word.key, word.kazakh,
                                                                     reading.way, forms)
                                            : agrees_joined(reading.terms[slot.term], word.key, word.number);
                                    if (takes)
                                        sound = sound && each_ordinal(parts, word, [&](std::size_t item) {
                                                    slot.items[item / 64] |= std::uint64_t{1} << item % 64;
                                                });
                                }
                                return sound;
                            }) &&
                      sound
                : true;
    if (!sound) return damaged_index();
    std::vector<Bits> taken;
    for (std::size_t r = 0; r < readings.size(); ++r) {
        Bits all = together(readings[r], r, slots, words, parts.items);
        if (std::any_of(all.begin(), all.end(), [](std::uint64_t part) { return part != 0; })) {
            found.push_back({r, {}, 0});
            taken.push_back(std::move(all));
        }
    }
    if (found.empty()) return found;
    std::size_t ordinal = 0;
    const bool any = filter.empty();
    sound = each_item(parts, [&](const IndexedItem& item) {
        const std::size_t at = ordinal++;
        bool fits = any, asked = any;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if ((taken[i][at / 64] >> at % 64 & 1) == 0) continue;
            if (!asked) {
                const IndexParts::Trait& trait = parts.traits[item.trait];
                fits = filter.takes(trait.channel, trait.kind, trait.direction, item.at_ms);
                asked = true;
            }
            if (!fits) continue;
            ++found[i].total;
            found[i].newest.push_back({item.at_ms, item.mark});  // oldest first here
            if (found[i].newest.size() >= 2 * limit + 64)
                found[i].newest.erase(found[i].newest.begin(),
                                      found[i].newest.end() - static_cast<std::ptrdiff_t>(limit));
        }
    });
    if (!sound) return damaged_index();
    for (Hits& hits : found) {
        std::reverse(hits.newest.begin(), hits.newest.end());
        if (hits.newest.size() > limit) hits.newest.resize(limit);
    }
    std::erase_if(found, [](const Hits& hits) { return hits.total == 0; });
    return found;
}

Result<> each_key(ByteView index, const std::function<void(std::string_view)>& each) {
    TRY_ASSIGN(parts, IndexParts::read(index));
    const bool sound = each_word(parts, [&](const IndexedWord& word) {
        each(word.key);
        return true;
    });
    return sound ? Result<>() : Result<>(damaged_index());
}

}  // namespace history::search
