// A moment as people write it in a few words, by a calendar's wall clock: "2026-12-01 18:00", "завтра 12:00", "+2h", "after 18:00".
#pragma once
#include <optional>
#include <string_view>

#include "core/insight/calendar.h"

namespace history {

// `now`: the moment of writing. Understood, in any case, in Russian, Kazakh and English:
//   an ISO time (with Z or offset that moment, else by the wall clock), 01.12.2026 18:00, 01.12 (the next such day), ms since 1970
//   +30m +2h +3d +1w, "через 2 часа", "in 2 hours", "2 сағаттан кейін"
//   today, tomorrow, the day after, weekdays (the next one), each with a time or at `day_hour`
//   a time alone: today, or tomorrow when it has passed; "после 18:00", "after 6 pm", "до обеда" (13:00), "утром" (9:00),
//   "вечером" (18:00)
// Nothing for anything else, for what lies before 1970 or behind the year 9999, and for more than 128 bytes.
std::optional<std::uint64_t> term_of(std::string_view words, std::uint64_t now_ms, const Calendar& calendar);
inline constexpr int day_hour = 9;  // of a day without a time

}  // namespace history
