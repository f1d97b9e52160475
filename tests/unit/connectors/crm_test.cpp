#include <doctest/doctest.h>

#include <set>

#include "native/connectors/bitrix24.h"
#include "native/connectors/bodies.h"
#include "native/connectors/callback.h"
#include "native/connectors/hubspot.h"
#include "native/connectors/salesforce.h"
#include "native/connectors/signature.h"
#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::connectors;

namespace {

struct Sum {
    std::uint64_t files = 0, units = 0, items = 0, stubs = 0, statements = 0, rejected = 0, unknown = 0,
                  other = 0;
    std::string text() const {
        std::string out;
        for (const std::uint64_t one : {files, units, items, stubs, statements, rejected, unknown, other})
            out += std::to_string(one) + ' ';
        return out;
    }
};

Sum sum_of(const Connector& source, const char* folder) {
    Sum sum;
    Account account;
    account.name = "crm";
    for (const auto& file : sample_files(folder)) {
        if (!source.claims(file.filename().string())) continue;
        ++sum.files;
        const std::string body = bytes_in(file);
        const Parsed parsed = source.parse(bytes_of(body), account);
        sum.units += parsed.units;
        sum.statements += parsed.statements.size();
        sum.rejected += parsed.rejections.size();
        sum.unknown += parsed.unknown;
        sum.other += parsed.other;
        for (const Item& item : parsed.items) ++(item.stub ? sum.stubs : sum.items);
    }
    return sum;
}

std::string fact_of(const Statement& statement, std::string_view name) {
    for (const auto& [fact, value] : statement.facts)
        if (fact == name) return value;
    return {};
}

const std::string contact_from_docs =
    R"({"id":"512","properties":{"firstname":"Дана","lastname":"Ким","phone":"+77010000041","email":"d@post.example",
        "company":"ТОО Роса","lastmodifieddate":"2026-08-24T13:00:00.000Z","hs_merged_object_ids":"77;78"},
        "createdAt":"2026-08-01T10:00:00.000Z"})";

}  // namespace

TEST_CASE("a HubSpot contact is a subject by its id, and so are those it swallowed") {
    const Parsed parsed = read_one(hubspot(), contact_from_docs);
    REQUIRE(parsed.statements.size() == 3);
    const Statement& first = parsed.statements.front();
    CHECK(spelled(first.identifiers) ==
          "crm contact:512 proved; phone +77010000041 given; email d@post.example given");
    CHECK(fact_of(first, "company") == "ТОО Роса");
    CHECK(first.at_ms == 1787576400000);
    CHECK(spelled(parsed.statements[1].identifiers) == "crm contact:512 proved; crm contact:77 proved");
    const Parsed audit = read_one(
        hubspot(), "canonical_vid,contact_id,vid_to_merge,timestamp\n512,512,79,2026-08-25 10:00:00\n");
    REQUIRE(audit.statements.size() == 1);
    CHECK(spelled(audit.statements[0].identifiers) == "crm contact:512 proved; crm contact:79 proved");
}

TEST_CASE("HubSpot's import table, its tables of engagements and their contacts, in any order") {
    const Parsed table = read_one(
        hubspot(),
        "Record ID,First Name,Last Name,Phone Number,Email\n512,Дана,Ким,+77010000041,d@post.example\n");
    REQUIRE(table.statements.size() == 1);
    CHECK(spelled(table.statements[0].identifiers) ==
          "crm contact:512 proved; phone +77010000041 given; email d@post.example given");
    const Parsed call =
        read_one(hubspot(), "engagement_id,property_hs_timestamp,type\n9,2026-08-24 10:00:00,CALL\n");
    REQUIRE(call.items.size() == 1);
    CHECK(call.items[0].native_id == "engagement:9");
    CHECK(value_of(call.items[0], "kind") == "call");
    const Parsed whose = read_one(hubspot(), "contact_id,engagement_id,engagement_type\n512,9,CALL\n");
    REQUIRE(whose.items.size() == 1);
    CHECK(whose.items[0].stub);
    CHECK(whose.items[0].native_id == "engagement:9");
    CHECK(spelled(whose.items[0].identifiers) == "crm contact:512 proved");
    const Parsed mail = read_one(hubspot(),
                                 "id,created,email_campaign_id,type,recipient,sent_by_created\n"
                                 "a,2026-08-24 10:05:00,2,OPEN,d@post.example,2026-08-24 10:00:00\n"
                                 "b,2026-08-24 10:06:00,2,CLICK,d@post.example,2026-08-24 10:00:00\n");
    REQUIRE(mail.items.size() == 1);
    CHECK(mail.repeats == 1);
    CHECK(value_of(mail.items[0], "at") == "1787565600000");
    CHECK(value_of(mail.items[0], "status@1787565960000") == "CLICK");
}

