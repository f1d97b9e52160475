#include "native/connectors/adobe_xdm.h"

#include "core/wire/hash.h"
#include "native/connectors/adobe_event.h"
#include "native/connectors/adobe_person.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/whatsapp.h"

namespace history::connectors {

namespace {

// "xdm:name", "xdm: name" and "name" are one name. Of two that become one the first in the order of letters stands.
Json plain(const Json& value) {
    if (value.is_array()) {
        Json list = Json::array();
        for (const Json& one : value) list.push_back(plain(one));
        return list;
    }
    if (!value.is_object()) return value;
    Json object = Json::object();
    for (const auto& [key, inner] : value.items()) {
        std::string name = key.starts_with("xdm:") ? key.substr(4) : key;
        while (name.starts_with(' ')) name.erase(0, 1);
        while (name.ends_with(' ')) name.pop_back();
        object.emplace(name, plain(inner));
    }
    return object;
}

std::string id_of(const Json& record) {
    const std::string id = text_at(record, "_id");
    return id.empty() ? text_at(record, "@id") : id;
}

std::uint64_t time_of(const Json& record) {
    for (const char* name : {"timestamp", "repo:modifyDate", "modifyDate"})
        if (const std::uint64_t at_ms = iso_ms(text_at(record, name)); at_ms != 0) return at_ms;
    return iso_ms(text_at(at(record, "_repo"), "modifyDate"));
}

// WhatsApp's own webhook inside of a record.
void add_whatsapp(const Json& webhook, Found& found) {
    const std::string body = dump(webhook);
    Parsed inner = whatsapp().parse(bytes_of(body), found.account);
    for (Item& item : inner.items) item.stub ? found.add_stub(std::move(item)) : found.add(std::move(item));
    for (Statement& statement : inner.statements) found.add(std::move(statement));
    for (Rejection& one : inner.rejections)
        found.reject(std::move(one.place), std::move(one.reason), std::move(one.raw));
}

bool unsubscribed(const Json& record) {
    const Json& count = at(at(record, "directMarketing"), "unsubscriptions");
    return text_at(record, "eventType") == "directMarketing.emailUnsubscribed" || count.is_object();
}

void add_event(const Json& record, const std::vector<Identifier>& of, std::uint64_t at_ms, Found& found) {
    Item item;
    item.native_id = id_of(record);
    if (item.native_id.empty())
        item.native_id =
            "hash:" + hex(hash_of("history adobe record 1", bytes_of(dump(record))).view()).substr(0, 32);
    put_adobe_event(record, item, found.account);
    put(item, "at", ms_text(at_ms));
    item.identifiers = of;
    if (unsubscribed(record) && !item.identifiers.empty())
        found.add(Statement{item.identifiers, {{"marketing", "stop"}}, at_ms});
    found.add(std::move(item));
    if (at(record, "consents").is_object() || at(record, "optInOut").is_object())
        add_adobe_person(record, of, at_ms, found);
}

// Goods, campaigns and groups of customers are of nobody.
bool of_nobody(const Json& record) {
    for (const char* name : {"productID", "promoName", "segmentIdentity"})
        if (record.contains(name)) return true;
    return false;
}

void read_record(const Json& written, Found& found) {
    if (!written.is_object()) return found.reject("", "The record is no object.", dump(written));
    const Json record = plain(written);
    const std::uint64_t at_ms = time_of(record);
    if (at(record, "whatsappWebhook").is_object()) return add_whatsapp(at(record, "whatsappWebhook"), found);
    const AdobeIdentities of = adobe_identities(record, found.account);
    if (of.cut)
        found.reject("", "The record has more than 100 identities; the others are left out.", dump(written));
    const bool timed = iso_ms(text_at(record, "timestamp")) != 0;
    if ((timed && !id_of(record).empty()) || !text_at(record, "eventType").empty())
        return add_event(record, of.list, at_ms, found);
    if (of_nobody(record) || add_adobe_person(record, of.list, at_ms, found)) return;
    found.add_unknown("", written, at_ms, {});
}

const Json& entity_of(const Json& message) {
    const Json& entity = at(at(message, "body"), "xdmEntity");
    return entity.is_object() ? entity : message;
}

void read(const Json& value, Found& found) {
    const Json* list = &value;
    for (const char* name : {"messages", "entities", "results"})
        if (at(value, name).is_array()) list = &at(value, name);
    const auto unit = [&](const Json& one) {
        found.begin_unit();
        read_record(entity_of(one), found);
        found.end_unit();
    };
    if (!list->is_array()) return unit(*list);
    for (const Json& one : *list) unit(one);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& adobe_xdm() {
    static const Connector connector{
        .channel = "adobe_xdm",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {
            .title = "Adobe Experience Platform: events and profiles (XDM)",
            .formats =
                "ExperienceEvent and Profile records, streaming messages, lists of both (.json, .jsonl)",
            .fields = "_id, timestamp, eventType, identityMap or endUserIDs, web.webPageDetails, "
                      "webReferrer, marketing, search, commerce, productListItems, directMarketing, device, "
                      "placeContext; of profiles person, addresses, phones, mails, loyalty, consents",
            .ways = "webhook, import",
            .authenticity = "",
            .id_rule = "_id, or @id of older records; without one a hash of the record",
            .identifiers = "CRMID and user ids proved unless the state says otherwise; loyalty, phone and "
                           "mail given; ECID, AAID and advertising ids as cookie given",
            .setup = "in Experience Platform: Destinations, Catalog, HTTP API: an HTTP destination or an "
                     "export of data sets; https://HOST/adobe_xdm/ACCOUNT?token="
                     "TOKEN, the token in agent.json as webhook_token",
            .left_out = "segments, weather, devices' details, hashed ids, schemas of one's own"}};
    return connector;
}

}  // namespace history::connectors
