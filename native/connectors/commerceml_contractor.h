// Who a CommerceML document is about. Inside of commerceml.cpp.
#pragma once
#include "native/connectors/bodies.h"
#include "native/connectors/xml.h"

namespace history::connectors {

// Of several contractors the buyers; a document may name us, the seller, too. They live in `document`.
std::vector<const XmlElement*> buyers_of(const XmlElement& document);
void add_contractor(const XmlElement& contractor, Item& item, const Account& account);
// What the document states of a company; its identifiers are those of the item so far.
Statement company_of(const XmlElement& contractor, const Item& item);
// What the comment says, an operator wrote there for the order: a phone is the buyer's.
void add_comment(const std::string& comment, Item& item);
// Phones and mails that a site hands over as requisites of the document.
void add_requisites(const XmlElement& document, Item& item);

}  // namespace history::connectors