TEST_CASE("HubSpot's webhooks change a property, and are signed over address, body and time") {
    const std::string body =
        R"([{"eventId":1,"subscriptionType":"contact.propertyChange","objectId":512,"propertyName":"phone",
        "propertyValue":"+77010000042","occurredAt":1787576400000},
        {"eventId":2,"subscriptionType":"contact.merge","primaryObjectId":512,"mergedObjectIds":[80],"occurredAt":1787576400000}])";
    const Parsed parsed = read_one(hubspot(), body);
    CHECK(parsed.units == 2);
    REQUIRE(parsed.statements.size() == 2);
    CHECK(spelled(parsed.statements[0].identifiers) == "crm contact:512 proved; phone +77010000042 given");
    CHECK(spelled(parsed.statements[1].identifiers) == "crm contact:512 proved; crm contact:80 proved");
    Account account;
    account.secrets = {{"hubspot_client_secret", "secret"},
                       {"hubspot_url", "https://hooks.example/hubspot/crm"}};
    const std::string time = "1787576400000";
    const Bytes mac = hmac_sha256(
        "secret", {bytes_of("POSThttps://hooks.example/hubspot/crm"), bytes_of(body), bytes_of(time)});
    std::string text = base64url(mac);
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    Headers headers{{"x-hubspot-signature-v3", text + "="}, {"x-hubspot-request-timestamp", time}};
    CHECK(hubspot().check(bytes_of(body), headers, account) == Authenticity::genuine);
    CHECK(hubspot().check(bytes_of(body + " "), headers, account) == Authenticity::forged);
    CHECK(hubspot().signed_at({}, headers, account) == 1787576400000);
    headers["x-hubspot-request-timestamp"] = "1787576400001";
    CHECK(hubspot().check(bytes_of(body), headers, account) == Authenticity::forged);
    CHECK(hubspot().check(bytes_of(body), {{"host", "x"}}, account) == Authenticity::forged);
    CHECK(hubspot().check(bytes_of(body), headers, {}) == Authenticity::missing);
}

TEST_CASE("a Salesforce id of 15 characters is the one of 18") {
    CHECK(salesforce_id("0033700000JmrFP") == "0033700000JmrFPAAZ");
    CHECK(salesforce_id("0031G00001Pji7ZQAR") == "0031G00001Pji7ZQAR");
    CHECK(salesforce_id("0031G00001Pji7Z") == "0031G00001Pji7ZQAR");
    CHECK(salesforce_id("short").empty());
    CHECK(salesforce_id("0031G00001Pji7Z!").empty());
}

TEST_CASE("Salesforce records of every object, by their ids") {
    const Parsed people = read_one(salesforce(), R"({"totalSize":2,"records":[
        {"attributes":{"type":"Contact"},"Id":"0031G00001Pji7ZQAR","FirstName":"Дана","LastName":"Ким","MobilePhone":"+77010000041",
         "MailingCity":"Алматы","LastModifiedDate":"2026-08-24T13:00:00.000+0000"},
        {"attributes":{"type":"Lead"},"Id":"00Q1G00000nDnM5UAK","LastName":"Ким","ConvertedContactId":"0031G00001Pji7ZQAR"}]})");
    CHECK(people.units == 2);
    REQUIRE(people.statements.size() == 3);
    CHECK(spelled(people.statements[0].identifiers) ==
          "crm 0031G00001Pji7ZQAR proved; phone +77010000041 given");
    CHECK(fact_of(people.statements[0], "city") == "Алматы");
    CHECK(spelled(people.statements[2].identifiers) ==
          "crm 00Q1G00000nDnM5UAK proved; crm 0031G00001Pji7ZQAR proved");
    const Parsed task =
        read_one(salesforce(),
                 "Id,WhoId,AccountId,Subject,ActivityDate,TaskSubtype,CallType,Status,LastModifiedDate\n"
                 "00T1G00003Ufap9UAB,0031G00001Pji7ZQAR,0011G00000jWVWoQAO,Звонок,2026-08-24,Call,Inbound,"
                 "Completed,2026-08-24T13:00:00.000Z\n");
    REQUIRE(task.items.size() == 1);
    CHECK(value_of(task.items[0], "kind") == "call");
    CHECK(value_of(task.items[0], "direction") == "in");
    CHECK(spelled(task.items[0].identifiers)
              .starts_with("crm 0031G00001Pji7ZQAR proved; crm 0011G00000jWVWoQAO"));
    CHECK(task.items[0].identifiers[1].cc);
}

