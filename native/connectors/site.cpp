#include "native/connectors/site.h"

#include "native/connectors/json_body.h"
#include "native/connectors/site_event.h"

namespace history::connectors {
namespace {

void read_value(const Json& value, Found& found, bool collected) {
    if (!value.is_array() || value.empty()) return read_site_event(value, "", found, collected);
    std::size_t part = 0;
    for (const Json& event : value)
        read_site_event(event, "part " + std::to_string(++part), found, collected);
}

void read_lines(std::string_view text, Found& found, bool collected) {
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = text.find('\n');
        std::string_view one = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string place = "line " + std::to_string(line);
        if (const std::optional<Json> value = parse_json(one)) {
            read_site_event(*value, place, found, collected);
            continue;
        }
        found.begin_unit();
        found.reject(place, "The line is no JSON in UTF-8, or it is cut.", std::string(one));
        found.end_unit();
    }
}

template <bool collected>
Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    const std::string_view text = text_of(body);
    if (body.size() > site_body_limit)
        found.reject_body("The body is larger than 64 KiB.", body);
    else if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        found.reject_body("The body is empty.", body);
    else if (has_nul(text))
        found.reject_body(json_has_nul, body);
    else if (const std::optional<Json> value = parse_json(text))
        read_value(*value, found, collected);
    else
        read_lines(text, found, collected);
    return found.take();
}

}  // namespace

const Connector& site() {
    static const Connector connector{
        .channel = "site",
        .parse = parse<false>,
        .claims = claims_json,
        .split = split_json,
        .about = {
            .title = "Own collector of a site or application",
            .formats = "events as a JSON object, an array or JSON lines, at most 64 KiB (.json, .jsonl)",
            .fields = "id, at, event, cookie, user with user_hash, name, phone, email, url, title, referrer, "
                      "query, text, thread, product, place, rating, starts, ends, state, app, order with "
                      "number, total, currency and lines, answers",
            .ways = "POST /collect, import",
            .authenticity = "anybody can send events; a signed-in user is proved by the HMAC-SHA256 of his "
                            "id in user_hash",
            .id_rule = "id of the event, through POST /collect together with the browser's cookie; without "
                       "one the hash of the event",
            .identifiers = "user with user_hash proved, else said; phone, e-mail and cookie given; numbers "
                           "and addresses in words said",
            .setup =
                "put collect.js on the pages, their origins (https://shop.example) in the account's own; "
                "events go "
                "to https://HOST/collect/ACCOUNT; for signed-in users choose a secret, give it to the site's "
                "server and to agent.json as site_user_secret",
            .left_out = "address of the visitor's network, kind of browser"}};
    return connector;
}

const Connector& collected() {
    static const Connector connector = [] {
        Connector one = site();
        one.parse = parse<true>;
        return one;
    }();
    return connector;
}

}  // namespace history::connectors
