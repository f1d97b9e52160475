#include "core/insight/calendar.h"

#include <doctest/doctest.h>

using namespace history;

namespace {

constexpr std::uint64_t hour = 3600 * 1000;

std::uint64_t utc(int year, int month, int day, int hours = 0, int minutes = 0) {
    return static_cast<std::uint64_t>(days_of({year, month, day}) * day_ms +
                                      (hours * 60 + minutes) * minute_ms);
}

Calendars read(const std::string& text) {
    auto calendars = Calendars::read(text);
    REQUIRE_MESSAGE(calendars.ok(), (calendars.ok() ? "" : calendars.error().what));
    return *calendars;
}

const char* const shop =
    "calendar main\n"
    "offset 0 360\n"
    "offset 1709229600000 300\n"
    "open mon-fri 09:00-13:00,14:00-18:00\n"
    "open sat 10:00-15:00\n"
    "closed 2026-12-16\n"
    "open 2026-12-20 10:00-12:00\n"
    "quiet all 21:00-09:00\n";

}  // namespace

TEST_CASE("dates and days agree, both ways, also on leap days") {
    for (std::int64_t day = -1000; day < 800000; day += 17) CHECK(days_of(date_of(day)) == day);
    CHECK(days_of({2024, 2, 29}) == 19782);
    CHECK(weekday_of(days_of({2026, 11, 28})) == 5);
    CHECK(weekday_of(-4) == 6);
    CHECK(floor_days(-1) == -1);
    CHECK_FALSE(is_date({2025, 2, 29}));
}

TEST_CASE("the wall clock follows the offsets by date") {
    const Calendar main = read(shop).main();
    CHECK(main.wall_ms(utc(2024, 2, 29, 17, 59)) == static_cast<std::int64_t>(utc(2024, 2, 29, 23, 59)));
    CHECK(main.wall_ms(utc(2024, 2, 29, 18, 0)) == static_cast<std::int64_t>(utc(2024, 2, 29, 23, 0)));
    // 23:30 was shown twice that night: the second counts.
    CHECK(main.instant_of(static_cast<std::int64_t>(utc(2024, 2, 29, 23, 30))) == utc(2024, 2, 29, 18, 30));
    CHECK(main.instant_of(static_cast<std::int64_t>(utc(2024, 1, 1, 12))) == utc(2024, 1, 1, 6));
    CHECK(Calendar::of_country("KZ").wall_ms(utc(2026, 1, 1, 0)) ==
          static_cast<std::int64_t>(utc(2026, 1, 1, 5)));
    CHECK(Calendar::of_country("RU").offset_minutes(utc(2026, 1, 1)) == 180);
    CHECK(Calendar().wall_ms(5) == 5);
}

TEST_CASE("business hours between two moments leave out nights, lunch, Sundays and holidays") {
    const Calendar main = read(shop).main();
    // Monday 2026-12-14, 08:00Z is 13:00 there.
    CHECK(main.open_ms(utc(2026, 12, 14, 7), utc(2026, 12, 14, 8)) == hour);
    CHECK(main.open_ms(utc(2026, 12, 14, 8), utc(2026, 12, 14, 9)) == 0);
    CHECK(main.open_ms(utc(2026, 12, 14, 12), utc(2026, 12, 15, 5)) == 2 * hour);
    CHECK(main.open_ms(utc(2026, 12, 15, 13), utc(2026, 12, 17, 4)) == 0);  // over the holiday
    CHECK(main.open_ms(utc(2026, 12, 14), utc(2026, 12, 21)) == (4 * 8 + 5 + 2) * hour);
    CHECK(main.open_ms(utc(2026, 12, 21), utc(2026, 12, 28)) == (5 * 8 + 5) * hour);
    CHECK(main.open_ms(5, 5) == 0);
    CHECK(main.open_ms(6, 5) == 0);
    // A sum over parts is the sum of the whole, also over the night of the changed clocks.
    std::uint64_t sum = 0, all = main.open_ms(utc(2024, 2, 1), utc(2024, 4, 1, 3));
    for (std::uint64_t from = utc(2024, 2, 1); from < utc(2024, 4, 1, 3); from += 37 * 60 * 1000)
        sum += main.open_ms(from, std::min<std::uint64_t>(from + 37 * 60 * 1000, utc(2024, 4, 1, 3)));
    CHECK(sum == all);
}

TEST_CASE("a shop open around the clock's change has its hour twice") {
    const Calendar main =
        read("calendar main\noffset 0 360\noffset 1709229600000 300\nopen all 22:00-02:00\n").main();
    CHECK(main.open_ms(utc(2024, 2, 29, 12), utc(2024, 3, 1, 3)) == 5 * hour);
    CHECK(main.open_ms(utc(2024, 2, 28, 12), utc(2024, 2, 29, 3)) == 4 * hour);
}

