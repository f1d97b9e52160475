// DIR/agent.json: what a business tells its agent about the sources. Everything in it may be missing.
//
// {
//   "country": "KZ",                 of numbers written without one (ISO 3166)               default KZ
//   "currency": "KZT",               of sums written without one (ISO 4217)                  default KZT
//   "zone": "+05:00",                of times written without one: an offset for all times, or a list by date, as the calendar
//                                    says: [{"from": "2024-02-29T18:00:00Z", "offset": "+05:00"}, ...], `from` missing = always
//                                    default: Kazakhstan's (+06:00 until 1 March 2024), Russia: Moscow's, others: UTC
//   "visits": {"days": 90,           how long, from when it was told, this agent alone keeps a visit of a browser that nobody
//                                    is known to use (native/agent/visits.h): 1 to 3650                        default 90
//              "megabytes": 256},    and how much of them, the oldest go first: 1 to 65536 (MiB)               default 256
//   "previews": false,               no previews of images among attachments                 default true
//   "secrets": {"NAME": SECRET},     for every account that has none of that name
//   "accounts": {"CHANNEL": {"ACCOUNT": {
//       "own": ["shop@example.com"], own addresses, numbers, bot ids: what they write is outgoing
//       "extensions": ["101"],       staff extensions of an exchange
//       "outside_prefix": "9",       dialled before an outside number
//       "columns": {"start": "calldate"},  layout of tables; notes and callback: the account that a messenger's ids or the
//                                    browser's cookies are of: {"vk": "220000101", "cookie": "site"}
//       "poll": true,                ask the vendor for what is new, where `history-agent connectors` says it can be asked; or
//                                    {"minutes": 5, "days": 28, "address": "https://..."}: between rounds; how far the first
//                                    round looks back; another address of the same interface. Missing ones: the vendor's default
//       "country", "currency", "zone", "secrets": as above, for this account alone
//   }}}
// }
// SECRET is {"file": "path"} (relative to agent.json; one line), {"env": "NAME"}, or the text itself (then keep agent.json
// private). `history-agent connectors` says which names each source knows; webhook_token is that of sources that do not sign.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "native/agent/visits.h"
#include "native/connectors/item.h"
#include "native/json.h"

namespace history::agent {

// The one line of a file of secrets, 64 KiB at most.
Result<std::string> read_secret_line(const std::string& path);

// How an account is polled; 0 and empty: the vendor's default.
struct Polled {
    unsigned minutes = 0, days = 0;
    std::string address;
};

class Config {
public:
    // A file that is not there gives the defaults. Errc::usage with one sentence that names the place.
    static Result<Config> load(const std::string& path);
    static Result<Config> parse(std::string_view text, const std::string& folder);

    const std::string& country() const { return country_; }
    const std::string& currency() const { return currency_; }
    const Visits::Limits& visits() const { return visits_; }
    // Settings of an account that agent.json does not name: the defaults.
    connectors::Account account(const std::string& channel, const std::string& name) const;
    bool knows(const std::string& channel, const std::string& name) const;
    // The one account of a channel, when there is exactly one; else empty.
    std::string only_account(const std::string& channel) const;
    std::optional<Polled> polled(const std::string& channel,
                                 const std::string& name) const;        // none: it is not
    std::vector<std::pair<std::string, std::string>> accounts() const;  // channel and name of each, sorted
    bool holds_literal_secrets() const { return literal_secrets_; }

private:
    using Zone = std::vector<std::pair<std::uint64_t, int>>;
    using Secrets = std::map<std::string, std::string>;
    Result<connectors::Account> read_account(const std::string& name, const Json& json,
                                             const std::string& folder);
    Result<Secrets> read_secrets(const Json& json, const std::string& folder);

    std::string country_ = "KZ", currency_ = "KZT";
    Visits::Limits visits_;
    bool previews_ = true;
    Zone zone_;
    Secrets secrets_;
    std::map<std::string, std::map<std::string, connectors::Account>> accounts_;
    std::map<std::pair<std::string, std::string>, Polled> polled_;  // by channel and account
    bool literal_secrets_ = false;
};

}  // namespace history::agent
