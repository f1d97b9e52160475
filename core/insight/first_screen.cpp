#include "core/insight/first_screen.h"

#include <algorithm>
#include <map>

#include "core/base/arrange.h"
#include "core/insight/preference.h"

namespace history {

std::string_view promise_state_name(PromiseState state) {
    switch (state) {
        case PromiseState::open:
            return "open";
        case PromiseState::kept:
            return "kept";
        case PromiseState::overdue:
            return "overdue";
        case PromiseState::cancelled:
            return "cancelled";
    }
    return "";
}

namespace {

PromiseState state_of(const Promise& promise, std::uint64_t last_answer_ms, std::uint64_t as_of_ms) {
    const std::string_view said = promise.item->value("state");
    if (said == "done") return PromiseState::kept;
    if (said == "cancelled") return PromiseState::cancelled;
    if (last_answer_ms > promise.at_ms) return PromiseState::kept;
    return promise.due_ms < as_of_ms ? PromiseState::overdue : PromiseState::open;
}

void find_promises(std::span<const Entry> entries, const Calendar& calendar, std::uint64_t as_of_ms,
                   FirstScreen& screen) {
    std::uint64_t last_answer_ms = 0;
    // Newest first: what stands before our last answer is kept, the last promise of all is found soon.
    for (std::size_t i = entries.size(); i-- > 0;) {
        const Entry& entry = entries[i];
        if (entry.facts.at_ms > as_of_ms) continue;
        if (screen.last_promise.promise.item && last_answer_ms > entry.facts.at_ms) break;
        const std::vector<Promise> promises = promises_of(*entry.item, entry.facts, calendar);
        for (const Promise& promise : promises) {
            const StandingPromise one{promise, state_of(promise, last_answer_ms, as_of_ms)};
            const bool open = one.state == PromiseState::open || one.state == PromiseState::overdue;
            if (open && promise.due_ms + overdue_shown_ms > as_of_ms) screen.open_promises.push_back(one);
            // Of several in one text the one that is due first.
            const Promise& last = screen.last_promise.promise;
            if (!last.item || (last.item == promise.item && promise.due_ms < last.due_ms))
                screen.last_promise = one;
        }
        if (entry.facts.answers) last_answer_ms = std::max(last_answer_ms, entry.facts.at_ms);
    }
    arrange(screen.open_promises.begin(), screen.open_promises.end(),
            [](const StandingPromise& a, const StandingPromise& b) {
                return a.promise.due_ms != b.promise.due_ms ? a.promise.due_ms < b.promise.due_ms
                                                            : a.promise.item->key < b.promise.item->key;
            });
}

PreferredChannel preferred_of(std::span<const Entry> entries, const ContactFacts& facts,
                              std::uint64_t as_of_ms) {
    PreferredChannel preferred;
    for (const ContactFacts::Preference& one : facts.preferences)
        if (!one.channel.empty() && one.at_ms <= as_of_ms)
            preferred = {one.channel, true, one.item, one.at_ms};
    if (preferred.said) return preferred;
    struct Use {
        std::size_t contacts = 0;
        const Entry* last = nullptr;
    };
    std::vector<std::pair<std::string_view, Use>> uses;
    for (const Entry& entry : entries) {
        if (!counts_as_contact(entry.facts) || entry.facts.at_ms > as_of_ms) continue;
        const std::string_view channel = contact_channel(entry.facts);
        auto use =
            std::find_if(uses.begin(), uses.end(), [&](const auto& one) { return one.first == channel; });
        if (use == uses.end()) use = uses.insert(uses.end(), {channel, {}});
        ++use->second.contacts;
        use->second.last = &entry;
    }
    const Use* most = nullptr;
    for (const auto& [channel, use] : uses) {
        // Of equals the one that he used last.
        if (most && (use.contacts < most->contacts ||
                     (use.contacts == most->contacts && use.last->facts.at_ms < most->last->facts.at_ms)))
            continue;
        most = &use;
        preferred = {std::string(channel), false, use.last->item->key, use.last->facts.at_ms};
    }
    return preferred;
}

}  // namespace

FirstScreen first_screen(std::span<const Entry> entries, const ContactFacts& facts, const FindProduct& find,
                         const Calendar& calendar, std::uint64_t as_of_ms) {
    FirstScreen screen;
    screen.question = open_question(entries);
    if (screen.question.first)
        screen.waiting_ms = calendar.open_ms(screen.question.first->facts.at_ms, as_of_ms);
    find_promises(entries, calendar, as_of_ms, screen);
    screen.preferred = preferred_of(entries, facts, as_of_ms);
    screen.complaints = open_complaints(facts, find, as_of_ms);
    return screen;
}

}  // namespace history
