// Who a record of the Experience Data Model is of, and what it says about them. Names come without "xdm:". Inside of adobe_xdm.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

std::vector<Identifier> adobe_identifiers(const Json& record, const Account& account);
// The facts and the consents of a record. False where it names nobody.
bool add_adobe_person(const Json& record, std::uint64_t at_ms, Found& found);

}  // namespace history::connectors
