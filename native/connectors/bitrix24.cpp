#include "native/connectors/bitrix24.h"

#include <algorithm>

#include "native/connectors/crm_row.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

std::string of_kind(const char* kind, const std::string& id) {
    return id.empty() || id == "0" ? std::string() : std::string(kind) + ':' + id;
}

std::uint64_t changed_ms(const CrmRow& row) {
    return row.ms({"datemodify", "lastupdated", "updatedtime", "datecreate", "created"});
}

// [{"VALUE": "+7...", "VALUE_TYPE": "WORK"}]
std::vector<std::string> values(const Json& list) {
    std::vector<std::string> found;
    if (list.is_array())
        for (const Json& one : list)
            if (std::string value = text_at(one, "VALUE"); !value.empty() && found.size() < 32)
                found.push_back(std::move(value));
    return found;
}

// COMPANY_ID of the first company, COMPANY_IDS of all; 0: none.
std::vector<std::string> companies_of(const CrmRow& row) {
    std::vector<std::string> ids;
    const auto put = [&](const std::string& number) {
        const std::string id = of_kind("company", number);
        if (!id.empty() && ids.size() < 32 && std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    };
    put(row.text("companyid"));
    if (const Json& all = row.json("companyids"); all.is_array())
        for (const Json& one : all)
            put(one.is_string() ? one.get<std::string>() : one.is_number_integer() ? one.dump() : "");
    return ids;
}

void add_somebody(const CrmRow& row, const std::string& id, const std::string& name, Found& found) {
    CrmPerson person;
    person.id = id;
    person.company = id.starts_with("company:");
    if (!person.company) person.employers = companies_of(row);
    person.name = name;
    person.phones = values(row.json("phone"));
    person.emails = values(row.json("email"));
    for (const char* heading :
         {"Рабочий телефон", "Мобильный телефон", "Домашний телефон", "Другой телефон"}) {
        std::string key(heading);
        std::erase(key, ' ');
        if (std::string phone = row.text(key); !phone.empty()) person.phones.push_back(std::move(phone));
    }
    for (const char* heading : {"Рабочийemail", "Частныйemail", "Другойemail"})
        if (std::string mail = row.text(heading); !mail.empty()) person.emails.push_back(std::move(mail));
    person.facts = {{"company", row.text({"companytitle", "Названиекомпании"})},
                    {"position", row.text({"post", "Должность"})},
                    {"address", row.text({"address", "Адрес"})},
                    {"city", row.text({"addresscity", "Город"})},
                    {"birthday", row.text({"birthdate", "Датарождения"})},
                    {"note", row.text({"comments", "Комментарий"})}};
    person.customer = crm_customer(row);
    person.at_ms = changed_ms(row);
    add_person(person, found);
}

void add_contact(const CrmRow& row, const std::string& id, Found& found) {
    const std::string first = row.text({"name", "Имя"}), last = row.text({"lastname", "Фамилия"});
    add_somebody(row, of_kind("contact", id), joined_name(first, last), found);
}

void add_lead(const CrmRow& row, const std::string& id, Found& found) {
    const std::string lead = of_kind("lead", id), contact = of_kind("contact", row.text("contactid"));
    add_somebody(row, lead, joined_name(row.text("name"), row.text("lastname")), found);
    if (!contact.empty()) add_merge(contact, lead, changed_ms(row), found);
    Item item = crm_item(lead, {lead}, found);
    const std::string mark = '@' + std::to_string(changed_ms(row));
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "at", ms_text(row.ms({"datecreate"})));
    put(item, "title", row.text("title"));
    put(item, "source", row.text("sourceid"));
    put(item, "status" + mark, row.text("statusid"));
    put(item, "total" + mark, crm_total(row, "opportunity", "currencyid", found.account));
    found.add(std::move(item));
}

// A company beside a person never owns what is the person's.
Item owned_item(const std::string& native_id, const std::string& contact, const std::string& company,
                Found& found) {
    Item item = crm_item(native_id, {contact}, found);
    if (!company.empty()) {
        add_identifier(item.identifiers, "crm", found.account.name, company, Known::proved);
        item.identifiers.back().cc = !contact.empty();
    }
    return item;
}

