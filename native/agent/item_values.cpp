#include "native/agent/item_values.h"

#include <algorithm>
#include <iterator>

#include "core/base/fold.h"
#include "core/model/delta.h"
#include "core/model/entity.h"
#include "core/wire/hash.h"

namespace history::agent {

namespace {

constexpr std::string_view ellipsis = "…";

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

ItemFields values(const ItemFields& fields, std::size_t bytes_max) {
    ItemFields values;
    values.reserve(fields.size());
    for (const auto& [field, value] : fields) {
        std::size_t left_out = 0;
        std::string name = clean_key(field, field_name_bytes_max);
        std::string kept = clean_text(value, bytes_max, &left_out);
        if (left_out != 0) values.emplace_back(cut_name(name), std::to_string(left_out));
        values.emplace_back(std::move(name), std::move(kept));
    }
    return values;
}

}  // namespace

std::string key_mark(std::string_view domain, std::string_view whole) {
    return '#' + hex(hash_of(domain, bytes_of(whole)).view());
}

std::string value_of(const ItemFields& fields, std::string_view name) {
    for (const auto& [field, value] : fields)
        if (field == name) return value;
    return {};
}

std::string clean_text(std::string_view text, std::size_t bytes_max, std::size_t* left_out) {
    if (is_utf8(text)) {
        const std::string_view kept = cut_utf8(text, bytes_max);
        if (left_out != nullptr) *left_out += characters(text.substr(kept.size()));
        return std::string(kept);
    }
    std::string kept, one;
    bool full = false;
    for (std::size_t i = 0; i < text.size() && !(full && left_out == nullptr);) {
        one.clear();
        append_utf8(one, next_code_point(text, i));
        full = full || kept.size() + one.size() > bytes_max;
        if (!full)
            kept += one;
        else if (left_out != nullptr)
            ++*left_out;
    }
    return kept;
}

std::string clean_key(std::string_view text, std::size_t bytes_max) {
    std::string kept = clean_text(text, bytes_max);
    std::replace(kept.begin(), kept.end(), unit_separator, ' ');
    return kept;
}

std::string cut_name(std::string_view field) {
    return clean_key("cut/" + std::string(field), field_name_bytes_max);
}

ItemFields item_values(const ItemFields& fields) {
    return values(fields, value_bytes_max);
}

ItemFields fact_values(const ItemFields& facts) {
    ItemFields kept;
    for (const auto& [fact, value] : facts) {
        ItemFields one = values({{fact, value}}, fact_bytes_max);
        const bool whole = one.size() == 1;
        if (!whole) one = values({{fact, value}}, fact_bytes_max - ellipsis.size());
        if (!whole) one.back().second += ellipsis;
        std::move(one.begin(), one.end(), std::back_inserter(kept));
    }
    return kept;
}

}  // namespace history::agent
