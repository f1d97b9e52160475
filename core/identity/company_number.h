// Numbers that registers give to companies and entrepreneurs, and their check digits. Pure; digits alone, no blanks.
//   INN     Russia, taxpayer: 10 digits a company, 12 a person (order of the tax service MMV-7-6/435, appendix)
//   OGRN    Russia, register of companies: 13 digits; OGRNIP, of entrepreneurs: 15
//   KPP     Russia, reason of registration: 9 characters, no check digit
//   BIN IIN Kazakhstan, company and person: 12 digits, one check digit by two rows of weights
#pragma once
#include <string>
#include <string_view>

namespace history {

bool valid_inn(std::string_view text);          // of 10 or of 12 digits
bool valid_company_inn(std::string_view text);  // of 10
bool valid_person_inn(std::string_view text);   // of 12
bool valid_ogrn(std::string_view text);         // of 13
bool valid_ogrnip(std::string_view text);       // of 15
bool valid_kpp(std::string_view text);
bool valid_bin(std::string_view text);  // a month of registration, then 4, 5 or 6 for the kind of company
bool valid_iin(
    std::string_view text);  // a date of birth, then 1 to 6 for century and sex (0: foreigners, without)

}  // namespace history
