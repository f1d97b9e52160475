// What the facts of one subject leave open: promises, tasks, reminders, complaints, purchases put off, calls that were asked for.
#pragma once
#include "core/identity/record.h"
#include "core/insight/item_facts.h"

namespace history {

// The fields `state`, `assignee`, `moved_due` of an item are people's; a source's own words are `stage` and `status@<ms>`.
bool is_closed(const Entity& item);             // done, cancelled, in people's words or else in the source's
std::uint64_t due_of_item(const Entity& item);  // ms; where a person moved it, there; 0: none
std::string item_referred(const Entity& item);  // key of the item that `refers_to` names; empty: none

// Does a customer say that he will buy later, in Russian, Kazakh or English? Not: that he wants the goods kept for him.
bool postpones_purchase(std::string_view text);

// Fills due, reminders, resolved, last_call_ms and last_bought_ms of the record. The rest of it stands already.
void add_work(const State& state, SubjectRecord& record);

}  // namespace history
