// Thanks, complaints and wishes in three languages; nothing of it is from the test world.
#include <doctest/doctest.h>

#include "core/insight/closing.h"
#include "core/insight/complaint.h"
#include "core/insight/preference.h"
#include "core/insight/words.h"

using namespace history;

TEST_CASE("Words are folded, tied and divided into sentences") {
    const Words words("Ёлка-ель: 13.00! It's 5pm? Да");
    REQUIRE(words.size() == 8);
    CHECK(words.at(0) == "елка");
    CHECK(words.all()[1].joint == '-');
    CHECK(words.at(2) == "13.00");
    CHECK(words.all()[4].joint == '\'');
    CHECK(words.at(5) == "5");
    CHECK(words.asks(words.all()[5].sentence));
    CHECK_FALSE(words.asks(words.all()[0].sentence));
    CHECK(Words(std::string(100000, 'a')).size() == 1);
    CHECK(Words("").size() == 0);
}

TEST_CASE("Thanks and leave wait for nothing, questions and requests do") {
    for (const char* text : {"Спасибо огромное за помощь!", "ок", "Хорошо, тогда зайду завтра утром", "👍👍",
                             "Түсінікті, рахмет", "Great, thank you so much", "ok, see you", "Понятно."})
        CHECK_MESSAGE(closes_talk(text), text);
    for (const char* text :
         {"Спасибо, а когда откроется касса?", "?", "Хорошо, пришлите договор", "Рахмет, бірақ құжат келмеді",
          "Thanks, but the card was declined", "Не пришло", "", "Да, на Абая 10"})
        CHECK_MESSAGE(!closes_talk(text), text);
}

TEST_CASE("Complaints are known by their words") {
    for (const char* text :
         {"Экран треснул на второй день", "Почему прислали разбитый чайник?", "Пишу претензию на ваш филиал",
          "Телефон не включается", "Верните деньги за курс", "Протез сломался через месяц",
          "Сапасы төмен, шағым жазамын", "Аяқ киім жыртылып қалды",
          "The blender stopped working after a week", "I want a refund, the shoes arrived damaged",
          "Your service is unacceptable"})
        CHECK_MESSAGE(complaint_words(text) == ComplaintWords::complains, text);
    for (const char* text :
         {"Что будет, если он сломается?", "Сайт не работает", "Экран не работает от батареек?",
          "Товар пришёл без дефектов, спасибо", "Сколько стоит ремонт?", "Жалоб нет",
          "Is there a warranty if it gets broken?", "Payment page is not working", "Бәрі жақсы"})
        CHECK_MESSAGE(complaint_words(text) == ComplaintWords::none, text);
    for (const char* text : {"Что с моей претензией по холодильнику?", "Жду ответа по возврату пылесоса",
                             "Any update on my refund?", "Шағымым не болды?"})
        CHECK_MESSAGE(complaint_words(text) == ComplaintWords::asks_after, text);
}

TEST_CASE("Wishes how to be reached are known by their words") {
    const auto wish = [](const char* text) {
        const PreferenceWords said = preference_words(text, "viber");
        return said.channel + (said.no_calls ? " no calls" : "") + (said.calls_again ? " calls" : "");
    };
    CHECK(wish("Не звоните мне, пожалуйста, пишите на почту") == "email no calls");
    CHECK(wish("Пишите лучше в телеграм") == "telegram");
    CHECK(wish("Прошу не звонить. Ватсап") == "whatsapp no calls");
    CHECK(wish("Қоңырау шалмаңыз, ватсапқа жазыңыз") == "whatsapp no calls");
    CHECK(wish("Please don't call, text me on WhatsApp") == "whatsapp no calls");
    CHECK(wish("Пишите сюда, на звонки не отвечаю") == "viber no calls");
    CHECK(wish("Можно звонить после шести") == "telephony calls");
    CHECK(wish("Перезвоните мне").empty());
    CHECK(wish("Видел вас в инстаграме").empty());
    CHECK(wish("Вы пишете в вотсапе?").empty());
    CHECK(channel_named("WhatsApp") == "whatsapp");
    CHECK(channel_named("по телефону") == "telephony");
    CHECK(channel_named("никак").empty());
}

TEST_CASE("Hostile words mean nothing and end soon") {
    std::string emoji;
    for (int i = 0; i < 16000; ++i) emoji += "\xF0\x9F\x98\xA1";
    for (const std::string& text :
         {std::string(65536, 'w'), emoji, std::string(65536, '\xFF'), std::string(65536, '?')}) {
        CHECK(complaint_words(text) == ComplaintWords::none);
        CHECK_FALSE(preference_words(text, "sms").stated());
        CHECK_FALSE(closes_talk(text));
    }
}
