#include "core/insight/notice.h"

#include <algorithm>
#include <string>

#include "core/base/any_of.h"
#include "core/base/fold.h"

namespace history {

namespace {

// Behind them the number of an order stands.
constexpr std::string_view of_an_order[] = {
    "заказ ", "ваш заказ ",  "тапсырыс ", "сіздің тапсырысыңыз ", "тапсырысыңыз ",
    "order ", "your order ", "посылка ",  "ваша посылка ",        "your parcel "};
constexpr std::string_view moved[] = {
    "передан",  "готов",  "отправлен", "доставлен", "оплачен",   "принят",     "собран",
    "оформлен", "прибыл", "в пути",    "жіберілді", "дайын",     "төленді",    "қабылданды",
    "shipped",  "ready",  "delivered", "paid",      "confirmed", "on its way", "received"};
// What only machines say.
constexpr std::string_view bots[] = {"соединяю с оператором",
                                     "оператор ответит",
                                     "в начале очереди",
                                     "я бот ",
                                     "это бот ",
                                     "таңдаңыз: 1",
                                     "выберите: 1",
                                     "нажмите 1",
                                     "отправьте 1",
                                     "басыңыз: 1",
                                     "оператор жауап береді",
                                     "choose: 1",
                                     "press 1 ",
                                     "reply 1 ",
                                     "connecting you to an operator",
                                     "you are next in line",
                                     "an operator will answer",
                                     "i am a bot"};

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

}  // namespace

bool is_notice(std::string_view text) {
    if (text.empty() || text.size() > notice_bytes_max) return false;
    const std::string folded = fold(text);
    const std::string_view words = folded;
    for (std::string_view beginning : of_an_order) {
        if (!begins(words, beginning)) continue;
        const std::string_view rest = words.substr(beginning.size());
        const std::string_view number = rest.substr(0, rest.find(' '));
        if (std::none_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
        const std::string_view told = rest.substr(number.size(), 96);
        if (std::any_of(std::begin(moved), std::end(moved),
                        [&](std::string_view word) { return told.find(word) != told.npos; }))
            return true;
    }
    static const AnyOf said_by_bots(bots);
    return said_by_bots.in(words);
}

}  // namespace history
