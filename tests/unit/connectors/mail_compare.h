// Two readings of one mail beside each other, and the forms in which mail-parser's expected parses write things. For tests only.
#pragma once
#include <chrono>
#include <string>

#include "native/connectors/mime.h"
#include "native/json.h"
#include "tests/unit/connectors/expected.h"
#include "tests/unit/connectors/sample_files.h"

namespace history {

// As ms since 1970 in decimal.
inline std::string moment_of(const Json& date) {
    if (!date.is_object()) return {};
    const auto number = [&](const char* name) { return int_at(date, name); };
    const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(number("year"))),
                                          std::chrono::month(static_cast<unsigned>(number("month"))),
                                          std::chrono::day(static_cast<unsigned>(number("day"))));
    const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
    const std::int64_t east = (number("tz_hour") * 60 + number("tz_minute")) * 60;
    const std::int64_t seconds = days * 86400 + number("hour") * 3600 + number("minute") * 60 +
                                 number("second") - (at(date, "tz_before_gmt") == true ? -east : east);
    return std::to_string(seconds * 1000);
}

inline std::string date_text(const connectors::Mail& mail) {
    return mail.date_ms ? std::to_string(*mail.date_ms) : std::string();
}

// An address, or a group or list of them. Without an @ it reaches nobody ("From: Whomever"): ours keep no such mailbox.
inline std::vector<connectors::MailAddress> addresses_of(const Json& value) {
    std::vector<connectors::MailAddress> all;
    const auto add = [&](const Json& list) {
        for (const Json& one : list)
            if (const std::string address = text_at(one, "address"); !address.empty())
                all.push_back({text_at(one, "name"), address});
    };
    for (const Json& group : at(value, "Group")) add(at(group, "addresses"));
    add(at(value, "List"));
    return all;
}

inline std::string shown(const std::vector<connectors::MailAddress>& addresses) {
    std::string out;
    for (const connectors::MailAddress& one : addresses) out += one.name + " <" + one.address + ">\n";
    return out;
}

// Lines end in LF, and blanks at the end of the text are nobody's words.
inline std::string words(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c != '\r') out.push_back(c);
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
    return out;
}

// All but the files.
inline void compare_words(Comparison& comparison, const std::string& sample, const connectors::Mail& ours,
                          const connectors::Mail& theirs) {
    comparison.same(sample, "subject", ours.subject, theirs.subject);
    comparison.same(sample, "message id", ours.message_id, theirs.message_id);
    comparison.same(sample, "in reply to", ours.in_reply_to, theirs.in_reply_to);
    comparison.same(sample, "references", ours.first_reference, theirs.first_reference);
    comparison.same(sample, "date", date_text(ours), date_text(theirs));
    comparison.same(sample, "from", shown(ours.from), shown(theirs.from));
    comparison.same(sample, "reply to", shown(ours.reply_to), shown(theirs.reply_to));
    comparison.same(sample, "to", shown(ours.to), shown(theirs.to));
    comparison.same(sample, "cc", shown(ours.cc), shown(theirs.cc));
    comparison.same(sample, "text", words(ours.plain), words(theirs.plain));
    comparison.same(sample, "html", words(ours.html), words(theirs.html));
}

}  // namespace history
