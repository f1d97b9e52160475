// A statement about a company in the making. Inside of company.cpp and its parts.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

void put_fact(Statement& statement, std::string_view name, std::string value);  // nothing for an empty value
std::string fact_of(const Statement& statement, std::string_view name);

// The numbers among the facts that have right check digits (inn, bin, iin) become identifiers, with the company's name.
void identify_company(Statement& statement);

}  // namespace history::connectors
