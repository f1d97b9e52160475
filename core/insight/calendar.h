// The calendars of a business: what its clocks show, when it is open, when it does not disturb people with promotions. Pure
// values: core knows no zone of a machine, every offset is given by date (Kazakhstan changed its own on 1 March 2024).
//
// They stand in the shared stream as setting `calendars`, written by an owner's or operator's agent from agent.json:
//
//   text     := line LF ...                                        32 KiB at most
//   calendar NAME                       begins one; `main` holds where no other is meant. 16 at most
//   offset FROM MINUTES                 minutes east of UTC from FROM (ms since 1970 UTC; 0: always before the next). 256 at most
//   open DAYS SPAN[,SPAN...]            DAYS: mon-fri | sat | mon,wed,fri | all; SPAN: 09:00-18:00 (to 24:00), 22:00-06:00
//   open DATE SPAN[,SPAN...]            2026-12-31: instead of its weekday's hours
//   closed DATE                         2026-12-16: a holiday. 1000 dates at most
//   quiet DAYS SPAN[,SPAN...]           no promotions then
//
// A calendar without any `open` line for days is open always. Lines that this version does not know are left out: newer ones add.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/civil.h"
#include "core/base/result.h"

namespace history {

class Calendar {
public:
    struct Offset {
        std::uint64_t from_ms = 0;
        int minutes = 0;
    };
    struct Span {  // minutes of the day by the wall clock, from < to <= 24 * 60
        int from = 0, to = 0;
    };

    Calendar() = default;  // UTC, open always, never quiet
    // Open always by the clocks of a country's capital (ISO 3166): KZ, RU and the neighbours without summer time; else UTC.
    static Calendar of_country(std::string_view country);
    // Open always by these offsets, sorted by from_ms.
    static Calendar of_offsets(std::vector<Offset> offsets);

    int offset_minutes(std::uint64_t ms) const;
    // What the wall clock shows, as ms since 1970 as if it showed UTC.
    std::int64_t wall_ms(std::uint64_t ms) const;
    // The moment when it showed that: of an hour shown twice the second, one left out is counted on; never before 1970.
    std::uint64_t instant_of(std::int64_t wall_ms) const;

    bool open_always() const { return always_; }
    bool open_at(std::uint64_t ms) const;
    // The moment itself when open, else when it opens next; nothing when it never does again.
    std::optional<std::uint64_t> next_open(std::uint64_t ms) const;
    // Milliseconds of business hours in [from, to); 0 when to <= from. Constant time but for the number of offsets.
    std::uint64_t open_ms(std::uint64_t from, std::uint64_t to) const;

    bool quiet_at(std::uint64_t ms) const;
    // When quiet hours that reign at `ms` end: nothing when none do, or when they never end.
    std::optional<std::uint64_t> quiet_until(std::uint64_t ms) const;

private:
    friend struct CalendarReading;
    using Spans = std::vector<Span>;  // sorted, apart
    struct Exception {
        std::int64_t day = 0;
        Spans open;
        std::int64_t gained_ms = 0;  // of this day and all exceptions before it, against their weekdays
    };
    const Spans& open_of(std::int64_t day) const;
    std::int64_t open_before(std::int64_t wall_ms) const;  // business ms of the wall clock since its 1970
    void settle();

    std::vector<Offset> offsets_;
    Spans week_[7], quiet_[7];
    std::vector<Exception> exceptions_;  // sorted by day
    std::int64_t week_before_[8] = {};   // business ms of the week before each weekday
    bool always_ = true;
};

class Calendars {
public:
    Calendars() = default;
    explicit Calendars(Calendar main) : all_{{"main", std::move(main)}} {}
    // Errc::usage with one sentence that names the line; Errc::limit.
    static Result<Calendars> read(std::string_view text);

    // Of an account: `CHANNEL/ACCOUNT`, else `CHANNEL`, else `main`, else the first, else the default.
    const Calendar& of(std::string_view channel, std::string_view account) const;
    const Calendar& named(std::string_view name) const;
    const Calendar& main() const { return named("main"); }
    std::vector<std::string> names() const;

private:
    std::vector<std::pair<std::string, Calendar>> all_;
};

}  // namespace history
