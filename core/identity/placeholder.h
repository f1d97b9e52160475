// What people and programs write where they know nothing: values that identify nobody, names that name nobody.
#pragma once
#include <string_view>

namespace history {

// A normalised identifier that many have without being one: zeros, -1, null, anonymous, test@test.kz, one digit over and over.
bool blocked_value(std::string_view type, std::string_view normalised);
// "Без имени", "Unknown", "клиент", "тест": the whole name is such a word, or it has no letter.
bool placeholder_name(std::string_view name);

}  // namespace history
