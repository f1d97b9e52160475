#include "core/insight/work.h"

#include <algorithm>
#include <map>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/insight/first_screen.h"
#include "core/insight/order_work.h"
#include "core/insight/promise.h"
#include "core/insight/term.h"

namespace history {

namespace {

constexpr std::size_t complaint_bytes_max = 96;
constexpr std::uint64_t week_ms = 7 * static_cast<std::uint64_t>(day_ms);

struct Gathered {  // of all members
    std::uint64_t last_out_ms = 0, last_in_ms = 0, last_call_ms = 0, last_bought_ms = 0;
    std::vector<std::string_view> resolved;
    std::map<std::string_view, const ReminderMark*> marks;
};

Gathered gather(const Customer& customer, const RecordOf& records) {
    Gathered all;
    for (const StreamId& member : customer.members) {
        const auto found = records.find(member);
        if (found == records.end()) continue;
        const SubjectRecord& record = *found->second;
        all.last_out_ms = std::max(all.last_out_ms, record.last_out_ms);
        if (record.last_in) all.last_in_ms = std::max(all.last_in_ms, record.last_in->at_ms);
        all.last_call_ms = std::max(all.last_call_ms, record.last_call_ms);
        all.last_bought_ms = std::max(all.last_bought_ms, record.last_bought_ms);
        all.resolved.insert(all.resolved.end(), record.resolved.begin(), record.resolved.end());
        for (const ReminderMark& mark : record.reminders) all.marks[mark.id] = &mark;
    }
    return all;
}

struct Working {
    const CustomerSummary& summary;
    const WorkSettings& settings;
    std::uint64_t now_ms;
    Gathered all;
    std::vector<std::vector<DueEntry>> read;  // of each subject: what the rest points at
    std::vector<WorkEntry> entries;
    struct
        Latest {  // of the causes of one rule: only the latest makes a reminder, a closed one closes those before it
        const SubjectRecord* record = nullptr;
        const DueEntry* entry = nullptr;
        std::uint64_t closed_ms = 0;
    };
    std::map<std::string_view, Latest> causes;
    std::vector<std::pair<const SubjectRecord*, const DueEntry*>> orders;  // at most 32 of a subject
    std::vector<std::pair<const SubjectRecord*, const DueEntry*>> typed_complaints;

    const Calendar& calendar_of(std::string_view item) const {
        const KeyParts parts = key_parts(item);
        return settings.calendars.of(parts.first, parts.second);
    }

    void put(WorkEntry entry) {
        entry.overdue = entry.due_ms != 0 && entry.due_ms < now_ms;
        entries.push_back(std::move(entry));
    }

    static WorkEntry entry_of(WorkKind kind, const SubjectRecord& record, const DueEntry& due) {
        WorkEntry entry;
        entry.kind = kind;
        entry.stream = record.stream;
        entry.item = due.item;
        entry.at_ms = due.at_ms;
        entry.due_ms = due.due_ms;
        entry.assignee = due.assignee;
        entry.words = due.words;
        return entry;
    }

    void cause(std::string_view rule, const SubjectRecord& record, const DueEntry& due) {
        Latest& latest = causes[rule];
        const auto mark = all.marks.find(reminder_id(rule, record.stream, due.item));
        if (mark != all.marks.end() && mark->second->closed)
            latest.closed_ms = std::max(latest.closed_ms, due.at_ms);
        if (!latest.entry || due.at_ms > latest.entry->at_ms) latest.record = &record, latest.entry = &due;
    }

    void question() {
        if (summary.waiting_since_ms == 0 || summary.waiting_since_ms > now_ms || !summary.last_in) return;
        const LastItem& last = *summary.last_in->last_in;
        const Calendar& calendar = settings.calendars.of(last.channel, last.account);
        WorkEntry entry;
        entry.kind = WorkKind::question;
        entry.stream = summary.last_in->stream;
        entry.at_ms = summary.waiting_since_ms;
        entry.waiting_ms = calendar.open_ms(entry.at_ms, now_ms);
        entry.out_of_hours = !calendar.open_at(entry.at_ms);
        entry.words = last.words;
        put(std::move(entry));
    }

