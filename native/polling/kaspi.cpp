// Orders of a Kaspi shop: GET /orders of one state, created within at most 14 days, by pages of 100; GET /orders/ID/entries for
// the lines of an order that is met for the first time (guide.kaspi.kz, "Orders API").
//
// The interface cannot be asked what changed. So every round goes through all states of the last 28 days (the first one further
// back), and an order is handed on when its state is not the one of the round before.
//
// cursor: {"seen": {ID: "STATE STATUS"}, "round": {"until": ms, "windows": n, "window": i, "state": i, "page": n,
//          "seen": {...}, "waiting": [orders whose lines are not known]}}
#include "native/polling/table.h"

namespace history::polling {

namespace {

constexpr std::uint64_t day_ms = 24ULL * 60 * 60 * 1000;
constexpr std::uint64_t window_ms = 14 * day_ms;
constexpr unsigned windows_again = 2;
constexpr int page_orders = 100;
constexpr const char* states[] = {"NEW", "SIGN_REQUIRED", "PICKUP", "DELIVERY", "KASPI_DELIVERY", "ARCHIVE"};

Question ask(Json& cursor, const Settings& settings, std::uint64_t now_ms) {
    if (!cursor.contains("round")) {
        const bool first = !cursor.contains("seen");
        cursor["round"] = {{"until", now_ms},
                           {"windows", first ? std::max(1U, (settings.days + 13) / 14) : windows_again},
                           {"window", 0},
                           {"state", 0},
                           {"page", 0},
                           {"seen", Json::object()},
                           {"waiting", Json::array()}};
    }
    const Json& round = cursor["round"];
    Question question;
    question.headers = {"X-Auth-Token: " + settings.secret, "Accept: application/vnd.api+json",
                        "Content-Type: application/vnd.api+json"};
    if (const Json& waiting = round["waiting"]; !waiting.empty()) {
        question.url = settings.address + "/orders/" + url_text(text_at(waiting[0], "id")) + "/entries";
        return question;
    }
    const std::uint64_t window = round["window"].get<std::uint64_t>();
    const std::uint64_t until = round["until"].get<std::uint64_t>() - window * window_ms;
    question.url = settings.address + "/orders?" + url_text("page[number]") + '=' + round["page"].dump() +
                   '&' + url_text("page[size]") + '=' + std::to_string(page_orders) + '&' +
                   url_text("filter[orders][state]") + '=' + states[round["state"].get<std::size_t>()] + '&' +
                   url_text("filter[orders][creationDate][$ge]") + '=' + std::to_string(until - window_ms) +
                   '&' + url_text("filter[orders][creationDate][$le]") + '=' + std::to_string(until);
    return question;
}

// The next page, state or window; false: there is none.
bool go_on(Json& round, bool page_was_full) {
    if (page_was_full) {
        round["page"] = round["page"].get<unsigned>() + 1;
        return true;
    }
    round["page"] = 0;
    const std::size_t state = round["state"].get<std::size_t>() + 1;
    round["state"] = state % std::size(states);
    if (state < std::size(states)) return true;
    const unsigned window = round["window"].get<unsigned>() + 1;
    round["window"] = window;
    return window < round["windows"].get<unsigned>();
}

std::string body_of(const Json& order, std::uint64_t now_ms) {
    return Json{{"data", Json::array({order})}, {"polled_at", now_ms}}.dump(-1, ' ', false,
                                                                            Json::error_handler_t::replace);
}

// Lines of an order as the connector reads them: {"entries": [{"id", "quantity", "basePrice", "offer", ...}]}.
Json entries_of(const Json& data) {
    Json entries = Json::array();
    if (data.is_array())
        for (const Json& one : data) {
            Json entry = at(one, "attributes").is_object() ? at(one, "attributes") : one;
            if (!entry.is_object()) continue;
            entry["id"] = text_at(one, "id");
            entries.push_back(std::move(entry));
        }
    return entries;
}

Taken end_of_step(Taken taken, bool more) {
    Json& round = taken.cursor["round"];
    taken.round_over = !more && round["waiting"].empty();
    if (taken.round_over) {
        taken.cursor["seen"] = std::move(round["seen"]);
        taken.cursor.erase("round");
    }
    return taken;
}

Result<Taken> take(Json cursor, const Settings&, const Reply& reply, std::uint64_t now_ms) {
    Taken taken;
    taken.cursor = std::move(cursor);
    Json& round = taken.cursor["round"];
    Json& waiting = round["waiting"];
    const auto answer = parse_json(reply.body);
    const Json& data = answer ? at(*answer, "data") : Json();
    const bool last_page = round["window"].get<unsigned>() >= round["windows"].get<unsigned>();
    if (!waiting.empty()) {
        if (reply.status == 200 && !data.is_array())
            return fail(Errc::corrupt, "Kaspi answered 200 without the lines of an order.");
        // An order whose lines are gone (404) is an order all the same.
        if (reply.status == 200) waiting[0]["entries"] = entries_of(data);
        taken.bodies.push_back(body_of(waiting[0], now_ms));
        waiting.erase(0);
        return end_of_step(std::move(taken), !last_page);
    }
    if (reply.status == 400 && round["window"].get<unsigned>() > 0)  // it looks no further back
        return end_of_step(std::move(taken), go_on(round, false));
    if (reply.status != 200 || !data.is_array())
        return fail(Errc::corrupt, "Kaspi answered " + std::to_string(reply.status) + " without orders.");
    const Json& before = at(taken.cursor, "seen");
    for (const Json& order : data) {
        const std::string id = text_at(order, "id");
        const Json& attributes = at(order, "attributes");
        const std::string state = text_at(attributes, "state") + ' ' + text_at(attributes, "status");
        const bool met = !id.empty() && before.is_object() && before.contains(id);
        if (!id.empty()) round["seen"][id] = state;
        if (met && before[id] == state) continue;
        if (met || id.empty() || at(order, "entries").is_array())
            taken.bodies.push_back(body_of(order, now_ms));
        else
            waiting.push_back(order);
    }
    return end_of_step(std::move(taken), go_on(round, data.size() >= page_orders));
}

}  // namespace

const Poll& kaspi() {
    static const Poll poll{
        .channel = "kaspi",
        .secret = "kaspi_auth_token",
        .address = "https://kaspi.kz/shop/api/v2",
        .days = 28,
        .minutes = 5,
        .pace = {4, 250, "the guide names none; other programs ask up to 6 times a second"},
        .ask = ask,
        .take = take};
    return poll;
}

}  // namespace history::polling
