#include "native/connectors/salesforce.h"

#include <algorithm>

#include "native/connectors/crm_row.h"

namespace history::connectors {

namespace {

bool letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::uint64_t changed_ms(const CrmRow& row) {
    return row.ms({"lastmodifieddate", "systemmodstamp", "createddate"});
}

std::string id_at(const CrmRow& row, std::initializer_list<std::string_view> names) {
    return salesforce_id(row.text(names));
}

std::string together(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    return text;
}

void add_somebody(const CrmRow& row, const std::string& id, Found& found) {
    CrmPerson person;
    person.id = id;
    const std::string name = joined_name(row.text("firstname"), row.text("lastname"));
    person.name = name.empty() ? row.text("name") : name;
    for (const char* phone : {"mobilephone", "phone", "homephone", "otherphone"})
        if (std::string number = row.text(phone); !number.empty()) person.phones.push_back(std::move(number));
    if (std::string mail = row.text("email"); !mail.empty()) person.emails.push_back(std::move(mail));
    const bool contact = id.starts_with("003") || row.has("mailingstreet") || row.has("mailingcity");
    const char* side = contact ? "mailing" : id.starts_with("001") ? "billing" : "";
    const auto place = [&](const char* part) { return row.text(std::string(side) + part); };
    // A street that names its city already, as our own export writes it, does not name it twice.
    const bool named = place("street").find(place("city")) != std::string::npos;
    person.facts = {{"company", row.text({"company", "accountname"})},
                    {"position", row.text("title")},
                    {"address", together({place("street"), named ? std::string() : place("city"),
                                          place("state"), place("postalcode"), place("country")})},
                    {"city", place("city")},
                    {"birthday", row.text("birthdate")},
                    {"note", row.text("description")},
                    {"source", row.text("leadsource")},
                    {"industry", row.text("industry")}};
    // A person account is a person, and the account of a contact where he works.
    person.company = id.starts_with("001") && row.text("ispersonaccount") != "true";
    if (const std::string account = id_at(row, {"accountid"}); id.starts_with("003") && !account.empty())
        person.employers.push_back(account);
    if (row.text("hasoptedoutofemail") == "true") person.facts.emplace_back("marketing", "stop");
    person.customer = crm_customer(row);
    person.at_ms = changed_ms(row);
    add_person(person, found);
    for (const std::string& other : {id_at(row, {"convertedcontactid"}), id_at(row, {"masterrecordid"})})
        if (!other.empty()) add_merge(id, other, person.at_ms, found);
}

// An account beside a contact never owns what is the contact's.
Item owned_item(const CrmRow& row, const std::string& id, Found& found) {
    Item item;
    item.native_id = id;
    const std::string who = id_at(row, {"whoid", "contactid", "billtocontactid"}),
                      account = id_at(row, {"accountid"});
    if (!who.empty()) add_identifier(item.identifiers, "crm", found.account.name, who, Known::proved);
    if (!account.empty()) {
        add_identifier(item.identifiers, "crm", found.account.name, account, Known::proved);
        item.identifiers.back().cc = !who.empty();
    }
    return item;
}

void add_activity(const CrmRow& row, const std::string& id, Found& found) {
    Item item = owned_item(row, id, found);
    const std::string type = row.text({"tasksubtype", "eventsubtype", "type"}), calls = row.text("calltype");
    const bool event = id.starts_with("00U"), call = type == "Call" || !calls.empty(), mail = type == "Email";
    put(item, "kind", event ? "event" : call ? "call" : mail ? "mail" : "task");
    put(item, "at", ms_text(row.ms({"startdatetime", "activitydatetime", "activitydate", "createddate"})));
    put(item, "direction", calls == "Inbound" ? "in" : calls == "Outbound" ? "out" : "none");
    put(item, "title", row.text("subject"));
    put(item, "text", row.text("description"));
    put(item, "place", row.text("location"));
    if (event) {
        put(item, "starts", ms_text(row.ms({"startdatetime", "activitydatetime"})));
        put(item, "ends", ms_text(row.ms({"enddatetime"})));
    }
    put(item, "status@" + std::to_string(changed_ms(row)), row.text("status"));
    found.add(std::move(item));
}

void add_document(const CrmRow& row, const std::string& id, Found& found) {
    const bool order = id.starts_with("801"), deal = id.starts_with("006");
    Item item = owned_item(row, id, found);
    const std::string mark = '@' + std::to_string(changed_ms(row));
    put(item, "kind", order ? "order" : deal ? "deal" : "ticket");
    put(item, "at", ms_text(row.ms({"createddate", "effectivedate"})));
    put(item, "number", row.text({"ordernumber", "casenumber"}));
    put(item, "title", row.text({"name", "subject"}));
    put(item, "text", row.text("description"));
    put(item, "total" + mark,
        crm_total(row, deal ? "amount" : "totalamount", "currencyisocode", found.account));
    put(item, "status" + mark, row.text({"status", "stagename"}));
    found.add(std::move(item));
}

// Told by the id; `attributes` of REST answers say the same.
bool read(const CrmRow& row, const std::string& place, Found& found) {
    const std::string id = id_at(row, {"id"});
    if (id.empty()) {
        if (row.has("developername")) return true;  // a role
        if (row.has("id")) {
            found.reject(place, "The Id is none of Salesforce's.", dump(row.raw()));
            return true;
        }
        const auto has = [&](const char* name) { return row.has(name); };
        constexpr const char* somebody[] = {"lastname", "name",      "phone",      "mobilephone",
                                            "email",    "homephone", "otherphone", "customerhistoryidc"};
        if (std::none_of(std::begin(somebody), std::end(somebody), has)) return false;
        add_somebody(row, {}, found);  // a row that the Data Loader would insert
        return true;
    }
    const std::string kind = id.substr(0, 3);
    if (kind == "001" || kind == "003" || kind == "00Q") add_somebody(row, id, found);
    if (kind == "07k") {  // a further account of a contact
        CrmPerson person;
        person.id = id_at(row, {"contactid"});
        person.employers = {id_at(row, {"accountid"})};
        person.at_ms = changed_ms(row);
        if (!person.id.empty()) add_person(person, found);
    }
    if (kind == "00T" || kind == "00U") add_activity(row, id, found);
    if (kind == "801" || kind == "006" || kind == "500") add_document(row, id, found);
    return true;  // users, roles, products: known, and nothing of a person
}

}  // namespace

std::string salesforce_id(std::string_view text) {
    if ((text.size() != 15 && text.size() != 18) || !std::all_of(text.begin(), text.end(), letter_or_digit))
        return {};
    std::string id(text.substr(0, 15));
    for (std::size_t part = 0; part < 3; ++part) {
        unsigned capitals = 0;
        for (std::size_t i = 0; i < 5; ++i)
            if (const char c = text[part * 5 + i]; c >= 'A' && c <= 'Z') capitals |= 1u << i;
        id.push_back("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals]);
    }
    return id;
}

const Connector& salesforce() {
    static const Connector connector{
        .channel = "salesforce",
        .parse = parse_crm_rows<read>,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about = {.title = "Salesforce: REST and Bulk records, export tables",
                  .formats = "answers with `records` (.json, .jsonl), tables of accounts, contacts, leads, "
                             "tasks, events, orders, "
                             "opportunities, cases (.csv)",
                  .fields = "Id, LastModifiedDate; of contacts, leads and accounts names, phones, Email, "
                            "addresses, Title, Birthdate, HasOptedOutOfEmail, MasterRecordId, "
                            "ConvertedContactId; of tasks and events WhoId, TaskSubtype, CallType, Subject, "
                            "dates, Status; of orders, opportunities and cases number, amount, stage, status",
                  .ways = "webhook, import, export",
                  .authenticity = "",
                  .id_rule = "the record's id, in its form of 18 characters",
                  .identifiers = "record ids proved, a converted lead is its contact; phones and mails given",
                  .setup = "in Salesforce: Setup, Data Export: a weekly export or Bulk query as CSV, or a "
                           "flow that posts records to "
                           "https://HOST/salesforce/ACCOUNT with "
                           "the account's webhook_token; `history-agent export --format salesforce` gives "
                           "the Data Loader's table",
                  .left_out = "users, roles, products, price books, order lines, outbound messages in XML",
                  .tried = false}};
    return connector;
}

}  // namespace history::connectors
