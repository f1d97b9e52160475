#include "native/connectors/stock.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "native/connectors/json_body.h"
#include "native/connectors/local_time.h"
#include "native/connectors/named_table.h"
#include "native/connectors/stock_catalogue.h"

namespace history::connectors {

namespace {

constexpr std::size_t table_bytes_max = 64u << 20;

using Cell = std::function<std::string(const char* column)>;  // of one row

// Sentence why the row is no fact; null for a good one.
const char* read_fact(const Cell& cell, ProductFact fact, const std::string& currency, FoundGoods& found) {
    fact.name = cell("fact");
    if (std::find(std::begin(fact_names), std::end(fact_names), fact.name) == std::end(fact_names))
        return "The fact is none of name, category, price, quantity, arrival, alias.";
    auto value = fact_value(fact.name, cell("value"), currency);
    if (!value) return "The value cannot be one of this fact.";
    fact.value = std::move(*value);
    found.add(std::move(fact));
    return nullptr;
}

const char* read_product(const Cell& cell, const ProductFact& fact, const std::string& currency,
                         FoundGoods& found) {
    std::vector<ProductFact> facts;
    for (std::string_view name : fact_names) {
        const std::string written = cell(std::string(name).c_str());
        if (written.empty()) continue;
        auto value = fact_value(name, written, currency);
        if (!value) return "A price is no amount, a quantity no number, or an arrival no date.";
        const bool of_place = name == "quantity" || name == "arrival";
        facts.push_back({fact.sku, std::string(name), of_place ? fact.place : std::string(),
                         std::move(*value), fact.source, fact.at_ms});
    }
    if (facts.empty()) return "The row says nothing of the product.";
    for (ProductFact& one : facts) found.add(std::move(one));
    return nullptr;
}

const char* read_row(const Cell& cell, FoundGoods& found) {
    ProductFact fact;
    fact.sku = cell("sku");
    if (fact.sku.empty()) return "The row has no sku.";
    fact.place = cell("warehouse");
    fact.source = cell("source");
    const std::string written = cell("at"), own = cell("currency");
    fact.at_ms = written_ms(written, found.account.zone);
    if (fact.at_ms == 0 && !written.empty()) return "The row's time is no time.";
    const bool code = own.size() == 3 && own.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == own.npos;
    if (!own.empty() && !code) return "The currency is no code of three letters.";
    const std::string& currency = own.empty() ? found.account.currency : own;
    return cell("fact").empty() ? read_product(cell, fact, currency, found)
                                : read_fact(cell, std::move(fact), currency, found);
}

Parsed parse_table(ByteView body, const Account& account) {
    FoundGoods found(account);
    NamedTable table(body, account);
    const bool facts = table.has("fact") && table.has("value");
    const bool goods = std::any_of(std::begin(fact_names), std::end(fact_names),
                                   [&](std::string_view name) { return table.has(name); });
    if (body.size() > table_bytes_max || !table.has("sku") || !(facts || goods)) {
        found.reject_body(body.size() > table_bytes_max
                              ? "The table is larger than 64 MiB."
                              : "The body is no table with the column sku and facts of products.",
                          body);
        return found.take();
    }
    while (table.next()) {
        found.begin_unit();
        const char* reason = table.broken();
        if (reason == nullptr) reason = read_row([&](const char* name) { return table.cell(name); }, found);
        if (reason != nullptr) found.reject(table.place(), reason, std::string(table.raw()));
        found.end_unit();
    }
    return found.take();
}

Parsed parse_objects(ByteView body, const Account& account) {
    FoundGoods found(account);
    const JsonBody json = json_body(body);
    if (!json.value) {
        found.reject_body(json.refused, body);
        return found.take();
    }
    const auto one = [&](const Json& row) {
        found.begin_unit();
        const Cell cell = [&](const char* name) {
            const auto own = account.columns.find(name);
            return decimal_text(at(row, own == account.columns.end() ? name : own->second.c_str()));
        };
        const char* reason = row.is_object() ? read_row(cell, found) : "The fact is no object.";
        if (reason != nullptr) found.reject("", reason, dump(row));
        found.end_unit();
    };
    if (json.value->is_array())
        for (const Json& row : *json.value) one(row);
    else
        one(*json.value);
    return found.take();
}

Parsed parse(ByteView body, const Account& account) {
    const std::string_view text = text_of(body);
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const char begins = first == std::string_view::npos ? ' ' : text[first];
    if (begins == '<' || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return parse_catalogue(body, account);
    return begins == '{' || begins == '[' ? parse_objects(body, account) : parse_table(body, account);
}

bool claims(std::string_view file_name) {
    return claims_csv(file_name) || file_name.ends_with(".xml") || file_name.ends_with(".XML") ||
           claims_json(file_name);
}

}  // namespace

const Connector& stock() {
    static const Connector connector{
        .channel = "stock",
        .parse = parse,
        .claims = claims,
        .split = split_json,
        .about = {
            .title = "Stock and prices",
            .formats = "tables of facts or of goods (.csv), the same as JSON (.json, .jsonl), CommerceML "
                       "catalogues and offers (.xml); offers of 3.1 as documented, not tried on live data",
            .fields = "of tables sku, fact, value, warehouse, at, source, currency; of CommerceML Ид, "
                      "Артикул, Наименование, Штрихкод, Группы, Цены with their kind and currency, "
                      "Количество, Остатки, Склады",
            .ways = "import, webhook",
            .authenticity = "",
            .id_rule = "none: a fact is named by sku, fact, warehouse and its time",
            .identifiers = "none: facts are about products",
            .setup =
                "let the stock program write a table with sku, warehouse, fact, value, at and source, "
                "or its exchange of catalogue and offers; or post such rows to https://HOST/stock/ACCOUNT "
                "with the account's webhook_token; name your columns in columns",
            .left_out = "pictures, properties, units, taxes, kinds of packing"}};
    return connector;
}

}  // namespace history::connectors
