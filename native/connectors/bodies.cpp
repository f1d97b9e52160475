#include "native/connectors/bodies.h"

#include <algorithm>

#include "core/wire/hash.h"
#include "native/connectors/decimal.h"
#include "native/connectors/json_body.h"

namespace history::connectors {

void Found::add(Item item) {
    silent_ = false;
    const auto [found, fresh] = seen_.try_emplace(item.native_id, parsed_.items.size());
    if (fresh) {
        parsed_.items.push_back(std::move(item));
        return;
    }
    ++parsed_.repeats;
    Item& first = parsed_.items[found->second];
    const std::size_t known = first.fields.size();
    for (auto& field : item.fields) {
        const auto named = [&](const auto& other) { return other.first == field.first; };
        if (std::none_of(first.fields.begin(), first.fields.begin() + static_cast<std::ptrdiff_t>(known),
                         named))
            first.fields.push_back(std::move(field));
    }
}

void Found::add_unknown(std::string native_id, const Json& payload, std::uint64_t at_ms,
                        std::vector<Identifier> of) {
    silent_ = false;
    ++parsed_.unknown;
    Item item;
    std::string raw = dump(payload);
    if (native_id.empty())
        native_id = "hash:" + hex(hash_of("history unknown body 1", bytes_of(raw)).view()).substr(0, 32);
    item.native_id = std::move(native_id);
    put(item, "kind", "other");
    put(item, "at", ms_text(at_ms));
    put(item, "raw", std::move(raw));
    item.identifiers = std::move(of);
    if (seen_.try_emplace(item.native_id, parsed_.items.size()).second)
        parsed_.items.push_back(std::move(item));
}

Parsed parse_json_body(ByteView body, const Account& account, void (*read)(const Json& value, Found& found)) {
    Found found(account);
    const auto refuse = [&](const char* reason) {
        found.reject_body(reason, body);
        return found.take();
    };
    const JsonBody json = json_body(body);
    if (!json.value) return refuse(json.refused);
    read(*json.value, found);
    return found.take();
}

bool claims_json(std::string_view file_name) {
    return (file_name.ends_with(".json") || file_name.ends_with(".jsonl")) &&
           !file_name.ends_with(".headers.json");
}

Split split_json(std::string_view file_name) {
    if (file_name.ends_with(".csv") || file_name.ends_with(".CSV") || file_name.ends_with(".tsv"))
        return Split::rows;
    return file_name.ends_with(".jsonl") ? Split::lines : Split::whole;
}

void put(Item& item, std::string_view name, std::string value) {
    if (!value.empty()) item.fields.emplace_back(name, std::move(value));
}

std::string columns(std::initializer_list<std::string_view> cells) {
    std::string joined;
    bool first = true;
    for (std::string_view cell : cells) {
        if (!first) joined.push_back('\t');
        first = false;
        for (char c : cell) joined.push_back(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    }
    return joined;
}

std::uint64_t ms_of(std::int64_t seconds) {
    return seconds > 0 && seconds < 253402300800 ? static_cast<std::uint64_t>(seconds) * 1000 : 0;
}

std::string ms_text(std::uint64_t ms) {
    return ms == 0 ? std::string() : std::to_string(ms);
}

void add_identifier(std::vector<Identifier>& list, std::string type, std::string scope, std::string value,
                    Known known, std::string name) {
    if (value.empty()) return;
    for (const Identifier& other : list)
        if (other.value == value && other.type == type) return;
    list.push_back({std::move(type), std::move(scope), std::move(value), known, false, std::move(name)});
}

std::string joined_name(std::string first, const std::string& last) {
    if (!first.empty() && !last.empty()) first.push_back(' ');
    return first + last;
}

std::string dump(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string decimal_text(const Json& value) {
    if (value.is_number()) return dump(value);
    return value.is_string() ? value.get_ref<const std::string&>() : std::string();
}

std::optional<std::int64_t> minor_units(const Json& value, std::string_view currency) {
    const std::string text = decimal_text(value);
    return text.empty() ? std::nullopt : decimal(text, minor_digits(currency));
}

}  // namespace history::connectors
