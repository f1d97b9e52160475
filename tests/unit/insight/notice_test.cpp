#include "core/insight/notice.h"

#include <doctest/doctest.h>

#include <string>

#include "core/insight/question.h"

using namespace history;

TEST_CASE("words of machines answer nobody; the same said by a person does") {
    for (const char* text :
         {"Заказ GS-10510 передан в доставку. Трек-номер см. письмо",
          "Ваш заказ GS-STORY-1 готов к выдаче. Ждём вас до 20:00",
          "Я не понял вопрос. Соединяю с оператором",
          "Сәлеметсіз бе! Тілді таңдаңыз: 1 — қазақша, 2 — русский",
          "Вы в начале очереди, оператор ответит скоро",
          "Здравствуйте! Я бот магазина. Выберите: 1 — товары, 2 — доставка",
          "Your order #10510 has been shipped", "Тапсырыс GS-7 дайын", "Press 1 for sales"}) {
        CAPTURE(text);
        CHECK(is_notice(text));
    }
    for (const char* text :
         {"Проверила, заказ GS-8675 передан в доставку.", "Отложили до вечера, магазин работает до 20:00.",
          "Заказ на завтра готов принять, напишите адрес",
          "Да, самовывоз возможен, возьмите с собой номер заказа GS-1.", "Выберите цвет: белый или красный?",
          ""}) {
        CAPTURE(text);
        CHECK_FALSE(is_notice(text));
    }
    CHECK_FALSE(is_notice("Заказ 1 готов. " + std::string(notice_bytes_max, 'x')));
}

TEST_CASE("a notice of ours leaves the question open; a card with a number asks nothing, a photo does") {
    State state;
    std::uint64_t at = 0;
    const auto put = [&](const char* native, const char* direction, const char* field, const char* value) {
        Delta delta;
        delta.at.ms = ++at;
        const std::string key = joined_key("telegram", "shop", native);
        for (const auto& [name, text] :
             {std::pair("kind", "message"), std::pair("direction", direction), std::pair(field, value)})
            delta.ops.push_back({EntityKind::item, key, name, text});
        delta.ops.push_back({EntityKind::item, key, "at", std::to_string(at)});
        state.apply(delta, at);
    };
    const auto waits = [&] {
        std::vector<Entry> entries;
        for (const Entity& entity : state.entities()) entries.push_back({&entity, item_facts(entity)});
        return open_question(entries).last != nullptr;
    };
    put("1", "in", "text", "Когда привезёте?");
    CHECK(waits());
    put("2", "out", "text", "Ваш заказ GS-1 готов к выдаче");
    CHECK(waits());
    put("3", "out", "text", "Привезём завтра");
    CHECK_FALSE(waits());
    put("4", "in", "file/1", "contact\tАсем\ttext/vcard\t\t+77010001234");
    CHECK_FALSE(waits());
    put("5", "in", "file/1", "photo\ta.jpg\timage/jpeg\t10\tid");
    CHECK(waits());
}
