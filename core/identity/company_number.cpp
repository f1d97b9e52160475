#include "core/identity/company_number.h"

#include <cstdint>
#include <iterator>

namespace history {

namespace {

bool digits(std::string_view text, std::size_t count) {
    if (text.size() != count) return false;
    for (char c : text)
        if (c < '0' || c > '9') return false;
    return text.find_first_not_of('0') != std::string_view::npos;  // a form filled with zeros is no number
}

int digit(std::string_view text, std::size_t at) {
    return text[at] - '0';
}

// The weighted sum of the digits in front of `check`, the last weights of `weights` standing right before it.
template <std::size_t N>
int inn_check(std::string_view text, const int (&weights)[N], std::size_t check) {
    int sum = 0;
    for (std::size_t i = 0; i < check; ++i) sum += digit(text, i) * weights[N - check + i];
    return sum % 11 % 10;
}

constexpr int inn_weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

// The last digit is the rest of all digits before it, divided by `divisor`, and of that rest the last digit.
bool register_check(std::string_view text, std::uint64_t divisor) {
    std::uint64_t number = 0;
    for (char c : text.substr(0, text.size() - 1)) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return number % divisor % 10 == static_cast<std::uint64_t>(text.back() - '0');
}

// Kazakhstan: weights 1 to 11; does that give 10, weights 3 to 11, 1, 2; does that give 10 too, no such number is given out.
bool kazakh_check(std::string_view text) {
    int rest = 10;
    for (int shift : {0, 2}) {
        int sum = 0;
        for (int i = 0; i < 11; ++i) sum += digit(text, static_cast<std::size_t>(i)) * ((i + shift) % 11 + 1);
        rest = sum % 11;
        if (rest != 10) break;
    }
    return rest == digit(text, 11);
}

int two(std::string_view text, std::size_t at) {
    return digit(text, at) * 10 + digit(text, at + 1);
}

bool month_at_2(std::string_view text) {
    return two(text, 2) >= 1 && two(text, 2) <= 12;
}

}  // namespace

bool valid_company_inn(std::string_view text) {
    return digits(text, 10) && inn_check(text, inn_weights, 9) == digit(text, 9);
}

bool valid_person_inn(std::string_view text) {
    return digits(text, 12) && inn_check(text, inn_weights, 10) == digit(text, 10) &&
           inn_check(text, inn_weights, 11) == digit(text, 11);
}

bool valid_inn(std::string_view text) {
    return valid_company_inn(text) || valid_person_inn(text);
}

bool valid_ogrn(std::string_view text) {
    return digits(text, 13) && register_check(text, 11);
}

bool valid_ogrnip(std::string_view text) {
    return digits(text, 15) && register_check(text, 13);
}

bool valid_kpp(std::string_view text) {  // 4 digits of the tax office, 2 letters or digits, 3 digits
    if (text.size() != 9) return false;
    for (std::size_t i = 0; i < 9; ++i) {
        const bool number = text[i] >= '0' && text[i] <= '9';
        const bool letter = text[i] >= 'A' && text[i] <= 'Z';
        if (!number && !(letter && (i == 4 || i == 5))) return false;
    }
    return true;
}

bool valid_bin(std::string_view text) {
    return digits(text, 12) && month_at_2(text) && text[4] >= '4' && text[4] <= '6' && kazakh_check(text);
}

bool valid_iin(std::string_view text) {
    return digits(text, 12) && month_at_2(text) && two(text, 4) >= 1 && two(text, 4) <= 31 &&
           text[6] >= '0' && text[6] <= '6' && kazakh_check(text);
}

}  // namespace history
