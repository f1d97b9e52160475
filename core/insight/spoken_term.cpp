#include "core/insight/spoken_term.h"

#include "core/insight/item_facts.h"
#include "core/insight/spoken_term_words.h"

namespace history {

namespace {

constexpr int day_end = 20 * 60, evening = 21 * 60, late = 18 * 60, lunch = 13 * 60, noon = 12 * 60,
              last_minute = 23 * 60 + 59;

struct Term {
    std::optional<std::uint64_t> exact_ms;  // "in two hours"
    std::optional<std::int64_t> day;        // since 1970, local
    std::optional<int> clock;               // minutes of the day, as said
    std::optional<int> vague;               // of a part of the day
    bool whole_days = false;                // "within three days"
};

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
    for (std::string_view one : words)
        if (word == one) return true;
    return false;
}

class TermReader {
public:
    TermReader(const Words& words, std::uint32_t sentence, std::uint64_t at_ms, const Calendar& calendar)
        : words_(words), calendar_(calendar), at_ms_(at_ms), today_(floor_days(calendar.wall_ms(at_ms))) {
        while (from_ < words.size() && words.all()[from_].sentence < sentence) ++from_;
        to_ = from_;
        while (to_ < words.size() && words.all()[to_].sentence == sentence) ++to_;
    }

    std::optional<std::uint64_t> read() {
        for (std::size_t at = from_; at < to_; ++at) {
            read_day(at);
            read_span(at);
            read_clock(at);
            read_part(at);
        }
        if (term_.exact_ms) return term_.exact_ms;
        if (!term_.day && !term_.clock && !term_.vague) return std::nullopt;
        std::int64_t day = term_.day.value_or(today_);
        const int minute = term_.clock        ? *term_.clock
                           : term_.vague      ? *term_.vague
                           : term_.whole_days ? last_minute
                                              : day_end;
        std::uint64_t due = moment(day, minute);
        if (!term_.day && due < at_ms_) due = moment(day + 1, minute);
        return due;
    }

private:
    std::string_view word(std::size_t at) const {
        return at >= from_ && at < to_ ? words_.at(at) : std::string_view();
    }
    std::string_view before(std::size_t at) const {
        return at > from_ ? words_.at(at - 1) : std::string_view();
    }
    std::uint64_t moment(std::int64_t day, int minute) const {
        return calendar_.instant_of(day * day_ms + minute * minute_ms);
    }

    void set_day(std::int64_t day) {
        if (!term_.day) term_.day = day;
    }

    void read_day(std::size_t at) {
        const std::string_view said = word(at);
        if (const auto days = day_word(said)) {
            set_day(said == "tomorrow" && before(at) == "after" ? today_ + 2 : today_ + *days);
            if (said == "tonight") term_.vague = evening;
        } else if (said == "арғы" && word(at + 1) == "күні") {
            set_day(today_ + 2);
        } else if (const auto weekday = weekday_word(said)) {
            // Not what happens every week: "по пятницам", "on Fridays".
            const bool kazakh_or_english = static_cast<unsigned char>(said.front()) < 0x80 ||
                                           said.find("енбі") != said.npos || word_is(said, "жұма*");
            const bool every = said.back() == 's' || said.size() < 3 || before(at) == "по" ||
                               before(at) == "every" || before(at) == "әр";
            if (!every &&
                (kazakh_or_english ||
                 any_of(before(at), {"в", "во", "на", "до", "к", "ко", "этот", "эту", "это", "следующий",
                                     "следующую", "следующее", "ближайший", "ближайшую", "ближайшее"}))) {
                const int ahead = (*weekday - weekday_of(today_) + 6) % 7 + 1;
                set_day(today_ + ahead);
            }
        } else if (words_.all()[at].number && said.size() <= 2) {
            const auto month = month_word(word(at + 1));
            if (month) set_date(static_cast<int>(number_of(said)), *month);
        } else if (const auto month = month_word(said);
                   month && at + 1 < to_ && words_.all()[at + 1].number && word(at + 1).size() <= 2 &&
                   at > from_ && !words_.all()[at - 1].number) {
            set_date(static_cast<int>(number_of(word(at + 1))), *month);
        } else if (const std::size_t dot = said.find('.'); dot != said.npos && !is_clock(said)) {
            set_date(static_cast<int>(number_of(said.substr(0, dot))),
                     static_cast<int>(number_of(said.substr(dot + 1))));
        }
        if (any_of(said, {"неделе", "недели", "week", "апта", "аптаның"})) read_week(at);
        if (any_of(said, {"месяца", "айдың"}) || (said == "month" && before(at) == "the")) {
            if (ends_before(at)) {
                const Date date = date_of(today_);
                set_day(days_of({date.year, date.month, days_in_month(date.year, date.month)}));
                term_.whole_days = true;
            }
        }
    }

