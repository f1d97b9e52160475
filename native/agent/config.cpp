#include "native/agent/config.h"

#include <algorithm>
#include <cstdlib>

#include "native/agent/calendar_settings.h"
#include "native/connectors/local_time.h"
#include "native/images/preview.h"
#include "native/port/durable_file.h"

namespace history::agent {

namespace {

constexpr std::size_t config_bytes_max = 4 * 1024 * 1024;
constexpr std::uint64_t almaty_change_ms =
    1709229600000;  // 2024-02-29T18:00Z: Kazakhstan moved to +05:00 (order of 19 Jan 2024)

using Zone = std::vector<std::pair<std::uint64_t, int>>;

Error wrong(const std::string& what) {
    return fail(Errc::usage, "agent.json: " + what + '.');
}

Zone zone_of(std::string_view country) {
    if (country == "KZ") return {{0, 360}, {almaty_change_ms, 300}};
    if (country == "RU") return {{0, 180}};
    return {};
}

Result<int> offset_minutes(const std::string& text) {  // "+05:00"
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
    if (text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':') {
        const int hours = digit(1) * 10 + digit(2), minutes = digit(4) * 10 + digit(5);
        if (hours <= 14 && minutes < 60) return (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
    }
    return wrong("an offset looks like \"+05:00\", not \"" + text + '"');
}

Result<Zone> read_zone(const Json& json) {
    Zone zone;
    if (json.is_string()) {
        TRY_ASSIGN(minutes, offset_minutes(json.get<std::string>()));
        zone.emplace_back(0, minutes);
        return zone;
    }
    if (!json.is_array())
        return wrong("a zone is an offset such as \"+05:00\" or a list of {\"from\", \"offset\"}");
    for (const Json& part : json) {
        TRY_ASSIGN(minutes, offset_minutes(text_at(part, "offset")));
        std::string from = text_at(part, "from");
        if (from.empty()) {
            zone.emplace_back(0, minutes);
            continue;
        }
        const bool utc = from.back() == 'Z';
        if (utc) from.pop_back();
        const auto ms = utc ? connectors::wall_ms(from) : std::nullopt;
        if (!ms) return wrong("a zone's \"from\" looks like \"2024-02-29T18:00:00Z\", not \"" + from + '"');
        zone.emplace_back(static_cast<std::uint64_t>(*ms), minutes);
    }
    std::sort(zone.begin(), zone.end());
    return zone;
}

Result<Visits::Limits> read_visits(const Json& json) {
    if (!json.is_object()) return wrong("\"visits\" is an object with \"days\" and \"megabytes\"");
    Visits::Limits limits;
    const auto read = [&](const char* name, std::int64_t max, std::uint64_t unit, std::uint64_t& to) {
        if (!json.contains(name)) return true;
        const std::int64_t number = at(json, name).is_number_integer() ? int_at(json, name) : 0;
        to = static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0)) * unit;
        return number >= 1 && number <= max;
    };
    if (!read("days", 3650, 1, limits.days)) return wrong("the days of \"visits\" are 1 to 3650");
    if (!read("megabytes", 65536, 1 << 20, limits.bytes))
        return wrong("the megabytes of \"visits\" are 1 to 65536");
    return limits;
}

std::vector<std::string> texts_of(const Json& list) {
    std::vector<std::string> texts;
    if (list.is_array())
        for (const Json& one : list) {
            if (one.is_string())
                texts.push_back(one.get<std::string>());
            else if (one.is_number_integer())
                texts.push_back(one.dump());
        }
    return texts;
}

Result<Json> read_json(std::string_view text) {
    try {
        Json json = Json::parse(text, nullptr, true, true);  // with comments
        if (!json.is_object()) return wrong("this is no JSON object");
        return json;
    } catch (const Json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        return wrong("line " + std::to_string(1 + std::count(text.begin(), end, '\n')) + " is no JSON");
    }
}

// Days up to a century, minutes up to a week.
Result<std::optional<Polled>> read_polled(const Json& json, const std::string& account) {
    if (json.is_null() || json == false) return std::optional<Polled>();
    if (json == true) return std::optional<Polled>(Polled{});
    const std::int64_t minutes = int_at(json, "minutes"), days = int_at(json, "days");
    if (!json.is_object() || minutes < 0 || minutes > 10'080 || days < 0 || days > 36'500)
        return wrong("\"poll\" of \"" + account +
                     "\" is true, or {\"minutes\": 1 to 10080, \"days\": 1 to 36500, \"address\", \"user\"}");
    return std::optional<Polled>(Polled{static_cast<unsigned>(minutes), static_cast<unsigned>(days),
                                        text_at(json, "address"), text_at(json, "user")});
}

Bytes preview_of(ByteView image) {
    auto preview = images::make_preview(image);
    return preview.ok() ? std::move(preview->jpeg) : Bytes{};
}

}  // namespace

