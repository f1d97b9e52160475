// The text of the setting `calendars`, read.
#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/calendar.h"

namespace history {

namespace {

constexpr std::size_t text_bytes_max = 32 * 1024, calendars_max = 16, offsets_max = 256,
                      exceptions_max = 1000;
constexpr std::size_t spans_max = 8, name_bytes_max = 128;
constexpr int offset_minutes_max = 14 * 60;
constexpr std::string_view weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string_view take(std::string_view& rest, char until) {
    const std::size_t end = rest.find(until);
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return taken;
}

std::optional<std::uint64_t> number(std::string_view digits, std::size_t size_max) {
    if (digits.empty() || digits.size() > size_max) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

std::optional<int> minute_of(std::string_view text) {  // "09:00", "9:00", "24:00"
    const auto hour = number(take(text, ':'), 2), minute = number(text, 2);
    if (!hour || !minute || text.size() != 2 || *minute > 59 || *hour > 24 || (*hour == 24 && *minute != 0))
        return std::nullopt;
    return static_cast<int>(*hour * 60 + *minute);
}

std::optional<std::int64_t> day_of(std::string_view text) {  // "2026-12-31"
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4), 4), month = number(text.substr(5, 2), 2),
               day = number(text.substr(8), 2);
    if (!year || !month || !day) return std::nullopt;
    const Date date{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)};
    return is_date(date) ? std::optional(days_of(date)) : std::nullopt;
}

int weekday_named(std::string_view name) {  // -1: none
    const auto* found = std::find(std::begin(weekdays), std::end(weekdays), name);
    return found == std::end(weekdays) ? -1 : static_cast<int>(found - weekdays);
}

std::optional<unsigned> days_named(std::string_view text) {  // a bit for each weekday
    if (text == "all") return 0x7f;
    unsigned days = 0;
    while (!text.empty()) {
        std::string_view range = take(text, ',');
        const int first = weekday_named(take(range, '-'));
        const int last = range.empty() ? first : weekday_named(range);
        if (first < 0 || last < 0) return std::nullopt;
        for (int day = first;; day = (day + 1) % 7) {
            days |= 1u << day;
            if (day == last) break;
        }
    }
    return days == 0 ? std::nullopt : std::optional(days);
}

using Spans = std::vector<Calendar::Span>;

// What of the spans lies in the day itself and, over midnight, in the day after it.
bool read_spans(std::string_view text, Spans& today, Spans& tomorrow) {
    while (!text.empty()) {
        std::string_view span = take(text, ',');
        const auto from = minute_of(take(span, '-')), to = minute_of(span);
        if (!from || !to || *from == *to || *from == 24 * 60 || today.size() == spans_max) return false;
        today.push_back({*from, *to > *from ? *to : 24 * 60});
        if (*to<*from&& * to> 0) tomorrow.push_back({0, *to});
    }
    return !today.empty();
}

void join(Spans& spans) {  // sorted, overlaps made one
    arrange(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    Spans joined;
    for (const Calendar::Span& span : spans)
        if (!joined.empty() && span.from <= joined.back().to)
            joined.back().to = std::max(joined.back().to, span.to);
        else
            joined.push_back(span);
    spans = std::move(joined);
}

}  // namespace

struct CalendarReading {
    Calendar calendar;

    bool offset(std::string_view words) {
        const auto from = number(take(words, ' '), 15);
        const bool west = words.starts_with('-');
        if (west || words.starts_with('+')) words.remove_prefix(1);
        const auto minutes = number(words, 3);
        if (!from || !minutes || *minutes > offset_minutes_max || calendar.offsets_.size() == offsets_max)
            return false;
        const int signed_minutes = west ? -static_cast<int>(*minutes) : static_cast<int>(*minutes);
        calendar.offsets_.push_back({*from, signed_minutes});
        return true;
    }

    bool spans(Spans (&week)[7], std::string_view days, std::string_view words) {
        const auto named = days_named(days);
        Spans today, tomorrow;
        if (!named || !read_spans(words, today, tomorrow)) return false;
        for (int day = 0; day < 7; ++day) {
            if ((*named & 1u << day) == 0) continue;
            week[day].insert(week[day].end(), today.begin(), today.end());
            Spans& next = week[(day + 1) % 7];
            next.insert(next.end(), tomorrow.begin(), tomorrow.end());
        }
        return true;
    }

    // A date's own hours end with its day: what would go over midnight is cut there.
    bool date(std::int64_t day, std::string_view words) {
        Spans today, tomorrow;
        if (!words.empty() && !read_spans(words, today, tomorrow)) return false;
        if (calendar.exceptions_.size() == exceptions_max) return false;
        join(today);
        calendar.exceptions_.push_back({day, std::move(today), 0});
        return true;
    }

    bool line(std::string_view line) {
        const std::string_view word = take(line, ' ');
        if (word == "offset") return offset(line);
        if (word == "closed") {
            const auto day = day_of(line);
            return day && date(*day, {});
        }
        if (word == "quiet") {
            const std::string_view days = take(line, ' ');
            return spans(calendar.quiet_, days, line);
        }
        if (word != "open") return true;
        const std::string_view days = take(line, ' ');
        if (const auto day = day_of(days)) return !line.empty() && date(*day, line);
        calendar.always_ = false;
        return spans(calendar.week_, days, line);
    }

    Calendar finish() {
        for (Spans& spans : calendar.week_) join(spans);
        for (Spans& spans : calendar.quiet_) join(spans);
        arrange(calendar.offsets_.begin(), calendar.offsets_.end(),
                [](const auto& a, const auto& b) { return a.from_ms < b.from_ms; });
        auto& list = calendar.exceptions_;
        arrange(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
        // Of two lines for one date the last holds.
        for (std::size_t i = list.size(); i-- > 1;)
            if (list[i - 1].day == list[i].day) list.erase(list.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        // Open always but on some days: the week is open around the clock.
        if (calendar.always_ && !list.empty()) {
            calendar.always_ = false;
            for (Spans& spans : calendar.week_) spans = {{0, 24 * 60}};
        }
        calendar.settle();
        return std::move(calendar);
    }
};

Result<Calendars> Calendars::read(std::string_view text) {
    if (text.size() > text_bytes_max) return fail(Errc::limit, "The calendars are longer than 32 KiB.");
    Calendars calendars;
    std::vector<std::pair<std::string, CalendarReading>> reading;
    for (int number = 1; !text.empty(); ++number) {
        std::string_view line = take(text, '\n');
        while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        bool right = true;
        if (line.starts_with("calendar ")) {
            line.remove_prefix(9);
            right = !line.empty() && line.size() <= name_bytes_max && reading.size() < calendars_max &&
                    std::none_of(reading.begin(), reading.end(),
                                 [&](const auto& one) { return one.first == line; });
            if (right) reading.emplace_back(std::string(line), CalendarReading{});
        } else {
            right = !reading.empty() && reading.back().second.line(line);
        }
        if (!right)
            return fail(Errc::usage, "Line " + std::to_string(number) +
                                         " of the calendars means nothing: \"" +
                                         std::string(line.substr(0, 80)) + "\".");
    }
    for (auto& [name, one] : reading) calendars.all_.emplace_back(std::move(name), one.finish());
    return calendars;
}

}  // namespace history
