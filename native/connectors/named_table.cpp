#include "native/connectors/named_table.h"

namespace history::connectors {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::string_view blanks = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blanks);
    return from == std::string_view::npos ? std::string_view()
                                          : text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

// Names of columns in any case of Latin letters; others as they are.
std::string title_of(std::string_view cell) {
    std::string title(trimmed(cell));
    for (char& c : title)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return title;
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

}  // namespace history::connectors
