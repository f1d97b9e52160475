#include "core/insight/term.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/fold.h"

namespace history {

namespace {

constexpr std::uint64_t instant_max = 253402300799999;  // the end of the year 9999

struct Word {
    std::string_view word;
    int value;
};
template <std::size_t N>
std::optional<int> valued(const Word (&list)[N], std::string_view word) {
    for (const Word& one : list)
        if (one.word == word) return one.value;
    return std::nullopt;
}

constexpr Word days[] = {{"сегодня", 0},  {"today", 0}, {"бүгін", 0},       {"завтра", 1},
                         {"tomorrow", 1}, {"ертең", 1}, {"послезавтра", 2}, {"бүрсігүні", 2}};
constexpr Word weekdays[] = {
    {"понедельник", 0}, {"вторник", 1},  {"среда", 2},    {"среду", 2},    {"четверг", 3},
    {"пятница", 4},     {"пятницу", 4},  {"суббота", 5},  {"субботу", 5},  {"воскресенье", 6},
    {"пн", 0},          {"вт", 1},       {"ср", 2},       {"чт", 3},       {"пт", 4},
    {"сб", 5},          {"вс", 6},       {"monday", 0},   {"tuesday", 1},  {"wednesday", 2},
    {"thursday", 3},    {"friday", 4},   {"saturday", 5}, {"sunday", 6},   {"mon", 0},
    {"tue", 1},         {"wed", 2},      {"thu", 3},      {"fri", 4},      {"sat", 5},
    {"sun", 6},         {"дүйсенбі", 0}, {"сейсенбі", 1}, {"сәрсенбі", 2}, {"бейсенбі", 3},
    {"жұма", 4},        {"сенбі", 5},    {"жексенбі", 6},
};
// Minutes of the day.
constexpr Word parts[] = {{"утром", 540},    {"утра", 540},      {"morning", 540}, {"таңертең", 540},
                          {"днем", 840},     {"afternoon", 840}, {"түсте", 780},   {"обеда", 780},
                          {"обед", 780},     {"noon", 720},      {"полдень", 720}, {"вечером", 1080},
                          {"evening", 1080}, {"кешке", 1080},    {"вечера", 1080}, {"lunch", 780}};
// Minutes.
constexpr Word units[] = {{"m", 1},          {"min", 1},        {"minute", 1},     {"minutes", 1},
                          {"мин", 1},        {"минут", 1},      {"минуту", 1},     {"минуты", 1},
                          {"минуттан", 1},   {"h", 60},         {"hour", 60},      {"hours", 60},
                          {"ч", 60},         {"час", 60},       {"часа", 60},      {"часов", 60},
                          {"сағаттан", 60},  {"d", 1440},       {"day", 1440},     {"days", 1440},
                          {"день", 1440},    {"дня", 1440},     {"дней", 1440},    {"күннен", 1440},
                          {"w", 10080},      {"week", 10080},   {"weeks", 10080},  {"неделю", 10080},
                          {"недели", 10080}, {"недель", 10080}, {"аптадан", 10080}};
// Says nothing by itself. "until" and "after" a time alike mean: look at it then.
constexpr std::string_view fillers[] = {"в",    "во",        "до",        "к",     "ко",     "после", "с",
                                        "на",   "at",        "by",        "after", "before", "on",    "the",
                                        "in",   "from",      "о",         "дейін", "кейін",  "сағат", "next",
                                        "this", "следующий", "следующую", "час",   "часов",  "часа",  "утра"};

std::optional<std::uint64_t> number(std::string_view digits, std::size_t size_max) {
    if (digits.empty() || digits.size() > size_max) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(at);
        if (end != 0) pieces.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return pieces;
}

std::optional<int> clock_of(
    std::string_view word) {  // "18:00", "9:30:15", "18.00" is a date's shape and is not taken
    const auto pieces = split(word, ":");
    if (pieces.size() < 2 || pieces.size() > 3) return std::nullopt;
    const auto hour = number(pieces[0], 2), minute = number(pieces[1].substr(0, 2), 2);
    if (!hour || !minute || pieces[1].size() != 2 || *hour > 24 || *minute > 59 ||
        (*hour == 24 && *minute != 0))
        return std::nullopt;
    if (pieces.size() == 3 && !number(split(pieces[2], ".").empty() ? "" : split(pieces[2], ".")[0], 2))
        return std::nullopt;
    return static_cast<int>(*hour * 60 + *minute);
}

std::optional<std::int64_t> date_in(std::string_view word, std::int64_t today) {
    const bool dots = word.find('.') != std::string_view::npos;
    const auto pieces = split(word, dots ? "." : "-");
    if (pieces.size() < 2 || pieces.size() > 3 || (!dots && pieces.size() != 3)) return std::nullopt;
    std::uint64_t numbers[3] = {};
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto value = number(pieces[i], 4);
        if (!value) return std::nullopt;
        numbers[i] = *value;
    }
    if (!dots) std::swap(numbers[0], numbers[2]);
    const bool whole = pieces.size() == 3;
    if (whole && numbers[2] < 1970) return std::nullopt;
    Date date{whole ? static_cast<int>(numbers[2]) : date_of(today).year, static_cast<int>(numbers[1]),
              static_cast<int>(numbers[0])};
    if (!is_date(date)) return std::nullopt;
    if (!whole && days_of(date) < today) ++date.year;
    return is_date(date) ? std::optional(days_of(date)) : std::nullopt;
}

struct Reading {
    std::int64_t wall;  // what the clock shows now
    std::optional<std::int64_t> day, shift_ms;
    std::optional<int> minute;
    int unsaid = 0;  // minutes east of UTC, when `zoned`
    bool zoned = false;

