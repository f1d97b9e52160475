// Records of a Bitrix24 CRM through an incoming webhook: method by method what changed since the last round, oldest first, by pages
// of 50 (apidocs.bitrix24.com, "crm.contact.list" and its kin, "Limits").
//
// The next page is asked from the date of the last row, not by its number: a row that changes meanwhile moves to the end and would
// push another one over the edge of a page. Only rows of one and the same second are counted through.
//
// cursor: {"since": {METHOD: ms}, "round": {"method": i, "since": ms, "start": n}}
#include "native/connectors/iso_time.h"
#include "native/polling/table.h"

namespace history::polling {

namespace {

constexpr std::uint64_t day_ms = 24ULL * 60 * 60 * 1000;
constexpr std::uint64_t overlap_ms = 60 * 1000;  // a change becomes visible later than it is dated
constexpr std::size_t page_rows = 50;
// A method that has run 480 s within 10 minutes is closed; the answer tells how much of that is used.
constexpr std::int64_t operating_s_max = 400;
constexpr std::uint64_t closed_ms_max = 10 * 60 * 1000;

struct Method {
    const char* name;
    const char* date;
    std::vector<const char*> select;
};
const std::vector<Method>& methods() {
    static const std::vector<Method> all = {
        {"crm.company.list", "DATE_MODIFY", {"*", "UF_*", "PHONE", "EMAIL", "WEB"}},
        {"crm.contact.list", "DATE_MODIFY", {"*", "UF_*", "PHONE", "EMAIL", "IM"}},
        {"crm.lead.list", "DATE_MODIFY", {"*", "UF_*", "PHONE", "EMAIL", "IM"}},
        {"crm.deal.list", "DATE_MODIFY", {"*", "UF_*"}},
        {"crm.activity.list", "LAST_UPDATED", {"*", "COMMUNICATIONS"}},
        {"voximplant.statistic.get", "CALL_START_DATE", {}}};
    return all;
}

Question ask(Json& cursor, const Settings& settings, std::uint64_t now_ms) {
    if (!cursor.contains("round")) cursor["round"] = {{"method", 0}};
    Json& round = cursor["round"];
    const Method& method = methods()[round["method"].get<std::size_t>()];
    if (!round.contains("since")) {
        const std::uint64_t back = settings.days * day_ms;
        const Json& known = at(at(cursor, "since"), method.name);
        const std::uint64_t since = known.is_number() ? known.get<std::uint64_t>()
                                    : now_ms > back   ? now_ms - back
                                                      : 0;
        round["since"] = since > overlap_ms ? since - overlap_ms : since;
        round["start"] = 0;
    }
    const std::string since =
        utc_seconds(std::max<std::uint64_t>(1, round["since"].get<std::uint64_t>())) + "+00:00";
    const Json filter = {{std::string(">=") + method.date, since}};
    Json body = {{"start", round["start"]}};
    if (method.select.empty()) {  // calls have words of their own
        body["FILTER"] = filter;
        body["SORT"] = method.date;
        body["ORDER"] = "ASC";
    } else {
        body["filter"] = filter;
        body["order"] = {{method.date, "ASC"}, {"ID", "ASC"}};
        body["select"] = method.select;
    }
    return {settings.address + '/' + method.name + ".json",
            {"Content-Type: application/json", "Accept: application/json"},
            body.dump()};
}

Result<Taken> take(Json cursor, const Settings&, const Reply& reply, std::uint64_t now_ms) {
    Taken taken;
    taken.cursor = std::move(cursor);
    Json& round = taken.cursor["round"];
    const Method& method = methods()[round["method"].get<std::size_t>()];
    const auto answer = parse_json(reply.body);
    const Json& rows = answer ? at(*answer, "result") : Json();
    const std::string refusal = answer ? text_at(*answer, "error") : std::string();
    // Portals without telephony or with a webhook of fewer rights have fewer methods.
    const bool without = refusal == "ERROR_METHOD_NOT_FOUND" || refusal == "insufficient_scope";
    if (!without && (reply.status != 200 || !rows.is_array()))
        return fail(Errc::corrupt, "Bitrix24 answered " + std::to_string(reply.status) + " to " +
                                       method.name + (refusal.empty() ? "." : ": " + refusal + '.'));
    const std::uint64_t since = round["since"].get<std::uint64_t>();
    std::uint64_t last = since;
    if (!without && !rows.empty()) {
        taken.bodies.push_back(reply.body);
        last = std::max(last, connectors::iso_ms(text_at(rows.back(), method.date)));
    }
    const Json& time = answer ? at(*answer, "time") : Json();
    if (int_at(time, "operating") > operating_s_max) {
        const std::uint64_t free_ms = static_cast<std::uint64_t>(int_at(time, "operating_reset_at")) * 1000;
        taken.wait_ms = std::min(closed_ms_max, free_ms > now_ms ? free_ms - now_ms : 0);
    }
    if (!without && rows.size() >= page_rows) {
        const bool on = last / 1000 > since / 1000;
        round["start"] = on ? 0 : round["start"].get<std::uint64_t>() + page_rows;
        if (on) round["since"] = last;
        return taken;
    }
    taken.cursor["since"][method.name] = last;
    const std::size_t next = round["method"].get<std::size_t>() + 1;
    round = {{"method", next}};
    taken.round_over = next == methods().size();
    if (taken.round_over) taken.cursor.erase("round");
    return taken;
}

}  // namespace

const Poll& bitrix24() {
    static const Poll poll{.channel = "bitrix24",
                           .secret = "bitrix24_rest_url",
                           .address = "",
                           .days = 3650,
                           .minutes = 5,
                           .pace = {10, 500, "2 a second after a burst of 50 (5 and 250 on Enterprise)"},
                           .ask = ask,
                           .take = take};
    return poll;
}

}  // namespace history::polling
