#include "native/connectors/company_table.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/company_facts.h"
#include "native/connectors/local_time.h"
#include "native/connectors/named_table.h"

namespace history::connectors {

namespace {

constexpr std::size_t table_bytes_max = 64u << 20;

struct Column {
    const char *column, *fact;
};
constexpr Column columns_of_facts[] = {{"name", "company"},    {"short_name", "short_name"},
                                       {"inn", "inn"},         {"bin", "bin"},
                                       {"iin", "iin"},         {"kpp", "kpp"},
                                       {"ogrn", "ogrn"},       {"ogrnip", "ogrnip"},
                                       {"okved", "okved"},     {"okopf", "okopf"},
                                       {"address", "address"}, {"postal_code", "postal_code"},
                                       {"fias_id", "fias"},    {"kladr_id", "kladr"},
                                       {"okato", "okato"},     {"oktmo", "oktmo"},
                                       {"head", "head"},       {"position", "position"},
                                       {"status", "status"},   {"registered", "registered"},
                                       {"closed", "closed"}};
constexpr const char* numbers[] = {"inn", "bin", "iin", "ogrn", "ogrnip"};

void add_row(const NamedTable& table, Found& found) {
    if (table.broken() != nullptr)
        return found.reject(table.place(), table.broken(), std::string(table.raw()));
    Statement statement;
    for (const Column& one : columns_of_facts) put_fact(statement, one.fact, table.cell(one.column));
    const bool company = std::any_of(std::begin(numbers), std::end(numbers),
                                     [&](const char* name) { return !fact_of(statement, name).empty(); });
    if (!company) return;  // a town, a street: nobody that a customer could be
    const std::string latitude = table.cell("geo_lat"), longitude = table.cell("geo_lon");
    if (!latitude.empty() && !longitude.empty()) put_fact(statement, "geo", latitude + ' ' + longitude);
    const std::string date = table.cell("date");
    statement.at_ms = written_ms(date, found.account.zone);
    if (statement.at_ms == 0 && !date.empty())
        return found.reject(table.place(), "The date is no date.", std::string(table.raw()));
    identify_company(statement);
    if (statement.identifiers.empty())
        return found.reject(table.place(), "No number of the row has the check digits of an INN, BIN or IIN.",
                            std::string(table.raw()));
    found.add(std::move(statement));
}

}  // namespace

Parsed parse_companies(ByteView body, const Account& account) {
    Found found(account);
    NamedTable table(body, account);
    const bool named = std::any_of(std::begin(numbers), std::end(numbers),
                                   [&](const char* name) { return table.has(name); });
    if (body.size() > table_bytes_max || !(named || table.has("fias_id") || table.has("kladr_id"))) {
        found.begin_unit();
        found.reject("",
                     body.size() > table_bytes_max
                         ? "The table is larger than 64 MiB."
                         : "The body is no table with a column of inn, bin, iin, ogrn, fias_id or kladr_id.",
                     std::string(text_of(body)));
        found.end_unit();
        return found.take();
    }
    while (table.next()) {
        found.begin_unit();
        add_row(table, found);
        found.end_unit();
    }
    return found.take();
}

}  // namespace history::connectors
