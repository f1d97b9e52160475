// What a WhatsApp message holds: words, files, answers to buttons and forms, orders, the advertisement it came from.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

std::string whatsapp_words(const Json& message);  // text, caption or the button's title
// Fills kind, text, title, file/<n>, line/<n>, total, source and the like. False for a type that nobody documented.
bool put_whatsapp_content(const Json& message, Item& item, const Account& account);

}  // namespace history::connectors
