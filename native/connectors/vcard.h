// Address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) as text, any number of cards a file; jCard (RFC 7095) as JSON.
//
// A card gives a statement, no item: identifiers and facts about one person or company. It is known by its UID, else by a hash
// of name and numbers, as type `crm` of scope "vcard:ACCOUNT", so that the card imported again is the same subject. Numbers (no
// fax, pager or modem) and addresses of mail are `given`. A UID that begins with own_uid names a customer of this workspace by his
// public id: such a card was exported here. Facts: name, company, address, city, birthday, language, note, of the
// moment in REV; a card without REV is older than everything.
//
// Read as address books write them: folded lines, groups ("item1.TEL"), parameters without a name (TEL;CELL), quoted-printable
// with soft line breaks and any charset (2.1), escaped commas and semicolons, cards inside cards (AGENT: left out).
// Bounded: body_limit, 64 identifiers a card; a card that is cut off is rejected with its bytes, the others are read.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

inline constexpr std::string_view own_uid = "urn:customer-history:";

const Connector& vcard();

}  // namespace history::connectors
