// Words that end a conversation and wait for nothing: "спасибо, всё пришло", "Жақсы, рахмет", "ok, thanks", a thumb, a sticker.
#pragma once
#include <string_view>

namespace history {

// True when every word thanks, agrees or takes leave, and nothing is asked; also of a text without any letter, digit or
// question mark (emoji). An empty text closes nothing: a photo without words may be a question.
bool closes_talk(std::string_view text);

}  // namespace history
