// Terms and promises, as a bank, a clinic and a repair shop would write them.
#include <doctest/doctest.h>

#include "core/insight/first_screen.h"
#include "core/insight/promise.h"
#include "tests/unit/insight/said.h"

using namespace history;
using namespace history::tests;

namespace {

// Wednesday 2026-04-15, 10:20 by the clocks of Almaty.
const Calendar almaty = Calendar::of_country("KZ");
std::uint64_t at(int month, int day, int hour, int minute) {
    return almaty.instant_of(days_of({2026, month, day}) * day_ms + (hour * 60 + minute) * minute_ms);
}
const std::uint64_t now = at(4, 15, 10, 20);

std::string promised(std::string_view text) {
    std::string all;
    for (const std::uint64_t due : terms_promised(text, now, almaty)) {
        const std::int64_t wall = almaty.wall_ms(due), day = floor_days(wall),
                           minute = (wall - day * day_ms) / minute_ms;
        const Date date = date_of(day);
        const auto two = [](std::int64_t number) {
            return (number < 10 ? "0" : "") + std::to_string(number);
        };
        all += (all.empty() ? "" : " ") + two(date.day) + '.' + two(date.month) + '-' + two(minute / 60) +
               ':' + two(minute % 60);
    }
    return all;
}

}  // namespace

TEST_CASE("Russian promises carry their term by the local clock") {
    CHECK(promised("Карта будет готова, позвоним вам завтра до 11") == "16.04-11:00");
    CHECK(promised("Врач посмотрит снимки, напишу через полчаса") == "15.04-10:50");
    CHECK(promised("Свяжемся с вами в течение 40 минут") == "15.04-11:00");
    CHECK(promised("Отправим договор до конца дня.") == "15.04-20:00");
    CHECK(promised("Передам мастеру, ответим к 15:30") == "15.04-15:30");
    CHECK(promised("Починим за вас к пятнице") == "17.04-20:00");
    CHECK(promised("Доставим в среду до обеда") == "22.04-13:00");
    CHECK(promised("Вернём аванс в течение трёх рабочих дней") == "20.04-23:59");
    CHECK(promised("Привезём 20 апреля до 18.00") == "20.04-18:00");
    CHECK(promised("Рассчитаем и вышлем смету до 17.04") == "17.04-20:00");
    CHECK(promised("Перезвоним через 1-2 часа") == "15.04-12:20");
    CHECK(promised("Перезвоню вечером, до 7") == "15.04-19:00");
    CHECK(promised("Перезвоню в 9 утра") == "16.04-09:00");
    CHECK(promised("Решим до конца недели") == "19.04-23:59");
    CHECK(promised("Справку вышлю сегодня. Запись подтвержу завтра в 14:00") == "15.04-20:00 16.04-14:00");
    CHECK(promised("Менеджер свяжется с вами через час") == "15.04-11:20");
}

TEST_CASE("Kazakh promises carry their term") {
    CHECK(promised("Ертең сағат 15-ке дейін қоңырау шаламыз") == "16.04-15:00");
    CHECK(promised("Жарты сағаттан кейін жазамын") == "15.04-10:50");
    CHECK(promised("Екі күн ішінде қайтарамыз") == "17.04-23:59");
    CHECK(promised("Жұмаға дейін жеткіземіз") == "17.04-20:00");
    CHECK(promised("Бүгін түске дейін хабарласамын") == "15.04-13:00");
    CHECK(promised("Бүгін жазбаймын").empty());
}

TEST_CASE("English promises carry their term") {
    CHECK(promised("We'll call you back by Friday 5 pm") == "17.04-17:00");
    CHECK(promised("I will send the statement within 2 hours.") == "15.04-12:20");
    CHECK(promised("We will refund you within three business days") == "20.04-23:59");
    CHECK(promised("I'll check with the dentist and text you in half an hour") == "15.04-10:50");
    CHECK(promised("Will get back to you tomorrow by noon") == "16.04-12:00");
    CHECK(promised("We will not deliver tomorrow").empty());
}

TEST_CASE("What is no promise has no term") {
    CHECK(promised("Филиал работает до 18:00, приходите завтра").empty());
    CHECK(promised("Позвоните нам завтра до 12").empty());
    CHECK(promised("Перезвонить вам завтра до 12?").empty());
    CHECK(promised("Скоро перезвоним").empty());
    CHECK(promised("Доставляем по пятницам").empty());
    CHECK(promised("Не сможем приехать завтра до 12").empty());
    CHECK(promised("").empty());
}

TEST_CASE("Hostile texts promise nothing and end soon") {
    CHECK(promised(std::string(65536, 'x')).empty());
    CHECK(promised(std::string(65536, '1')).empty());
    std::string emoji, cut = "Перезвоню завтра до 1";
    for (int i = 0; i < 16000; ++i) emoji += "\xF0\x9F\x94\xA5";
    CHECK(promised(emoji).empty());
    CHECK(promised("\xD0\xFF\xFE завтра \xC3").empty());
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "Перезвоню через час. ";
    CHECK(terms_promised(many, now, almaty).size() == promises_max);
}

TEST_CASE("The last promise stands with its state, notes by their own term") {
    Said said;
    said.out("telegram", "1", now, "Анализы готовы, перезвоню завтра до 12");
    said.item("notes", "2",
              {{"kind", "promise"},
               {"at", std::to_string(now + 1000)},
               {"direction", "none"},
               {"text", "Подготовить справку"},
               {"due", std::to_string(now + 3'600'000)}});
    const auto screen = [&](std::uint64_t as_of_ms) {
        static std::vector<Entry> entries;
        entries.clear();
        for (const Entity& item : said.state.entities()) entries.push_back({&item, item_facts(item)});
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return a.facts.at_ms < b.facts.at_ms; });
        return first_screen(
            entries, {}, [](std::string_view, std::string_view) { return ProductRef{}; }, almaty, as_of_ms);
    };
    CHECK(screen(now + 2000).last_promise.promise.note);
    CHECK(screen(now + 2000).last_promise.state == PromiseState::open);
    CHECK(screen(now + 2000).open_promises.size() == 2);
    CHECK(screen(now + 4'000'000).last_promise.state == PromiseState::overdue);
    said.out("whatsapp", "3", now + 5'000'000, "Готово, забирайте");
    CHECK(screen(now + 6'000'000).last_promise.state == PromiseState::kept);
    CHECK(screen(now + 6'000'000).open_promises.empty());
    // Put off by a colleague.
    said.item("notes", "2", {{"moved_due", std::to_string(now + 9'000'000)}});
    CHECK(screen(now + 2000).last_promise.promise.due_ms == now + 9'000'000);
}
