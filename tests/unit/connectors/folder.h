// A folder of payloads read the way an import reads it, with what the comparison needs to know. For tests only.
#pragma once
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "native/connectors/connector.h"
#include "native/json.h"
#include "tests/unit/connectors/sample_files.h"

namespace history::connectors {

struct FolderCounts {
    std::uint64_t units = 0, repeats = 0, rejected = 0, unknown = 0, other = 0, forged = 0, skipped = 0;
    std::uint64_t goods_units = 0;      // rows of facts about products: items without a native id
    std::map<std::string, Item> items;  // distinct native ids without unknown kinds
    std::map<std::string, Item> kept;   // unknown kinds
    std::vector<Item> stubs;
    std::vector<Statement> statements;
    std::vector<Rejection> rejections;
};

inline std::string field(const Item& item, std::string_view name) {
    for (const auto& [field_name, value] : item.fields)
        if (field_name == name) return value;
    return {};
}

inline bool is_unknown(const Item& item) {
    return field(item, "kind") == "other" && !field(item, "raw").empty();
}

inline void add_parsed(FolderCounts& counts, Parsed parsed) {
    counts.units += parsed.units;
    counts.repeats += parsed.repeats;
    counts.rejected += parsed.rejections.size();
    counts.unknown += parsed.unknown;
    counts.other += parsed.other;
    counts.goods_units += parsed.goods_units;
    for (Item& item : parsed.items) {
        if (item.stub)
            counts.stubs.push_back(std::move(item));
        else if (is_unknown(item))
            counts.kept.emplace(item.native_id, std::move(item));
        else if (auto [at, fresh] = counts.items.emplace(item.native_id, item); !fresh) {
            ++counts.repeats;
            for (auto& [name, value] : item.fields)  // later states of the same
                if (field(at->second, name).empty()) at->second.fields.emplace_back(name, value);
        }
    }
    for (Statement& statement : parsed.statements) counts.statements.push_back(std::move(statement));
    for (Rejection& rejection : parsed.rejections) counts.rejections.push_back(std::move(rejection));
}

inline Headers sidecar(const std::filesystem::path& file) {
    Headers headers;
    const std::string beside = file.string() + ".headers.json";
    if (!std::filesystem::exists(beside)) return headers;
    const auto json = parse_json(bytes_in(beside));
    if (!json) return headers;
    for (const auto& [name, value] : json->items()) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        headers[lower] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    return headers;
}

// `folder` below the sample data; all counts are zero when it is not there (sample_files says so aloud).
inline FolderCounts read_folder(const Connector& connector, const std::string& folder,
                                const Account& account) {
    FolderCounts counts;
    for (const auto& file : sample_files(folder)) {
        const std::string name = file.filename().string();
        if (name.ends_with(".headers.json")) continue;
        if (!connector.claims(name)) {
            ++counts.skipped;
            continue;
        }
        const std::string text = bytes_in(file);
        if (connector.authenticity(bytes_of(text), sidecar(file), account) == Authenticity::forged) {
            ++counts.units;
            ++counts.forged;
            continue;
        }
        if (connector.split(name) != Split::lines) {
            add_parsed(counts, connector.parse(bytes_of(text), account));
            continue;
        }
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (!line.empty()) add_parsed(counts, connector.parse(bytes_of(line), account));
    }
    return counts;
}

}  // namespace history::connectors
