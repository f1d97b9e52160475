#include "core/insight/item_facts.h"

#include <vector>

#include "core/insight/columns.h"
#include "core/insight/notice.h"
#include "core/wire/hash.h"

namespace history {

std::uint64_t number_of(std::string_view decimal) {
    if (decimal.empty() || decimal.size() > 18) return 0;
    std::uint64_t value = 0;
    for (char c : decimal) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::string_view text_of_item(const Entity& item) {
    if (item.latest("deleted")) return {};
    const Field* edited = item.latest("edited");
    return edited ? std::string_view(edited->value) : item.value("text");
}

// A call begins with its first leg, whatever else it says. What only states date began with the first of them.
std::uint64_t time_of_item(const Entity& item) {
    std::uint64_t first = 0;
    if (item.value("kind") == "call")
        item.each("leg", '/', [&](std::string_view, const Field& leg) {
            std::string_view rest = leg.value;
            const std::uint64_t start = number_column(rest);
            if (start != 0 && (first == 0 || start < first)) first = start;
        });
    if (first == 0) first = number_of(item.value("at"));
    if (first == 0)
        item.each("status", '@', [&](std::string_view ms, const Field&) {
            const std::uint64_t at_ms = number_of(ms);
            if (at_ms != 0 && (first == 0 || at_ms < first)) first = at_ms;
        });
    return first;
}

ItemFacts item_facts(const Entity& item) {
    ItemFacts facts;
    const KeyParts parts = key_parts(item.key);
    facts.channel = parts.first;
    facts.account = parts.second;
    facts.native = parts.third;
    facts.kind = item.value("kind");
    facts.arrived = !facts.kind.empty();
    facts.at_ms = time_of_item(item);
    const std::string_view direction = item.value("direction");
    facts.direction = direction == "in"    ? Direction::in
                      : direction == "out" ? Direction::out
                                           : Direction::none;
    facts.bot = item.value("bot") == "1";
    const bool to_come = facts.kind == "mailing" && item.value("stage") == "planned";
    facts.noise = facts.kind == "page" || facts.kind == "track" || facts.kind == "screen" || to_come;
    if (facts.kind == "call") {
        std::vector<std::string_view> legs;
        item.each("leg", '/', [&](std::string_view, const Field& leg) { legs.push_back(leg.value); });
        facts.call = whole_call(legs);
        if (facts.call->direction != CallDirection::none)
            facts.direction = facts.call->direction == CallDirection::in ? Direction::in : Direction::out;
        facts.needs_answer =
            facts.direction == Direction::in && facts.call->legs != 0 && !facts.call->answered;
        facts.answers = facts.call->answered;
        return facts;
    }
    if (facts.kind == "message" || facts.kind == "mail") {
        facts.needs_answer = facts.direction == Direction::in && !facts.bot;
        facts.answers = facts.direction == Direction::out && !facts.bot && !is_notice(text_of_item(item));
    }
    if (facts.kind == "request") facts.needs_answer = facts.direction == Direction::in;
    return facts;
}

std::string item_id_of(std::string_view item_key) {
    return hex(hash_of("history item id 1", bytes_of(item_key)).view().first(16));
}

}  // namespace history
