// A vendor that is asked, because it tells nobody: how to ask it, in which order and how fast. Pure: no clock, no network; the
// runner stands in native/agent/poller.h, the table of all in native/polling/table.h.
//
// A round goes through everything that may have changed since the last one, question by question. Where it stands is its cursor, a
// JSON object that is kept after every answer: a round goes on after a restart where it stood. What was answered twice becomes the
// same items, so every doubt is settled by asking again.
#pragma once
#include <string_view>

#include "native/json.h"
#include "native/port/remote_client.h"

namespace history::polling {

// The vendor's rate limit, as a bucket that leaks: `burst` questions at once, then one in `each_ms`.
struct Pace {
    unsigned burst = 1;
    std::uint64_t each_ms = 1000;
    std::string_view reason;  // where the figures are from
};

// Of one account.
struct Settings {
    std::string address;  // of the interface, without a slash at its end
    std::string user;     // where the vendor wants one
    std::string secret;
    unsigned days = 0;  // how far the first round looks back
};

struct Taken {
    std::vector<std::string> bodies;  // for the connector of the channel
    Json cursor;
    bool round_over = false;
    std::uint64_t wait_ms = 0;  // the vendor is to be left alone for so long
};

struct Poll {
    std::string_view channel;
    std::string_view secret;   // its name in the account's secrets
    std::string_view address;  // the vendor's; empty: agent.json names it, or the secret is it
    unsigned days = 0;         // by default
    unsigned minutes = 5;      // between rounds, by default
    Pace pace;
    // The next question; a cursor between two rounds begins one.
    Question (*ask)(Json& cursor, const Settings& settings, std::uint64_t now_ms);
    // What the answer to that question brings. Statuses 401, 403, 429 and from 500 on never come here. Errc::corrupt with a
    // sentence when the answer is none.
    Result<Taken> (*take)(Json cursor, const Settings& settings, const Reply& reply, std::uint64_t now_ms);
};

// "2026-10-02T14:05:00", UTC.
std::string utc_seconds(std::uint64_t ms);
// Percent-encoded (RFC 3986), everything but letters, digits and -._~
std::string url_text(std::string_view text);

}  // namespace history::polling
