// Who a record of the Experience Data Model is of, and what it says about them. Names come without "xdm:". Inside of adobe_xdm.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

struct AdobeIdentities {
    std::vector<Identifier> list;
    bool cut = false;  // of more than 100 the first
};
AdobeIdentities adobe_identities(const Json& record, const Account& account);
// The facts and the consents of a record. False where it names nobody.
bool add_adobe_person(const Json& record, const std::vector<Identifier>& person, std::uint64_t at_ms,
                      Found& found);

}  // namespace history::connectors