    void add(const SubjectRecord& record, const DueEntry& due) {
        if (due.at_ms > now_ms) return;
        const auto resolved = [&](const std::string& item) {
            return !item.empty() &&
                   std::find(all.resolved.begin(), all.resolved.end(), item) != all.resolved.end();
        };
        switch (due.kind) {
            case DueKind::promise: {
                if (!due.wish.empty()) return worded_promise(record, due);
                WorkEntry entry = entry_of(WorkKind::promise, record, due);
                if (entry.due_ms == 0) entry.due_ms = note_term(due.words, due.at_ms, calendar_of(due.item));
                if (entry.due_ms != 0 && entry.due_ms + week_ms < now_ms && all.last_out_ms >= entry.due_ms)
                    return;
                return put(std::move(entry));
            }
            case DueKind::reminder:
                return put(entry_of(WorkKind::reminder, record, due));
            case DueKind::task:
                return put(entry_of(WorkKind::task, record, due));
            case DueKind::complaint:
                if (!resolved(due.item) && !resolved(due.about)) typed_complaints.push_back({&record, &due});
                return;
            case DueKind::stuck:
                orders.push_back({&record, &due});
                return;
            case DueKind::late:
                stands_still(WorkKind::late, record, due);
                return;
            case DueKind::postponed:
                if (due.due_ms <= now_ms && all.last_bought_ms <= due.at_ms) cause("postponed", record, due);
                return;
            case DueKind::callback:
                if (all.last_call_ms <= due.at_ms) cause("callback", record, due);
                return;
            case DueKind::asked:
                if (all.last_in_ms <= due.at_ms) cause("no_reply", record, due);
                return;
            case DueKind::mention:  // between colleagues: core/view/mentions.h
                return;
        }
    }

    // Of a message of ours: kept when we spoke with him after it; of several terms the first.
    void worded_promise(const SubjectRecord& record, const DueEntry& due) {
        if (all.last_out_ms > due.at_ms) return;
        WorkEntry entry = entry_of(WorkKind::promise, record, due);
        if (entry.due_ms == 0) {
            const auto terms = terms_promised(due.wish, due.at_ms, calendar_of(due.item));
            if (terms.empty()) return;
            entry.due_ms = *std::min_element(terms.begin(), terms.end());
        }
        if (entry.due_ms + overdue_shown_ms > now_ms) put(std::move(entry));
    }

    // Those that stand by the facts of all members; term and assignee are the tag's. A tag that the facts are too small for counts
    // by itself.
    void complaints(const Customer& customer, const RecordOf& records) {
        std::vector<const ContactFacts*> parts;
        bool any = false;
        for (const StreamId& member : customer.members)
            if (const auto found = records.find(member); found != records.end()) {
                parts.push_back(found->second->contact.get());
                any = any || (parts.back() && !parts.back()->complaints.empty());
            }
        ContactFacts facts;
        if (any) {
            facts = joined(parts);
            settings.elsewhere.add_to(facts);
        }
        const auto tells = [](const ContactFacts* part, const std::string& item, const std::string& source) {
            return part &&
                   std::any_of(part->complaints.begin(), part->complaints.end(),
                               [&](const auto& one) { return one.item == item && one.source == source; });
        };
        static const FindProduct as_written = [](std::string_view product, std::string_view) {
            return ProductRef{std::string(product), {}};
        };
        const FindProduct& find = settings.find_product ? settings.find_product : as_written;
        for (OpenComplaint& one : any ? open_complaints(facts, find, now_ms) : std::vector<OpenComplaint>()) {
            WorkEntry entry;
            entry.kind = WorkKind::complaint;
            entry.item = one.source.empty() ? one.item : one.source;
            entry.at_ms = one.at_ms;
            entry.words = cut_utf8(one.words, complaint_bytes_max);
            for (const StreamId& member : customer.members)
                if (const auto found = records.find(member);
                    found != records.end() && entry.stream.zero() &&
                    tells(found->second->contact.get(), one.item, one.source))
                    entry.stream = member;
            for (const auto& [record, due] : typed_complaints)
                if (due->item == entry.item) entry.due_ms = due->due_ms, entry.assignee = due->assignee;
            put(std::move(entry));
        }
        for (const auto& [record, due] : typed_complaints)
            if (std::none_of(facts.complaints.begin(), facts.complaints.end(),
                             [key = &due->item](const auto& one) { return one.source == *key; }))
                put(entry_of(WorkKind::complaint, *record, *due));
    }

