// What a Telegram message holds: words, files, cards, payments, notices of the service.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Text or caption.
std::string telegram_words(const Json& message);
// The name of the notice that the service itself wrote into the chat; nullptr for messages of people and bots.
const char* telegram_notice(const Json& message);
// Fills kind, text, title, file/<n>, total and the like, and the identifiers of a card or of an order's form.
// False when the message holds nothing that this connector knows; then it only has its frame.
bool put_telegram_content(const Json& message, Item& item);

}  // namespace history::connectors
