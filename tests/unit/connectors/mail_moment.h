// The moment in mail-parser's expected parses, as ms since 1970 in decimal. For tests only.
#pragma once
#include <chrono>
#include <string>

#include "native/json.h"

namespace history {

inline std::string moment_of(const Json& date) {
    if (!date.is_object()) return {};
    const auto number = [&](const char* name) { return int_at(date, name); };
    const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(number("year"))),
                                          std::chrono::month(static_cast<unsigned>(number("month"))),
                                          std::chrono::day(static_cast<unsigned>(number("day"))));
    const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
    const std::int64_t east = (number("tz_hour") * 60 + number("tz_minute")) * 60;
    const std::int64_t seconds = days * 86400 + number("hour") * 3600 + number("minute") * 60 +
                                 number("second") - (at(date, "tz_before_gmt") == true ? -east : east);
    return std::to_string(seconds * 1000);
}

}  // namespace history
