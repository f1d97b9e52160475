#include "core/insight/catalogue.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/word_stem.h"

namespace history {

namespace {

constexpr std::uint32_t several = UINT32_MAX;

std::string plain(std::string_view text) {  // its words alone: blanks, quotes and signs do not matter
    std::string words;
    for (const PlacedWord& word : words_of(text)) {
        if (!words.empty()) words += ' ';
        words += word.word;
    }
    return words;
}

std::vector<std::string> stems_of(std::string_view text) {
    std::vector<std::string> stems;
    for (const PlacedWord& word : words_of(text)) stems.push_back(stem_of(word.word));
    return stems;
}

// Where a quoted part of a name begins and ends, its marks included; npos when it has none.
struct Quoted {
    std::size_t from = std::string_view::npos, to = std::string_view::npos;
};
Quoted quoted_in(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> marks[] = {
        {"«", "»"}, {"“", "”"}, {"„", "“"}, {"\"", "\""}};
    for (const auto& [open, close] : marks) {
        const std::size_t from = name.find(open);
        if (from == std::string_view::npos) continue;
        const std::size_t end = name.find(close, from + open.size());
        if (end != std::string_view::npos) return {from, end + close.size()};
    }
    return {};
}

// What one fact, place and account say over all streams.
using FactKey =
    std::tuple<std::string, std::string, std::string, std::string>;  // fact, place, channel, account

struct Gathered {
    std::map<FactKey, GoodsFact> latest;
    std::vector<std::string> aliases;
};

void gather(const State& state, std::map<std::string, Gathered>& products) {
    const Entity* subject = state.find(EntityKind::subject, "");
    const KeyParts owner = key_parts(subject ? subject->value("owner") : std::string_view());
    for (const Entity& entity : state.entities()) {
        if (entity.kind != EntityKind::product) continue;
        const KeyParts key = key_parts(entity.key);
        if (key.first.empty()) continue;
        Gathered& product = products[std::string(key.first)];
        for (const Field& field : entity.fields) {
            std::string_view at = field.name;
            const std::string name(take_column(at));
            const std::size_t mark = name.find('@');
            const std::string fact = name.substr(0, mark);
            if (fact == "alias") {
                product.aliases.emplace_back(key.second);
                continue;
            }
            std::string_view moment =
                mark == std::string::npos ? std::string_view() : std::string_view(name).substr(mark + 1);
            std::string_view cells = field.value;
            GoodsFact found;
            found.at_ms = number_column(moment);
            found.value = take_column(cells);
            found.source = take_column(cells);
            found.place = key.second;
            found.channel = owner.second;
            found.account = owner.third;
            GoodsFact& stands = product.latest[{fact, found.place, found.channel, found.account}];
            if (stands.value.empty() || std::tie(found.at_ms, found.value, found.source) >
                                            std::tie(stands.at_ms, stands.value, stands.source))
                stands = std::move(found);
        }
    }
}

// Lines of orders alone name it: no list does.
bool unlisted(const Gathered& product) {
    return product.aliases.empty() &&
           std::all_of(product.latest.begin(), product.latest.end(),
                       [](const auto& one) { return std::get<0>(one.first) == line_name_fact; });
}

// Channels number one product in ways of their own: what only orders name is the listed product of the same name, or, where no
// list has it, one with the others of that name. Its number is an alias then. Names that several listed products have tell nothing.
void unite_by_name(std::map<std::string, Gathered>& products) {
    constexpr std::string_view nobody;
    std::map<std::string, std::string_view> owner;  // of a name: sku
    for (const bool listed : {true, false})
        for (auto& [sku, product] : products) {
            if (unlisted(product) == listed) continue;
            for (const auto& [key, fact] : product.latest) {
                if (std::get<0>(key) != (listed ? "name" : line_name_fact)) continue;
                const auto [place, fresh] = owner.try_emplace(plain(fact.value), sku);
                if (listed && !fresh && place->second != sku) place->second = nobody;
            }
        }
    std::vector<std::string> united;
    for (auto& [sku, product] : products) {
        if (!unlisted(product)) continue;
        for (const auto& [key, fact] : product.latest) {
            const std::string_view of = owner.at(plain(fact.value));
            if (of == sku || of == nobody) continue;
            products.at(std::string(of)).aliases.push_back(sku);
            united.push_back(sku);
            break;
        }
    }
    for (const std::string& sku : united) products.erase(sku);
}

Product product_of(std::string sku, Gathered gathered) {
    Product product;
    product.sku = std::move(sku);
    product.aliases = std::move(gathered.aliases);
    arrange(product.aliases.begin(), product.aliases.end());
    product.aliases.erase(std::unique(product.aliases.begin(), product.aliases.end()), product.aliases.end());
    const GoodsFact *name = nullptr, *in_lines = nullptr, *category = nullptr;
    const auto later = [](const GoodsFact*& stands, const GoodsFact& fact) {
        if (!stands || std::tie(fact.at_ms, fact.value) > std::tie(stands->at_ms, stands->value))
            stands = &fact;
    };
    for (const auto& [key, fact] : gathered.latest) {
        const std::string& what = std::get<0>(key);
        if (what == "name") later(name, fact);
        if (what == line_name_fact) later(in_lines, fact);
        if (what == "category") later(category, fact);
        if (what == "price") product.prices.push_back(fact);
        if (what == "quantity") product.stock.push_back(fact);
        if (what == "arrival") product.arrivals.push_back(fact);
    }
    if (name || in_lines) product.name = (name ? name : in_lines)->value;
    if (category) product.category = category->value;
    for (auto* facts : {&product.prices, &product.stock, &product.arrivals})
        arrange(facts->begin(), facts->end(), [](const GoodsFact& a, const GoodsFact& b) {
            return a.place != b.place ? a.place < b.place : a.at_ms > b.at_ms;
        });
    return product;
}

}  // namespace

Catalogue::Catalogue(std::span<const State* const> goods) {
    std::map<std::string, Gathered> gathered;
    for (const State* state : goods) gather(*state, gathered);
    unite_by_name(gathered);
    for (auto& [sku, facts] : gathered) products_.push_back(product_of(sku, std::move(facts)));

    const auto name_it = [&](std::string_view name, std::uint32_t product) {
        std::string words = plain(name);
        if (words.empty()) return;
        const auto [found, fresh] = by_name_.try_emplace(std::move(words), product);
        if (!fresh && found->second != product) found->second = several;
    };
    for (std::uint32_t i = 0; i < products_.size(); ++i) by_sku_.try_emplace(fold(products_[i].sku), i);
    for (std::uint32_t i = 0; i < products_.size(); ++i) {
        const Product& product = products_[i];
        for (const std::string& alias : product.aliases) by_sku_.try_emplace(fold(alias), i);
        name_it(product.name, i);
        if (!product.category.empty()) categories_.push_back(product.category);
    }
    arrange(categories_.begin(), categories_.end());
    categories_.erase(std::unique(categories_.begin(), categories_.end()), categories_.end());
    for (std::uint32_t i = 0; i < categories_.size(); ++i)
        category_of_name_.try_emplace(plain(categories_[i]), i);
}

const Catalogue::Patterns& Catalogue::patterns() const {
    if (patterns_) return *patterns_;
    Patterns& made = patterns_.emplace();
    for (std::uint32_t i = 0; i < products_.size(); ++i) {
        const Product& product = products_[i];
        add_pattern(made, stems_of(product.sku), i, false);
        for (const std::string& alias : product.aliases) add_pattern(made, stems_of(alias), i, false);
        add_pattern(made, stems_of(product.name), i, false);
        const std::string_view name = product.name;
        if (const Quoted quoted = quoted_in(name); quoted.from != std::string_view::npos) {
            if (quoted.from > 0) add_pattern(made, stems_of(name.substr(0, quoted.to)), i, false);
            const auto inside = stems_of(name.substr(quoted.from, quoted.to - quoted.from));
            if (inside.size() > 1) add_pattern(made, inside, i, false);
        }
    }
    for (std::uint32_t i = 0; i < categories_.size(); ++i)
        add_pattern(made, stems_of(categories_[i]), i, true);
    return made;
}

void Catalogue::add_pattern(Patterns& patterns, std::span<const std::string> words, std::uint32_t of,
                            bool category) {
    if (words.empty()) return;
    // A lone short number is a price or a count in what people write, never a product.
    if (words.size() == 1 &&
        (words[0].size() < 3 ||
         (words[0].size() < 6 && words[0].find_first_not_of("0123456789") == std::string::npos)))
        return;
    Pattern pattern{{words.begin() + 1, words.end()}, of, category};
    std::vector<Pattern>& list = patterns[words[0]];
    for (const Pattern& one : list)
        if (one.stems == pattern.stems && one.product == of && one.category == category) return;
    list.push_back(std::move(pattern));
}

const Product* Catalogue::find(std::string_view what) const {
    if (what.empty()) return nullptr;
    if (const auto found = by_sku_.find(fold(what)); found != by_sku_.end()) return &products_[found->second];
    const auto found = by_name_.find(plain(what));
    return found == by_name_.end() || found->second == several ? nullptr : &products_[found->second];
}

const Product* Catalogue::find(std::string_view sku, std::string_view name) const {
    const Product* product = find(sku);
    return product ? product : find(name);
}

std::string_view Catalogue::category_of(std::string_view what) const {
    if (const Product* product = find(what)) return product->category;
    const auto found = category_of_name_.find(plain(what));
    return found == category_of_name_.end() ? std::string_view()
                                            : std::string_view(categories_[found->second]);
}

std::vector<Mention> Catalogue::mentions(std::string_view text) const {
    std::vector<Mention> mentions;
    if (products_.empty()) return mentions;
    const Patterns& known = patterns();
    const std::vector<PlacedWord> words = words_of(cut_utf8(text, mention_text_bytes_max));
    struct Stems {
        std::string plain, kazakh;
        bool match(const std::string& stem) const { return stem == plain || stem == kazakh; }
    };
    std::vector<Stems> stems;
    stems.reserve(words.size());
    for (const PlacedWord& word : words) stems.push_back({stem_of(word.word), kazakh_stem_of(word.word)});
    for (std::size_t i = 0; i < words.size();) {
        std::size_t longest = 0;  // words of the longest pattern that stands here
        std::vector<const Pattern*> here;
        const auto look = [&](const std::string& first) {
            const auto list = known.find(first);
            if (list == known.end()) return;
            for (const Pattern& pattern : list->second) {
                const std::size_t size = pattern.stems.size() + 1;
                if (size < longest || i + size > words.size()) continue;
                bool all = true;
                for (std::size_t k = 1; k < size && all; ++k) all = stems[i + k].match(pattern.stems[k - 1]);
                if (!all) continue;
                if (size > longest) here.clear();
                longest = size;
                here.push_back(&pattern);
            }
        };
        look(stems[i].plain);
        if (stems[i].kazakh != stems[i].plain) look(stems[i].kazakh);
        for (const Pattern* pattern : here) {
            Mention mention{nullptr, {}, words[i].from, words[i + longest - 1].to};
            mention.product = pattern->category ? nullptr : &products_[pattern->product];
            mention.category = pattern->category ? std::string_view(categories_[pattern->product])
                                                 : std::string_view(mention.product->category);
            mentions.push_back(mention);
        }
        i += std::max<std::size_t>(longest, 1);
    }
    return mentions;
}

}  // namespace history
