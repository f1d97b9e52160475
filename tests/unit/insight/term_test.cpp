#include "core/insight/term.h"

#include <doctest/doctest.h>

#include <string>

using namespace history;

namespace {

const Calendar almaty = Calendar::of_country("KZ");

std::uint64_t local(int year, int month, int day, int hours = 0, int minutes = 0) {
    return almaty.instant_of(days_of({year, month, day}) * day_ms + (hours * 60 + minutes) * minute_ms);
}

// Saturday 28 November 2026, 15:30 in Almaty.
const std::uint64_t now = local(2026, 11, 28, 15, 30);

}  // namespace

TEST_CASE("terms in few words are moments of the wall clock") {
    const std::pair<const char*, std::uint64_t> terms[] = {
        {"2026-12-01 18:00", local(2026, 12, 1, 18)},
        {"2026-12-01T18:00:15", local(2026, 12, 1, 18)},
        {"2026-12-01T18:00:00+03:00", local(2026, 12, 1, 20)},
        {"2026-12-01T18:00:00Z", local(2026, 12, 1, 23)},
        {"2026-12-01", local(2026, 12, 1, 9)},
        {"01.12.2026 18:00", local(2026, 12, 1, 18)},
        {"01.12", local(2026, 12, 1, 9)},
        {"05.03 10:00", local(2027, 3, 5, 10)},
        {"завтра 12:00", local(2026, 11, 29, 12)},
        {"Завтра в 12:00", local(2026, 11, 29, 12)},
        {"завтра до 12", local(2026, 11, 29, 12)},
        {"завтра утром", local(2026, 11, 29, 9)},
        {"послезавтра", local(2026, 11, 30, 9)},
        {"tomorrow at 6 pm", local(2026, 11, 29, 18)},
        {"ертең 12:00", local(2026, 11, 29, 12)},
        {"бүгін кешке", local(2026, 11, 28, 18)},
        {"после 18:00", local(2026, 11, 28, 18)},
        {"18:00-ден кейін", 0},
        {"18:00 кейін", local(2026, 11, 28, 18)},
        {"after 18:00", local(2026, 11, 28, 18)},
        {"after 6 pm", local(2026, 11, 28, 18)},
        {"10:00", local(2026, 11, 29, 10)},
        {"до обеда", local(2026, 11, 29, 13)},
        {"вечером", local(2026, 11, 28, 18)},
        {"в понедельник", local(2026, 11, 30, 9)},
        {"в субботу 11:00", local(2026, 12, 5, 11)},
        {"friday 14:15", local(2026, 12, 4, 14, 15)},
        {"+2h", now + 2 * 3600 * 1000},
        {"+30m", now + 30 * 60 * 1000},
        {"+3d", now + 3 * 86400 * 1000},
        {"+1w 10:00", local(2026, 12, 5, 10)},
        {"через час", now + 3600 * 1000},
        {"через 2 часа", now + 2 * 3600 * 1000},
        {"через неделю", now + 7 * 86400 * 1000},
        {"in 45 minutes", now + 45 * 60 * 1000},
        {"2 сағаттан кейін", now + 2 * 3600 * 1000},
        {"1796000000000", 1796000000000},
    };
    for (const auto& [words, moment] : terms) {
        const auto term = term_of(words, now, almaty);
        const std::string shown(words);
        CAPTURE(shown);
        CHECK(term.value_or(0) == moment);
    }
}

TEST_CASE("what is no moment is none, and breaks nothing") {
    for (const char* words :
         {"", " ", "когда-нибудь", "25:00", "2026-02-30", "99.99", "+", "+h", "+2x", "+2", "завтра завтра",
          "12:00 13:00", "через", "5", "2026-12-01T", "2026-12-01T18:00+99:00", "1960-01-01 10:00",
          "9999999999999999", "завтра \xff\xfe"}) {
        const auto term = term_of(words, now, almaty);
        CHECK_MESSAGE(!term, words);
    }
    CHECK_FALSE(term_of(std::string(64 * 1024, '1'), now, almaty));
    CHECK(term_of("9999-12-31 23:00", now, almaty).has_value());
    CHECK_FALSE(term_of("9999-12-31 23:00", UINT64_MAX, almaty));
    CHECK_FALSE(term_of("+99999w", local(9990, 1, 1), almaty));
}
