#include "native/connectors/local_time.h"

#include "native/connectors/iso_time.h"

namespace history::connectors {
namespace {

// Reads 1 to `digits_max` digits at `at` and moves behind them; -1 when there is none.
int number(std::string_view text, std::size_t& at, int digits_max) {
    int value = -1;
    for (int i = 0; i < digits_max && at < text.size() && text[at] >= '0' && text[at] <= '9'; ++i, ++at)
        value = (value < 0 ? 0 : value * 10) + (text[at] - '0');
    return value;
}

bool skip(std::string_view text, std::size_t& at, std::string_view one_of) {
    if (at >= text.size() || one_of.find(text[at]) == std::string_view::npos) return false;
    ++at;
    return true;
}

// Days since 1970-01-01 of a date in the Gregorian calendar (H. Hinnant, chrono-compatible low-level date algorithms).
std::int64_t days_from_civil(int year, int month, int day) {
    const int shifted = month <= 2 ? year - 1 : year;
    const int era = shifted / 400, year_of_era = shifted - era * 400;
    const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return std::int64_t{era} * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - 719468;
}

int days_in_month(int year, int month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

std::optional<std::int64_t> wall_ms(std::string_view text, bool month_first) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::size_t at = 0;
    int year = number(text, at, 4), month = 0, day = 0;
    if (year > 999) {
        if (!skip(text, at, "-/.")) return std::nullopt;
        month = number(text, at, 2);
        if (!skip(text, at, "-/.")) return std::nullopt;
        day = number(text, at, 2);
    } else {
        day = year;
        if (!skip(text, at, "./-")) return std::nullopt;
        month = number(text, at, 2);
        if (!skip(text, at, "./-")) return std::nullopt;
        year = number(text, at, 4);
        if (month_first) std::swap(day, month);
    }
    if (!skip(text, at, " T")) return std::nullopt;
    const int hour = number(text, at, 2);
    if (!skip(text, at, ":")) return std::nullopt;
    const int minute = number(text, at, 2);
    int second = 0, milli = 0;
    if (skip(text, at, ":")) {
        second = number(text, at, 2);
        if (skip(text, at, ".")) {
            const std::size_t from = at;
            milli = number(text, at, 3);
            for (std::size_t digits = at - from; digits < 3; ++digits) milli *= 10;
            number(text, at, 9);  // finer than a millisecond
        }
    }
    if (at != text.size() || year < 1970 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || milli < 0)
        return std::nullopt;
    return ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60000 + second * 1000 + milli;
}

std::int64_t utc_ms(std::int64_t wall, const std::vector<std::pair<std::uint64_t, int>>& zone) {
    if (zone.empty()) return wall;
    std::int64_t utc = wall - std::int64_t{zone.front().second} * 60000;
    for (const auto& [from, minutes] : zone) {
        const std::int64_t candidate = wall - std::int64_t{minutes} * 60000;
        if (candidate >= static_cast<std::int64_t>(from)) utc = candidate;
    }
    return utc;
}

std::uint64_t written_ms(const std::string& text, const std::vector<std::pair<std::uint64_t, int>>& zone) {
    if (text.ends_with('Z') || text.find_first_of("+-", 16) != std::string::npos) return iso_ms(text);
    const bool day_alone = text.find_first_of(" T") == std::string::npos;
    const auto wall = wall_ms(day_alone ? text + " 00:00" : text);
    const std::int64_t ms = wall ? utc_ms(*wall, zone) : 0;
    return ms > 0 ? static_cast<std::uint64_t>(ms) : 0;
}

}  // namespace history::connectors
