// Companies as rows of a table, under the names that address services and registers give the columns. Inside of company.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

Parsed parse_companies(ByteView body, const Account& account);

}  // namespace history::connectors
