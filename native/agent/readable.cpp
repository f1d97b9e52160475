// Slices as text for people at a terminal. Programs take the slices themselves (--json).
#include <unistd.h>

#include "native/agent/commands.h"
#include "native/json.h"

namespace history::agent {

namespace {

std::string time_of(const Json& object, const char* name) {
    const std::int64_t ms = int_at(object, name);
    return ms > 0 ? utc_text(static_cast<std::uint64_t>(ms)) : std::string(20, ' ');
}

std::string money_of(const Json& money) {
    const std::int64_t minor = int_at(money, "minor");
    std::string digits = std::to_string(minor < 0 ? -minor : minor);
    while (digits.size() < 3) digits.insert(0, "0");
    digits.insert(digits.size() - 2, ".");
    return (minor < 0 ? "-" : "") + digits + ' ' + text_at(money, "currency");
}

std::string one_line(std::string text, std::size_t bytes_max = 160) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string identifiers_of(const Json& list) {
    std::string text;
    for (const Json& one : list)
        text +=
            "  " + text_at(one, "type") + ' ' + text_at(one, "value") + " (" + text_at(one, "known") + ")\n";
    return text;
}

std::string joins_of(const Json& slice) {
    std::string text;
    for (const Json& join : at(slice, "joins"))
        text += "  " + text_at(join, "a") + " = " + text_at(join, "b") + ": " + text_at(join, "reason") +
                ' ' + text_at(join, "value") + " (" + text_at(join, "known") + ")\n";
    for (const Json& shared : at(slice, "shared"))
        text += "  does not join: " + text_at(shared, "type") + ' ' + text_at(shared, "value") + " (" +
                text_at(shared, "why") + ")\n";
    return text;
}

// "35 min", "2 h 5 min"; from a hundred hours on without minutes.
std::string hours_of(std::int64_t ms) {
    const std::int64_t minutes = ms / 60'000, hours = minutes / 60;
    if (hours >= 100) return std::to_string(hours) + " h";
    return (hours > 0 ? std::to_string(hours) + " h " : "") + std::to_string(minutes % 60) + " min";
}

// What is open with him: "    promise of samal, due 2026-12-01 13:00:00Z, overdue: words  item 0123..."
std::string flags_of(const Json& row) {
    std::string text;
    for (const Json& flag : at(row, "flags")) {
        if (text_at(flag, "kind") == "question") {
            text += "    waits " + hours_of(int_at(flag, "waiting_ms")) + " of business hours" +
                    (truth(at(flag, "out_of_hours")) ? ", came out of hours" : "") + '\n';
            continue;
        }
        const std::string assignee = text_at(flag, "assignee"), item = text_at(flag, "item"),
                          how = text_at(flag, "how");
        text += "    " + text_at(flag, "kind") + (how.empty() ? "" : " to " + how) +
                (assignee.empty() ? "" : " of " + assignee);
        if (int_at(flag, "due") != 0) text += ", due " + time_of(flag, "due");
        text += (truth(at(flag, "overdue")) ? ", overdue: " : ": ") + one_line(text_at(flag, "words")) +
                (item.empty() ? "" : "  item " + item) + '\n';
    }
    return text;
}

std::string customers(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows")) {
        const Json& identifier = at(row, "identifier");
        text += time_of(row, "at") + "  " + text_at(row, "id") + "  " + text_at(row, "name") + "  " +
                text_at(identifier, "value");
        if (const std::string channel = text_at(row, "channel");
            !channel.empty())  // nobody spoke yet: an address book
            text += "  " + channel + ": " + one_line(text_at(row, "words"));
        text += '\n' + flags_of(row);
    }
    return text + std::to_string(int_at(slice, "total")) + " in all";
}

// Found words as a terminal shows them: bold when somebody looks, as they are in a file.
std::string marked(const std::string& text, const Json& marks) {
    if (::isatty(STDOUT_FILENO) == 0) return one_line(text, 400);
    std::string out;
    std::size_t at = 0;
    for (const Json& mark : marks) {
        if (!mark.is_array() || mark.size() != 2 || !mark[0].is_number_unsigned() ||
            !mark[1].is_number_unsigned())
            continue;
        const auto from = mark[0].get<std::size_t>(), to = mark[1].get<std::size_t>();
        if (from < at || to < from || to > text.size()) continue;
        out += text.substr(at, from - at) + "\033[1m" + text.substr(from, to - from) + "\033[0m";
        at = to;
    }
    return one_line(out + text.substr(at), 1000);
}

std::string search_text(const Json& slice) {
    std::string text;
    if (const std::string read_as = text_at(slice, "read_as"); !read_as.empty())
        text += "read as: " + read_as + '\n';
    for (const Json& row : at(slice, "rows")) {
        const std::string how = text_at(row, "how");
        text += time_of(row, "at") + "  " + text_at(row, "id") + "  " + text_at(row, "name") + "  " +
                text_at(row, "channel") + ' ' + text_at(row, "kind") + ": " +
                marked(text_at(row, "text"), at(row, "marks"));
        if (how == "transliteration" || how == "typo") text += "  (" + how + ")";
        text += '\n';
    }
    return text + std::to_string(int_at(slice, "total")) + " items in " +
           std::to_string(int_at(slice, "of")) + " histories";
}

std::string card_text(const Json& slice) {
    std::string text = text_at(slice, "name") + "  [" + text_at(slice, "id") + "]\n";
    if (const Json& waiting = at(slice, "waiting"); waiting.is_object())
        text +=
            "waits since " + time_of(waiting, "since") + ": " + one_line(text_at(waiting, "words")) + '\n';
    if (at(slice, "not_proved").is_boolean())
        text += "not proved to be one person: ask before you disclose\n";
    text += identifiers_of(at(slice, "identifiers"));
    for (const Json& fact : at(slice, "facts"))
        text += "  " + text_at(fact, "name") + ": " + text_at(fact, "value") + '\n';
    for (const char* name : {"first_source", "last_source"})
        if (const Json& from = at(slice, name); from.is_object()) {
            text += std::string("  ") + (*name == 'f' ? "first" : "last") +
                    " came from: " + text_at(from, "kind");
            for (const char* more : {"name", "query", "campaign"})
                if (const std::string words = text_at(from, more); !words.empty())
                    text += ", " + one_line(words);
            text += "  " + time_of(from, "at") + '\n';
        }
    if (const Json& purchases = at(slice, "purchases"); purchases.is_object()) {
        text += std::to_string(int_at(purchases, "count")) + " purchases";
        for (const Json& sum : at(purchases, "sums")) text += ", " + money_of(sum);
        text += '\n';
    }
    for (const Json& channel : at(slice, "channels"))
        text += "  " + text_at(channel, "channel") + ": " + std::to_string(int_at(channel, "items")) +
                " items, last " + time_of(channel, "last") + '\n';
    return text + std::to_string(int_at(slice, "items")) + " items";
}

std::string timeline_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows")) {
        const std::string direction = text_at(row, "direction");
        text += time_of(row, "at") +
                (direction == "in"    ? "  < "
                 : direction == "out" ? "  > "
                                      : "    ") +
                text_at(row, "channel") + ' ' + text_at(row, "kind");
        for (const char* name : {"number", "title", "text"})
            if (std::string words = one_line(text_at(row, name)); !words.empty()) text += "  " + words;
        for (const Json& file : at(row, "files")) {
            const std::string name = text_at(file, "name");
            text += "  [" + one_line(name.empty() ? text_at(file, "kind") : name) + ']';
        }
        if (const Json& total = at(row, "total"); total.is_object()) text += "  " + money_of(total);
        if (const Json& call = at(row, "call"); call.is_object())
            text += at(call, "answered").is_boolean()
                        ? "  answered, " + std::to_string(int_at(call, "seconds")) + " s"
                        : "  not answered";
        text += '\n';
    }
    return text + std::to_string(int_at(slice, "total")) + " in all";
}

