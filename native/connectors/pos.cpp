#include "native/connectors/pos.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/wire/hash.h"
#include "native/connectors/csv.h"
#include "native/connectors/decimal.h"
#include "native/connectors/local_time.h"

namespace history::connectors {
namespace {

constexpr int price_places = 4, quantity_places = 3;

enum class Till : std::uint8_t {
    invoice,
    stock,
    name,
    quantity,
    date,
    price,
    customer,
    country,
    phone,
    order
};
constexpr std::size_t till_columns = static_cast<std::size_t>(Till::order) + 1;
constexpr std::string_view till_names[till_columns] = {"invoiceno",   "stockcode", "description", "quantity",
                                                       "invoicedate", "unitprice", "customerid",  "country",
                                                       "phone",       "orderref"};

std::string lower(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c != ' ' && c != '_') out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return out;
}

class Columns {
public:
    Columns() {
        for (std::size_t i = 0; i < till_columns; ++i) place_[i] = i;
    }

    // Takes the row as a header if it names what a receipt cannot do without.
    bool take_header(const CsvRow& row, const Account& account) {
        std::array<std::size_t, till_columns> place;
        place.fill(SIZE_MAX);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            std::string title = lower(row.cells[i]);
            for (const auto& [canonical, own] : account.columns)
                if (lower(own) == title) title = lower(canonical);
            if (title == "invoice") title = "invoiceno";  // names in the set's second edition
            if (title == "price") title = "unitprice";
            for (std::size_t column = 0; column < till_columns; ++column)
                if (till_names[column] == title) place[column] = i;
        }
        for (Till needed : {Till::invoice, Till::stock, Till::quantity, Till::date, Till::price})
            if (place[static_cast<std::size_t>(needed)] == SIZE_MAX) return false;
        place_ = place;
        count_ = row.cells.size();
        return true;
    }

    bool fits(const CsvRow& row) const {
        return count_ != 0 ? row.cells.size() == count_
                           : row.cells.size() >= 8 && row.cells.size() <= till_columns;
    }

    std::string_view cell(const CsvRow& row, Till column) const {
        const std::size_t at = place_[static_cast<std::size_t>(column)];
        if (at >= row.cells.size()) return {};
        std::string_view text = row.cells[at];
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
        return text;
    }

private:
    std::array<std::size_t, till_columns> place_;
    std::size_t count_ = 0;  // cells of the header; 0 without one
};

