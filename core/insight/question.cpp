#include "core/insight/question.h"

#include <algorithm>
#include <iterator>

#include "core/insight/closing.h"
#include "core/insight/preference.h"

namespace history {

namespace {

// A card with somebody's number, his own mostly: what was asked for, no question.
bool only_contacts(const Entity& item) {
    bool any = false, other = false;
    item.each("file", '/', [&](std::string_view, const Field& file) {
        const bool contact = file.value.compare(0, 8, "contact\t") == 0;
        any = any || contact;
        other = other || !contact;
    });
    return any && !other;
}

}  // namespace

bool waits_for_answer(const Entity& item, const ItemFacts& facts) {
    if (!facts.needs_answer) return false;
    if (facts.kind == "call" || facts.kind == "request") return true;
    const std::string_view text = text_of_item(item);
    if (text.empty()) return !item.latest("deleted") && !only_contacts(item);
    if (closes_talk(text)) return false;
    return text.find('?') != text.npos || !preference_words(text, facts.channel).stated();
}

Question open_question(std::span<const Entry> entries) {
    Question open;
    // Of one moment an answer may stand before what it answers: all of that moment are after nothing.
    std::uint64_t answered_ms = 0;
    for (std::size_t i = entries.size(); i-- > 0;)
        if (entries[i].facts.answers) {
            answered_ms = entries[i].facts.at_ms;
            break;
        }
    const auto waits = [](const Entry& entry) { return waits_for_answer(*entry.item, entry.facts); };
    auto after = entries.end();
    while (after != entries.begin() && std::prev(after)->facts.at_ms > answered_ms) --after;
    const auto first = std::find_if(after, entries.end(), waits);
    if (first == entries.end()) return open;
    open.first = &*first;
    auto last = entries.end();  // words are read of as few as need be
    do --last;
    while (!waits(*last));
    open.last = &*last;
    return open;
}

}  // namespace history
