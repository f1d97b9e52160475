#include "native/connectors/hubspot.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/crm_row.h"
#include "native/connectors/said.h"
#include "native/connectors/signature_base64.h"

namespace history::connectors {

namespace {

constexpr std::size_t emails_max = 32;

std::string contact(const std::string& id) {
    return id.empty() ? id : "contact:" + id;
}

std::uint64_t changed_ms(const CrmRow& row) {
    return row.ms({"lastmodifieddate", "hslastmodifieddate", "updatedat", "createdate", "createdat"});
}

// The property of the first company, a table's column of all, and the answer's own associations.
std::vector<std::string> companies_of(const CrmRow& row) {
    std::vector<std::string> ids;
    const auto put = [&](const std::string& number) {
        std::string id = "company:" + number;
        if (!number.empty() && ids.size() < 32 && std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(std::move(id));
    };
    put(row.text("associatedcompanyid"));
    const std::string several = row.text({"associatedcompanyids", "associatedcompanyidsprimary"});
    for (std::size_t from = 0; from < several.size();) {
        const std::size_t end = std::min(several.find(';', from), several.size());
        put(several.substr(from, end - from));
        from = end + 1;
    }
    if (const Json& all = at(at(row.json("associations"), "companies"), "results"); all.is_array())
        for (const Json& one : all) put(text_at(one, "id"));
    return ids;
}

void add_contact(const CrmRow& row, Found& found) {
    CrmPerson person;
    person.id = contact(row.text({"recordid", "id", "vid", "hsobjectid"}));
    person.name = joined_name(row.text("firstname"), row.text("lastname"));
    for (const char* name : {"phone", "phonenumber", "mobilephone", "mobilephonenumber"})
        if (std::string number = row.text(name); !number.empty()) person.phones.push_back(std::move(number));
    for (const char* name : {"email", "email1", "workemail"})
        if (std::string mail = row.text(name); !mail.empty()) person.emails.push_back(std::move(mail));
    const std::string others = row.text({"additionalemailaddresses", "hsadditionalemails"});
    bool all = true;
    for (std::size_t from = 0; from < others.size() && all;) {
        const std::size_t end = std::min(others.find(';', from), others.size());
        std::string mail(trimmed(others.substr(from, end - from)));
        all = mail.empty() || person.emails.size() < emails_max;
        if (all && !mail.empty()) person.emails.push_back(std::move(mail));
        from = end + 1;
    }
    if (!all)
        found.reject("", "The contact has more than 32 e-mail addresses; the others are left out.",
                     dump(row.raw()));
    person.facts = {
        {"company", row.text({"company", "companyname"})},           {"position", row.text("jobtitle")},
        {"address", row.text({"address", "streetaddress"})},         {"city", row.text("city")},
        {"language", row.text({"hslanguage", "preferredlanguage"})}, {"birthday", row.text("dateofbirth")}};
    person.customer = crm_customer(row);
    person.at_ms = changed_ms(row);
    person.employers = companies_of(row);
    add_person(person, found);
    const std::string merged = row.text("hsmergedobjectids");
    for (std::size_t from = 0; from < merged.size() && !person.id.empty();) {
        const std::size_t end = std::min(merged.find(';', from), merged.size());
        add_merge(person.id, contact(merged.substr(from, end - from)), person.at_ms, found);
        from = end + 1;
    }
}

void add_company(const CrmRow& row, Found& found) {
    CrmPerson company;
    const std::string id = row.text({"recordid", "id", "companyid", "hsobjectid"});
    company.id = id.empty() ? id : "company:" + id;
    company.name = row.text({"companyname", "name"});
    if (std::string phone = row.text({"phone", "phonenumber"}); !phone.empty())
        company.phones.push_back(std::move(phone));
    company.facts = {{"address", row.text({"address", "streetaddress"})},
                     {"city", row.text("city")},
                     {"industry", row.text("industry")},
                     {"site", row.text("domain")},
                     {"note", row.text("description")}};
    company.at_ms = changed_ms(row);
    company.company = true;
    add_person(company, found);
}

void add_deal(const CrmRow& row, Found& found) {
    const std::string id = row.text({"dealid", "id", "hsobjectid"});
    Item deal = crm_item("deal:" + id, {}, found);
    const std::uint64_t at_ms = changed_ms(row);
    const std::string mark = '@' + std::to_string(at_ms);
    put(deal, "kind", "deal");
    put(deal, "at", ms_text(row.ms({"createdate", "createdat"})));
    put(deal, "title", row.text("dealname"));
    put(deal, "text", row.text("description"));
    put(deal, "total" + mark, crm_total(row, "amount", "dealcurrencycode", found.account));
    put(deal, "status" + mark, row.text({"dealstage", "dealpipelinestageid"}));
    found.add(std::move(deal));
}

// Whose a deal or engagement is, as a table of its own; a company beside a person never owns what is the person's.
void add_owner(const std::string& item, const std::string& person, const std::string& company, Found& found) {
    Item stub = crm_item(item, {contact(person)}, found);
    if (!company.empty()) {
        add_identifier(stub.identifiers, "crm", found.account.name, "company:" + company, Known::proved);
        stub.identifiers.back().cc = true;
    }
    if (!stub.identifiers.empty()) found.add_stub(std::move(stub));
}

std::string_view kind_of(const std::string& type) {
    return type == "CALL"      ? "call"
           : type == "EMAIL"   ? "mail"
           : type == "MEETING" ? "event"
           : type == "NOTE"    ? "note"
           : type == "TASK"    ? "task"
           : type == "SMS" || type == "WHATS_APP" || type == "COMMUNICATION" || type == "LINKEDIN_MESSAGE"
               ? "message"
               : "";
}

bool add_engagement(const CrmRow& row, const std::string& place, Found& found) {
    const std::string id = row.text({"engagementid", "id", "hsobjectid"});
    const bool meeting = row.has("starttime") || row.has("hsmeetingstarttime");
    const std::string_view kind = meeting                 ? "event"
                                  : row.has("hstasktype") ? "task"
                                                          : kind_of(row.text("type"));
    if (kind.empty()) return !id.empty();
    const std::uint64_t at_ms = row.ms({"hsmeetingstarttime", "starttime", "hstimestamp", "hscreatedate"});
    if (at_ms == 0) {
        found.reject(place, "The engagement has no hs_timestamp.", dump(row.raw()));
        return true;
    }
    Item item = crm_item("engagement:" + id, {}, found);
    put(item, "kind", std::string(kind));
    put(item, "at", ms_text(at_ms));
    put(item, "title",
        row.text({"hsemailsubject", "hscalltitle", "hsmeetingtitle", "hstasksubject", "title"}));
    put(item, "text",
        row.text({"hsemailtext", "hsnotebody", "hscallbody", "hsmeetingbody", "hstaskbody",
                  "hscommunicationbody", "body"}));
    const std::string direction = row.text({"hscalldirection", "hsemaildirection"});
    put(item, "direction",
        direction.starts_with("INCOMING") || direction == "INBOUND" ? "in"
        : direction.empty()                                         ? "none"
                                                                    : "out");
    put(item, "starts", meeting ? ms_text(at_ms) : "");
    put(item, "ends", ms_text(row.ms({"hsmeetingendtime", "endtime"})));
    put(item, "stage", row.text({"hstaskstatus", "meetingoutcome", "hsmeetingoutcome"}));
    found.add(std::move(item));
    return true;
}

void add_submission(const CrmRow& row, const std::string& place, Found& found) {
    const std::uint64_t at_ms = row.ms({"timestamp", "submittedat"});
    if (at_ms == 0) return found.reject(place, "The submission has no timestamp.", dump(row.raw()));
    Item item = crm_item("submission:" + row.text("contactid") + ':' + row.text("conversionid"),
                         {contact(row.text("contactid"))}, found);
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "at", ms_text(at_ms));
    put(item, "title", row.text("title"));
    put(item, "url", row.text("pageurl"));
    found.add(std::move(item));
}

// Every event of one mailing to one person is a step of one item.
void add_mailing(const CrmRow& row, const std::string& place, Found& found) {
    const std::uint64_t at_ms = row.ms({"created"});
    const std::string recipient = row.text("recipient"), type = row.text("type");
    if (at_ms == 0 || recipient.empty())
        return found.reject(place, "The event has no created or no recipient.", dump(row.raw()));
    Item item;
    item.native_id = "mailing:" + row.text("emailcampaignid") + ':' + recipient;
    add_identifier(item.identifiers, "email", "", recipient, Known::given);
    put(item, "kind", "mailing");
    put(item, "direction", "out");
    put(item, "bot", "1");
    put(item, "campaign", row.text("emailcampaignid"));
    put(item, "status@" + std::to_string(at_ms), type);
    if (const std::uint64_t sent_ms = type == "SENT" ? at_ms : row.ms({"sentbycreated"}); sent_ms != 0)
        put(item, "at", ms_text(sent_ms));
    found.add(std::move(item));
}

// {"subscriptionType":"contact.propertyChange","objectId":..,"propertyName":..,"propertyValue":..,"occurredAt":ms}
bool add_event(const CrmRow& row, Found& found) {
    const std::string type = row.text("subscriptiontype"), id = row.text("objectid");
    const std::uint64_t at_ms = row.ms({"occurredat"});
    if (type == "contact.merge") {
        const Json& merged = row.json("mergedobjectids");
        const std::string primary = contact(row.text("primaryobjectid"));
        if (merged.is_array())
            for (const Json& other : merged) add_merge(primary, contact(dump(other)), at_ms, found);
        return true;
    }
    const std::string name = row.text("propertyname");
    if (type == "contact.propertyChange" && !name.empty()) {
        CrmRow change;
        change.put("id", id);
        change.put(name, row.text("propertyvalue"));
        change.put("updatedat", std::to_string(at_ms));
        add_contact(change, found);
        return true;
    }
    if (type == "deal.propertyChange" && (name == "dealstage" || name == "amount")) {
        Item deal = crm_item("deal:" + id, {}, found);
        if (name == "dealstage") put(deal, "status@" + std::to_string(at_ms), row.text("propertyvalue"));
        if (!deal.fields.empty()) found.add_stub(std::move(deal));
        return true;
    }
    return type == "contact.creation" || type == "deal.propertyChange";
}

bool has_any(const CrmRow& row, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return row.has(name); });
}

