// Tables (CSV) whose first row names the columns: each row by the names that a connector asks for, in any order of columns.
// The account's `columns` say what a column is called there: {"sku": "Артикул"}. Inside of connectors of tables.
#pragma once
#include <initializer_list>
#include <map>

#include "native/connectors/csv.h"
#include "native/connectors/item.h"

namespace history::connectors {

class NamedTable {
public:
    // Takes the first row as the header. The body and the account must outlive the table.
    NamedTable(ByteView body, const Account& account);

    bool has(std::string_view column) const { return columns_.find(column) != columns_.end(); }
    // The next row; false at the end. A cut row whose open quote swallowed the rows after it is one row alone.
    bool next();
    // Why the row cannot be trusted, a sentence; null for a good one.
    const char* broken() const;
    std::string cell(std::string_view column) const;  // without blanks around it; "" where there is none
    // The same of columns that other programs call otherwise: the first that is filled, and whether any is there.
    std::string first_of(std::initializer_list<std::string_view> columns) const;
    bool has_any(std::initializer_list<std::string_view> columns) const;
    // Every column by its name in lower case of Latin letters; their cells are those of cell().
    const std::map<std::string, std::size_t, std::less<>>& columns() const { return columns_; }
    std::string_view raw() const { return row_.raw; }
    std::string place() const { return "line " + std::to_string(row_.line); }

private:
    bool last_line_is_a_row() const;

    CsvReader reader_;
    CsvRow row_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::size_t width_ = 0;
};

}  // namespace history::connectors