void add_deal(const CrmRow& row, const std::string& id, Found& found) {
    Item deal = owned_item("deal:" + id, of_kind("contact", row.text("contactid")),
                           of_kind("company", row.text("companyid")), found);
    const std::string mark = '@' + std::to_string(changed_ms(row));
    put(deal, "kind", "deal");
    put(deal, "at", ms_text(row.ms({"datecreate"})));
    put(deal, "title", row.text("title"));
    put(deal, "text", row.text("comments"));
    put(deal, "source", row.text("sourceid"));
    put(deal, "total" + mark, crm_total(row, "opportunity", "currencyid", found.account));
    put(deal, "status" + mark, row.text("stageid"));
    found.add(std::move(deal));
}

// OWNER_TYPE_ID: 1 lead, 2 deal, 3 contact, 4 company.
std::string owner_of(const CrmRow& row, const char* type, const char* id) {
    const std::string kind = row.text(type), number = row.text(id);
    return kind == "3" || kind == "contact" || kind == "CONTACT"   ? of_kind("contact", number)
           : kind == "4" || kind == "company" || kind == "COMPANY" ? of_kind("company", number)
           : kind == "1" || kind == "lead" || kind == "LEAD"       ? of_kind("lead", number)
                                                                   : std::string();
}

void add_activity(const CrmRow& row, const std::string& id, Found& found) {
    Item item = crm_item("activity:" + id, {owner_of(row, "ownertypeid", "ownerid")}, found);
    const std::string type = row.text("typeid"),
                      direction = row.text("direction");  // 1 meeting, 2 call, 3 task, 4 mail
    put(item, "kind",
        type == "1"   ? "event"
        : type == "2" ? "call"
        : type == "4" ? "mail"
        : type == "3" ? "task"
                      : "message");
    put(item, "at", ms_text(row.ms({"starttime", "created"})));
    put(item, "direction", direction == "1" ? "in" : direction == "2" ? "out" : "none");
    put(item, "title", row.text("subject"));
    put(item, "text", row.text("description"));
    put(item, "ends", ms_text(row.ms({"endtime"})));
    put(item, "status@" + std::to_string(changed_ms(row)),
        row.text("completed") == "Y" ? "completed" : "open");
    if (const Json& reached = row.json("communications"); reached.is_array())
        for (const Json& one : reached) {
            const std::string reach = text_at(one, "TYPE");
            if (reach == "PHONE")
                add_identifier(item.identifiers, "phone", "", text_at(one, "VALUE"), Known::given);
            if (reach == "EMAIL")
                add_identifier(item.identifiers, "email", "", text_at(one, "VALUE"), Known::given);
        }
    found.add(std::move(item));
}

void add_comment(const CrmRow& row, const std::string& id, Found& found) {
    Item item = crm_item("comment:" + id, {owner_of(row, "entitytype", "entityid")}, found);
    const std::string deal = row.text("entitytype") == "deal" ? row.text("entityid") : std::string();
    if (!deal.empty()) put(item, "refers_to", columns({"bitrix24", found.account.name, "deal:" + deal}));
    put(item, "kind", "note");
    put(item, "at", ms_text(row.ms({"created"})));
    put(item, "text", row.text("comment"));
    found.add(std::move(item));
}

// CALL_TYPE: 1 outgoing, 2 and 3 incoming, 4 call back.
void add_call(const CrmRow& row, const std::string& id, Found& found) {
    const std::string crm = owner_of(row, "crmentitytype", "crmentityid");
    Item item = crm_item("call:" + id, {}, found);
    const std::string number = row.text("phonenumber"), type = row.text("calltype");
    add_identifier(item.identifiers, "phone", "", number, Known::proved);
    if (!crm.empty()) add_identifier(item.identifiers, "crm", found.account.name, crm, Known::proved);
    const std::uint64_t at_ms = row.ms({"callstartdate"});
    const std::string spoken = row.text("callduration");
    const std::uint64_t seconds =
        spoken.empty() || spoken.size() > 6 || spoken.find_first_not_of("0123456789") != std::string::npos
            ? 0
            : std::stoull(spoken);
    const bool in = type == "2" || type == "3", answered = row.text("callfailedcode") == "200" && seconds > 0;
    put(item, "kind", "call");
    put(item, "at", ms_text(at_ms));
    put(item, "direction", in ? "in" : "out");
    put(item, "leg/1",
        columns({ms_text(at_ms), answered ? ms_text(at_ms) : "", ms_text(at_ms + seconds * 1000),
                 std::to_string(answered ? seconds : 0), in ? number : "", in ? "" : number,
                 answered ? "ANSWERED" : "NO ANSWER", row.text("portaluserid"), "", row.text("recordfileid"),
                 in ? "in" : "out", number}));
    found.add(std::move(item));
}

