// Orders of Satu.kz and other shops of the Prom engine: GET /orders/list of what was modified since the last round, by pages of 100
// downwards from the newest id (public-api.docs.prom.ua). Times in questions are UTC.
//
// cursor: {"since": ms, "round": {"since": ms, "until": ms, "last_id": id}}
#include "native/polling/table.h"

namespace history::polling {

namespace {

constexpr std::uint64_t day_ms = 24ULL * 60 * 60 * 1000;
constexpr std::uint64_t overlap_ms = 10 * 60 * 1000;  // between our clock and theirs
constexpr std::size_t page_orders = 100;

Question ask(Json& cursor, const Settings& settings, std::uint64_t now_ms) {
    if (!cursor.contains("round")) {
        const std::uint64_t back = settings.days * day_ms;
        const std::uint64_t first = now_ms > back ? now_ms - back : 0;
        const std::uint64_t since = cursor.contains("since") ? cursor["since"].get<std::uint64_t>() : first;
        cursor["round"] = {{"since", since}, {"until", now_ms}};
    }
    const Json& round = cursor["round"];
    Question question;
    question.headers = {"Authorization: Bearer " + settings.secret, "Accept: application/json"};
    question.url = settings.address + "/orders/list?limit=" + std::to_string(page_orders) +
                   "&last_modified_from=" + utc_seconds(round["since"].get<std::uint64_t>()) +
                   "&last_modified_to=" + utc_seconds(round["until"].get<std::uint64_t>() + 999);
    if (round.contains("last_id")) question.url += "&last_id=" + round["last_id"].dump();
    return question;
}

Result<Taken> take(Json cursor, const Settings&, const Reply& reply, std::uint64_t) {
    const auto answer = parse_json(reply.body);
    const Json& orders = answer ? at(*answer, "orders") : Json();
    if (reply.status != 200 || !orders.is_array())
        return fail(Errc::corrupt, "Satu answered " + std::to_string(reply.status) + " without orders.");
    Taken taken;
    taken.cursor = std::move(cursor);
    Json& round = taken.cursor["round"];
    std::int64_t lowest = INT64_MAX;
    for (const Json& order : orders)
        if (const std::int64_t id = int_at(order, "id"); id > 0) lowest = std::min(lowest, id);
    if (!orders.empty()) taken.bodies.push_back(reply.body);
    const bool lower = lowest < int_at(round, "last_id", INT64_MAX);
    taken.round_over = orders.size() < page_orders || !lower;
    if (taken.round_over) {
        const std::uint64_t until = round["until"].get<std::uint64_t>();
        taken.cursor = {{"since", until > overlap_ms ? until - overlap_ms : 0}};
    } else {
        round["last_id"] = lowest;
    }
    return taken;
}

}  // namespace

const Poll& satu() {
    static const Poll poll{.channel = "satu",
                           .secret = "satu_token",
                           .address = "https://my.satu.kz/api/v1",
                           .days = 90,
                           .minutes = 5,
                           .pace = {2, 1000, "the documentation names none"},
                           .ask = ask,
                           .take = take};
    return poll;
}

}  // namespace history::polling
