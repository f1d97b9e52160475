// The greeting that words to a shop begin with, in Russian, Kazakh and English, with the name beside it: "Здравствуйте, Анна!",
// "Айгүл, қайырлы күн.", "Good morning". What a title says stands behind it. Pure; any bytes are harmless.
#pragma once
#include <string_view>

namespace history {

// The first sentence with the marks at its end and the blanks behind it; takes it off `rest`. A sentence ends at . ! ? … or the end
// of a line; a point only before a blank.
std::string_view take_sentence(std::string_view& rest);

bool is_greeting(std::string_view text);  // and nothing else

// What stands behind the greetings; all of it when there is nothing else.
std::string_view without_greeting(std::string_view text);

// The first sentence that is no greeting, without blanks around it; the text as it is when there is nothing else.
std::string_view first_matter_sentence(std::string_view text);

}  // namespace history