bool read(const CrmRow& row, const std::string& place, Found& found) {
    if (row.has("subscriptiontype")) return add_event(row, found);
    if (row.has("vidtomerge")) {
        add_merge(contact(row.text({"canonicalvid", "contactid"})), contact(row.text("vidtomerge")),
                  row.ms({"timestamp"}), found);
    } else if (row.has("engagementid") &&
               (row.has("contactid") || row.has("companyid") || row.has("dealid"))) {
        add_owner("engagement:" + row.text("engagementid"), row.text("contactid"), row.text("companyid"),
                  found);
    } else if (row.has("dealid") && row.has("contactid")) {
        add_owner("deal:" + row.text("dealid"), row.text("contactid"), {}, found);
    } else if (row.has("contactid") && row.has("companyid")) {  // a table of associations
        CrmPerson person;
        person.id = contact(row.text("contactid"));
        person.employers = {"company:" + row.text("companyid")};
        person.at_ms = changed_ms(row);
        add_person(person, found);
    } else if (row.has("dealid") && row.has("dateentered")) {
        Item stage = crm_item("deal:" + row.text("dealid"), {}, found);
        put(stage, "status@" + std::to_string(row.ms({"dateentered"})), row.text("value"));
        if (!stage.fields.empty()) found.add_stub(std::move(stage));
    } else if (row.has("conversionid") || (row.has("formid") && row.has("contactid"))) {
        add_submission(row, place, found);
    } else if (row.has("engagementid") || row.has("hstimestamp") || row.has("hsmeetingstarttime")) {
        return add_engagement(row, place, found);
    } else if (row.has("recipient") && row.has("created")) {
        add_mailing(row, place, found);
    } else if (row.has("dealid") || row.has("dealname") || row.has("dealstage")) {
        add_deal(row, found);
    } else if (has_any(row, {"firstname", "lastname", "email", "mobilephonenumber", "jobtitle",
                             "additionalemailaddresses", "preferredlanguage", "dateofbirth"})) {
        // colleagues and owners have no mark of a contact
        if (!row.has("ownerid") && !row.has("activeuserid")) add_contact(row, found);
    } else if (row.has("name") || row.has("companyname") || row.has("domain")) {
        if (!row.has("guid") && !row.has("subtype")) add_company(row, found);
    } else if (has_any(row, {"recordid", "phonenumber", "customerhistoryid"})) {  // a contact without a name
        add_contact(row, found);
    } else {
        // Details of events (bounces, clicks), forms, campaigns, owners: known, and nothing of a person.
        return row.has("id") || row.has("guid") || row.has("ownerid");
    }
    return true;
}

}  // namespace

