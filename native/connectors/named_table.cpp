#include "native/connectors/named_table.h"

#include <algorithm>

#include "core/base/ascii.h"

namespace history::connectors {

namespace {

// Names of columns in any case of Latin letters; others as they are.
std::string title_of(std::string_view cell) {
    return lower(trimmed(cell));
}

}  // namespace

NamedTable::NamedTable(ByteView body, const Account& account) : reader_(body) {
    if (!reader_.next(row_) || row_.broken != nullptr) return;
    width_ = row_.cells.size();
    for (std::size_t i = 0; i < width_; ++i) columns_.try_emplace(title_of(row_.cells[i]), i);
    for (const auto& [ours, theirs] : account.columns)
        if (const auto column = columns_.find(title_of(theirs)); column != columns_.end())
            columns_[title_of(ours)] = column->second;
}

bool NamedTable::next() {
    while (reader_.next(row_)) {
        if (row_.raw.find_first_of("\r\n") == std::string_view::npos) return true;
        if (broken() == nullptr && !last_line_is_a_row()) return true;
        reader_.read_again_as_lines(row_);
    }
    return false;
}

bool NamedTable::last_line_is_a_row() const {
    CsvReader reader(bytes_of(row_.raw.substr(row_.raw.find_last_of("\r\n") + 1)), false);
    CsvRow last;
    return width_ > 1 && reader.next(last) && last.broken == nullptr && last.cells.size() == width_;
}

const char* NamedTable::broken() const {
    if (row_.broken != nullptr) return row_.broken;
    return row_.cells.size() == width_ ? nullptr : "The row has another number of columns than the table.";
}

std::string NamedTable::cell(std::string_view column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= row_.cells.size()) return {};
    return std::string(trimmed(row_.cells[found->second]));
}

std::string NamedTable::first_of(std::initializer_list<std::string_view> columns) const {
    for (const std::string_view column : columns)
        if (std::string text = cell(column); !text.empty()) return text;
    return {};
}

bool NamedTable::has_any(std::initializer_list<std::string_view> columns) const {
    return std::any_of(columns.begin(), columns.end(), [&](std::string_view column) { return has(column); });
}

}  // namespace history::connectors
