#include "native/connectors/segment.h"

#include "core/wire/hash.h"
#include "native/connectors/segment_event.h"
#include "native/connectors/signature_twilio.h"

namespace history::connectors {
namespace {

std::string id_of(const Json& call) {
    std::string id = text_at(call, "messageId");
    if (id.empty())
        id = "hash:" + hex(hash_of("history segment call 1", bytes_of(dump(call))).view()).substr(0, 32);
    return id;
}

void add_event(const Json& call, const Json& batch, Found& found) {
    Item item;
    item.native_id = id_of(call);
    item.identifiers = segment_identifiers(call, at(at(call, "context"), "traits"), found.account);
    put(item, "at", ms_text(segment_time(call, batch)));
    put_segment_event(call, item, found.account);
    found.add(std::move(item));
}

// What the site was told about a person. Facts that the card has a place for; identifiers stand among the identifiers.
void add_identify(const Json& call, const Json& batch, Found& found) {
    const Json& traits =
        at(call, "traits").is_object() ? at(call, "traits") : at(at(call, "context"), "traits");
    Statement statement;
    statement.identifiers = segment_identifiers(call, traits, found.account);
    if (statement.identifiers.empty()) return;
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
    };
    fact("name", statement.identifiers.front().name);
    const std::string city = text_at(traits, "city");
    fact("city", city.empty() ? text_at(at(traits, "address"), "city") : city);
    fact("language", text_at(traits, "language"));
    statement.at_ms = segment_time(call, batch);
    found.add(std::move(statement));
}

void add_group(const Json& call, const Json& batch, Found& found) {
    Statement statement;
    statement.identifiers = segment_identifiers(call, Json(), found.account);
    const std::string name = text_at(at(call, "traits"), "name");
    if (statement.identifiers.empty() || name.empty()) return;
    statement.facts.emplace_back("company", name);
    statement.at_ms = segment_time(call, batch);
    found.add(std::move(statement));
}

// One person under two ids. previousId is an anonymous id in most programs, an older user id in others: it is taken as both.
void add_alias(const Json& call, const Json& batch, Found& found) {
    Statement statement;
    statement.identifiers = segment_identifiers(call, Json(), found.account);
    const std::string previous = text_at(call, "previousId");
    if (statement.identifiers.empty() || previous.empty()) return;
    add_identifier(statement.identifiers, "user", found.account.name, previous, Known::given);
    add_identifier(statement.identifiers, "cookie", found.account.name, previous, Known::given);
    statement.at_ms = segment_time(call, batch);
    found.add(std::move(statement));
}

void read_call(const Json& call, const Json& batch, const std::string& place, Found& found) {
    if (!call.is_object()) {
        found.reject(place, "The call is no object.", dump(call));
        return;
    }
    const std::string type = text_at(call, "type");
    if (type == "page" || type == "screen" || type == "track")
        add_event(call, batch, found);
    else if (type == "identify")
        add_identify(call, batch, found);
    else if (type == "group")
        add_group(call, batch, found);
    else if (type == "alias")
        add_alias(call, batch, found);
    else
        found.add_unknown(text_at(call, "messageId"), call, segment_time(call, batch),
                          segment_identifiers(call, Json(), found.account));
}

void read_unit(const Json& body, Found& found) {
    found.begin_unit();
    const Json& calls = at(body, "batch");
    if (calls.is_array()) {
        int n = 0;
        for (const Json& call : calls) read_call(call, body, "part " + std::to_string(++n), found);
    } else {
        read_call(body, body, "", found);
    }
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (value.is_array())
        for (const Json& one : value) read_unit(one, found);
    else
        read_unit(value, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& segment() {
    static const Connector connector{
        .channel = "segment",
        .parse = parse,
        .check = check_segment,  // of a webhook destination; the tracking API itself signs nothing
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Segment tracking API",
                  .formats =
                      "single calls and batches: identify, track, page, screen, group, alias (.json, .jsonl)",
                  .fields =
                      "messageId, type, event, timestamp, userId, anonymousId, traits, properties (order_id, "
                      "total, products, url, title), context (page, campaign, traits), previousId of alias",
                  .ways = "webhook, import",
                  .authenticity =
                      "webhook destination: header X-Signature, hex HMAC-SHA1 of the raw body with the "
                      "shared secret; without that secret the account's webhook_token",
                  .id_rule = "messageId; without one a hash of the call",
                  .identifiers =
                      "userId proved; anonymousId as cookie proved; e-mail and phone of traits given",
                  .setup =
                      "in Segment: Connections, Destinations, Webhooks (Actions): a webhook destination "
                      "https://HOST/segment/ACCOUNT with a shared secret, which stands in "
                      "agent.json as segment_shared_secret; or https://HOST/segment/ACCOUNT?token=TOKEN with "
                      "the token as webhook_token",
                  .left_out = "integrations and device details"},
        .webhook_secret = "segment_shared_secret"};
    return connector;
}

}  // namespace history::connectors
