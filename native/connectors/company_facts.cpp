#include "native/connectors/company_facts.h"

#include "core/identity/company_number.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/local_time.h"

namespace history::connectors {

void put_fact(Statement& statement, std::string_view name, std::string value) {
    if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
}

std::string fact_of(const Statement& statement, std::string_view name) {
    for (const auto& [fact, value] : statement.facts)
        if (fact == name) return value;
    return {};
}

void identify_company(Statement& statement) {
    std::string name;
    for (const char* fact : {"short_name", "company", "name"})
        if (name.empty()) name = fact_of(statement, fact);
    const auto take = [&](const char* type, bool (*valid)(std::string_view)) {
        if (const std::string number = fact_of(statement, type); valid(number))
            add_identifier(statement.identifiers, type, "", number, Known::proved, name);
    };
    if (valid_bin(fact_of(statement, "bin")) || valid_company_inn(fact_of(statement, "inn")))
        put_fact(statement, "kind", "company");
    take("inn", valid_inn);
    take("bin", valid_bin);
    // A person's number of Kazakhstan stands where companies have theirs: one number of the taxpayer.
    if (const std::string number = fact_of(statement, "iin"); valid_iin(number))
        add_identifier(statement.identifiers, "bin", "", number, Known::proved, name);
}

}  // namespace history::connectors