    bool ends_before(std::size_t at) const {  // "до конца недели", "end of the week", "апта соңына"
        for (std::size_t back = 1; back <= 3 && at >= from_ + back; ++back)
            if (any_of(word(at - back), {"конца", "концу", "конце", "end"})) return true;
        return word_is(word(at + 1), "соңы*");
    }

    void read_week(std::size_t at) {
        const std::int64_t sunday = today_ + 6 - weekday_of(today_);
        if (any_of(before(at), {"следующей", "next", "келесі"}))
            set_day(sunday + 7);
        else if (any_of(before(at), {"этой", "this", "осы"}) || ends_before(at))
            set_day(sunday);
        else
            return;
        term_.whole_days = true;
    }

    void set_date(int day, int month) {
        const Date now = date_of(today_);
        Date date{now.year, month, day};
        if (!is_date(date)) return;
        // "до 10 января" said in December; what has passed by a few weeks is still this year's.
        if (days_of(date) < today_ - 180) ++date.year;
        if (is_date(date)) set_day(days_of(date));
    }

    // "13:00" always, "13.00" and "9.30" when its minutes are a quarter's: else 20.10 is a date.
    static bool is_clock(std::string_view said) {
        const std::size_t mark = said.find_first_of(":.");
        if (mark == said.npos) return false;
        const std::uint64_t hour = number_of(said.substr(0, mark)), minute = number_of(said.substr(mark + 1));
        if (hour > 24 || minute > 59 || said.substr(mark + 1).size() != 2) return false;
        return said[mark] == ':' || minute % 15 == 0 || minute > 12;
    }

    // "через два часа", "в течение 1-2 дней", "in half an hour", "екі сағаттан кейін"
    void read_span(std::size_t at) {
        const std::string_view said = word(at);
        std::size_t next = at + 1;
        bool within = false;
        if (said == "через" || said == "in" || said == "within") {
            within = said == "within";
        } else if (said == "в" && any_of(word(at + 1), {"течение", "течении"})) {
            within = true;
            ++next;
        } else {
            return read_span_before(at);
        }
        int halves = 2;
        bool half = false, working = false;
        for (std::size_t i = next; i < to_ && i < next + 5; ++i) {
            const std::string_view one = word(i);
            if (one == "полчаса" || one == "получаса" || one == "полчасика")
                return set_span(1, TimeUnit::hour, within, false);
            if (one == "half") {
                half = true;
            } else if (word_is(one, "рабоч*") || one == "working" || one == "business") {
                working = true;
            } else if (const auto unit = unit_word(one)) {
                return set_span(half ? 1 : halves, *unit, within, working);
            } else if (const auto count = half_count_word(one)) {
                if (!half) halves = *count;
            } else if (!word_is(one, "ближайш*") && one != "of" && one != "next" &&
                       !word_is(one, "календарн*")) {
                return;
            }
        }
    }

    void read_span_before(std::size_t at) {
        const bool within = word_is(word(at), "ішінде*");
        if (!within && word(at) != "кейін" && word(at) != "later") return;
        const auto unit = unit_word(before(at));
        if (!unit) return;
        const auto count = half_count_word(at >= from_ + 2 ? word(at - 2) : std::string_view());
        set_span(count.value_or(2), *unit, within, at >= from_ + 3 && word(at - 3) == "жұмыс");
    }

    void set_span(int halves, TimeUnit unit, bool within, bool working) {
        if (unit == TimeUnit::minute || unit == TimeUnit::hour) {
            if (!term_.exact_ms)
                term_.exact_ms = at_ms_ + static_cast<std::uint64_t>(
                                              halves * (unit == TimeUnit::hour ? 60 : 1) * minute_ms / 2);
            return;
        }
        std::int64_t day = today_;
        int days = (halves + 1) / 2 * (unit == TimeUnit::week ? 7 : unit == TimeUnit::month ? 30 : 1);
        if (within && unit == TimeUnit::day && days == 1 && !working) {  // "в течение дня": today
            term_.vague = day_end;
            return set_day(today_);
        }
        while (days > 0) {
            ++day;
            if (!working || weekday_of(day) < 5) --days;
        }
        set_day(day);
        term_.whole_days = within;
    }

