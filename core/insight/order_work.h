// What stands still: orders whose documents say nothing new, parcels that should be there. Per subject, a pure summary of its facts
// for the directory record; core/insight/work.cpp puts a customer's subjects together, for an order's site document may stand
// in one and the accounting system's in another.
//
// Limits, from the last change on; a business that is closed then hears of it when it opens:
//   placed, paid  2 days     sent  7 days     ready to be fetched  5 days     a parcel: its eta, else 5 days after its last scan
// What has been silent for 90 days is history, no work. A receipt ends an order.
#pragma once
#include "core/identity/due.h"
#include "core/insight/order.h"
#include "core/model/state.h"

namespace history {

inline constexpr std::uint64_t order_silence_ms_max = 90ull * 24 * 3600 * 1000;
inline constexpr std::size_t ended_orders_max =
    8;  // of one subject: the latest that another subject may hold a document of

// Nobody ended it, and it is no history yet: an order (not a till's receipt alone) that changed in the last 90 days.
bool is_open_order(const Order& order, std::uint64_t now_ms);

// Adds to what is due: stuck  item its first document, at_ms its last change, due_ms from when on it stands still, words its
//                             number (about: another number that a document names). due_ms 0: it ended
//                      late   item the parcel, at_ms its last scan, due_ms from when on it is late, words its carrier and number
void add_order_work(const State& state, std::vector<DueEntry>& due);

}  // namespace history
