#include "core/insight/reminder_rules.h"

#include "core/model/entity.h"
#include "core/wire/hash.h"

namespace history {

namespace {

constexpr std::size_t text_bytes_max = 4096;
constexpr unsigned days_max = 3650;

std::string_view take(std::string_view& rest, char until) {
    const std::size_t end = rest.find(until);
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return taken;
}

bool read_rule(std::string_view words, ReminderRule& rule) {
    if (words == "off") {
        rule.on = false;
        return true;
    }
    unsigned days = 0;
    const std::string_view digits = take(words, ' ');
    if (digits.empty() || digits.size() > 4) return false;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return false;
        days = days * 10 + static_cast<unsigned>(digit - '0');
    }
    if (days > days_max || (words != "call" && words != "ad" && words != "offer")) return false;
    rule = {static_cast<std::uint16_t>(days), std::string(words), true};
    return true;
}

void write_rule(std::string& text, const char* name, const ReminderRule& rule) {
    text += name;
    text += rule.on ? ' ' + std::to_string(rule.days) + ' ' + rule.how : std::string(" off");
    text += '\n';
}

}  // namespace

Result<ReminderRules> ReminderRules::read(std::string_view text) {
    if (text.size() > text_bytes_max)
        return fail(Errc::limit, "The rules of reminders are longer than 4 KiB.");
    ReminderRules rules;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view whole = take(text, '\n');
        std::string_view words = whole;
        const std::string_view name = take(words, ' ');
        bool right = true;
        if (name == "callback") {
            right = words == "on" || words == "off";
            rules.callback = words == "on";
        } else if (name == "postponed" || name == "no_answer" || name == "no_reply") {
            right = read_rule(words, name == "postponed"   ? rules.postponed
                                     : name == "no_answer" ? rules.no_answer
                                                           : rules.no_reply);
        }
        if (!right)
            return fail(Errc::usage,
                        "Line " + std::to_string(number) +
                            " of the reminder rules means nothing; a rule is \"off\" or its days and "
                            "call, ad or offer.");
    }
    return rules;
}

std::string ReminderRules::text() const {
    std::string text = std::string("callback ") + (callback ? "on" : "off") + '\n';
    write_rule(text, "postponed", postponed);
    write_rule(text, "no_answer", no_answer);
    write_rule(text, "no_reply", no_reply);
    return text;
}

std::string reminder_id(std::string_view rule, const StreamId& subject, std::string_view cause) {
    const std::string whole = joined_key(rule, hex(subject.view()), cause);
    return hex(hash_of("history reminder 1", bytes_of(whole)).view().first(16));
}

}  // namespace history