    // Counted from the hour on in which somebody is there to see it; what has been silent for long is history.
    void stands_still(WorkKind kind, const SubjectRecord& record, const DueEntry& due) {
        if (due.at_ms + order_silence_ms_max < now_ms) return;
        WorkEntry entry = entry_of(kind, record, due);
        entry.due_ms = calendar_of(due.item).next_open(due.due_ms).value_or(due.due_ms);
        if (entry.due_ms <= now_ms) put(std::move(entry));
    }

    // One order may have documents with several subjects: it stands still when none of them ended it, from its last change on.
    void stuck_orders() {
        const auto same = [](const DueEntry& a, const DueEntry& b) {
            for (const std::string* one : {&a.words, &a.about})
                if (!one->empty() && (*one == b.words || *one == b.about)) return true;
            return false;
        };
        for (const auto& [record, due] : orders) {
            if (due->due_ms == 0) continue;
            const DueEntry& open = *due;
            const bool told_elsewhere = std::any_of(orders.begin(), orders.end(), [&](const auto& other) {
                const DueEntry& one = *other.second;
                return &one != &open && same(one, open) &&
                       (one.due_ms == 0 || one.at_ms > open.at_ms ||
                        (one.at_ms == open.at_ms && one.item > open.item));
            });
            if (!told_elsewhere) stands_still(WorkKind::stuck, *record, open);
        }
    }

    void remind(std::string_view rule, std::string_view how, WorkEntry entry, std::string_view cause,
                bool when_due) {
        entry.kind = WorkKind::reminder;
        entry.reminder = reminder_id(rule, entry.stream, cause);
        entry.rule = rule;
        entry.how = how;
        const auto mark = all.marks.find(entry.reminder);
        if (mark != all.marks.end() && mark->second->closed) return;
        if (mark != all.marks.end() && mark->second->due_ms != 0) entry.due_ms = mark->second->due_ms;
        if (!when_due || entry.due_ms <= now_ms) put(std::move(entry));
    }

    static std::uint64_t after_days(std::uint64_t at_ms, const ReminderRule& rule) {
        return at_ms + rule.days * static_cast<std::uint64_t>(day_ms);
    }

