#include "native/connectors/row_json.h"

#include <algorithm>

#include "native/connectors/iso_time.h"

namespace history::connectors {

namespace {

bool fits(const NamedTable& table, const TableKind& kind) {
    return std::all_of(kind.needed.begin(), kind.needed.end(),
                       [&](std::string_view column) { return table.has(column); });
}

// Only filled cells: a cell without text is a member that is not there.
Json object_of(const NamedTable& table, const TableKind& kind) {
    Json object = Json::object();
    for (const auto& names : {kind.needed, kind.columns})
        for (const std::string_view name : names)
            if (std::string text = table.cell(name); !text.empty())
                object[std::string(name)] = std::move(text);
    return object;
}

}  // namespace

Parsed parse_tables(ByteView body, const Account& account, std::span<const TableKind> kinds) {
    Found found(account);
    const auto refuse = [&](const char* reason) {
        found.reject_body(reason, body);
        return found.take();
    };
    if (body.size() > body_limit) return refuse("The body is larger than 16 MiB.");
    NamedTable table(body, account);
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const TableKind& one) { return fits(table, one); });
    if (kind == kinds.end())
        return refuse("The body is neither JSON nor one of the tables that are read here.");
    while (table.next()) {
        found.begin_unit();
        if (const char* reason = table.broken(); reason != nullptr)
            found.reject(table.place(), reason, std::string(table.raw()));
        else if (kind->read != nullptr)
            kind->read(object_of(table, *kind), table.place(), found);
        found.end_unit();
    }
    return found.take();
}

bool looks_like_json(ByteView body) {
    std::string_view text = text_of(body);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos || text[first] == '{' || text[first] == '[';
}

std::uint64_t row_ms(std::string_view text) {
    if (text.ends_with(" UTC")) text.remove_suffix(4);
    return iso_ms(text);
}

bool claims_tables_and_json(std::string_view file_name) {
    return claims_csv(file_name) || claims_json(file_name);
}

}  // namespace history::connectors
