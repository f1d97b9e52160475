// Days and dates of the Gregorian calendar, without a zone: by whoever's wall clock the caller means.
#pragma once
#include <cstdint>

namespace history {

struct Date {
    int year = 1970, month = 1, day = 1;
};

inline constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
inline constexpr std::int64_t minute_ms = 60 * 1000;

// H. Hinnant, chrono-compatible low-level date algorithms.
constexpr std::int64_t days_of(Date date) {  // since 1970-01-01; years 1 to 9999
    const int year = date.month <= 2 ? date.year - 1 : date.year;
    const int era = year / 400, year_of_era = year - era * 400;
    const int day_of_year = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1;
    return std::int64_t{era} * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - 719468;
}

constexpr Date date_of(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<int>(days - era * 146097);
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted = (5 * day_of_year + 2) / 153, month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<int>(era) * 400 + year_of_era + (month <= 2 ? 1 : 0), month,
            day_of_year - (153 * shifted + 2) / 5 + 1};
}

constexpr int days_in_month(int year, int month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr bool is_date(Date date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

constexpr int weekday_of(std::int64_t days) {  // 0 Monday to 6 Sunday; 1970-01-01 was a Thursday
    return static_cast<int>(((days + 3) % 7 + 7) % 7);
}

constexpr std::int64_t floor_days(std::int64_t wall_ms) {
    return wall_ms >= 0 ? wall_ms / day_ms : -((-wall_ms + day_ms - 1) / day_ms);
}

}  // namespace history