    // "2026-12-01t18:00:00+05:00"
    bool iso(std::string_view word) {
        const std::size_t t = word.find('t');
        if (t != 10) return false;
        day = date_in(word.substr(0, t), floor_days(wall));
        std::string_view clock = word.substr(t + 1);
        if (clock.ends_with('z')) {
            zoned = true;
            clock.remove_suffix(1);
        } else if (const std::size_t sign = clock.find_first_of("+-"); sign != std::string_view::npos) {
            const auto offset = clock_of(clock.substr(sign + 1));
            if (!offset || *offset > 14 * 60) return false;
            zoned = true;
            unsaid = clock[sign] == '-' ? -*offset : *offset;
            clock = clock.substr(0, sign);
        }
        minute = clock_of(clock);
        return day && minute;
    }

    bool shift(std::string_view digits, std::string_view unit) {
        const auto count = number(digits, 5);
        const auto minutes = valued(units, unit);
        if (!count || !minutes || shift_ms) return false;
        shift_ms = static_cast<std::int64_t>(*count) * *minutes * minute_ms;
        return true;
    }

    bool say_day(std::int64_t value) {
        if (day) return false;
        day = value;
        return true;
    }
    bool say_minute(int value) {
        if (minute) return false;
        minute = value;
        return true;
    }

    bool word(const std::vector<std::string_view>& words, std::size_t& i) {
        const std::string_view word = words[i],
                               next = i + 1 < words.size() ? words[i + 1] : std::string_view();
        const std::int64_t today = floor_days(wall);
        if (word.starts_with('+')) {
            const std::size_t letter = word.find_first_not_of("0123456789", 1);
            return letter != std::string_view::npos && shift(word.substr(1, letter - 1), word.substr(letter));
        }
        if (word == "через" || word == "in") {
            if (valued(units, next)) return ++i, shift("1", next);
            if (i + 2 < words.size() && valued(units, words[i + 2])) return i += 2, shift(next, words[i]);
            return word == "in";
        }
        if (number(word, 5) && next.ends_with("тан") && valued(units, next)) return ++i, shift(word, next);
        if (number(word, 5) && next.ends_with("нен") && valued(units, next)) return ++i, shift(word, next);
        if (number(word, 5) && next.ends_with("дан") && valued(units, next)) return ++i, shift(word, next);
        if (const auto offset = valued(days, word)) return say_day(today + *offset);
        if (const auto weekday = valued(weekdays, word))
            return say_day(today + 1 + (*weekday - weekday_of(today + 1) + 7) % 7);
        if (const auto clock = clock_of(word)) {
            const bool pm = (next == "pm" || next == "вечера") && *clock < 12 * 60, am = next == "am";
            if (pm || am || next == "вечера") ++i;
            return say_minute(*clock + (pm ? 12 * 60 : 0));
        }
        if (const auto hour = number(word, 2)) {
            const bool pm = next == "pm" || next == "вечера" || next == "дня";
            const bool said = pm || next == "am" || next == "утра" || next == "часов" || next == "часа" ||
                              next == "час" || (i > 0 && among(words[i - 1]));
            if (!said || *hour > 24) return false;
            if (pm || next == "am") ++i;
            return say_minute(static_cast<int>(*hour + (pm && *hour < 12 ? 12 : 0)) * 60);
        }
        if (const auto date = date_in(word, today)) return say_day(*date);
        if (const auto part = valued(parts, word)) return minute ? true : say_minute(*part);
        return among(word) || iso(word);
    }

    static bool among(std::string_view word) {
        return std::find(std::begin(fillers), std::end(fillers), word) != std::end(fillers);
    }
};

}  // namespace

std::optional<std::uint64_t> term_of(std::string_view text, std::uint64_t now_ms, const Calendar& calendar) {
    if (text.size() > 128 || now_ms > instant_max) return std::nullopt;
    const std::string folded = fold(text);
    const auto words = split(folded, " ,;");
    if (words.empty()) return std::nullopt;
    if (words.size() == 1 && words[0].size() > 8)
        if (const auto ms = number(words[0], 15)) return *ms <= instant_max ? ms : std::nullopt;
    Reading reading{calendar.wall_ms(now_ms), {}, {}, {}, 0, false};
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!reading.word(words, i)) return std::nullopt;
    if (reading.shift_ms) {
        if (reading.day || reading.zoned) return std::nullopt;
        // Whole days keep to the wall clock, hours and minutes to the time that passes.
        std::int64_t wall = reading.wall + *reading.shift_ms;
        if (*reading.shift_ms % day_ms != 0) {
            if (reading.minute) return std::nullopt;
            const std::uint64_t moment = now_ms + static_cast<std::uint64_t>(*reading.shift_ms);
            return moment <= instant_max ? std::optional(moment) : std::nullopt;
        }
        if (reading.minute) wall = floor_days(wall) * day_ms + *reading.minute * minute_ms;
        const std::uint64_t moment = calendar.instant_of(wall);
        return moment <= instant_max ? std::optional(moment) : std::nullopt;
    }
    if (!reading.day && !reading.minute) return std::nullopt;
    std::int64_t day = reading.day ? *reading.day : floor_days(reading.wall);
    const std::int64_t minute = reading.minute ? *reading.minute : day_hour * 60;
    if (!reading.day && day * day_ms + minute * minute_ms <= reading.wall) ++day;
    const std::int64_t wall = day * day_ms + minute * minute_ms;
    if (reading.zoned) {
        const std::int64_t utc = wall - reading.unsaid * minute_ms;
        return utc > 0 ? std::optional(static_cast<std::uint64_t>(utc)) : std::nullopt;
    }
    const std::uint64_t moment = calendar.instant_of(wall);
    return moment > 0 && moment <= instant_max ? std::optional(moment) : std::nullopt;
}

}  // namespace history