void Config::note_unknown(const Json& object, std::initializer_list<std::string_view> known,
                          const std::string& place) {
    if (!object.is_object()) return;
    for (const auto& [word, value] : object.items())
        if (std::find(known.begin(), known.end(), word) == known.end()) unknown_.push_back(place + word);
}

Result<Config> Config::load(const std::string& path) {
    Result<Bytes> text = read_file(path, config_bytes_max);
    if (!text.ok() && text.error().code == Errc::not_found) return parse("{}", "");
    if (!text.ok()) return text.error();
    const std::size_t slash = path.rfind('/');
    return parse(text_of(*text), slash == std::string::npos ? "" : path.substr(0, slash + 1));
}

Result<Config> Config::parse(std::string_view text, const std::string& folder) {
    TRY_ASSIGN(read, read_json(text));
    const Json* json = &read;
    Config config;
    config.note_unknown(read,
                        {"country", "currency", "zone", "calendar", "offers", "consent", "segments", "visits",
                         "previews", "secrets", "accounts"},
                        "");
    if (std::string country = text_at(*json, "country"); !country.empty()) config.country_ = country;
    if (std::string currency = text_at(*json, "currency"); !currency.empty()) config.currency_ = currency;
    if (json->contains("previews")) {
        const Json& previews = at(*json, "previews");
        if (!previews.is_boolean()) return wrong("\"previews\" is true or false");
        config.previews_ = previews.get<bool>();
    }
    config.zone_ = zone_of(config.country_);
    if (json->contains("zone")) {
        TRY_ASSIGN(zone, read_zone(at(*json, "zone")));
        config.zone_ = std::move(zone);
    }
    if (const Json& calendars = at(*json, "calendar"); !calendars.is_null()) {
        TRY_ASSIGN(lines, calendars_text(calendars, config.zone_, read_zone));
        config.calendars_ = std::move(lines);
        for (const auto& [name, one] : calendars.items())
            config.note_unknown(one, {"hours", "days", "quiet", "zone"}, "calendar." + name + '.');
    }
    if (const Json& consent = at(*json, "consent"); !consent.is_null()) {
        config.consent_ = consent.is_string() ? consent.get<std::string>() : std::string();
        if (config.consent_ != "required" && config.consent_ != "not required")
            return fail(Errc::usage, "agent.json: \"consent\" is \"required\" or \"not required\".");
    }
    if (const Json& offers = at(*json, "offers"); !offers.is_null()) {
        TRY_ASSIGN(lines, offers_text(offers));
        config.offers_ = std::move(lines);
    }
    TRY_ASSIGN(segments, read_segments(at(*json, "segments"), config.currency_));
    config.segments_ = std::move(segments);
    TRY_ASSIGN(secrets, config.read_secrets(at(*json, "secrets"), folder));
    config.secrets_ = std::move(secrets);
    if (json->contains("visits")) {
        TRY_ASSIGN(visits, read_visits(at(*json, "visits")));
        config.visits_ = visits;
    }
    const Json& channels = at(*json, "accounts");
    if (!channels.is_null() && !channels.is_object()) return wrong("\"accounts\" is an object of channels");
    for (const auto& [channel, accounts] : channels.items()) {
        if (!accounts.is_object()) return wrong("the accounts of \"" + channel + "\" are an object by name");
        for (const auto& [name, settings] : accounts.items()) {
            config.note_unknown(settings,
                                {"own", "extensions", "outside_prefix", "columns", "poll", "country",
                                 "currency", "zone", "secrets"},
                                "accounts." + channel + '.' + name + '.');
            TRY_ASSIGN(account, config.read_account(name, settings, folder));
            config.accounts_[channel][name] = std::move(account);
            TRY_ASSIGN(polled, read_polled(at(settings, "poll"), name));
            if (polled) config.polled_[{channel, name}] = std::move(*polled);
        }
    }
    return config;
}