TEST_CASE("Bitrix24's answers: a lead that became a contact, a deal, an activity, a call") {
    const Parsed lead = read_one(
        bitrix24(),
        R"({"result":[{"ID":"1","TITLE":"Заявка","STATUS_ID":"CONVERTED","NAME":"Анна","CONTACT_ID":"4",
        "OPPORTUNITY":"561000.00","CURRENCY_ID":"RUB","DATE_CREATE":"2026-03-10T08:11:00+03:00","DATE_MODIFY":"2026-08-11T16:11:00+03:00",
        "PHONE":[{"ID":"1","VALUE":"+79161006733","VALUE_TYPE":"WORK"}]}],"total":1})");
    REQUIRE(lead.statements.size() == 2);
    CHECK(spelled(lead.statements[0].identifiers) == "crm lead:1 proved; phone +79161006733 given");
    CHECK(spelled(lead.statements[1].identifiers) == "crm contact:4 proved; crm lead:1 proved");
    REQUIRE(lead.items.size() == 1);
    CHECK(value_of(lead.items[0], "total@1786453860000") == "56100000 RUB");
    const Parsed call = read_one(
        bitrix24(), R"({"result":[{"ID":"7","CALL_ID":"c-1","CALL_TYPE":"2","PHONE_NUMBER":"+79161006733",
        "CALL_DURATION":"61","CALL_START_DATE":"2026-08-11T16:11:00+03:00","CALL_FAILED_CODE":"200"}]})");
    REQUIRE(call.items.size() == 1);
    CHECK(call.items[0].native_id == "call:c-1");
    CHECK(value_of(call.items[0], "direction") == "in");
    const Parsed table = read_one(
        bitrix24(),
        "ID;Имя;Фамилия;Рабочий телефон;Рабочий e-mail\n4;Анна;Медведева;+79161006733;a@b.example\n");
    REQUIRE(table.statements.size() == 1);
    CHECK(spelled(table.statements[0].identifiers) ==
          "crm contact:4 proved; phone +79161006733 given; email a@b.example given");
}

TEST_CASE("a contact's company, as three CRMs name it; the company itself says that it is one") {
    const Parsed hub = read_one(
        hubspot(),
        R"({"id":"512","properties":{"firstname":"Дана","associatedcompanyid":"9"},"updatedAt":"2026-08-24T13:00:00Z",
        "associations":{"companies":{"results":[{"id":"9","type":"contact_to_company"},{"id":"10","type":"contact_to_company"}]}}})");
    REQUIRE(hub.statements.size() == 1);
    CHECK(spelled(hub.statements[0].identifiers) ==
          "crm contact:512 proved; employer crm:shop:company:9 given; employer crm:shop:company:10 given");
    const Parsed bitrix = read_one(
        bitrix24(),
        R"({"result":[{"ID":"4","NAME":"Анна","LAST_NAME":"Ким","COMPANY_ID":"3","COMPANY_IDS":[3,"8"],
        "DATE_MODIFY":"2026-08-11T16:11:00+03:00","PHONE":[{"VALUE":"+79161006733"}],"TYPE_ID":"CLIENT"}]})");
    REQUIRE(bitrix.statements.size() == 1);
    CHECK(spelled(bitrix.statements[0].identifiers) ==
          "crm contact:4 proved; phone +79161006733 given; employer crm:shop:company:3 given; employer "
          "crm:shop:company:8 given");
    const Parsed sales =
        read_one(salesforce(),
                 R"({"records":[{"Id":"0035g00000AAAAAAA0","LastName":"Ким","AccountId":"0015g00000BBBBBBBB"},
        {"Id":"0015g00000BBBBBBBB","Name":"ТОО Роса"},{"Id":"0015g00000CCCCCCCC","LastName":"Оспан","IsPersonAccount":true}]})");
    REQUIRE(sales.statements.size() == 3);
    CHECK(spelled(sales.statements[0].identifiers)
              .find("employer crm:shop:" + salesforce_id("0015g00000BBBBBBBB") + " given") !=
          std::string::npos);
    CHECK(fact_of(sales.statements[0], "kind").empty());
    CHECK(fact_of(sales.statements[1], "kind") == "company");
    CHECK(fact_of(sales.statements[2], "kind").empty());
    const Parsed tables = read_one(hubspot(), "contact_id,company_id\n512,11\n");
    REQUIRE(tables.statements.size() == 1);
    CHECK(spelled(tables.statements[0].identifiers) ==
          "crm contact:512 proved; employer crm:shop:company:11 given");
    CHECK(tables.statements[0].identifiers[1].cc);
    const Parsed company =
        read_one(hubspot(), R"({"id":"9","properties":{"name":"ТОО Роса","domain":"rosa.example"}})");
    for (const Statement& one : company.statements) CHECK(fact_of(one, "kind") == "company");
}

