#include "native/connectors/table_rows.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "core/wire/hash.h"
#include "native/connectors/bodies.h"
#include "native/connectors/csv.h"
#include "native/connectors/decimal.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/local_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

using Cell = std::function<std::string(const std::string& column)>;  // of one row, by the table's own name

// Strongest first: the first that a row has owns its item.
constexpr const char* identifier_names[] = {"telegram", "whatsapp", "instagram", "messenger", "vk",
                                            "viber",    "phone",    "user",      "buyer",     "crm",
                                            "inn",      "bin",      "loyalty",   "email",     "cookie"};
constexpr std::string_view own_names[] = {"id",       "at",        "name",          "proved",     "total",
                                          "currency", "version",   "kind",          "direction",  "status",
                                          "line.sku", "line.name", "line.quantity", "line.price", "file"};

std::string hash_text(std::string_view raw) {
    return hex(hash_of("history table row 1", bytes_of(raw)).view()).substr(0, 32);
}

class Row {
public:
    Row(const Cell& cell, const Account& account, std::string_view raw)
        : cell_(cell), account_(account), raw_(raw) {}

    std::string text(const std::string& name) const {
        const auto column = account_.columns.find(name);
        if (column == account_.columns.end()) return {};
        return column->second.starts_with('=') ? column->second.substr(1) : cell_(column->second);
    }
    std::uint64_t time(const std::string& name) const {
        const std::string written = text(name);
        const std::uint64_t at_ms = written_ms(written, account_.zone);
        return at_ms != 0 ? at_ms : iso_ms(written);
    }
    std::string currency() const {
        std::string own = text("currency");
        return own.empty() ? account_.currency : own;
    }
    std::string id() const {
        std::string own = text("id");
        return own.empty() ? "hash:" + hash_text(raw_) : own;
    }
    const Account& account() const { return account_; }

private:
    const Cell& cell_;
    const Account& account_;
    std::string_view raw_;
};

bool is_own(const std::string& name) {
    return std::find(std::begin(own_names), std::end(own_names), name) != std::end(own_names) ||
           std::find(std::begin(identifier_names), std::end(identifier_names), name) !=
               std::end(identifier_names);
}

void put_row_line(const Row& row, Item& item) {
    OrderLine line;
    line.sku = row.text("line.sku");
    line.name = row.text("line.name");
    if (line.sku.empty() && line.name.empty()) return;
    line.quantity = row.text("line.quantity");
    line.currency = row.currency();
    line.price_minor = decimal(row.text("line.price"), minor_digits(line.currency));
    // Named by what it says, so that the rows of one order may come one by one.
    Item made;
    put_line(made, 1, line);
    put(item, "line/" + hash_text(made.fields[0].second).substr(0, 8), made.fields[0].second);
}

void put_identifiers(const Row& row, Item& item) {
    const std::string proved = ' ' + row.text("proved") + ' ', name = row.text("name");
    for (const char* type : identifier_names) {
        const bool everywhere = std::string_view(type) == "phone" || std::string_view(type) == "email" ||
                                std::string_view(type) == "loyalty" || std::string_view(type) == "inn" ||
                                std::string_view(type) == "bin";
        add_identifier(
            item.identifiers, type, everywhere ? std::string() : row.account().name, row.text(type),
            proved.find(' ' + std::string(type) + ' ') != std::string::npos ? Known::proved : Known::given,
            name);
    }
    add_said(item.identifiers, row.text("text"));
}

void add_row(const Row& row, Found& found) {
    const std::uint64_t at_ms = row.time("at"), version = row.time("version");
    const std::string at_version = '@' + std::to_string(version != 0 ? version : at_ms);
    Item item;
    item.native_id = row.id();
    const std::string kind = row.text("kind"), direction = row.text("direction");
    put(item, "kind", kind.empty() ? "other" : kind);
    put(item, "at", ms_text(at_ms));
    put(item, "direction", direction == "in" || direction == "out" ? direction : "none");
    put(item, "status" + at_version, row.text("status"));
    const std::string currency = row.currency();
    if (const auto total = decimal(row.text("total"), minor_digits(currency)))
        put(item, "total", std::to_string(*total) + ' ' + currency);
    for (const auto& [name, column] : row.account().columns)
        if (!is_own(name) && !name.empty()) put(item, name, row.text(name));
    if (const std::string file = row.text("file"); !file.empty())  // rows of one id may name several
        put(item, "file/" + hash_text(file).substr(0, 8),
            columns({"document", file.substr(file.rfind('/') + 1), "", "", file}));
    put_row_line(row, item);
    put_identifiers(row, item);
    found.add(std::move(item));
}

