// What a message object of Viber holds; the same shape for what customers send and what we do.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Fills kind, text and file/<n>. False for a type that this connector does not know, and for one without contents.
bool put_viber_content(const Json& message, Item& item);

// The number on a contact card, proved when the card's name is `sender`, else said.
void add_viber_card(const Json& message, const std::string& sender, std::vector<Identifier>& identifiers);

}  // namespace history::connectors