std::string why_text(const Json& slice) {
    std::string text;
    for (const Json& member : at(slice, "members")) {
        const Json& owner = at(member, "owner");
        text += text_at(member, "subject") + "  " + text_at(owner, "type") + ' ' + text_at(owner, "value") +
                "  " + text_at(member, "name") + "  " + std::to_string(int_at(member, "items")) + " items\n";
    }
    text += joins_of(slice);
    for (const Json& join : at(slice, "joins"))
        if (text_at(join, "reason") == "link")
            text += "  linked by " + text_at(join, "who") + ' ' + time_of(join, "at") + ": " +
                    text_at(join, "words") + '\n';
    for (const Json& said : at(slice, "statements"))
        text += "  " + text_at(said, "kind") + " with " + text_at(said, "other") + ' ' +
                text_at(said, "state") + ", " + text_at(said, "who") + ' ' + time_of(said, "at") + ": " +
                text_at(said, "words") +
                (at(said, "overruled").is_boolean() ? " (overruled by a separation)" : "") + '\n';
    return text;
}

std::string suggestions_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows")) {
        if (const Json& with = at(row, "with"); with.is_object())
            text += text_at(with, "id") + "  " + text_at(with, "name") + "  =?  ";
        text += text_at(row, "id") + "  " + text_at(row, "name") + "  " +
                std::to_string(int_at(row, "score")) + "  ";
        for (const Json& reason : at(row, "reasons"))
            if (reason.is_string())
                text += reason == "said" ? std::string(" (said in words alone: perhaps a stranger's number)")
                                         : ' ' + reason.get<std::string>();
        text += '\n';
    }
    return text + std::to_string(int_at(slice, "total")) + " in all; nothing of it is joined";
}

