// DIR/agent.json: what a business tells its agent about the sources. Every setting with its default stands in config_example(),
// as people see it: `history-agent check-config --example`.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "native/agent/segment.h"
#include "native/agent/visits.h"
#include "native/connectors/item.h"
#include "native/json.h"

namespace history::agent {

std::string_view config_example();  // JSON with comments, in the default's own words

// The one line of a file of secrets, 64 KiB at most.
Result<std::string> read_secret_line(const std::string& path);

// How an account is polled; 0 and empty: the vendor's default.
struct Polled {
    unsigned minutes = 0, days = 0;
    std::string address, user;
};

class Config {
public:
    // JSON, comments allowed. A file that is not there gives the defaults. Errc::usage with one sentence that names the place.
    static Result<Config> load(const std::string& path);
    static Result<Config> parse(std::string_view text, const std::string& folder);

    const std::string& country() const { return country_; }
    const std::string& currency() const { return currency_; }
    // Text of the setting `calendars` that all devices share (core/insight/calendar.h); empty: agent.json says nothing of it.
    const std::string& calendars() const { return calendars_; }
    // Text of the setting `offers` (core/insight/offer.h); empty: agent.json says nothing of it.
    const std::string& offers() const { return offers_; }
    // The setting `consent`: "required" or "not required" for promotions; empty: agent.json says nothing of it.
    const std::string& consent() const { return consent_; }
    const std::map<std::string, Segment>& segments() const { return segments_; }
    const std::vector<std::pair<std::uint64_t, int>>& zone() const { return zone_; }
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
    // Words that mean nothing here, with their place: "accounts.kaspi.shop.pol".
    const std::vector<std::string>& unknown() const { return unknown_; }

private:
    using Zone = std::vector<std::pair<std::uint64_t, int>>;
    using Secrets = std::map<std::string, std::string>;
    Result<connectors::Account> read_account(const std::string& name, const Json& json,
                                             const std::string& folder);
    void note_unknown(const Json& object, std::initializer_list<std::string_view> known,
                      const std::string& place);
    Result<Secrets> read_secrets(const Json& json, const std::string& folder);

    std::string country_ = "KZ", currency_ = "KZT";
    Visits::Limits visits_;
    bool previews_ = true;
    std::string calendars_, offers_, consent_;
    std::map<std::string, Segment> segments_;
    Zone zone_;
    Secrets secrets_;
    std::map<std::string, std::map<std::string, connectors::Account>> accounts_;
    std::map<std::pair<std::string, std::string>, Polled> polled_;  // by channel and account
    bool literal_secrets_ = false;
    std::vector<std::string> unknown_;
};

}  // namespace history::agent
