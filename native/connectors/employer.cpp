#include "native/connectors/employer.h"

#include "core/identity/company_number.h"

namespace history::connectors {

void add_employer(std::vector<Identifier>& list, const std::string& type, const std::string& scope,
                  const std::string& value) {
    if (value.empty()) return;
    Identifier one;
    one.type = "employer";
    one.value = type + ':' + scope + ':' + value;
    one.known = Known::given;
    one.cc = true;
    list.push_back(std::move(one));
}

void add_employer_by_number(std::vector<Identifier>& list, const std::string& number) {
    std::string digits;
    for (const char c : number)
        if (c != ' ') digits += c;
    if (digits.size() == 10 && valid_inn(digits)) add_employer(list, "inn", "", digits);
    if (digits.size() == 12 && valid_bin(digits)) add_employer(list, "bin", "", digits);
}

}  // namespace history::connectors
