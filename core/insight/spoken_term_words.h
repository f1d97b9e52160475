// The words of which terms are made, in three languages.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace history {

enum class TimeUnit : std::uint8_t { minute, hour, day, week, month };

std::optional<int> weekday_word(std::string_view word);  // 0 Monday to 6 Sunday
std::optional<int> month_word(std::string_view word);    // 1 to 12
std::optional<int> day_word(std::string_view word);  // days from today: today 0, tomorrow 1, послезавтра 2
std::optional<TimeUnit> unit_word(std::string_view word);
std::optional<int> half_count_word(
    std::string_view word);  // how many halves: "час" has none, "два" 4, "полтора" 3, "3" 6

}  // namespace history
