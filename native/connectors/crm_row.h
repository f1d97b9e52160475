// Records of a CRM, one a row of a table or one an object of JSON, by names that all its ways of writing share: letters and digits
// in lower case, so that "Record ID", recordId and RECORD_ID are recordid, and HubSpot's property_hs_timestamp is hstimestamp.
// Inside
// of the connectors of CRMs.
#pragma once
#include "native/connectors/row_json.h"

namespace history::connectors {

class CrmRow {
public:
    // A record: members of `properties` stand beside those of the object itself.
    static CrmRow of(const Json& object);
    void put(std::string_view name, Json value);

    bool has(std::string_view name) const { return row_.contains(name); }
    std::string text(std::string_view name) const;  // "" for what is not there or is no text, number or truth
    std::string text(std::initializer_list<std::string_view> names) const;  // of the first that is filled
    const Json& json(std::string_view name) const;
    std::uint64_t ms(
        std::initializer_list<std::string_view> names) const;  // ISO text, or ms or s since 1970; 0: none
    const Json& raw() const { return row_; }
    std::size_t left_out() const { return left_out_; }  // of more than 1000 columns

private:
    Json row_ = Json::object();
    std::size_t left_out_ = 0;
};

// Adds what a record says, or rejects it. False: it is of no kind that is read.
using CrmReader = bool (*)(const CrmRow& row, const std::string& place, Found& found);

// Every row of a table; one of another kind rejects the table, whole.
Parsed read_crm_table(ByteView body, const Account& account, CrmReader read);
// An object, an array, or an array under one of the names results, records, result, items; each is a unit. Objects of another kind
// are kept as items of an unknown kind.
void read_crm_json(const Json& value, CrmReader read, Found& found);

template <CrmReader read>
Parsed parse_crm_rows(ByteView body, const Account& account) {
    if (!looks_like_json(body)) return read_crm_table(body, account, read);
    return parse_json_body(body, account,
                           [](const Json& value, Found& found) { read_crm_json(value, read, found); });
}

// Facts and identifiers of a person or company: numbers and addresses are `given`, `id` (with its kind before a colon) proved.
struct CrmPerson {
    std::string id, name;
    std::string customer;  // public id that our own export wrote beside the contact: the customer himself
    std::vector<std::string> phones, emails;
    std::vector<std::pair<std::string, std::string>> facts;  // further ones; empty values are left out
    std::uint64_t at_ms = 0;
    bool company = false;
    std::vector<std::string> employers;  // ids of companies that the CRM itself names for a person
};
void add_person(const CrmPerson& person, Found& found);
// Two ids of one contact: the CRM itself merged them, or made one of the other.
void add_merge(const std::string& one, const std::string& other, std::uint64_t at_ms, Found& found);
// Fields and owners for the item that another row brings.
Item crm_item(std::string native_id, const std::vector<std::string>& ids, Found& found);
// The column of our own export, under the names that the CRMs give it.
std::string crm_customer(const CrmRow& row);
// "1234.50" in minor units with its currency; empty for what is no amount.
std::string crm_total(const CrmRow& row, std::string_view amount, std::string_view currency,
                      const Account& account);

}  // namespace history::connectors
