// Files of Freshdesk as Chatwoot's importer takes them: {ticket, conversations} and a contact. Inside of chatwoot.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

void read_freshdesk_ticket(const Json& file, Found& found);  // begins and ends its units
void add_freshdesk_contact(const Json& contact, Found& found);

}  // namespace history::connectors
