// The products of the business: what its lists of stock and prices (goods streams) say, each fact with source and age, the
// products that only lines of orders name (line_name_fact, native/agent/goods.h), and
// finding products by sku, alias, name, or by what a person wrote. Small, in memory, a pure function of the goods streams: it
// does not matter in which order they are given.
//
// A fact is a field `<fact>@<ms>` = value TAB source of a product entity (core/model/entity.h). For each fact and place of one
// account (channel, account: of the stream's owner, so that two agents' streams of one account are one list) the latest stands;
// of one moment the larger value, as streams merge it. Name and category are the latest over all accounts.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/state.h"

namespace history {

inline constexpr std::string_view line_name_fact = "line_name";  // how a line of an order names it

struct GoodsFact {
    std::string
        value;  // price: minor units, a space, ISO currency; quantity: exact decimal; arrival: date; else text
    std::string place;             // warehouse of a quantity or arrival; kind of a price; else empty
    std::string source;            // the program that knows it, as the list says; may be empty
    std::string channel, account;  // whose list
    std::uint64_t at_ms = 0;       // 0: the list does not say
};

struct Product {
    std::string sku, name, category;                 // name and category may be empty
    std::vector<std::string> aliases;                // other numbers and names of it, sorted
    std::vector<GoodsFact> prices, stock, arrivals;  // by place, then latest first, then account
};

struct Mention {                       // of a product, or of a category alone
    const Product* product = nullptr;  // null: only the category is named
    std::string_view category;         // the product's, or the one named; may be empty
    std::size_t from = 0, to = 0;      // bytes of the text
};

class Catalogue {
public:
    Catalogue() = default;
    explicit Catalogue(std::span<const State* const> goods);
    Catalogue(const Catalogue&) = delete;  // products are pointed at
    Catalogue& operator=(const Catalogue&) = delete;
    Catalogue(Catalogue&&) = default;
    Catalogue& operator=(Catalogue&&) = default;

    const std::vector<Product>& products() const { return products_; }  // by sku
    // By sku, else by alias, else by name; letters' case, blanks, quotation marks and ё do not matter. Null: unknown, or a
    // name that several products have.
    const Product* find(std::string_view sku_alias_or_name) const;
    // The product of an order's line: by its sku, else by its name.
    const Product* find(std::string_view sku, std::string_view name) const;
    // The category of a sku, alias, name or of the category's own name; empty when unknown.
    std::string_view category_of(std::string_view what) const;
    // What a person's words name, in order of place; of two that overlap the longer. A product is named by its sku or alias, by
    // its whole name, by the name without what stands behind the quoted part ("Гирлянда «Роса»" of "Гирлянда «Роса» 5 м"), or by
    // a quoted part of several words ("Северное сияние"); a category by its name ("гирлянда" names "Гирлянды"). Words match in
    // Russian, English and Kazakh forms. When products share the words named, each is a mention of the same place.
    // At most the first 32 KiB are read.
    std::vector<Mention> mentions(std::string_view text) const;

private:
    struct Pattern {
        std::vector<std::string> stems;  // of the words after the first, which is the index's key
        std::uint32_t product = 0;       // or of the category's name, when `category`
        bool category = false;
    };
    using Patterns = std::unordered_map<std::string, std::vector<Pattern>>;  // by stem of the first word
    static void add_pattern(Patterns& patterns, std::span<const std::string> words, std::uint32_t of,
                            bool category);
    const Patterns& patterns() const;
    std::vector<Product> products_;
    std::vector<std::string> categories_;                              // sorted
    std::unordered_map<std::string, std::uint32_t> by_sku_, by_name_;  // folded; by_name_: ambiguous = none
    std::unordered_map<std::string, std::uint32_t> category_of_name_;
    mutable std::optional<Patterns>
        patterns_;  // made by the first question: most ask by number or name alone
};

inline constexpr std::size_t mention_text_bytes_max = 32 * 1024;

}  // namespace history
