#include "native/connectors/cdr_layout.h"

#include "core/base/ascii.h"
#include "native/connectors/local_time.h"

namespace history::connectors {
namespace {

// Names of the columns in the order of Cdr. The start of a call is called `calldate` in FreePBX's table.
constexpr std::string_view column_names[] = {
    "clid",     "src",       "dst",      "dcontext", "channel",       "dstchannel", "lastapp",
    "lastdata", "start",     "answer",   "end",      "duration",      "billsec",    "disposition",
    "uniqueid", "userfield", "linkedid", "sequence", "recordingfile", "cnum",       "cnam"};

bool time_at(const std::vector<std::string>& cells, std::size_t at) {
    return cells.size() > at && wall_ms(cells[at]).has_value();
}

// FreePBX exports the month before the day in some languages: a time all the same.
bool loose_time_at(const std::vector<std::string>& cells, std::size_t at) {
    return time_at(cells, at) || (cells.size() > at && wall_ms(cells[at], true).has_value());
}

bool like_uniqueid(std::string_view text) {
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == text.size() || dot < 9) return false;
    return text.find_first_not_of("0123456789", dot + 1) == std::string_view::npos;
}

}  // namespace

void CdrLayout::name(std::string_view column, std::size_t at) {
    if (column == "calldate") column = "start";
    for (std::size_t i = 0; i < columns; ++i)
        if (column_names[i] == column) place_[i] = static_cast<std::int16_t>(at);
}

void CdrLayout::names_from(std::string_view list, std::size_t at) {
    for (; !list.empty(); ++at) {
        const std::size_t space = list.find(' ');
        name(list.substr(0, space), at);
        list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
}

std::optional<CdrLayout> CdrLayout::of_row(const std::vector<std::string>& cells) {
    CdrLayout layout;
    const std::size_t count = cells.size();
    // First: its next column, `answer`, is a time too, while column 9 of cdr-csv, `lastdata`, never is.
    if (time_at(cells, 8) && count >= 17) {
        layout.names_from(
            "clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec "
            "disposition amaflags accountcode uniqueid userfield sequence");
        return layout;
    }
    if (time_at(cells, 9) && count >= 16 && count <= 21) {
        layout.names_from(
            "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration "
            "billsec disposition amaflags");
        // Of 17 and 20 columns the extra one is the uniqueid or the userfield, whichever cdr.conf switched on.
        const bool both = count == 18 || count == 21;
        const bool one = count == 17 || count == 20;
        if (both) layout.names_from("uniqueid userfield", 16);
        if (one) layout.name(like_uniqueid(cells[16]) ? "uniqueid" : "userfield", 16);
        if (count >= 19) layout.names_from("peeraccount linkedid sequence", count - 3);
        return layout;
    }
    if (loose_time_at(cells, 0) && count >= 15) {
        layout.names_from(
            "calldate clid src dst dcontext channel dstchannel lastapp lastdata duration billsec disposition "
            "amaflags accountcode uniqueid userfield did recordingfile cnum cnam outbound_cnum outbound_cnam "
            "dst_cnam linkedid peeraccount sequence");
        return layout;
    }
    return std::nullopt;
}

std::optional<CdrLayout> CdrLayout::of_header(const std::vector<std::string>& cells,
                                              const std::map<std::string, std::string>& names) {
    CdrLayout layout;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string title = lower(cells[i]);
        layout.name(title, i);
        for (const auto& [column, own] : names)
            if (lower(own) == title) layout.name(column, i);
    }
    const auto has = [&](Cdr column) { return layout.place_[static_cast<std::size_t>(column)] >= 0; };
    if (has(Cdr::start) && has(Cdr::src) && has(Cdr::dst)) return layout;
    return std::nullopt;
}

}  // namespace history::connectors
