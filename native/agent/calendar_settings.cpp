#include "native/agent/calendar_settings.h"

namespace history::agent {

namespace {

Error wrong(const std::string& name, const std::string& what) {
    return fail(Errc::usage, "agent.json: the calendar \"" + name + "\": " + what + '.');
}

void write_offsets(const OffsetsByDate& zone, std::string& text) {
    for (const auto& [from, minutes] : zone)
        text += "offset " + std::to_string(from) + ' ' + std::to_string(minutes) + '\n';
}

// A line of the calendar's own format: what would leave it is no setting.
bool plain(std::string_view word) {
    return !word.empty() && word.find_first_of("\r\n") == std::string_view::npos;
}

// Blanks around commas are people's way to write lists.
std::string packed(std::string text) {
    std::string packed;
    for (const char sign : text)
        if (sign != ' ') packed += sign;
    return packed;
}

Result<std::string> lines_of(const std::string& name, const Json& json, const char* setting,
                             const std::string& word) {
    std::string text;
    const Json& hours = at(json, setting);
    if (hours.is_null()) return text;
    if (hours.is_string()) {
        const std::string spans = packed(hours.get<std::string>());
        if (!plain(spans)) return wrong(name, std::string("\"") + setting + "\" holds no hours");
        return word + " all " + spans + '\n';
    }
    if (!hours.is_object())
        return wrong(name, std::string("\"") + setting + "\" is \"09:00-18:00\" or an object by days");
    for (const auto& [days, spans] : hours.items()) {
        const std::string said = spans.is_string() ? packed(spans.get<std::string>()) : std::string();
        if (!plain(said) || !plain(days))
            return wrong(name, "the hours of \"" + days + "\" look like \"09:00-18:00\" or \"closed\"");
        if (said != "closed")
            text += word + ' ' + packed(days) + ' ' + said + '\n';
        else if (setting == std::string_view("days"))
            text += "closed " + packed(days) + '\n';
    }
    return text;
}

}  // namespace

Result<std::string> calendars_text(const Json& json, const OffsetsByDate& zone,
                                   Result<OffsetsByDate> (*read_zone)(const Json&)) {
    if (!json.is_object())
        return fail(Errc::usage, "agent.json: \"calendar\" is an object of calendars by name.");
    std::string text;
    for (const auto& [name, one] : json.items()) {
        if (!plain(name) || !one.is_object())
            return wrong(name, "it is an object with \"hours\", \"days\", \"quiet\" and \"zone\"");
        text += "calendar " + name + '\n';
        OffsetsByDate own = zone;
        if (one.contains("zone")) {
            TRY_ASSIGN(read, read_zone(at(one, "zone")));
            own = std::move(read);
        }
        write_offsets(own, text);
        for (const auto& [setting, word] :
             {std::pair("hours", "open"), {"days", "open"}, {"quiet", "quiet"}}) {
            TRY_ASSIGN(lines, lines_of(name, one, setting, word));
            text += lines;
        }
        // Written with names that people see, judged by the one reader.
        if (const auto read = Calendars::read(text); !read.ok()) return wrong(name, read.error().what);
    }
    return text;
}

std::string calendars_text(const OffsetsByDate& zone) {
    std::string text = "calendar main\n";
    write_offsets(zone, text);
    return text;
}

Result<std::string> offers_text(const Json& json) {
    const Error wrong_offers =
        fail(Errc::usage,
             "agent.json: \"offers\" is a list of {\"after\", \"offer\", \"why\"}, each a line of text.");
    if (!json.is_array()) return wrong_offers;
    std::string text;
    for (const Json& one : json) {
        std::string words[3];
        const char* names[] = {"after", "offer", "why"};
        for (std::size_t i = 0; i < 3; ++i) {
            words[i] = text_at(one, names[i]);
            if (!plain(words[i]) || words[i].find('\t') != std::string::npos) return wrong_offers;
        }
        text += words[0] + '\t' + words[1] + '\t' + words[2] + '\n';
    }
    return text;
}

}  // namespace history::agent
