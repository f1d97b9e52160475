// Text of mail parts and headers as UTF-8, whatever charset they declare: missing, misspelt, unknown or
// wrong.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

// The declared charset where it is known and fits the bytes; else UTF-8 where it fits; else the likelier of
// windows-1251 and koi8-r. Always valid UTF-8, without NUL.
std::string decoded(std::string_view bytes, std::string_view declared);

}  // namespace history::connectors