bool read(const CrmRow& row, const std::string& place, Found& found) {
    const std::string id = row.text("id");
    const auto dated = [&](std::uint64_t at_ms, const char* sentence) {
        if (at_ms == 0) found.reject(place, sentence, dump(row.raw()));
        return at_ms != 0;
    };
    // 0 is nobody's id, and what has none would be one with all others that have none.
    const auto named = [&](const std::string& own, const char* sentence) {
        const bool is = !own.empty() && own != "0";
        if (!is) found.reject(place, sentence, dump(row.raw()));
        return is;
    };
    if (row.has("callid") && row.has("calltype")) {
        if (named(row.text("callid"), "The call has no CALL_ID.") &&
            dated(row.ms({"callstartdate"}), "The call has no CALL_START_DATE."))
            add_call(row, row.text("callid"), found);
    } else if (row.has("ownertypeid") && row.has("typeid")) {
        if (named(id, "The activity has no ID.") &&
            dated(row.ms({"starttime", "created"}), "The activity has neither START_TIME nor CREATED."))
            add_activity(row, id, found);
    } else if (row.has("entitytype") && row.has("comment")) {
        if (named(id, "The comment has no ID.") && dated(row.ms({"created"}), "The comment has no CREATED."))
            add_comment(row, id, found);
    } else if (row.has("stageid") && row.has("opportunity")) {
        if (named(id, "The deal has no ID.")) add_deal(row, id, found);
    } else if (row.has("statusid") && row.has("title")) {
        if (named(id, "The lead has no ID.")) add_lead(row, id, found);
    } else if (row.has("companytype") || (row.has("title") && row.has("hasphone"))) {
        add_somebody(row, of_kind("company", id), row.text("title"), found);
    } else if (row.has("post") || row.has("hasphone") || row.has("phone") || row.has("Имя") ||
               row.has("Фамилия") || row.has("Рабочийтелефон") || row.has("Мобильныйтелефон") ||
               row.has("Рабочийemail") || row.has("customerhistoryid") || row.has("Названиекомпании")) {
        if (!row.has("active")) add_contact(row, id, found);  // `active` marks a colleague
    } else {
        return row.has("active") || row.has("sort") || row.has("responsibleid") || row.has("title");
    }
    return true;
}

}  // namespace

const Connector& bitrix24() {
    static const Connector connector{
        .channel = "bitrix24",
        .parse = parse_crm_rows<read>,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about = {
            .title = "Bitrix24 CRM: REST answers, contact tables",
            .formats = "answers of crm.*.list and crm.*.get, crm.activity.list, crm.timeline.comment.list, "
                       "voximplant.statistic.get (.json, .jsonl), tables of contacts (.csv)",
            .fields =
                "of contacts, companies and leads ID, names, PHONE, EMAIL, POST, address, BIRTHDATE, "
                "SOURCE_ID, STATUS_ID, DATE_MODIFY; of deals TITLE, STAGE_ID, OPPORTUNITY, CURRENCY_ID; of "
                "activities TYPE_ID, DIRECTION, SUBJECT, DESCRIPTION, times, COMMUNICATIONS; of comments "
                "COMMENT; of calls PHONE_NUMBER, CALL_TYPE, CALL_START_DATE, CALL_DURATION, CALL_FAILED_CODE",
            .ways = "poll, webhook, import, export",
            .authenticity = "",
            .id_rule = "deal:ID, lead:ID, activity:ID, comment:ID, call:CALL_ID; contacts and companies are "
                       "subjects",
            .identifiers = "record ids and calling numbers proved, a lead with a contact is that contact; "
                           "phones and mails given",
            .setup =
                "in Bitrix24: Developer resources, Other, Inbound webhook: an incoming webhook with the "
                "rights crm and telephony; agent.json: \"poll\": true and its "
                "address as the secret bitrix24_rest_url; or a robot or script that posts answers to "
                "https://HOST/bitrix24/ACCOUNT with the account's "
                "webhook_token, or "
                "files; `history-agent export --format bitrix24` gives the table for its import of contacts",
            .left_out =
                "tasks, colleagues, statuses, stages, products, open lines; events without their record",
            .tried = false}};
    return connector;
}

}  // namespace history::connectors
