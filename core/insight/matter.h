// Matters: what is said and done about one question, complaint, request or case, over all channels. A pure function of a customer's
// items and of what people confirmed; suggestions are computed, never written.
//
// An item goes to the matter that speaks most for it, or begins one (an inbound question, complaint or request, a call that
// waits, a
// note). What speaks for it, in points; matter_points_min are needed:
//   refers to or answers one of its items                        100
//   one order's number                                            60
//   one product: 40, of complaints both 60; one category: 12; other products in both: -25
//   asks after a complaint, and this is the only open one         45
//   a call of ours after "call me back" (three days), an order (1) 45
//   the same talk (channel, account, thread) within 2 hours: 45, within a day: 30, an answer of ours in it: 15 more
//   words in common (stems; up to)                                30
//   within 3 days: 5;  nothing for 30 days: -20, for 90 days: no more
// What has no words of its own, as a call, is about what a colleague's note that refers to it says.
// People's words stand above all of it: item/<id> = in or out, by the key of the matter's first item.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/insight/complaint.h"
#include "core/insight/question.h"

namespace history {

inline constexpr int matter_points_min = 40;
inline constexpr std::size_t matter_items_read_max =
    2000;  // the newest items of a customer: older ones belong to no matter
inline constexpr std::size_t matters_compared_max = 32;  // with each item: those that moved last

struct Matter {
    std::string root;                    // key of its first item
    std::string kind;                    // question | complaint | request | case
    std::string state;                   // open | done
    std::string title, stage, assignee;  // as people set them; title else the first words or the product
    std::vector<const Entry*> items;     // oldest first
    bool suggested = true;               // nobody confirmed it
    std::uint64_t last_ms = 0;
};

// `item_id`: the name of an item inside a statement (view/slice.h). `said`: entities of kind matter of all subjects.
using ItemName = std::function<std::string(std::string_view item_key)>;
// The one that moved last first.
std::vector<Matter> matters_of(std::span<const Entry> entries, std::span<const Entity* const> said,
                               const FindProduct& find, const ItemName& item_id);

}  // namespace history