    void rules() {
        for (const auto& [rule, latest] : causes) {
            if (!latest.entry || latest.closed_ms >= latest.entry->at_ms) continue;
            const DueEntry& due = *latest.entry;
            WorkEntry entry = entry_of(WorkKind::reminder, *latest.record, due);
            if (rule == "callback" && settings.rules.callback) {
                const Calendar& calendar = calendar_of(due.item);
                if (entry.due_ms == 0) entry.due_ms = term_of(due.wish, due.at_ms, calendar).value_or(0);
                if (entry.due_ms == 0) entry.due_ms = calendar.next_open(due.at_ms).value_or(due.at_ms);
                remind(rule, "call", std::move(entry), due.item, false);
            } else if (rule == "postponed") {
                WorkEntry put_off = entry_of(WorkKind::postponed, *latest.record, due);
                put_off.due_ms = 0;
                put(std::move(put_off));
                entry.due_ms = after_days(due.at_ms, settings.rules.postponed);
                if (settings.rules.postponed.on)
                    remind(rule, settings.rules.postponed.how, std::move(entry), due.item, false);
            } else if (rule == "no_reply" && settings.rules.no_reply.on) {
                entry.due_ms = after_days(due.at_ms, settings.rules.no_reply);
                remind(rule, settings.rules.no_reply.how, std::move(entry), due.item, true);
            }
        }
        if (!settings.rules.no_answer.on || entries.empty() || entries.front().kind != WorkKind::question)
            return;
        WorkEntry entry = entries.front();
        entry.waiting_ms = 0;
        entry.due_ms = after_days(entry.at_ms, settings.rules.no_answer);
        entry.stream = waits_;
        remind("no_answer", settings.rules.no_answer.how, std::move(entry),
               std::to_string(entries.front().at_ms), true);
    }
    StreamId
        waits_;  // the subject whose question is the first unanswered: the same whatever else joins the customer
};

}  // namespace

std::string_view work_kind_name(WorkKind kind) {
    static constexpr std::string_view names[] = {"question", "promise",   "complaint", "reminder",
                                                 "task",     "postponed", "stuck",     "late"};
    return names[static_cast<std::size_t>(kind)];
}

WorkSettings work_settings(const State& shared, const Calendars& otherwise) {
    WorkSettings settings{otherwise, {}};
    if (const Entity* text = shared.find(EntityKind::setting, "calendars"))
        if (auto read = Calendars::read(text->value("value")); read.ok() && !text->value("value").empty())
            settings.calendars = std::move(*read);
    if (const Entity* text = shared.find(EntityKind::setting, "reminder_rules"))
        if (auto read = ReminderRules::read(text->value("value")); read.ok())
            settings.rules = std::move(*read);
    return settings;
}

std::vector<WorkEntry> work_of(const Customer& customer, const CustomerSummary& summary,
                               const RecordOf& records, const WorkSettings& settings, std::uint64_t now_ms) {
    bool anything = summary.waiting_since_ms != 0;
    for (const StreamId& member : customer.members) {
        const auto found = records.find(member);
        anything = anything || (found != records.end() &&
                                (!found->second->due.empty() ||
                                 (found->second->contact && !found->second->contact->complaints.empty())));
    }
    if (!anything) return {};
    Working working{summary, settings, now_ms, gather(customer, records), {}, {}, {}, {}, {}, {}};
    working.question();
    for (const StreamId& member : customer.members) {
        const auto found = records.find(member);
        if (found == records.end()) continue;
        const auto& waiting = found->second->waiting;
        if (std::find(waiting.begin(), waiting.end(), summary.waiting_since_ms) != waiting.end() &&
            working.waits_.zero())
            working.waits_ = member;
        if (found->second->due.empty()) continue;
        working.read.push_back(found->second->due.entries());
        for (const DueEntry& due : working.read.back()) working.add(*found->second, due);
    }
    working.complaints(customer, records);
    working.stuck_orders();
    working.rules();
    auto& entries = working.entries;
    arrange(entries.begin(), entries.end(), [](const WorkEntry& a, const WorkEntry& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        const std::uint64_t first = a.due_ms == 0 ? UINT64_MAX : a.due_ms,
                            second = b.due_ms == 0 ? UINT64_MAX : b.due_ms;
        if (first != second) return first < second;
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.item < b.item;
    });
    // One item in two subjects of a customer, read by two agents, is one entry.
    entries.erase(std::unique(entries.begin(), entries.end(),
                              [](const WorkEntry& a, const WorkEntry& b) {
                                  return a.kind == b.kind && a.item == b.item && a.rule == b.rule &&
                                         a.at_ms == b.at_ms;
                              }),
                  entries.end());
    return entries;
}

}  // namespace history
