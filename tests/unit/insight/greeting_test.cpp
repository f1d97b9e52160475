// Titles say the matter, not the greeting; sentences are cut as people write them.
#include <doctest/doctest.h>

#include <string>

#include "core/insight/greeting.h"
#include "core/insight/promise.h"
#include "core/insight/work.h"
#include "tests/unit/insight/said.h"

using namespace history;
using namespace history::tests;

namespace {

std::string title(std::string_view text) {
    return std::string(first_matter_sentence(text));
}

}  // namespace

TEST_CASE("What stands behind a greeting and its name is the title, in three languages") {
    CHECK(title("Здравствуйте! Когда придёт мой заказ? Жду.") == "Когда придёт мой заказ?");
    CHECK(title("Добрый день, Анна Петровна! Кресло скрипит.") == "Кресло скрипит.");
    CHECK(title("Здравствуйте, хочу вернуть чайник") == "хочу вернуть чайник");
    CHECK(title("ЗДРАВСТВУЙТЕ\nСКОЛЬКО СТОИТ ШКАФ?") == "СКОЛЬКО СТОИТ ШКАФ?");
    CHECK(title("Анна, здравствуйте! Ваш заказ готов.") == "Ваш заказ готов.");
    CHECK(title("Привет, Айгүл. Добрый вечер. Гирлянда не горит") == "Гирлянда не горит");
    CHECK(title("Сәлеметсіз бе, Айгүл! Тапсырысым қайда?") == "Тапсырысым қайда?");
    CHECK(title("Қайырлы күн! Орындық қанша тұрады?") == "Орындық қанша тұрады?");
    CHECK(title("Hello John, where is my order GS-1042?") == "where is my order GS-1042?");
    CHECK(title("Dear customer service,\nthe lamp is broken.") == "the lamp is broken.");
    CHECK(title("👋 Hi! 12 chairs, please") == "12 chairs, please");
    CHECK(title("Уважаемый клиент, оплата прошла") == "оплата прошла");
}

TEST_CASE("What only looks like a greeting stays, and a greeting alone is its own title") {
    for (const char* text : {"Здравствуйте", "Добрый день, Анна!", "hi!", "Hi-fi колонки есть?",
                             "Анна, привезите завтра", "Добрый совет нужен", "?", "", "👍"})
        CHECK(title(text) == text);
    CHECK(is_greeting("Добрый день, Анна!"));
    CHECK(is_greeting("Привет))"));
    CHECK_FALSE(is_greeting("Здравствуйте?"));  // nobody answered him yet
    CHECK_FALSE(is_greeting("Здравствуйте, вы работаете"));
    CHECK_FALSE(is_greeting(""));
    CHECK(title("Здравствуйте, Вы работаете сегодня?") == "Вы работаете сегодня?");
}

TEST_CASE("Sentences end where people end them and lose no byte") {
    const auto cut = [](std::string_view text) {
        std::string all;
        std::string_view rest = text;
        while (!rest.empty()) {
            const std::string_view one = take_sentence(rest);
            REQUIRE(!one.empty());
            all += (all.empty() ? "" : "|") + std::string(one);
        }
        return all;
    };
    CHECK(cut("Привезите на ул. Абая 5, кв. 12. Жду!!! Когда?") ==
          "Привезите на ул. Абая 5, кв. 12. |Жду!!! |Когда?");
    CHECK(cut("Цена 12.50 за шт. Завтра... ? Да") == "Цена 12.50 за шт. Завтра... ? |Да");
    CHECK(cut("Жду…\n\nСпасибо") == "Жду…\n\n|Спасибо");
    CHECK(cut("\xE2\x80") == "\xE2\x80");
    CHECK(cut("\xD0") == "\xD0");
    std::string hostile(20'000, '!');
    hostile += "\xC3\xE2\x80\xFF";
    CHECK(!title(hostile).empty());
    CHECK(!title("\xD0\xD0,\xD0!").empty());
}

TEST_CASE("A promise is titled by the sentence that promises") {
    constexpr std::uint64_t at = 1'789'981'200'000;  // 2026-09-21 14:00 at UTC+5
    const std::string text =
        "Здравствуйте, Анна! Спасибо за заказ. Завтра до 15:00 привезём кресло. Хорошего дня!";
    CHECK(promising_sentences(text, at, 240) == "Завтра до 15:00 привезём кресло. ");
    Said said;
    said.out("whatsapp", "1", at, text);
    said.out("whatsapp", "2", at, "Добрый день, сегодня вечером перезвоним вам.");
    const SubjectRecord record = said.record();
    const std::vector<DueEntry> due = record.due.entries();
    REQUIRE(due.size() == 2);
    CHECK(due[0].words == "Завтра до 15:00 привезём кресло. ");
    CHECK(due[1].words == "сегодня вечером перезвоним вам.");
    CHECK(due[1].wish == "Добрый день, сегодня вечером перезвоним вам.");
}