std::string json_cell(const Json& object, std::string_view path) {
    const Json* value = &object;
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        value = &at(*value, std::string(path.substr(0, dot)).c_str());
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    if (value->is_boolean()) return value->get<bool>() ? "true" : "false";
    return decimal_text(*value);
}

void read_object(const Json& object, Found& found) {
    found.begin_unit();
    if (object.is_object()) {
        const Cell cell = [&](const std::string& column) { return json_cell(object, column); };
        const std::string raw = dump(object);
        add_row(Row(cell, found.account, raw), found);
    } else {
        found.reject("", "The line is no JSON object.", dump(object));
    }
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (!value.is_array()) return read_object(value, found);
    for (const Json& one : value) read_object(one, found);
}

void read_csv(ByteView body, Found& found) {
    CsvReader reader(body);
    CsvRow header, row;
    if (!reader.next(header)) {
        found.begin_unit();
        found.reject("", "The table is empty.", std::string(text_of(body)));
        return found.end_unit();
    }
    while (reader.next(row)) {
        found.begin_unit();
        if (row.broken || row.cells.size() != header.cells.size()) {
            found.reject("line " + std::to_string(row.line), "The row has not as many cells as the header.",
                         std::string(row.raw));
        } else {
            const Cell cell = [&](const std::string& column) {
                for (std::size_t i = 0; i < header.cells.size(); ++i)
                    if (header.cells[i] == column) return row.cells[i];
                return std::string();
            };
            add_row(Row(cell, found.account, row.raw), found);
        }
        found.end_unit();
    }
}

Parsed parse(ByteView body, const Account& account) {
    const std::string_view text = text_of(body);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (account.columns.empty()) {
        Found found(account);
        found.begin_unit();
        found.reject("", "No columns are named for this table in agent.json, so nothing says what they mean.",
                     std::string(text));
        found.end_unit();
        return found.take();
    }
    if (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))
        return parse_json_body(body, account, read);
    Found found(account);
    read_csv(body, found);
    return found.take();
}

bool claims(std::string_view file_name) {
    return claims_json(file_name) || claims_csv(file_name) || file_name.ends_with(".tsv");
}

}  // namespace

const Connector& table_rows() {
    static const Connector connector{
        .channel = "table",
        .parse = parse,
        .claims = claims,
        .split = split_json,
        .about = {
            .title = "Any table, by the columns that agent.json names",
            .formats = "CSV with a header (comma, semicolon or tab), JSON lines, a JSON list (.csv, .tsv, "
                       ".jsonl, .json)",
            .fields = "the columns that the account names: id, at, any identifier, any field of an item, "
                      "line.sku, line.name, line.quantity, line.price, version",
            .ways = "webhook, import",
            .authenticity = "",
            .id_rule = "the column `id`; without one a hash of the row",
            .identifiers =
                "the columns named so, given; proved where `proved` says it; numbers in `text` said",
            .setup = "accounts.table.NAME.columns in agent.json: {\"id\": \"OrderNo\", \"at\": \"Date\", "
                     "\"kind\": \"=order\", "
                     "\"phone\": \"customer.phone\"}; `history-agent try table FILE` shows what becomes of "
                     "it; any program's "
                     "webhook of JSON goes to https://HOST/table/NAME with the account's webhook_token; "
                     "baskets that were left, "
                     "campaigns, consultations come in so with \"kind\": \"=cart\", \"=mailing\", "
                     "\"=consultation\"",
            .left_out = "columns that are not named"}};
    return connector;
}

}  // namespace history::connectors
