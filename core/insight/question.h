// The open question: what a customer last said that waits for an answer, when nothing of ours came after it on any channel. Pure.
#pragma once
#include <span>

#include "core/insight/item_facts.h"

namespace history {

// An item of a customer with its facts, read once. Lists of entries are in the order of a timeline, oldest first.
struct Entry {
    const Entity* item = nullptr;
    ItemFacts facts;
};

// Needs an answer by its kind (ItemFacts) and by its words: thanks, agreement, leave and a mere wish how to be reached need none.
bool waits_for_answer(const Entity& item, const ItemFacts& facts);

struct Question {
    const Entry* last = nullptr;   // the open question; null: none
    const Entry* first = nullptr;  // the first such one: he waits since then
};
Question open_question(std::span<const Entry> entries);

}  // namespace history
