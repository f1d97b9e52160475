#include "core/insight/calendar.h"

#include <algorithm>

namespace history {

namespace {

constexpr std::int64_t day_minutes = 24 * 60;
constexpr std::uint64_t instant_max =
    253402300799999;  // the end of the year 9999: what lies behind it is no moment

std::int64_t length_ms(const std::vector<Calendar::Span>& spans) {
    std::int64_t minutes = 0;
    for (const Calendar::Span& span : spans) minutes += span.to - span.from;
    return minutes * minute_ms;
}

// Of a day that began at midnight: what of its spans lies before `into` ms of it.
std::int64_t before_ms(const std::vector<Calendar::Span>& spans, std::int64_t into) {
    std::int64_t sum = 0;
    for (const Calendar::Span& span : spans)
        sum += std::clamp<std::int64_t>(into - span.from * minute_ms, 0, (span.to - span.from) * minute_ms);
    return sum;
}

bool holds(const std::vector<Calendar::Span>& spans, std::int64_t into) {
    return std::any_of(spans.begin(), spans.end(), [&](const Calendar::Span& span) {
        return into >= span.from * minute_ms && into < span.to * minute_ms;
    });
}

}  // namespace

Calendar Calendar::of_offsets(std::vector<Offset> offsets) {
    Calendar calendar;
    calendar.offsets_ = std::move(offsets);
    calendar.settle();
    return calendar;
}

// Clocks of capitals without summer time, as the IANA zone files have them since 2016.
Calendar Calendar::of_country(std::string_view country) {
    // 2024-02-29T18:00Z: midnight by the old clocks of Astana and Almaty (order of the government of 19 January 2024).
    if (country == "KZ") return of_offsets({{0, 360}, {1709229600000, 300}});
    static constexpr std::pair<std::string_view, int> known[] = {
        {"RU", 180}, {"BY", 180}, {"KG", 360}, {"UZ", 300}, {"TJ", 300}, {"TM", 300},
        {"AM", 240}, {"AZ", 240}, {"GE", 240}, {"TR", 180}, {"CN", 480}, {"AE", 240},
    };
    for (const auto& [code, minutes] : known)
        if (code == country) return of_offsets({{0, minutes}});
    return {};
}

void Calendar::settle() {
    for (int day = 0; day < 7; ++day) week_before_[day + 1] = week_before_[day] + length_ms(week_[day]);
    std::int64_t gained = 0;
    for (Exception& one : exceptions_) {
        gained += length_ms(one.open) - length_ms(week_[weekday_of(one.day)]);
        one.gained_ms = gained;
    }
}

int Calendar::offset_minutes(std::uint64_t ms) const {
    int minutes = offsets_.empty() ? 0 : offsets_.front().minutes;
    for (const Offset& offset : offsets_)
        if (ms >= offset.from_ms) minutes = offset.minutes;
    return minutes;
}

std::int64_t Calendar::wall_ms(std::uint64_t ms) const {
    return static_cast<std::int64_t>(std::min(ms, instant_max)) + offset_minutes(ms) * minute_ms;
}

std::uint64_t Calendar::instant_of(std::int64_t wall_ms) const {
    std::int64_t utc = wall_ms - (offsets_.empty() ? 0 : offsets_.front().minutes) * minute_ms;
    for (const Offset& offset : offsets_) {
        const std::int64_t candidate = wall_ms - offset.minutes * minute_ms;
        if (candidate >= static_cast<std::int64_t>(offset.from_ms)) utc = candidate;
    }
    return utc > 0 ? static_cast<std::uint64_t>(utc) : 0;
}

const Calendar::Spans& Calendar::open_of(std::int64_t day) const {
    const auto found = std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                                        [](const Exception& one, std::int64_t of) { return one.day < of; });
    if (found != exceptions_.end() && found->day == day) return found->open;
    return week_[weekday_of(day)];
}

bool Calendar::open_at(std::uint64_t ms) const {
    if (always_) return true;
    const std::int64_t wall = wall_ms(ms), day = floor_days(wall);
    return holds(open_of(day), wall - day * day_ms);
}

