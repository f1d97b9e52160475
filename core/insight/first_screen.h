// The first screen against retelling: what is open, what was promised, how he wants to be reached. A pure function of a
// customer's items,
// the contact facts of his subjects, the calendar and the clock; each answer names the items it rests on.
#pragma once
#include <vector>

#include "core/insight/complaint.h"
#include "core/insight/preference.h"
#include "core/insight/promise.h"
#include "core/insight/question.h"

namespace history {

enum class PromiseState : std::uint8_t {
    open,     // its term is to come
    kept,     // we wrote or spoke after it, or a colleague says it is done
    overdue,  // its term has passed
    cancelled
};
std::string_view promise_state_name(PromiseState state);

struct StandingPromise {
    Promise promise;
    PromiseState state = PromiseState::open;
};

struct PreferredChannel {
    std::string channel;  // empty: nothing is known
    bool said = false;    // else used most
    std::string item;     // key of the statement, of the last contact on that channel otherwise; may be empty
    std::uint64_t at_ms = 0;
};

struct FirstScreen {
    Question question;
    std::uint64_t waiting_ms = 0;  // business hours since question.first
    std::vector<StandingPromise>
        open_promises;  // open and overdue, by term; the last promise of a text alone where it has several
    StandingPromise last_promise;  // of any state; its item is null when there is none
    PreferredChannel preferred;
    std::vector<OpenComplaint> complaints;
};

// A promise of a term past this long ago is no work any more; it stays the last promise.
inline constexpr std::uint64_t overdue_shown_ms = 90ull * 24 * 60 * 60 * 1000;

FirstScreen first_screen(std::span<const Entry> entries, const ContactFacts& facts, const FindProduct& find,
                         const Calendar& calendar, std::uint64_t as_of_ms);

}  // namespace history
