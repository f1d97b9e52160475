#include "native/connectors/csv.h"

#include <algorithm>

namespace history::connectors {
namespace {

// windows-1251, 0x80 to 0xBF (WHATWG Encoding Standard, index-windows-1251); 0xC0 to 0xFF are U+0410 to U+044F.
constexpr char16_t windows_1251[64] = {
    0x402, 0x403,  0x201A, 0x453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x409,  0x2039, 0x40A,
    0x40C, 0x40B,  0x40F,  0x452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x98,   0x2122,
    0x459, 0x203A, 0x45A,  0x45C, 0x45B,  0x45F,  0xA0,   0x40E,  0x45E,  0x408,  0xA4,   0x490,  0xA6,
    0xA7,  0x401,  0xA9,   0x404, 0xAB,   0xAC,   0xAD,   0xAE,   0x407,  0xB0,   0xB1,   0x406,  0x456,
    0x491, 0xB5,   0xB6,   0xB7,  0x451,  0x2116, 0x454,  0xBB,   0x458,  0x405,  0x455,  0x457};

char separator_of(std::string_view first_line) {
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (char c : first_line) {
        if (c == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == ',')
            ++commas;
        else if (c == ';')
            ++semicolons;
        else if (c == '\t')
            ++tabs;
    }
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* end = p + bytes.size();
    while (p < end) {
        const unsigned lead = *p++;
        if (lead < 0x80) continue;
        const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || end - p < more) return false;
        const unsigned second = *p;
        if (lead == 0xE0 && second < 0xA0) return false;  // longer than needed
        if (lead == 0xED && second > 0x9F) return false;  // surrogates
        if (lead == 0xF0 && second < 0x90) return false;
        if (lead == 0xF4 && second > 0x8F) return false;
        for (int i = 0; i < more; ++i)
            if ((*p++ & 0xC0) != 0x80) return false;
    }
    return true;
}

std::string utf8_of(std::string_view bytes) {
    if (valid_utf8(bytes)) return std::string(bytes);
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char c : bytes) {
        const unsigned byte = static_cast<unsigned char>(c);
        const unsigned point = byte < 0x80   ? byte
                               : byte < 0xC0 ? windows_1251[byte - 0x80]
                                             : byte - 0xC0 + 0x410;
        if (point < 0x80) {
            text.push_back(static_cast<char>(point));
        } else if (point < 0x800) {
            text.push_back(static_cast<char>(0xC0 | point >> 6));
            text.push_back(static_cast<char>(0x80 | (point & 0x3F)));
        } else {
            text.push_back(static_cast<char>(0xE0 | point >> 12));
            text.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
            text.push_back(static_cast<char>(0x80 | (point & 0x3F)));
        }
    }
    return text;
}

CsvReader::CsvReader(ByteView body, bool lines_in_quotes)
    : body_(text_of(body)), lines_in_quotes_(lines_in_quotes) {
    if (body_.starts_with("\xEF\xBB\xBF")) body_.remove_prefix(3);
    separator_ = separator_of(body_.substr(0, std::min(line_end(0), row_bytes_max)));
}

std::size_t CsvReader::line_end(std::size_t from) const {
    return std::min(body_.find_first_of("\r\n", from), body_.size());
}

bool CsvReader::next(CsvRow& row) {
    while (at_ < body_.size()) {
        const std::size_t start = at_;
        const std::uint64_t line = line_;
        if (!read(row, lines_in_quotes_)) {
            lines_in_quotes_ = false;
            at_ = start;
            line_ = line;
            read(row, false);
        }
        // The line end: CR LF, LF or CR.
        if (at_ < body_.size()) {
            const bool pair = body_[at_] == '\r' && at_ + 1 < body_.size() && body_[at_ + 1] == '\n';
            at_ += pair ? 2 : 1;
            ++line_;
        }
        if (row.raw.find_first_not_of(" \t") != std::string_view::npos) return true;
    }
    return false;
}

void CsvReader::read_again_as_lines(const CsvRow& row) {
    at_ = static_cast<std::size_t>(row.raw.data() - body_.data());
    line_ = row.line;
    lines_in_quotes_ = false;
}

// Reads one row and stands at its line end. False only when lines may stand in quotes and a quote was never closed.
bool CsvReader::read(CsvRow& row, bool lines_in_quotes) {
    const std::size_t start = at_;
    row.line = line_;
    row.broken = nullptr;
    std::size_t count = 0;
    for (;;) {
        if (count == row.cells.size()) row.cells.emplace_back();
        std::string& cell = row.cells[count];
        cell.clear();
        if (at_ < body_.size() && body_[at_] == '"') {
            ++at_;
            for (;;) {
                std::size_t stop = at_;
                while (stop < body_.size() && body_[stop] != '"' && body_[stop] != '\n' &&
                       body_[stop] != '\r')
                    ++stop;
                cell.append(body_, at_, stop - at_);
                at_ = stop;
                if (at_ - start > row_bytes_max) break;
                if (at_ == body_.size() || (body_[at_] != '"' && !lines_in_quotes)) {
                    if (lines_in_quotes) return false;
                    row.broken = "A quote is not closed.";
                    break;
                }
                const char c = body_[at_++];
                const char after = at_ < body_.size() ? body_[at_] : '\n';
                if (c != '"') {
                    cell.push_back(c);
                    if (c == '\n' || after != '\n') ++line_;
                } else if (after == '"') {
                    cell.push_back('"');
                    ++at_;
                } else if (after == separator_ || after == '\n' || after == '\r') {
                    break;
                } else {
                    cell.push_back('"');  // a quote that stands for itself: "Cafe "Dostar", hall 2"
                }
            }
        } else {
            std::size_t stop = at_;
            while (stop < body_.size() && body_[stop] != separator_ && body_[stop] != '\n' &&
                   body_[stop] != '\r')
                ++stop;
            cell.assign(body_, at_, stop - at_);
            at_ = stop;
        }
        if (!valid_utf8(cell)) cell = utf8_of(cell);
        ++count;
        const bool more = at_ < body_.size() && body_[at_] == separator_;
        if (at_ - start > row_bytes_max || (more && count == cells_max)) {
            if (lines_in_quotes && line_ != row.line) return false;
            row.broken = "The row is longer than 256 KiB or has more than 1024 cells.";
            at_ = line_end(at_);
            break;
        }
        if (!more) break;
        ++at_;
    }
    row.cells.resize(count);
    row.raw = body_.substr(start, at_ - start);
    return true;
}

bool claims_csv(std::string_view file_name) {
    return file_name.ends_with(".csv") || file_name.ends_with(".CSV");
}

}  // namespace history::connectors
