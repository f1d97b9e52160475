#include "native/connectors/crm_row.h"

#include "native/connectors/employer.h"

#include "core/base/ascii.h"

namespace history::connectors {

namespace {

constexpr std::size_t members_max = 1000;
constexpr const char* too_wide = "The record has more than 1000 fields; the others are left out.";

std::string key_of(std::string_view name) {
    constexpr std::string_view prefix = "property_";
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    std::string key = lower(name);
    std::erase_if(key, [](char c) { return c == '_' || c == ' ' || c == '-' || c == '.'; });
    return key;
}

// HubSpot's older answers have {"value": ...} for every property.
const Json& plain(const Json& value) {
    return value.is_object() && value.contains("value") ? value["value"] : value;
}

}  // namespace

void CrmRow::put(std::string_view name, Json value) {
    if (row_.size() < members_max)
        row_.emplace(key_of(name), std::move(value));
    else
        ++left_out_;
}

CrmRow CrmRow::of(const Json& object) {
    CrmRow row;
    if (const Json& properties = at(object, "properties"); properties.is_object())
        for (const auto& [name, value] : properties.items()) row.put(name, plain(value));
    for (const auto& [name, value] : object.items())
        if (name != "properties") row.put(name, value);
    return row;
}

const Json& CrmRow::json(std::string_view name) const {
    static const Json none;
    const auto found = row_.find(name);
    return found == row_.end() ? none : *found;
}

std::string CrmRow::text(std::string_view name) const {
    const Json& value = json(name);
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer() || value.is_boolean() || value.is_number_float()) return dump(value);
    return {};
}

std::string CrmRow::text(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
        if (std::string found = text(name); !found.empty()) return found;
    return {};
}

std::uint64_t CrmRow::ms(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
        const std::string found = text(name);
        if (found.empty()) continue;
        if (found.find_first_not_of("0123456789") != std::string::npos) {
            if (const std::uint64_t at_ms = row_ms(found); at_ms != 0) return at_ms;
        } else if (found.size() <= 14) {
            const std::uint64_t number = std::stoull(found);
            return found.size() > 11 ? number : ms_of(static_cast<std::int64_t>(number));
        }
    }
    return 0;
}

Parsed read_crm_table(ByteView body, const Account& account, CrmReader read) {
    Found found(account);
    const auto refuse = [&](const char* reason) {
        Found none(account);
        none.reject_body(reason, body);
        return none.take();
    };
    if (body.size() > body_limit) return refuse("The body is larger than 16 MiB.");
    NamedTable table(body, account);
    while (table.next()) {
        found.begin_unit();
        CrmRow row;
        for (const auto& [name, place] : table.columns())
            if (std::string cell = table.cell(name); !cell.empty()) row.put(name, std::move(cell));
        if (table.broken() != nullptr)
            found.reject(table.place(), table.broken(), std::string(table.raw()));
        else if (!read(row, table.place(), found))
            return refuse("The body is neither JSON nor one of the tables that are read here.");
        if (row.left_out() != 0) found.reject(table.place(), too_wide, std::string(table.raw()));
        found.end_unit();
    }
    return found.take();
}

void read_crm_json(const Json& value, CrmReader read, Found& found) {
    const auto one = [&](const Json& record) {
        found.begin_unit();
        if (!record.is_object()) {
            found.reject("", "The record is no object.", dump(record));
        } else {
            const CrmRow row = CrmRow::of(record);
            if (!read(row, "", found)) found.add_unknown("", record, 0, {});
            if (row.left_out() != 0) found.reject("", too_wide, dump(record));
        }
        found.end_unit();
    };
    const Json* list = &value;
    for (const char* name : {"results", "records", "result", "items"})
        if (const Json& inner = at(value, name); inner.is_array() || inner.is_object()) {
            list = &inner;
            break;
        }
    if (!list->is_array()) return one(*list);
    for (const Json& record : *list) one(record);
}

void add_person(const CrmPerson& person, Found& found) {
    Statement statement;
    statement.at_ms = person.at_ms;
    add_identifier(statement.identifiers, "crm", found.account.name, person.id, Known::proved, person.name);
    add_identifier(statement.identifiers, "customer", "", person.customer, Known::proved, person.name);
    for (const std::string& phone : person.phones)
        add_identifier(statement.identifiers, "phone", "", phone, Known::given, person.name);
    for (const std::string& mail : person.emails)
        add_identifier(statement.identifiers, "email", "", mail, Known::given, person.name);
    for (const std::string& company : person.employers)
        add_employer(statement.identifiers, "crm", found.account.name, company);
    if (person.company) statement.facts.emplace_back("kind", "company");
    if (!person.name.empty()) statement.facts.emplace_back("name", person.name);
    for (const auto& [name, value] : person.facts)
        if (!value.empty()) statement.facts.emplace_back(name, value);
    if (!statement.identifiers.empty()) found.add(std::move(statement));
}

std::string crm_customer(const CrmRow& row) {
    return row.text({"customerhistoryid", "customerhistoryidc"});
}

void add_merge(const std::string& one, const std::string& other, std::uint64_t at_ms, Found& found) {
    Statement statement;
    statement.at_ms = at_ms;
    add_identifier(statement.identifiers, "crm", found.account.name, one, Known::proved);
    add_identifier(statement.identifiers, "crm", found.account.name, other, Known::proved);
    if (statement.identifiers.size() == 2) found.add(std::move(statement));
}

Item crm_item(std::string native_id, const std::vector<std::string>& ids, Found& found) {
    Item item;
    item.native_id = std::move(native_id);
    for (const std::string& id : ids)
        add_identifier(item.identifiers, "crm", found.account.name, id, Known::proved);
    return item;
}

std::string crm_total(const CrmRow& row, std::string_view amount, std::string_view currency,
                      const Account& account) {
    std::string unit = row.text(currency);
    if (unit.empty()) unit = account.currency;
    const auto minor = minor_units(row.json(amount), unit);
    return minor ? std::to_string(*minor) + ' ' + unit : std::string();
}

}  // namespace history::connectors