const Connector& hubspot() {
    static const Connector connector{
        .channel = "hubspot",
        .parse = parse_crm_rows<read>,
        .check = check_hubspot,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about = {.title = "HubSpot CRM: API answers, webhooks, export tables",
                  .formats = "answers of the CRM API and webhooks (.json, .jsonl), tables of contacts, "
                             "companies, deals, engagements, "
                             "submissions, mail events, merges and associations (.csv)",
                  .fields =
                      "of contacts hs_object_id, names, phones, email and further ones, company, jobtitle, "
                      "address, city, language, hs_merged_object_ids; of companies name, domain, phone, "
                      "industry; of deals name, amount, stage; of engagements type, timestamp, subject, "
                      "body, direction, duration; of mail events type, recipient, campaign, times",
                  .ways = "webhook, import, export",
                  .authenticity = "header X-HubSpot-Signature-v3: base64 HMAC-SHA256 with the client secret "
                                  "over method, address, body "
                                  "and timestamp, within five minutes",
                  .id_rule = "deal:ID, engagement:ID, submission:CONTACT:CONVERSION, "
                             "mailing:CAMPAIGN:RECIPIENT; contacts are subjects",
                  .identifiers = "record ids proved (merged ones joined); phones and mails given",
                  .setup = "in the developer account: the application, Webhooks, Create subscription: "
                           "webhooks of contacts and deals to https://HOST/hubspot/ACCOUNT; the "
                           "application's client secret as "
                           "hubspot_client_secret, that address as hubspot_url; `history-agent export "
                           "--format hubspot` gives the table "
                           "for HubSpot's import",
                  .left_out = "pipelines, forms, owners, campaigns, details of clicks and bounces",
                  .tried = false},
        .webhook_secret = "hubspot_client_secret",
        .signed_at = hubspot_signed_at};
    return connector;
}

}  // namespace history::connectors
