#include "native/connectors/sms_message.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/said.h"

namespace history::connectors {
namespace {

constexpr std::string_view stop_words[] = {"стоп",    "stop",     "stopall",  "unsubscribe", "cancel",
                                           "end",     "quit",     "optout",   "revoke",      "отписаться",
                                           "отписка", "отпишите", "стоп смс", "тоқта",       "тоқтату"};
constexpr std::string_view resume_words[] = {"старт", "start", "unstop", "yes"};

// In the order in which a message goes through them.
constexpr std::string_view states[] = {"accepted", "scheduled",   "queued",    "sending", "sent",
                                       "failed",   "undelivered", "delivered", "read"};

// Latin, Russian and the one Kazakh letter that the words above have; other bytes as they are.
std::string small(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const unsigned next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        if (lead >= 'A' && lead <= 'Z') {
            out.push_back(static_cast<char>(lead - 'A' + 'a'));
        } else if (lead == 0xD0 && next >= 0x90 && next <= 0x9F) {
            out += {'\xD0', static_cast<char>(next + 0x20)};
            ++i;
        } else if (lead == 0xD0 && next >= 0xA0 && next <= 0xAF) {
            out += {'\xD1', static_cast<char>(next - 0x20)};
            ++i;
        } else if (lead == 0xD2 && next == 0x9A) {
            out += "\xD2\x9B";
            ++i;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view around = " \t\r\n.,!\"'*";
    const std::size_t begin = text.find_first_not_of(around);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(around) - begin + 1);
}

}  // namespace

std::string sms_number(std::string_view written) {
    for (std::string_view before : {"whatsapp:", "rcs:"})
        if (written.starts_with(before)) written.remove_prefix(before.size());
    std::string number(written);
    if (number.starts_with("%2B") || number.starts_with("%2b")) number.replace(0, 3, "+");  // encoded twice
    const bool national =
        number.size() == 11 && number[0] == '8';  // 8 701 ...: the account's country decides
    const bool whole = !national && number.size() >= 11 && number.size() <= 15 && number[0] != '0' &&
                       number.find_first_not_of("0123456789") == std::string::npos;
    return whole ? '+' + number : number;
}

Item sms_item(const SmsMessage& message) {
    Item item;
    item.native_id = message.id;
    put(item, "kind", "message");
    put(item, "at", ms_text(message.at_ms));
    put(item, "direction", message.out ? "out" : "in");
    put(item, "text", message.text);
    put(item, "thread", message.peer);
    add_identifier(item.identifiers, "phone", "", message.peer, Known::proved);
    if (!message.out) add_said(item.identifiers, message.text);
    return item;
}

std::string sms_wish(std::string_view text) {
    constexpr std::size_t longest = 64;
    text = trimmed(text);
    if (text.size() > longest) return {};
    const std::string word = small(text);
    if (std::find(std::begin(stop_words), std::end(stop_words), word) != std::end(stop_words)) return "stop";
    if (std::find(std::begin(resume_words), std::end(resume_words), word) != std::end(resume_words))
        return "resume";
    return {};
}

void add_sms_wish(const SmsMessage& message, Found& found) {
    const std::string wish = message.out ? std::string() : sms_wish(message.text);
    if (wish.empty() || message.peer.empty() || (wish == "resume" && message.at_ms == 0)) return;
    Statement statement;
    add_identifier(statement.identifiers, "phone", "", message.peer, Known::proved);
    statement.facts.emplace_back("marketing", wish);
    statement.at_ms = message.at_ms;
    found.add(std::move(statement));
}

void put_sms_state(Item& item, const std::string& state, const std::string& error, std::uint64_t at_ms) {
    if (state.empty()) return;
    const auto* place = std::find(std::begin(states), std::end(states), state);
    const auto rank = static_cast<std::uint64_t>(place - std::begin(states));
    if (at_ms != 0) {
        if (state == "sent") put(item, "sent_at", ms_text(at_ms));
        if (state == "delivered") put(item, "delivered_at", ms_text(at_ms));
        if (state == "read") put(item, "read_at", ms_text(at_ms));
        if (state == "failed" || state == "undelivered") put(item, "failed_at", ms_text(at_ms));
    }
    const bool failed = !error.empty() && error != "0";
    put(item, "status@" + std::to_string(at_ms != 0 ? at_ms : rank), failed ? state + ' ' + error : state);
}

}  // namespace history::connectors