TEST_CASE("the next open moment is found over nights and holidays, or there is none") {
    const Calendar main = read(shop).main();
    CHECK(main.next_open(utc(2026, 12, 14, 5)) == utc(2026, 12, 14, 5));
    CHECK(main.next_open(utc(2026, 12, 14, 8, 30)) == utc(2026, 12, 14, 9));
    CHECK(main.next_open(utc(2026, 12, 15, 13)) == utc(2026, 12, 17, 4));
    CHECK(main.next_open(utc(2026, 12, 19, 10)) == utc(2026, 12, 20, 5));  // the Sunday with hours of its own
    CHECK(main.open_at(utc(2026, 12, 20, 6)));
    CHECK_FALSE(main.open_at(utc(2026, 12, 27, 6)));
    std::string closed = "calendar main\nopen mon 09:00-10:00\n";
    for (int day = 5; day < 29; ++day)
        closed += "closed 2026-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "\n";
    CHECK(read(closed).main().next_open(utc(2026, 1, 5)) == utc(2026, 2, 2, 9));
    const Calendar never = read("calendar main\nopen all 09:00-10:00\n").main();
    CHECK(never.next_open(utc(2026, 1, 5, 10)) == utc(2026, 1, 6, 9));
}

TEST_CASE("quiet hours go over midnight and say when they end") {
    const Calendar main = read(shop).main();
    CHECK_FALSE(main.quiet_at(utc(2026, 12, 14, 15, 59)));
    CHECK(main.quiet_at(utc(2026, 12, 14, 16)));
    CHECK(main.quiet_until(utc(2026, 12, 14, 16)) == utc(2026, 12, 15, 4));
    CHECK(main.quiet_until(utc(2026, 12, 15, 3, 59)) == utc(2026, 12, 15, 4));
    CHECK_FALSE(main.quiet_until(utc(2026, 12, 15, 4)));
    const Calendar always = read("calendar main\nquiet all 00:00-24:00\n").main();
    CHECK(always.quiet_at(5));
    CHECK_FALSE(always.quiet_until(5));
}

TEST_CASE("several calendars by name: an account's own, its channel's, else the main one") {
    const Calendars all = read(
        "calendar main\noffset 0 300\ncalendar telephony\noffset 0 60\ncalendar telephony/branch\noffset 0 "
        "120\n");
    CHECK(all.of("email", "x").offset_minutes(0) == 300);
    CHECK(all.of("telephony", "x").offset_minutes(0) == 60);
    CHECK(all.of("telephony", "branch").offset_minutes(0) == 120);
    CHECK(Calendars().main().open_always());
    CHECK(all.names() == std::vector<std::string>{"main", "telephony", "telephony/branch"});
}

TEST_CASE("without hours a calendar is open always, but on the days that say otherwise") {
    CHECK(read("").main().open_ms(5, 9) == 4);
    const Calendar main = read("calendar main\nclosed 2026-01-01\n").main();
    CHECK(main.open_ms(utc(2025, 12, 31), utc(2026, 1, 3)) == 48 * hour);
    CHECK(main.next_open(utc(2026, 1, 1, 5)) == utc(2026, 1, 2));
}

TEST_CASE("a moment behind the year 9999 or before 1970 breaks nothing") {
    const Calendar main = read(shop).main();
    CHECK(main.open_ms(utc(2026, 1, 1), UINT64_MAX) > 0);
    CHECK(main.open_ms(UINT64_MAX - 5, UINT64_MAX) == 0);
    CHECK_FALSE(main.next_open(UINT64_MAX));  // no clock shows what comes after it
    CHECK(main.instant_of(-5) == 0);
    main.quiet_until(UINT64_MAX);
}

TEST_CASE("a line that means nothing is named, one of a newer version is left out") {
    for (const char* wrong :
         {"open all 09:00-18:00", "calendar main\nopen moon 09:00-18:00", "calendar main\nopen all",
          "calendar main\nopen all 25:00-26:00", "calendar main\nopen all 09:00-09:00",
          "calendar main\nclosed 2026-02-30", "calendar main\noffset x 5", "calendar main\noffset 0 900",
          "calendar main\ncalendar main", "calendar main\nopen 2026-01-01"}) {
        const auto result = Calendars::read(wrong);
        CHECK_MESSAGE(!result.ok(), wrong);
    }
    CHECK(Calendars::read("calendar main\nclosed 2026-02-30").error().what ==
          "Line 2 of the calendars means nothing: \"closed 2026-02-30\".");
    CHECK(Calendars::read("calendar main\nlunch all 12:00-13:00\n").ok());
    CHECK(Calendars::read(std::string(40000, '\n')).error().code == Errc::limit);
    std::string many = "calendar main\n";
    for (int i = 0; i < 1100; ++i) many += "closed 2026-01-01\n";
    CHECK_FALSE(Calendars::read(many).ok());
}
