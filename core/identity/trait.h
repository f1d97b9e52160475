// What makes two people look like one without proving it: birthdays and addresses, brought to a form that can be compared.
#pragma once
#include <string>
#include <string_view>

namespace history {

// "1985-03-07", "07.03.1985", "7/3/1985", "19850307", with a time behind it or not -> "19850307"; empty when it is no date of
// a person's birth (1900 to 2099), or the first of January 1900 or 1970, which programs write for nothing.
std::string birthday_of(std::string_view text);

// Words of an address, folded, in Latin, without the words that every address has (ул, дом, кв, street ...); digits stand
// alone. 128 bytes at most.
std::string address_of(std::string_view text);

}  // namespace history
