#include "native/connectors/site_event.h"

#include "core/wire/hash.h"
#include "native/connectors/ad_source.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"
#include "native/connectors/signature.h"

namespace history::connectors {
namespace {

constexpr std::size_t id_bytes_max = 128;
constexpr std::size_t answers_max = 100;

std::uint64_t moment(const Json& event, const char* name) {
    if (at(event, name).is_string()) {
        if (const std::uint64_t at_ms = iso_ms(text_at(event, name)); at_ms != 0) return at_ms;
    }
    const std::int64_t ms = int_at(event, name);
    return ms > 0 ? ms_of(ms / 1000) + static_cast<std::uint64_t>(ms_of(ms / 1000) != 0 ? ms % 1000 : 0) : 0;
}

// The site signs who is signed in, because everybody can write a body.
bool user_is_proved(const Json& event, const std::string& user, const Account& account) {
    const auto secret = account.secrets.find("site_user_secret");
    if (secret == account.secrets.end() || secret->second.empty()) return false;
    const Result<Bytes> shown = unhex(text_at(event, "user_hash"));
    const Bytes own = hmac_sha256(secret->second, {bytes_of(user)});
    if (!shown.ok() || shown->size() != own.size()) return false;
    return equal_constant_time(*shown, own);
}

std::vector<Identifier> identifiers_of(const Json& event, const Account& account) {
    std::vector<Identifier> list;
    const std::string user = text_at(event, "user"), name = text_at(event, "name");
    const bool proved = !user.empty() && user_is_proved(event, user, account);
    if (proved) add_identifier(list, "user", account.name, user, Known::proved, name);
    add_identifier(list, "phone", "", text_at(event, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(event, "email"), Known::given, name);
    add_identifier(list, "cookie", account.name, text_at(event, "cookie"), Known::given);
    if (!proved) add_identifier(list, "user", account.name, user, Known::said);
    return list;
}

void put_visit(const Json& event, Item& item) {
    const std::string url = text_at(event, "url"), referrer = text_at(event, "referrer");
    put(item, "url", url);
    put(item, "referrer", referrer);
    const std::string source = url_parameter(url, "utm_source");
    put(item, "source",
        source.empty() ? std::string(click_source(url))
                       : joined_name(source, url_parameter(url, "utm_medium")));
    put(item, "campaign", url_parameter(url, "utm_campaign"));
    std::string words = text_at(event, "query");
    if (words.empty()) words = url_parameter(url, "utm_term");
    put(item, "query", words.empty() ? searched_words(referrer) : words);
    for (const char* name :
         {"gclid", "gbraid", "wbraid", "yclid", "fbclid", "msclkid", "ttclid", "rb_clickid"})
        if (const std::string id = url_parameter(url, name); !id.empty())
            return put(item, "click", std::string(name) + '=' + id);
}

void put_order(const Json& order, Item& item, const Account& account) {
    put(item, "number", text_at(order, "number"));
    std::string currency = text_at(order, "currency");
    if (currency.empty()) currency = account.currency;
    const auto total = minor_units(at(order, "total"), currency);
    if (total) put(item, "total", std::to_string(*total) + ' ' + currency);
    const Json& lines = at(order, "lines");
    if (!lines.is_array()) return;
    ListBound bound(item, "line", line_limit);
    for (const Json& one : lines) {
        if (!one.is_object() || !bound.takes()) continue;
        OrderLine line;
        line.sku = text_at(one, "sku");
        line.name = text_at(one, "name");
        line.quantity = decimal_text(at(one, "quantity"));
        line.currency = currency;
        line.price_minor = minor_units(at(one, "price"), currency);
        put_line(item, bound.taken(), line);
    }
}

void put_answers(const Json& answers, Item& item) {
    if (!answers.is_object()) return;
    ListBound bound(item, "answer", answers_max);
    for (const auto& [question, answer] : answers.items()) {
        if (!question.empty() && question.size() <= id_bytes_max && bound.takes())
            put(item, "answer/" + question, text_at(answers, question.c_str()));
    }
}

// Whoever does not know the cookie cannot make this id; empty: the event is of no browser, its hash names it.
std::string id_of_browser(const std::string& id, const std::string& cookie) {
    if (id.empty() || cookie.empty()) return {};
    return id + '@' + hex(hash_of("history collected event 1", bytes_of(cookie)).view()).substr(0, 32);
}

std::string_view kind_of(std::string_view event) {
    struct Kind {
        std::string_view event, kind;
    };
    constexpr Kind kinds[] = {
        {"page", "page"},    {"order", "order"}, {"cart", "cart"}, {"search", "track"}, {"chat", "message"},
        {"form", "request"}, {"video", "video"}, {"app", "track"}, {"event", "event"},  {"review", "review"}};
    for (const Kind& one : kinds)
        if (one.event == event) return one.kind;
    return {};
}

void put_event(const Json& event, const std::string& name, std::uint64_t at_ms, Item& item,
               const Account& account) {
    put(item, "kind", std::string(kind_of(name)));
    put(item, "at", ms_text(at_ms));
    put(item, "direction", "in");
    const std::string title = text_at(event, "title");
    put(item, "title", title.empty() && (name == "search" || name == "app") ? name : title);
    for (const char* field : {"text", "thread", "product", "place", "app"})
        put(item, field, text_at(event, field));
    put(item, "rating", decimal_text(at(event, "rating")));
    put(item, "starts", ms_text(moment(event, "starts")));
    put(item, "ends", ms_text(moment(event, "ends")));
    put(item, "status@" + std::to_string(at_ms), text_at(event, "state"));
    put_order(at(event, "order"), item, account);
    put_answers(at(event, "answers"), item);
    put_visit(event, item);
}

}  // namespace

void read_site_event(const Json& event, const std::string& place, Found& found, bool collected) {
    found.begin_unit();
    const auto read = [&] {
        if (!event.is_object()) return found.reject(place, "The event is no JSON object.", dump(event));
        const std::string name = text_at(event, "event");
        std::string id = text_at(event, "id");
        if (name.empty()) return found.reject(place, "The event has no name.", dump(event));
        if (id.size() > id_bytes_max)
            return found.reject(place, "The id of the event is longer than 128 bytes.", dump(event));
        const std::uint64_t at_ms = moment(event, "at");
        if (at_ms == 0) return found.reject(place, "The time of the event is none.", dump(event));
        if (collected) id = id_of_browser(id, text_at(event, "cookie"));
        std::vector<Identifier> of = identifiers_of(event, found.account);
        if (kind_of(name).empty()) return found.add_unknown(std::move(id), event, at_ms, std::move(of));
        if (id.empty())
            id = "hash:" + hex(hash_of("history site event 1", bytes_of(dump(event))).view()).substr(0, 32);
        Item item;
        item.native_id = std::move(id);
        item.identifiers = std::move(of);
        put_event(event, name, at_ms, item, found.account);
        if (name == "chat" || name == "form" || name == "review")
            add_said(item.identifiers, text_at(event, "text"));
        found.add(std::move(item));
    };
    read();
    found.end_unit();
}

}  // namespace history::connectors
