#include "core/identity/placeholder.h"

#include <algorithm>
#include <iterator>

#include "core/base/fold.h"

namespace history {

namespace {

// Folded. Russian, Kazakh, English, and what programs print for nothing.
constexpr std::string_view nobody[] = {
    "null",          "nil",          "none",        "nan",       "n/a",        "na",         "undefined",
    "unknown",       "anonymous",    "anonym",      "anon",      "guest",      "test",       "tester",
    "testing",       "noname",       "no name",     "not set",   "(not set)",  "(none)",     "<null>",
    "empty",         "default",      "private",     "withheld",  "restricted", "asdf",       "qwerty",
    "xxx",           "нет",          "нету",        "пусто",     "без имени",  "безымянный", "неизвестно",
    "неизвестный",   "неизвестен",   "неизвестная", "не указан", "не указано", "не указана", "не задано",
    "аноним",        "анонимно",     "анонимный",   "гость",     "тест",       "тестовый",   "скрыт",
    "скрытый номер", "не определен", "жоқ",         "белгісіз",  "аты жоқ",    "есімсіз",    "қонақ",
    "көрсетілмеген"};

// Beside those: what stands for any customer where a name is expected.
constexpr std::string_view anybody[] = {
    "клиент",           "покупатель",   "заказчик",     "абонент",         "пользователь",
    "посетитель",       "физлицо",      "физ лицо",     "физическое лицо", "розничный покупатель",
    "частное лицо",     "имя",          "фио",          "ваше имя",        "customer",
    "client",           "user",         "buyer",        "visitor",         "name",
    "your name",        "first name",   "full name",    "сатып алушы",     "тұтынушы",
    "клиент без имени", "новый клиент", "new customer", "test test",       "тест тест"};

// Local parts that stand for "has none".
constexpr std::string_view no_mailbox[] = {"test",     "test1",     "tests",     "noemail", "no-email",
                                           "no_email", "nomail",    "no-mail",   "none",    "null",
                                           "no",       "anonymous", "unknown",   "asdf",    "qwerty",
                                           "netu",     "net",       "undefined", "not-set"};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool one_character(std::string_view text) {
    return text.find_first_not_of(text.front()) == std::string_view::npos;
}

bool has_letter_or_digit(std::string_view text) {
    for (char c : text)
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            static_cast<unsigned char>(c) >= 0x80)
            return true;
    return false;
}

// Whatever the code's length, the national number is what stands at the end: ten digits of one kind at +7, seven elsewhere;
// or seven zeros, which no plan gives to a subscriber.
bool blocked_phone(std::string_view e164) {
    if (e164.size() < 8) return true;
    const std::size_t least = e164.substr(0, 2) == "+7" ? 10 : 7;
    return (e164.size() > least && one_character(e164.substr(e164.size() - least))) ||
           e164.substr(e164.size() - 7) == "0000000";
}

}  // namespace

bool blocked_value(std::string_view type, std::string_view normalised) {
    if (normalised.empty() || !has_letter_or_digit(normalised)) return true;
    if (type == "item" || type == "customer") return false;  // made by this program
    if (type == "phone") return blocked_phone(normalised);
    const std::string folded = fold(normalised.substr(0, 64));
    if (type == "email") {
        const std::string_view local = std::string_view(folded).substr(0, folded.find('@'));
        return among(no_mailbox, local) || (local.size() >= 3 && one_character(local)) ||
               local.find_first_not_of('0') == std::string_view::npos;
    }
    if (folded.find_first_not_of("0-.") == std::string::npos || folded == "-1" || folded == "true" ||
        folded == "false")
        return true;
    return among(nobody, folded) || (folded.size() >= 5 && one_character(folded));
}

bool placeholder_name(std::string_view name) {
    if (name.size() > 64) return false;
    const std::string folded = fold(name);
    if (folded.empty() || !has_letter_or_digit(folded)) return true;
    if (folded.find_first_not_of("0123456789 +-()._") == std::string::npos)
        return true;  // a number is no name
    return among(nobody, folded) || among(anybody, folded) || one_character(folded);
}

}  // namespace history
