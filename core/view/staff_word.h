// A colleague's words to a customer's history, and what people change later of what is open: the same for the command line and the
// page. Words are items of channel `notes`, account `staff`, native id 32 random hex digits; they stay as they were said. State,
// assignee and term are fields of the same item that change (`state`, `assignee`, `moved_due`, `claim/<colleague>`,
// `seen/<colleague>`): the one merge rule decides, and who claimed a task earlier stays to be read. Only people's devices write.
#pragma once
#include <functional>

#include "core/insight/work.h"
#include "core/replica/replica.h"
#include "core/view/colleague.h"
#include "core/view/slice.h"

namespace history::view {

struct StaffWord {
    std::string kind;    // one of staff_kinds
    std::string text;    // to 32 KiB; empty only of a contact
    std::string native;  // 32 hex digits, drawn once: the same again is the same item
    std::uint64_t at_ms = 0;
    std::string author, product;        // may be empty
    std::uint64_t due_ms = 0;           // promise, reminder, task, complaint
    std::string assignee;               // id of a colleague
    std::string channel;                // contact: by which; preference: which he wants, or does not
    std::string refers_to;              // key of the item that it is about
    std::string reason;                 // contact: why in spite of a guard
    std::string number;                 // order
    std::vector<std::string> mentions;  // ids of colleagues (mentions_in, colleague.h)
};
inline constexpr std::string_view staff_kinds[] = {
    "note",       "promise", "consultation", "reminder",
    "preference", "task",    "complaint",    "complaint_resolved",
    "in_person",  "order",   "contact"};

// Errc::unauthorized, in one sentence, for devices that are not people's.
Result<> may_speak(std::string_view role);

// The write of a word to `who`. `begin` gives the stream of a customer that begins with it, by identifier key.
Result<StreamWrite> staff_write(const Directory& directory, const std::string& who, std::string_view country,
                                const StaffWord& word, const std::vector<Colleague>& colleagues,
                                const std::function<StreamId(const std::string& key)>& begin);

// The key of the customer's item with this id (item_id, slice.h); empty: none.
std::string item_with_id(const OpenCustomer& customer, std::string_view id);

struct ItemChange {
    std::string item;  // id of an item, or of a reminder that a rule made
    std::string
        field;  // state (done | cancelled | open) | assignee (a colleague's id, or empty) | due (ms, or 0) | seen (1)
    std::string value;
    std::string colleague;  // who changes; `seen` is his
};
struct MadeChange {
    std::vector<StreamWrite> writes;
    std::string before;  // the value until now: the same change with it is the undo
};
Result<MadeChange> change_write(const Directory& directory, const OpenCustomer& customer,
                                const WorkSettings& settings, const std::vector<Colleague>& colleagues,
                                const ItemChange& change, std::uint64_t now_ms);

}  // namespace history::view