Result<connectors::Account> Config::read_account(const std::string& name, const Json& json,
                                                 const std::string& folder) {
    connectors::Account account;
    account.name = name;
    if (previews_) account.preview = preview_of;
    account.own = texts_of(at(json, "own"));
    account.extensions = texts_of(at(json, "extensions"));
    account.outside_prefix = text_at(json, "outside_prefix");
    account.country = text_at(json, "country").empty() ? country_ : text_at(json, "country");
    account.currency = text_at(json, "currency").empty() ? currency_ : text_at(json, "currency");
    account.zone = account.country == country_ ? zone_ : zone_of(account.country);
    if (json.is_object() && json.contains("zone")) {
        TRY_ASSIGN(zone, read_zone(at(json, "zone")));
        account.zone = std::move(zone);
    }
    TRY_ASSIGN(secrets, read_secrets(at(json, "secrets"), folder));
    account.secrets = std::move(secrets);
    account.secrets.insert(secrets_.begin(), secrets_.end());
    const Json& columns = at(json, "columns");
    if (columns.is_object())
        for (const auto& [column, place] : columns.items())
            account.columns[column] = text_at(columns, column.c_str());
    return account;
}

Result<std::string> read_secret_line(const std::string& path) {
    TRY_ASSIGN(content, read_file(path, 64 * 1024));
    std::string secret(text_of(content));
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
    return secret;
}

Result<Config::Secrets> Config::read_secrets(const Json& json, const std::string& folder) {
    Secrets secrets;
    if (json.is_null()) return secrets;
    if (!json.is_object()) return wrong("\"secrets\" is an object by name");
    for (const auto& [name, value] : json.items()) {
        if (value.is_string()) {
            secrets[name] = value.get<std::string>();
            literal_secrets_ = true;
            continue;
        }
        if (const std::string file = text_at(value, "file"); !file.empty()) {
            TRY_ASSIGN(secret, read_secret_line(file[0] == '/' ? file : folder + file));
            secrets[name] = std::move(secret);
        } else if (const std::string variable = text_at(value, "env"); !variable.empty()) {
            const char* content = std::getenv(variable.c_str());
            if (!content)
                return wrong("the environment has no " + variable + " for the secret \"" + name + '"');
            secrets[name] = content;
        } else {
            return wrong("the secret \"" + name + "\" is a text, {\"file\": ...} or {\"env\": ...}");
        }
    }
    return secrets;
}

connectors::Account Config::account(const std::string& channel, const std::string& name) const {
    const auto of_channel = accounts_.find(channel);
    if (of_channel != accounts_.end())
        if (const auto found = of_channel->second.find(name); found != of_channel->second.end())
            return found->second;
    connectors::Account account;
    account.name = name;
    if (previews_) account.preview = preview_of;
    account.country = country_;
    account.currency = currency_;
    account.zone = zone_;
    account.secrets = secrets_;
    return account;
}

bool Config::knows(const std::string& channel, const std::string& name) const {
    const auto of_channel = accounts_.find(channel);
    return of_channel != accounts_.end() && of_channel->second.count(name) != 0;
}

std::optional<Polled> Config::polled(const std::string& channel, const std::string& name) const {
    const auto found = polled_.find({channel, name});
    return found == polled_.end() ? std::nullopt : std::optional<Polled>(found->second);
}

std::vector<std::pair<std::string, std::string>> Config::accounts() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [channel, named] : accounts_)
        for (const auto& [name, account] : named) all.emplace_back(channel, name);
    return all;
}

std::string Config::only_account(const std::string& channel) const {
    const auto of_channel = accounts_.find(channel);
    return of_channel != accounts_.end() && of_channel->second.size() == 1 ? of_channel->second.begin()->first
                                                                           : std::string();
}

}  // namespace history::agent
