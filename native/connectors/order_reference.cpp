#include "native/connectors/order_reference.h"

#include <algorithm>

namespace history::connectors {

namespace {

constexpr std::size_t words_bytes_max = 4096, number_bytes_max = 64;

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}

// The run of letters, digits and dashes at the beginning.
std::string_view run(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() &&
           (digit(text[size]) || capital(text[size]) || (text[size] >= 'a' && text[size] <= 'z') ||
            (text[size] == '-' && size > 0)))
        ++size;
    return text.substr(0, size);
}

bool has_digit(std::string_view text) {
    return text.size() <= number_bytes_max && std::any_of(text.begin(), text.end(), digit);
}

}  // namespace

std::string order_in_words(std::string_view words) {
    words = words.substr(0, words_bytes_max);
    for (std::string_view sign : {"Заказ", "заказ", "Возврат", "возврат", "Тапсырыс", "Order", "order",
                                  "Kaspi", "kaspi", "Satu", "satu"}) {
        const std::size_t at = words.find(sign);
        if (at == std::string_view::npos) continue;
        std::string_view rest = words.substr(at + sign.size());
        if (rest.starts_with(".kz")) rest.remove_prefix(3);  // satu.kz
        for (bool more = true; more;) {
            more = false;
            for (std::string_view blank : {" ", "#", "№", ":"})
                if (rest.starts_with(blank)) {
                    rest.remove_prefix(blank.size());
                    more = true;
                }
        }
        if (const std::string_view number = run(rest); has_digit(number)) return std::string(number);
    }
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (!capital(words[at]) ||
            (at > 0 && words[at - 1] != ' ' && words[at - 1] != ',' && words[at - 1] != '#'))
            continue;
        const std::string_view word = run(words.substr(at));
        const std::size_t dash = word.find('-');
        const bool named =
            dash != std::string_view::npos && dash >= 2 &&
            std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dash), capital);
        if (named && has_digit(word)) return std::string(word);
    }
    return {};
}

}  // namespace history::connectors
