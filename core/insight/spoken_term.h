// Terms as people name them in Russian, Kazakh and English: "завтра до 12", "в течение трёх дней", "ертең сағат 12-ге дейін", "by
// Friday 5 pm". Pure. Local time is that of the calendar at the moment of the words.
//
// What words leave open: a day without a time ends at 20:00, as "до конца дня" does; "до обеда" and "by lunch" are 13:00, "by noon"
// 12:00, morning ends at 12:00, the afternoon at 18:00, "до вечера" is 18:00, "вечером" 21:00; "within N days" ends on the Nth
// day at
// 23:59; a weekday is the next one, never today; a time without a day is today's, or tomorrow's when it has passed; an hour of
// 1 to 7
// without minutes and without morning or evening is in the afternoon; of "1-2 часа" the longer counts; working days are Monday
// to Friday.
#pragma once
#include <cstdint>
#include <optional>

#include "core/insight/calendar.h"
#include "core/insight/words.h"

namespace history {

// The moment that this sentence names, ms since 1970 UTC; nothing when it names none.
std::optional<std::uint64_t> spoken_term(const Words& words, std::uint32_t sentence, std::uint64_t at_ms,
                                         const Calendar& calendar);

}  // namespace history