    // "до 18:00", "к 15 часам", "сағат 12-ге дейін", "by 5 pm"
    void read_clock(std::size_t at) {
        const std::string_view said = word(at);
        const Word& one = words_.all()[at];
        if (is_clock(said)) {
            const std::size_t mark = said.find_first_of(":.");
            return set_clock(at, static_cast<int>(number_of(said.substr(0, mark))),
                             static_cast<int>(number_of(said.substr(mark + 1))), true);
        }
        if (!one.number || said.size() > 2 || number_of(said) > 24) return;
        if (one.joint == '-' && at > from_ && words_.all()[at - 1].number)
            return;  // a range of days or pieces
        const std::string_view prior = before(at), next = word(at + 1);
        const bool tied = at + 1 < to_ && words_.all()[at + 1].joint != 0;
        const bool hour_said =
            any_of(next, {"часов", "часам", "часа", "час", "ч", "утра", "вечера", "дня", "am", "pm", "o"});
        const bool last = at + 1 >= to_;
        if (any_of(prior, {"до", "к", "позже", "позднее", "by", "before", "until", "till", "at", "than"})) {
            // Nothing else that is counted: "до 5 штук", "by 10 percent".
            if (last || hour_said || day_word(next) || weekday_word(next) ||
                any_of(next, {"и", "а", "но", "or", "and", "на", "в", "on", "обязательно"}))
                set_clock(at, static_cast<int>(number_of(said)), 0, false);
        } else if (prior == "в" && (hour_said || last || day_word(next))) {
            set_clock(at, static_cast<int>(number_of(said)), 0, false);
        } else if (prior == "сағат" || ((word(at + 2) == "дейін") && tied)) {
            set_clock(at, static_cast<int>(number_of(said)), 0, false);
        } else if (any_of(next, {"am", "pm"})) {
            set_clock(at, static_cast<int>(number_of(said)), 0, false);
        }
    }

    void set_clock(std::size_t at, int hour, int minute, bool minutes_said) {
        std::string_view next = word(at + 1);
        if (any_of(next, {"p", "a"}) && word(at + 2) == "m") next = next == "p" ? "pm" : "am";
        if (any_of(next, {"часов", "часа", "час"})) next = word(at + 2);
        const std::string_view prior = before(at) == "сағат" && at >= from_ + 2 ? word(at - 2) : before(at);
        const bool morning = any_of(next, {"утра", "am"}) || prior == "таңғы";
        const bool later = any_of(next, {"вечера", "дня", "pm"}) || any_of(prior, {"кешкі", "түскі"});
        if (later ? hour < 12 : (!morning && !minutes_said && hour >= 1 && hour <= 7)) hour += 12;
        if (morning && hour == 12) hour = 0;
        const int minutes = hour * 60 + minute;
        if (minutes <= 24 * 60) term_.clock = minutes == 24 * 60 ? last_minute : minutes;
    }

    void read_part(std::size_t at) {
        const std::string_view said = word(at), prior = before(at), next = word(at + 1);
        const auto part = [&](int minute) {
            if (!term_.vague) term_.vague = minute;
        };
        if (any_of(said, {"дня", "дню", "day", "күннің", "күн"}) && ends_before(at)) return part(day_end);
        if (said == "eod" || said == "cob") return part(day_end);
        if (any_of(said, {"обеда", "обеду"})) return part(prior == "после" ? late : lunch);
        if (any_of(said, {"утром", "таңертең", "таңға"}) || (said == "morning")) return part(noon);
        if (said == "днем" || said == "afternoon" || said == "түстен") return part(late);
        if (any_of(said, {"вечера", "вечеру"}) && any_of(prior, {"до", "к"})) return part(late);
        if (said == "вечером" || said == "evening" || said == "кешке" || said == "кешкісін")
            return part(next == "дейін" || prior == "by" ? late : evening);
        if (said == "түске") return part(lunch);
        if (said == "noon" || said == "midday" || said == "полудня") return part(noon);
        if (said == "lunch" || said == "lunchtime") return part(prior == "after" ? late : lunch);
    }

    const Words& words_;
    const Calendar& calendar_;
    std::uint64_t at_ms_;
    std::int64_t today_;
    std::size_t from_ = 0, to_ = 0;
    Term term_;
};

}  // namespace

std::optional<std::uint64_t> spoken_term(const Words& words, std::uint32_t sentence, std::uint64_t at_ms,
                                         const Calendar& calendar) {
    return TermReader(words, sentence, at_ms, calendar).read();
}

}  // namespace history
