// Identifiers: typed, scoped, normalised by core, the same on every platform.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace history {

// The one value that all spellings of an identifier share. country (ISO 3166 alpha-2, "KZ" or "RU" ...) is for phones
// written without one. Errc::corrupt with one sentence when it cannot be one of its type; the raw value is kept elsewhere.
//   phone   E.164 with + (core/identity/phone.h)          email   trimmed, domain folded, local part folded
//   others  trimmed, as they are
// Values that stand for nobody (placeholder.h: zeros, null, anonymous, test@...) are refused too.
Result<std::string> normalise(std::string_view type, std::string_view raw, std::string_view country);

// Best guess what a person typed into the search field or a command line: "+7 701 ..." phone, "a@b" email, else "" (a name).
std::string guess_type(std::string_view query);

}  // namespace history
