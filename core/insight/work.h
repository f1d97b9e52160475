// What is open with a customer, over all subjects of his, by the clock, the calendars and the rules of the workspace.
#pragma once
#include "core/insight/calendar.h"
#include "core/insight/complaint.h"
#include "core/insight/contact_facts.h"
#include "core/insight/reminder_rules.h"
#include "core/insight/worklist.h"

namespace history {

enum class WorkKind : std::uint8_t { question, promise, complaint, reminder, task, postponed, stuck, late };
std::string_view work_kind_name(WorkKind kind);

struct WorkEntry {
    WorkKind kind = WorkKind::question;
    StreamId stream;  // subject that has it
    // Key of the item it rests on (a complaint that a colleague tagged: the tag); question: empty, the record keeps no more
    // than its time.
    std::string item;
    std::string
        reminder;  // id of a reminder that a rule made, else empty: what a person's "done" is written to
    std::string rule,
        how;  // of a rule's reminder: callback | postponed | no_answer | no_reply; call | ad | offer
    std::uint64_t at_ms = 0;       // since when
    std::uint64_t due_ms = 0;      // 0: it has no term
    std::uint64_t waiting_ms = 0;  // question: milliseconds of business hours until now
    bool overdue = false;
    bool out_of_hours = false;  // question: it came when nobody was there
    std::string assignee, words;
};

struct WorkSettings {
    Calendars calendars;
    ReminderRules rules;
    FindProduct find_product = {};  // may be empty: then products are known by what sources wrote alone
    ResolvedElsewhere elsewhere = {};
};
// From what colleagues share. Text that cannot be read counts as none; no calendar: `otherwise`.
WorkSettings work_settings(const State& shared, const Calendars& otherwise);

// Promises and complaints are those that a colleague wrote and those that only stand in the words (core/insight/promise.h,
// complaint.h). In the order of kinds, inside one soonest due (or oldest) first. What began after `now` is not there yet. A
// promise whose term passed a week ago is left out when we spoke with him after it: the list is of what can still be kept.
std::vector<WorkEntry> work_of(const Customer& customer, const CustomerSummary& summary,
                               const RecordOf& records, const WorkSettings& settings, std::uint64_t now_ms);

}  // namespace history
