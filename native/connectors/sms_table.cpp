#include "native/connectors/sms_table.h"

#include <array>

#include "core/base/ascii.h"
#include "native/connectors/csv.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/sms_message.h"

namespace history::connectors {
namespace {

enum class Column : std::uint8_t { id, direction, from, to, body, sent, created, updated, status, error };
constexpr std::size_t column_count = static_cast<std::size_t>(Column::error) + 1;
constexpr std::string_view names[column_count] = {
    "id", "direction", "from", "to", "body", "date_sent", "created_at", "updated_at", "status", "error_code"};

class Columns {
public:
    Columns() { place_.fill(SIZE_MAX); }

    bool take_header(const CsvRow& row, const Account& account) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            std::string title = lower(row.cells[i]);
            for (const auto& [canonical, own] : account.columns)
                if (lower(own) == title) title = lower(canonical);
            if (title == "sid") title = "id";
            if (title == "date_created") title = "created_at";
            if (title == "date_updated") title = "updated_at";
            for (std::size_t column = 0; column < column_count; ++column)
                if (names[column] == title) place_[column] = i;
        }
        count_ = row.cells.size();
        for (Column needed : {Column::id, Column::direction, Column::from, Column::to, Column::body})
            if (place_[static_cast<std::size_t>(needed)] == SIZE_MAX) return false;
        return true;
    }

    bool fits(const CsvRow& row) const { return row.cells.size() == count_; }

    std::string cell(const CsvRow& row, Column column) const {
        const std::size_t at = place_[static_cast<std::size_t>(column)];
        return at < row.cells.size() ? row.cells[at] : std::string();
    }

    // "2026-09-02 04:23:00.000000 UTC" and ISO times; the table's times are UTC whatever they say.
    std::uint64_t moment(const CsvRow& row, Column column) const {
        std::string text = cell(row, column);
        if (text.ends_with(" UTC")) text.resize(text.size() - 4);
        if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
        return iso_ms(text);
    }

private:
    std::array<std::size_t, column_count> place_;
    std::size_t count_ = 0;
};

const char* read_row(const Columns& columns, const CsvRow& row, Found& found) {
    SmsMessage message;
    message.id = columns.cell(row, Column::id);
    const std::string direction = columns.cell(row, Column::direction);
    message.out = direction.starts_with("outbound");
    if (message.id.empty()) return "The row has no id.";
    if (!message.out && direction != "inbound") return "The direction is neither inbound nor outbound.";
    message.peer = sms_number(columns.cell(row, message.out ? Column::to : Column::from));
    message.text = columns.cell(row, Column::body);
    const std::uint64_t sent = columns.moment(row, Column::sent);
    message.at_ms = sent != 0 ? sent : columns.moment(row, Column::created);
    if (message.at_ms == 0) return "The row has no time: neither date_sent nor created_at is one.";

    Item item = sms_item(message);
    if (message.out) {
        put(item, "sent_at", ms_text(sent));
        const std::uint64_t updated = columns.moment(row, Column::updated);
        // When the message arrived, the table does not say: only when the row last changed.
        if (const std::string state = columns.cell(row, Column::status); !state.empty() && updated != 0) {
            const std::string error = columns.cell(row, Column::error);
            put(item, "status@" + std::to_string(updated), error.empty() ? state : state + ' ' + error);
        }
    }
    found.add(std::move(item));
    add_sms_wish(message, found);
    return nullptr;
}

}  // namespace

void read_sms_table(ByteView body, Found& found) {
    CsvReader reader(body);
    CsvRow row;
    Columns columns;
    const auto refuse = [&](std::string reason) {
        found.begin_unit();
        found.reject("line " + std::to_string(row.line), std::move(reason), std::string(row.raw));
        found.end_unit();
    };
    if (!reader.next(row)) return refuse("The table is empty.");
    if (row.broken != nullptr || !columns.take_header(row, found.account))
        return refuse("The table is none of messages: it lacks one of id, direction, from, to, body.");
    while (reader.next(row)) {
        const bool good = row.broken == nullptr && columns.fits(row);
        if (!good && row.raw.find_first_of("\r\n") != std::string_view::npos) {
            reader.read_again_as_lines(row);
            continue;
        }
        if (!good) {
            refuse(row.broken != nullptr ? row.broken
                                         : "The row has another number of columns than the table.");
            continue;
        }
        found.begin_unit();
        if (const char* reason = read_row(columns, row, found); reason != nullptr)
            found.reject("line " + std::to_string(row.line), reason, std::string(row.raw));
        found.end_unit();
    }
}

}  // namespace history::connectors
