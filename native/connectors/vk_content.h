// What a message or comment of VK holds: words, attachments, place, notices of a chat.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

std::string vk_words(const Json& message);  // text; body in versions before 5.80
void put_vk_files(const Json& message, Item& item);
// Fills kind, text, title, file/<n> and quote. False when there is nothing that this connector knows.
bool put_vk_content(const Json& message, Item& item);

}  // namespace history::connectors
