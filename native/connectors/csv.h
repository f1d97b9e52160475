// The one reader of separated values (RFC 4180): rows of the body one after another, without copying the body.
//
// Tolerant where real files are: a UTF-8 byte order mark, CR LF or LF or CR, separator , ; or tab (found in the first
// line), quotes in the middle of a cell, a quote that is never closed, rows with any number of cells, cells in
// windows-1251 (decided cell by cell: one cut character must not turn the whole file into another alphabet).
// Bounded: cells_max cells and row_bytes_max bytes a row; a longer row is handed out as broken and skipped.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace history::connectors {

// Text in UTF-8 whatever it came in: valid UTF-8 as it is, everything else read as windows-1251.
std::string utf8_of(std::string_view bytes);
bool valid_utf8(std::string_view bytes);

bool claims_csv(std::string_view file_name);  // *.csv

struct CsvRow {
    std::vector<std::string> cells;  // unquoted, UTF-8
    std::uint64_t line = 0;          // number of its first line, from 1
    std::string_view raw;            // its bytes without the line end; points into the body
    const char* broken = nullptr;    // why the row cannot be trusted; null for a good one
};

class CsvReader {
public:
    static constexpr std::size_t cells_max = 1024;  // Salesforce: 800 fields of an object
    static constexpr std::size_t row_bytes_max = 256 * 1024;

    // lines_in_quotes: a quoted cell may hold line breaks, as RFC 4180 allows. False where no cell ever does.
    explicit CsvReader(ByteView body, bool lines_in_quotes = true);

    // The next row that is not blank into `row` (its memory is used again). False at the end.
    bool next(CsvRow& row);

    // A row over several lines that makes no sense was a cut line with its quote open: reads it and all after
    // it again, line by line. Its raw bytes are still of this body.
    void read_again_as_lines(const CsvRow& row);

private:
    bool read(CsvRow& row, bool lines_in_quotes);
    std::size_t line_end(std::size_t from) const;

    std::string_view body_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    char separator_ = ',';
    // Cleared by the first quote that is never closed: from then on a row is a line, so that damage stays in
    // its line and the body is read at most twice.
    bool lines_in_quotes_;
};

}  // namespace history::connectors