std::string quarantine_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows"))
        text += text_at(row, "id") + "  " + text_at(row, "channel") + '/' + text_at(row, "account") + "  " +
                text_at(row, "file") + "  " + text_at(row, "place") + ": " + text_at(row, "reason") + "  " +
                one_line(text_at(row, "raw"), 60) + '\n';
    return text + std::to_string(int_at(slice, "total")) + " in all";
}

std::string devices_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows"))
        text += text_at(row, "device") + "  " + text_at(row, "role") + "  " + text_at(row, "name") +
                (at(row, "revoked").is_boolean() ? "  revoked" : "") +
                (at(row, "this").is_boolean() ? "  (this device)" : "") + '\n';
    return text;
}

std::string offers_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows")) {
        const auto named = [&](const char* sku, const char* name) {
            const std::string called = text_at(row, name);
            return text_at(row, sku) + (called.empty() ? "" : " " + called);
        };
        const std::int64_t customers = int_at(row, "customers");
        text += named("sku", "name") + ": ";
        text += customers != 0
                    ? "bought together with " + named("with", "with_name") + " by " +
                          std::to_string(customers) + " customers\n"
                    : "goes with " + named("with", "with_name") + ", " + text_at(row, "why") + '\n';
    }
    return text.empty() ? "Nothing to offer." : text;
}

std::string orders_text(const Json& slice) {
    std::string text;
    for (const Json& row : at(slice, "rows")) {
        const std::string number = text_at(row, "number"), words = text_at(row, "words");
        text += time_of(row, "at") + "  " + (number.empty() ? "without a number" : number) + "  " +
                text_at(row, "status") + (words.empty() ? "" : " (" + one_line(words) + ")");
        if (const Json& total = at(row, "total"); total.is_object()) text += "  " + money_of(total);
        text += '\n';
        for (const char* list : {"documents", "parts"})
            for (const Json& one : at(row, list))
                text += "    " + text_at(one, "role") + "  " + text_at(one, "channel") + ' ' +
                        text_at(one, "account") + ' ' + text_at(one, "native") + "  item " +
                        text_at(one, "item") + '\n';
        for (const Json& one : at(row, "apart"))
            text += "    divided by hand from " + text_at(one, "channel") + "  item " + text_at(one, "item") +
                    '\n';
    }
    return text + std::to_string(at(slice, "rows").size()) + " orders";
}

}  // namespace

std::string readable(const std::string& slice) {
    const auto json = parse_json(slice);
    if (!json) return slice;
    const std::string kind = text_at(*json, "slice");
    std::string text = kind == "card"                          ? card_text(*json)
                       : kind == "timeline"                    ? timeline_text(*json)
                       : kind == "why"                         ? why_text(*json)
                       : kind == "suggestions"                 ? suggestions_text(*json)
                       : kind == "quarantine"                  ? quarantine_text(*json)
                       : kind == "devices"                     ? devices_text(*json)
                       : kind == "offers"                      ? offers_text(*json)
                       : kind == "orders"                      ? orders_text(*json)
                       : kind == "search"                      ? search_text(*json)
                       : kind == "worklist" || kind == "found" ? customers(*json)
                                                               : slice;
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace history::agent
