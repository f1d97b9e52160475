// Mails of a mailbox by IMAP (RFC 9051): numbers of the messages that are new since the last round, then each message whole,
// without marking it as read (BODY.PEEK). The account's own address is the user, unless agent.json names one.
//
// cursor: {"validity": of the mailbox, "last": highest number that was read, "waiting": [numbers]}
#include <algorithm>

#include "native/connectors/iso_time.h"
#include "native/polling/table.h"

namespace history::polling {

namespace {

constexpr std::uint64_t day_ms = 24ULL * 60 * 60 * 1000;
constexpr std::uint64_t mail_bytes_max = 16 * 1024 * 1024;  // of a larger one the beginning
constexpr std::size_t waiting_max = 2000;  // numbers kept at once; the rest is asked for again

std::string imap_date(std::uint64_t ms) {  // 24-Aug-2026
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string iso = connectors::iso_text(std::max(ms, day_ms));
    const std::size_t month = static_cast<std::size_t>((iso[5] - '0') * 10 + iso[6] - '0');
    return iso.substr(8, 2) + '-' + months[month - 1] + '-' + iso.substr(0, 4);
}

Question ask(Json& cursor, const Settings& settings, std::uint64_t now_ms) {
    Question question{settings.address};
    question.user = settings.user;
    question.password = settings.secret;
    const Json& waiting = at(cursor, "waiting");
    const std::uint64_t last = static_cast<std::uint64_t>(int_at(cursor, "last"));
    if (waiting.is_array() && !waiting.empty())
        question.body =
            "UID FETCH " + waiting[0].dump() + " (UID BODY.PEEK[]<0." + std::to_string(mail_bytes_max) + ">)";
    else if (last != 0)
        question.body = "UID SEARCH UID " + std::to_string(last + 1) + ":*";
    else
        question.body = "UID SEARCH SINCE " + imap_date(now_ms - std::min(now_ms, settings.days * day_ms));
    return question;
}

// Numbers of "* SEARCH 4 7 9" above `last`, in order.
std::vector<std::uint64_t> found_in(const std::string& untagged, std::uint64_t last) {
    std::vector<std::uint64_t> found;
    for (std::size_t at = 0; (at = untagged.find("* SEARCH", at)) != std::string::npos;) {
        at += 8;
        while (at < untagged.size() && untagged[at] == ' ') {
            std::uint64_t number = 0;
            for (++at; at < untagged.size() && untagged[at] >= '0' && untagged[at] <= '9'; ++at)
                number = std::min<std::uint64_t>(
                    UINT32_MAX, number * 10 + static_cast<std::uint64_t>(untagged[at] - '0'));
            if (number > last) found.push_back(number);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

// The literal of "* 12 FETCH (UID 34 BODY[]<0> {1234}" CRLF ...; empty: the message is gone.
std::string literal_in(const std::string& untagged) {
    const std::size_t fetch = untagged.find(" FETCH (");
    const std::size_t end = fetch == std::string::npos ? fetch : untagged.find("}\r\n", fetch);
    const std::size_t open = end == std::string::npos ? end : untagged.rfind('{', end);
    if (open == std::string::npos || open < fetch) return {};
    std::size_t bytes = 0;
    for (std::size_t i = open + 1; i < end; ++i) {
        if (untagged[i] < '0' || untagged[i] > '9' || bytes > untagged.size()) return {};
        bytes = bytes * 10 + static_cast<std::size_t>(untagged[i] - '0');
    }
    return bytes <= untagged.size() - end - 3 ? untagged.substr(end + 3, bytes) : std::string();
}

Result<Taken> take(Json cursor, const Settings&, const Reply& reply, std::uint64_t) {
    if (reply.status != 200) return fail(Errc::corrupt, "The mail server refuses to search or to read.");
    Taken taken;
    const auto validity = static_cast<std::uint64_t>(int_at(cursor, "validity"));
    // Another validity: the mailbox was made anew, its numbers mean other messages. All again; mails have ids of their own.
    if (validity != 0 && validity != reply.uid_validity) {
        taken.cursor = {{"validity", reply.uid_validity}, {"last", 0}, {"waiting", Json::array()}};
        return taken;
    }
    const Json waiting = at(cursor, "waiting");
    taken.cursor = std::move(cursor);
    taken.cursor["validity"] = reply.uid_validity;
    if (!waiting.is_array() || waiting.empty()) {
        std::vector<std::uint64_t> found =
            found_in(reply.body, static_cast<std::uint64_t>(int_at(taken.cursor, "last")));
        if (found.size() > waiting_max) found.resize(waiting_max);
        taken.round_over = found.empty();
        taken.cursor["waiting"] = found;
        return taken;
    }
    std::string mail = literal_in(reply.body);
    if (!mail.empty()) taken.bodies.push_back(std::move(mail));
    taken.cursor["last"] = waiting[0];
    taken.cursor["waiting"].erase(0);
    return taken;
}

}  // namespace

const Poll& mailbox() {
    static const Poll poll{.channel = "email",
                           .secret = "imap_password",
                           .address = "",
                           .days = 365,
                           .minutes = 1,
                           .pace = {50, 20, "one connection, one command at a time"},
                           .ask = ask,
                           .take = take};
    return poll;
}

}  // namespace history::polling
