#include <algorithm>

#include "core/base/arrange.h"
#include "core/search/index_reading.h"
#include "core/search/item_texts.h"

namespace history::search {

std::uint32_t IndexBuilder::trait_of(Trait trait) {
    for (std::size_t i = 0; i < traits_.size(); ++i)
        if (traits_[i] == trait) return static_cast<std::uint32_t>(i);
    traits_.push_back(std::move(trait));
    return static_cast<std::uint32_t>(traits_.size() - 1);
}

std::uint32_t IndexBuilder::word_of(std::string key) {
    return words_.try_emplace(std::move(key), static_cast<std::uint32_t>(words_.size())).first->second;
}

Result<> IndexBuilder::load(ByteView index, const std::vector<ItemMark>& without) {
    *this = {};
    TRY_ASSIGN(parts, IndexParts::read(index));
    std::vector<std::uint32_t> traits;
    for (const IndexParts::Trait& trait : parts.traits)
        traits.push_back(trait_of({std::string(trait.channel), std::string(trait.kind), trait.direction}));
    std::vector<ItemMark> gone = without;
    arrange(gone.begin(), gone.end());
    constexpr std::uint32_t nowhere = UINT32_MAX;
    std::vector<std::uint32_t> place;
    place.reserve(static_cast<std::size_t>(parts.items));
    bool sound = each_item(parts, [&](const IndexedItem& item) {
        const bool stays = !std::binary_search(gone.begin(), gone.end(), item.mark);
        place.push_back(stays ? static_cast<std::uint32_t>(items_.size()) : nowhere);
        if (stays) items_.push_back({item.at_ms, item.mark, traits[item.trait]});
    });
    sound = sound && each_word(parts, [&](const IndexedWord& word) {
                std::string key(word.key);
                if (word.kazakh) key.push_back(kazakh_sign);
                std::uint32_t number = nowhere;  // a word that stood in items that go only goes with them
                return each_ordinal(parts, word, [&](std::size_t ordinal) {
                    if (place[ordinal] == nowhere) return;
                    if (number == nowhere) number = word_of(key);
                    pairs_.emplace_back(number, place[ordinal]);
                });
            });
    if (sound) return {};
    *this = {};
    return damaged_index();
}

void IndexBuilder::add(const Entity& entity) {
    const std::string_view kind = entity.value("kind");
    if (kind.empty()) return;
    const ItemFacts facts = item_facts(entity);
    const auto ordinal = static_cast<std::uint32_t>(items_.size());
    items_.push_back({facts.at_ms, item_mark(entity.key),
                      trait_of({std::string(facts.channel), std::string(kind), facts.direction})});
    of_item_.clear();
    each_text(entity, [&](std::string_view, std::string_view text) {
        words_of(text, scratch_);
        for (Word& word : scratch_) {
            if (of_item_.size() >= item_words_max) return;
            if (word.kazakh) word.key.push_back(kazakh_sign);
            of_item_.push_back(word_of(std::move(word.key)));
        }
    });
    arrange(of_item_.begin(), of_item_.end());
    of_item_.erase(std::unique(of_item_.begin(), of_item_.end()), of_item_.end());
    for (std::uint32_t word : of_item_) pairs_.emplace_back(word, ordinal);
}

Bytes IndexBuilder::finish() {
    // Canonical places: traits by name, items by time and mark, words by key.
    std::vector<Trait> used;
    for (const Item& item : items_) used.push_back(traits_[item.trait]);
    arrange(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    std::vector<std::uint32_t> trait_place(traits_.size());
    for (std::size_t i = 0; i < traits_.size(); ++i)
        trait_place[i] =
            static_cast<std::uint32_t>(std::lower_bound(used.begin(), used.end(), traits_[i]) - used.begin());

    std::vector<std::uint32_t> order(items_.size()), place(items_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        const Item &one = items_[a], &other = items_[b];
        if (one.at_ms != other.at_ms) return one.at_ms < other.at_ms;
        if (one.mark != other.mark) return one.mark < other.mark;
        return trait_place[one.trait] < trait_place[other.trait];
    };
    arrange(order.begin(), order.end(), before);
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;

    std::vector<std::pair<std::string_view, std::uint32_t>> keys;
    keys.reserve(words_.size());
    for (const auto& [key, number] : words_) keys.emplace_back(key, number);
    arrange(keys.begin(), keys.end());
    std::vector<std::uint32_t> rank(words_.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) rank[keys[i].second] = i;
    for (auto& [word, item] : pairs_) word = rank[word], item = place[item];
    std::sort(pairs_.begin(), pairs_.end());

    Writer out, block;
    out.u8(index_format);
    out.u8(search_rules);
    out.varint(items_.size());
    out.varint(used.size());
    for (const Trait& trait : used) {
        out.text(trait.channel);
        out.text(trait.kind);
        out.u8(static_cast<std::uint8_t>(trait.direction));
    }
    std::uint64_t last_ms = 0;
    for (std::uint32_t i : order) {
        const Item& item = items_[i];
        block.varint(item.at_ms - last_ms);
        last_ms = item.at_ms;
        block.varint(trait_place[item.trait]);
        for (std::size_t byte = mark_bytes; byte-- > 0;)
            block.u8(static_cast<std::uint8_t>(item.mark >> (8 * byte)));
    }
    out.blob(block.view());
    std::string_view last;
    auto pair = pairs_.begin();
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        const std::string_view key = keys[i].first;
        std::size_t shared = 0;
        while (shared < last.size() && shared < key.size() && last[shared] == key[shared]) ++shared;
        out.u8(static_cast<std::uint8_t>(shared));
        out.u8(static_cast<std::uint8_t>(key.size() - shared));
        out.raw(bytes_of(key.substr(shared)));
        last = key;
        const auto end = std::find_if(pair, pairs_.end(), [&](const auto& one) { return one.first != i; });
        if (end - pair == 1) {
            out.varint(std::uint64_t{pair->second} * 2 + 1);
        } else {
            Writer list;
            std::uint32_t from = 0;
            for (auto one = pair; one != end; ++one) {
                list.varint(one->second - from);
                from = one->second;
            }
            out.varint(list.size() * 2);
            out.raw(list.view());
        }
        pair = end;
    }
    *this = {};
    return out.take();
}

}  // namespace history::search