void put(std::string& line, std::string_view text) {
    for (char c : text) line.push_back(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    line.push_back('\t');
}

// 17042.0 is card 17042: the tools that write the table take card numbers for numbers with a fraction.
std::string_view card_of(std::string_view customer) {
    const std::size_t point = customer.find('.');
    if (point == std::string_view::npos ||
        customer.find_first_not_of('0', point + 1) != std::string_view::npos)
        return customer;
    return customer.substr(0, point);
}

struct Row {
    std::int64_t at = 0;
    std::string line_id, line;
};

// Reads one row; the reason when it is no line of a receipt, else null.
const char* read_row(const Columns& columns, const CsvRow& row, const Account& account, Row& out) {
    const std::optional<std::int64_t> wall = wall_ms(columns.cell(row, Till::date));
    if (columns.cell(row, Till::invoice).empty()) return "The row has no Invoice, the number of the receipt.";
    if (!wall) return "The InvoiceDate is no date with a time.";
    const std::optional<std::int64_t> price = decimal(columns.cell(row, Till::price), price_places);
    const std::optional<std::int64_t> quantity = decimal(columns.cell(row, Till::quantity), quantity_places);
    if (!price || !quantity) return "Price or Quantity is no number.";
    const int digits = minor_digits(account.currency);
    const std::optional<std::int64_t> price_minor = multiply_rounded(*price, 1, price_places - digits);
    const std::optional<std::int64_t> sum_minor =
        multiply_rounded(*price, *quantity, price_places + quantity_places - digits);
    if (!price_minor || !sum_minor) return "The sum of the line, Price times Quantity, is too large.";

    const std::string_view stock = columns.cell(row, Till::stock);
    out.at = utc_ms(*wall, account.zone);
    out.line.clear();
    put(out.line, stock);
    put(out.line, columns.cell(row, Till::name));
    put(out.line, columns.cell(row, Till::quantity));
    put(out.line, std::to_string(*price_minor));
    put(out.line, std::to_string(*sum_minor));
    out.line += account.currency;
    out.line_id.assign(stock.substr(0, 64));
    out.line_id += '.';
    out.line_id += hex(hash_of("history receipt line 1", bytes_of(out.line)).view().first(4));
    return nullptr;
}

void begin_receipt(Item& receipt, const Columns& columns, const CsvRow& row, const Row& line,
                   const Account& account) {
    const std::string_view number = columns.cell(row, Till::invoice);
    receipt.native_id = number;
    receipt.fields.emplace_back("kind",
                                number.front() == 'C' || number.front() == 'c' ? "return" : "receipt");
    receipt.fields.emplace_back("at", std::to_string(line.at));
    receipt.fields.emplace_back("direction", "in");
    receipt.fields.emplace_back("number", number);
    receipt.fields.emplace_back("till", account.name);
}

// What any row may say of the whole receipt; the first that says it holds.
void add_whole(Item& receipt, const Columns& columns, const CsvRow& row) {
    const auto known = [&](std::string_view type) {
        return std::any_of(receipt.identifiers.begin(), receipt.identifiers.end(),
                           [&](const Identifier& identifier) { return identifier.type == type; });
    };
    const std::string_view card = card_of(columns.cell(row, Till::customer));
    if (!card.empty() && !known("loyalty"))  // the card before the phone
        receipt.identifiers.insert(receipt.identifiers.begin(),
                                   {"loyalty", "", std::string(card), Known::given, false, ""});
    const std::string_view phone = columns.cell(row, Till::phone);
    if (!phone.empty() && !known("phone"))
        receipt.identifiers.push_back({"phone", "", std::string(phone), Known::given, false, ""});
    const std::string_view order = columns.cell(row, Till::order);
    if (order.empty()) return;
    for (std::size_t i = 0; i < receipt.fields.size() && i < 6; ++i)
        if (receipt.fields[i].first == "order_ref") return;
    receipt.fields.insert(receipt.fields.begin() + 5, {"order_ref", std::string(order)});
}

// A row over several lines whose last line is a good row by itself: a cut line with its quote open swallowed it.
bool last_line_is_a_row(const Columns& columns, const CsvRow& row, const Account& account) {
    CsvReader reader(bytes_of(row.raw.substr(row.raw.find_last_of("\r\n") + 1)), false);
    CsvRow last;
    Row line;
    return reader.next(last) && last.broken == nullptr && columns.fits(last) &&
           read_row(columns, last, account, line) == nullptr;
}

Parsed parse(ByteView body, const Account& account) {
    Parsed parsed;
    CsvReader reader(body);
    CsvRow row;
    Columns columns;
    Row line;
    bool first = true;
    std::unordered_map<std::string, std::size_t> receipts;
    std::unordered_map<std::string, int> twins;  // receipt and line id -> rows seen

    while (reader.next(row)) {
        if (first) {
            first = false;
            if (columns.take_header(row, account)) continue;
        }
        const char* reason = row.broken;
        if (reason == nullptr && !columns.fits(row))
            reason = "The row has another number of columns than the table.";
        if (reason == nullptr) reason = read_row(columns, row, account, line);
        if (row.raw.find_first_of("\r\n") != std::string_view::npos &&
            (reason != nullptr || last_line_is_a_row(columns, row, account))) {
            reader.read_again_as_lines(row);
            continue;
        }
        ++parsed.units;
        if (reason != nullptr) {
            parsed.rejections.push_back({"line " + std::to_string(row.line), reason, std::string(row.raw)});
            continue;
        }
        const std::string number(columns.cell(row, Till::invoice));
        const auto [found, fresh] = receipts.try_emplace(number, parsed.items.size());
        if (fresh)
            begin_receipt(parsed.items.emplace_back(), columns, row, line, account);
        else
            ++parsed.repeats;
        Item& receipt = parsed.items[found->second];
        add_whole(receipt, columns, row);
        const int twin = ++twins[number + '\t' + line.line_id];
        receipt.fields.emplace_back("line/" + line.line_id + (twin > 1 ? "." + std::to_string(twin) : ""),
                                    line.line);
    }
    return parsed;
}

}  // namespace

const Connector& pos() {
    static const Connector connector{
        .channel = "pos",
        .parse = parse,
        .claims = claims_csv,
        .split = [](std::string_view) { return Split::rows_perhaps; },
        .about =
            {.title = "Till receipts",
             .formats = "tables of receipt lines (.csv)",
             .fields = "InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, "
                       "Phone, OrderRef",
             .ways = "import",
             .authenticity = "",
             .id_rule = "InvoiceNo; C before the number is a return",
             .identifiers = "loyalty card given; phone given",
             .setup =
                 "export the till with the columns of the UCI Online Retail set, or name yours in columns",
             .left_out = "nothing"},
        .whole_by = "invoiceno"};
    return connector;
}

}  // namespace history::connectors
