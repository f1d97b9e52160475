#include "core/insight/order_goods.h"

#include <algorithm>
#include <map>

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/item_facts.h"
#include "core/insight/word_stem.h"

namespace history {

namespace {

constexpr std::size_t words_bytes_max = 4096, number_bytes_max = 64, number_bytes_min = 5;

std::int64_t thousandths_of(std::string_view quantity) {
    std::int64_t value = 0;
    int places = -1;
    if (quantity.empty() || quantity.size() > 15) return 0;
    for (char c : quantity) {
        if (c == '-' && &c == quantity.data()) continue;
        if ((c == '.' || c == ',') && places < 0) {
            places = 0;
            continue;
        }
        if (c < '0' || c > '9') return 0;
        if (places >= 3) continue;
        value = value * 10 + (c - '0');
        if (places >= 0) ++places;
    }
    for (int i = std::max(places, 0); i < 3; ++i) value *= 10;
    return value;
}

std::string words_alone(std::string_view text) {
    std::string words;
    for (const PlacedWord& word : words_of(cut_utf8(text, words_bytes_max))) words += word.word + ' ';
    return words;
}

std::string basket(const std::map<std::string, std::int64_t>& goods, char how) {
    std::string key(1, how);
    for (const auto& [what, thousandths] : goods) key += what + '\t' + std::to_string(thousandths) + '\n';
    return key;
}

}  // namespace

std::vector<OrderLine> order_lines(const Entity& item, const Catalogue* catalogue) {
    std::vector<OrderLine> lines;
    item.each("line", '/', [&](std::string_view, const Field& field) {
        std::string_view rest = field.value;
        OrderLine line;
        const std::string_view sku = take_column(rest);
        line.name = take_column(rest);
        line.thousandths = thousandths_of(take_column(rest));
        take_column(rest);  // price of one
        line.sum_minor = signed_column(rest);
        const Product* product = catalogue ? catalogue->find(sku, line.name) : nullptr;
        line.sku = product ? product->sku : fold(sku);
        lines.push_back(std::move(line));
    });
    return lines;
}

AlikeKeys alike_keys(const Entity& item, const Money& total, const Catalogue* catalogue) {
    AlikeKeys keys;
    std::map<std::string, std::int64_t> by_sku, by_name;
    bool all_skus = true, all_names = true;
    for (const OrderLine& line : order_lines(item, catalogue)) {
        keys.lines = true;
        const std::string name = words_alone(line.name);
        all_skus = all_skus && !line.sku.empty();
        all_names = all_names && !name.empty();
        by_sku[line.sku] += line.thousandths;
        by_name[name] += line.thousandths;
    }
    std::string product;
    if (keys.lines) {
        if (all_skus) keys.goods.push_back(basket(by_sku, 's'));
        if (all_names) keys.goods.push_back(basket(by_name, 'n'));
        if (all_skus && by_sku.size() == 1) product = by_sku.begin()->first;
    } else if (const std::string_view named = item.value("product"); !named.empty()) {
        const Product* known = catalogue ? catalogue->find(named) : nullptr;
        product = known ? known->sku : fold(named);
    }
    if (!product.empty()) keys.loose.push_back("p" + product);
    if (total.known && total.minor != 0)
        keys.loose.push_back("t" + std::to_string(total.minor) + ' ' + std::string(total.currency));
    if (!keys.lines && keys.loose.empty())
        if (const std::string words = words_alone(text_of_item(item)); !words.empty())
            keys.loose.push_back("w" + words);
    return keys;
}

std::string order_number_key(std::string_view number) {
    number = trimmed(number.substr(0, number_bytes_max));
    if (number.starts_with('#')) number.remove_prefix(1);
    if (number.starts_with("№")) number.remove_prefix(std::string_view("№").size());
    std::string key = fold(number);
    key.erase(std::remove(key.begin(), key.end(), ' '), key.end());
    return key;
}

std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> numbers;
    text = cut_utf8(text, words_bytes_max);
    std::size_t from = 0, end = 0;
    const auto close = [&] {
        std::string_view word = text.substr(from, end - from);
        while (word.ends_with('-')) word.remove_suffix(1);
        const bool digit = word.find_first_of("0123456789") != std::string_view::npos;
        if (digit && word.size() >= number_bytes_min && word.size() <= number_bytes_max)
            numbers.push_back(fold(word));
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(text, at);
        const bool inside = (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
                            (code >= 'A' && code <= 'Z') || (code == '-' && end > from) ||
                            (code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7);
        if (inside) {
            if (end == from) from = start;
            end = at;
            continue;
        }
        if (end > from) close();
        from = end = at;
    }
    if (end > from) close();
    return numbers;
}

}  // namespace history
