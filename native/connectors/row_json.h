// Tables of a shop or help desk, one file a table, without names: the header row tells which table it is. A row becomes a JSON
// object
// of its columns, so that rows and webhook bodies are read by the same functions.
#pragma once
#include <span>
#include <string_view>

#include "native/connectors/bodies.h"
#include "native/connectors/named_table.h"

namespace history::connectors {

struct TableKind {
    std::span<const std::string_view> needed;   // the columns that tell this table from others
    std::span<const std::string_view> columns;  // further columns that are read
    // Adds what the row says, or rejects it. None: a table that is known and holds nothing of a person; its rows are `other`.
    void (*read)(const Json& row, const std::string& place, Found& found);
};

// Rows of the first of `kinds` that the header fits; a table of none of them is one unit and one rejection.
Parsed parse_tables(ByteView body, const Account& account, std::span<const TableKind> kinds);

// A table begins with the name of a column, JSON with a bracket.
bool looks_like_json(ByteView body);

// A moment of a table or of JSON: "2020-02-19 01:54:52.123000", " UTC" behind it or a zone; without a zone it is UTC.
std::uint64_t row_ms(std::string_view text);

// Tables and JSON bodies; tables are whole files.
bool claims_tables_and_json(std::string_view file_name);

}  // namespace history::connectors