TEST_CASE("a form names the company by a number that checks, never by a name") {
    const auto told = [](const std::string& fields) {
        return spelled(
            only_item(callback(),
                      "submission_id=s1&submitted_at=2026-09-01T10:00:00Z&phone=%2B77010000001&" + fields)
                .identifiers);
    };
    CHECK(told("company=Svet&inn=7707083893") == "phone +77010000001 given; employer inn::7707083893 given");
    CHECK(told("company=Svet&inn=7707083894") == "phone +77010000001 given");    // the check digit is wrong
    CHECK(told("company=Svet&inn=500100732259") == "phone +77010000001 given");  // a person's number
    CHECK(told("company=Svet") == "phone +77010000001 given");
}

TEST_CASE("the samples of HubSpot and Salesforce, with what becomes of every record") {
    // files units items stubs statements rejected unknown other
    if (!sample_files("hubspot").empty())
        CHECK(sum_of(hubspot(), "hubspot").text() == "26 1039 173 27 152 0 0 785 ");
    if (!sample_files("salesforce").empty())  // two contacts whose ids lost a letter
        CHECK(sum_of(salesforce(), "salesforce").text() == "9 67 30 0 14 2 0 35 ");
}

TEST_CASE("the demo data of Bitrix24, list by list as its methods answer") {
    for (const auto& file : sample_files("bitrix24")) {
        if (file.filename() != "dataset.json") continue;
        const std::string content = bytes_in(file);
        const auto data = parse_json(content);
        REQUIRE(data.has_value());
        const auto counted = [&](const char* list) {
            const Parsed parsed = read_one(bitrix24(), dump(Json{{"result", (*data)["entities"][list]}}));
            CHECK(parsed.rejections.empty());
            return std::to_string(parsed.units) + ' ' + std::to_string(parsed.items.size()) + ' ' +
                   std::to_string(parsed.statements.size()) + ' ' + std::to_string(parsed.other);
        };
        CHECK(counted("contacts") == "30 0 30 30");
        CHECK(counted("companies") == "12 0 12 12");
        CHECK(counted("leads") == "25 25 25 0");
        CHECK(counted("deals") == "60 60 0 0");
        CHECK(counted("users") == "6 0 0 6");
        CHECK(counted("statuses") == "23 0 0 23");
        CHECK(counted("tasks") == "30 0 0 30");
    }
}

TEST_CASE("cut, empty and wrongly typed bodies of CRMs are refused or kept, never more") {
    for (const Connector* source : {&hubspot(), &salesforce(), &bitrix24()}) {
        for (const char* body :
             {"", "{", "[]", "[1,2]", "null", R"({"id":{"a":1},"properties":[1]})",
              R"({"results":[[],null]})", R"({"ID":1,"PHONE":{"VALUE":7},"NAME":[1],"HAS_PHONE":"Y"})",
              "a,b\n1,2\n", "id,name\n\"1"}) {
            Account account;
            account.name = "crm";
            const Parsed parsed = source->parse(bytes_of(std::string_view(body)), account);
            CHECK(parsed.units <= 2);
        }
        for (std::size_t cut = 0; cut < contact_from_docs.size(); cut += 7) {
            const Parsed parsed =
                source->parse(bytes_of(std::string_view(contact_from_docs).substr(0, cut)), {});
            CHECK(parsed.items.empty());
        }
    }
}

TEST_CASE("a record of Bitrix24 without an id of its own is rejected with its kind, and 0 is none") {
    const std::pair<const char*, const char*> records[] = {
        {R"("TITLE":"Form","STATUS_ID":"NEW","CONTACT_ID":"7")", "The lead has no ID."},
        {R"("TITLE":"Kettles","STAGE_ID":"WON","OPPORTUNITY":"1200")", "The deal has no ID."},
        {R"("OWNER_TYPE_ID":"3","TYPE_ID":"1","START_TIME":"2026-05-04T10:00:00+03:00")",
         "The activity has no ID."},
        {R"("ENTITY_TYPE":"deal","COMMENT":"ok","CREATED":"2026-05-04T10:00:00+03:00")",
         "The comment has no ID."}};
    for (const auto& [record, sentence] : records)
        for (const char* id : {"", R"("ID":"0",)", R"("ID":"",)", R"("ID":null,)"}) {
            const Parsed parsed = read_one(bitrix24(), R"({"result":[{)" + std::string(id) + record + "}]}");
            CAPTURE(sentence);
            CHECK(parsed.items.empty());
            REQUIRE(parsed.rejections.size() == 1);
            CHECK(parsed.rejections[0].reason == sentence);
            CHECK(
                read_one(bitrix24(), R"({"result":[{"ID":"1",)" + std::string(record) + "}]}").items.size() ==
                1);
        }
    const Parsed call = read_one(
        bitrix24(),
        R"({"result":[{"CALL_ID":"","CALL_TYPE":"2","CALL_START_DATE":"2026-05-04T10:00:00+03:00"}]})");
    REQUIRE(call.rejections.size() == 1);
    CHECK(call.rejections[0].reason == "The call has no CALL_ID.");
}