std::optional<std::uint64_t> Calendar::next_open(std::uint64_t ms) const {
    if (open_at(ms)) return ms;
    const std::int64_t today = floor_days(wall_ms(ms));
    const auto first_open = [&](std::int64_t day) -> std::optional<std::uint64_t> {
        for (const Span& span : open_of(day)) {
            const std::uint64_t opens = instant_of(day * day_ms + span.from * minute_ms);
            if (opens > ms) return opens;
        }
        return std::nullopt;
    };
    // Every weekday comes within a week after the last exception; where none is open, only exceptions are.
    std::int64_t last = today + 8;
    for (const Exception& one : exceptions_)
        if (one.day <= last + 1) last = std::max(last, one.day + 8);
    for (std::int64_t day = today; day <= last; ++day)
        if (const auto opens = first_open(day)) return opens;
    for (const Exception& one : exceptions_)
        if (one.day > last)
            if (const auto opens = first_open(one.day)) return opens;
    return std::nullopt;
}

std::int64_t Calendar::open_before(std::int64_t wall) const {
    const std::int64_t day = floor_days(wall);
    // The week that began on Monday 1969-12-29; weeks before it count negatively.
    const std::int64_t weekday = weekday_of(day), weeks = (day + 3 - weekday) / 7;
    std::int64_t sum =
        weeks * week_before_[7] + week_before_[weekday] + before_ms(open_of(day), wall - day * day_ms);
    const auto found = std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                                        [](const Exception& one, std::int64_t of) { return one.day < of; });
    if (found != exceptions_.begin()) sum += std::prev(found)->gained_ms;
    return sum;
}

std::uint64_t Calendar::open_ms(std::uint64_t from, std::uint64_t to) const {
    to = std::min(to, instant_max);
    if (to <= from) return 0;
    if (always_) return to - from;
    std::int64_t sum = 0;
    std::uint64_t begin = from;
    for (std::size_t i = 0; i <= offsets_.size() && begin < to; ++i) {
        const std::uint64_t end = i < offsets_.size() ? std::min(to, offsets_[i].from_ms) : to;
        if (end <= begin) continue;
        const std::int64_t offset = offset_minutes(begin) * minute_ms;
        sum += open_before(static_cast<std::int64_t>(end) + offset) -
               open_before(static_cast<std::int64_t>(begin) + offset);
        begin = end;
    }
    return static_cast<std::uint64_t>(sum);
}

bool Calendar::quiet_at(std::uint64_t ms) const {
    const std::int64_t wall = wall_ms(ms), day = floor_days(wall);
    return holds(quiet_[weekday_of(day)], wall - day * day_ms);
}

std::optional<std::uint64_t> Calendar::quiet_until(std::uint64_t ms) const {
    if (!quiet_at(ms)) return std::nullopt;
    const std::int64_t wall = wall_ms(ms);
    std::int64_t day = floor_days(wall), minute = (wall - day * day_ms) / minute_ms;
    for (const std::int64_t last = day + 7; day <= last; ++day, minute = 0) {
        for (const Span& span : quiet_[weekday_of(day)])
            if (span.from <= minute && minute < span.to) minute = span.to;
        if (minute < day_minutes) return instant_of(day * day_ms + minute * minute_ms);
    }
    return std::nullopt;
}

const Calendar& Calendars::named(std::string_view name) const {
    static const Calendar none;
    for (const auto& [its, calendar] : all_)
        if (its == name) return calendar;
    if (name != "main") return named("main");
    return all_.empty() ? none : all_.front().second;
}

const Calendar& Calendars::of(std::string_view channel, std::string_view account) const {
    const Calendar* best = nullptr;
    for (const auto& [name, calendar] : all_) {
        if (name == channel && !best) best = &calendar;
        if (name.size() == channel.size() + 1 + account.size() && name[channel.size()] == '/' &&
            name.compare(0, channel.size(), channel) == 0 &&
            name.compare(channel.size() + 1, account.size(), account) == 0)
            return calendar;
    }
    return best ? *best : named("main");
}

std::vector<std::string> Calendars::names() const {
    std::vector<std::string> names;
    for (const auto& [name, calendar] : all_) names.push_back(name);
    return names;
}

}  // namespace history
