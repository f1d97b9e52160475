// Which column of a call detail record (CDR) is what. Three layouts are known, told apart row by row by the place of the time:
//   cdr-csv     Master.csv of Asterisk's cdr_csv: accountcode first, start in column 10; 16 columns, then, as cdr.conf says,
//               uniqueid, userfield, and the newer columns peeraccount linkedid sequence
//   cdr-custom  Master.csv of cdr_custom with the sample configuration: clid first, start in column 9
//   FreePBX     export of its cdr table: calldate in column 1; or any table whose header names these columns
// Source: Asterisk documentation, CDR Specification; cdr_csv.c, cdr_custom.conf.sample; FreePBX table asteriskcdrdb.cdr.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace history::connectors {

enum class Cdr : std::uint8_t {
    clid,
    src,
    dst,
    dcontext,
    channel,
    dstchannel,
    lastapp,
    lastdata,
    start,
    answer,
    end,
    duration,
    billsec,
    disposition,
    uniqueid,
    userfield,
    linkedid,
    sequence,
    recordingfile,
    cnum,
    cnam,
};

class CdrLayout {
public:
    // The layout of a row without a header; nothing when it holds no call (no time where one must stand, too few columns).
    static std::optional<CdrLayout> of_row(const std::vector<std::string>& cells);
    // The layout that a header names; nothing when the row is no header. `names`: column -> name in the
    // header, for tables with names of their own (Account::columns).
    static std::optional<CdrLayout> of_header(const std::vector<std::string>& cells,
                                              const std::map<std::string, std::string>& names);

    // The cell of the column; empty when the layout has none.
    std::string_view cell(const std::vector<std::string>& cells, Cdr column) const {
        const int at = place_[static_cast<std::size_t>(column)];
        return at >= 0 && static_cast<std::size_t>(at) < cells.size() ? std::string_view(cells[at])
                                                                      : std::string_view();
    }

private:
    static constexpr std::size_t columns = static_cast<std::size_t>(Cdr::cnam) + 1;
    CdrLayout() { place_.fill(-1); }
    void name(std::string_view column, std::size_t at);
    void names_from(std::string_view list, std::size_t at = 0);  // names in their order, one space between

    std::array<std::int16_t, columns> place_;
};

}  // namespace history::connectors
