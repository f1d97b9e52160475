// Phone numbers to E.164 by core's own table (ITU-T E.164 country codes; numbering plans of Russia and
// Kazakhstan). libphonenumber is an oracle in tests only: two normalisers would be two customers.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace history {

// "8 (701) 000-12-34 доб. 5", "77010001234", "+7 701 0001234", "007701..." -> "+77010001234". Extensions are
// dropped. `country` is the country of the account, for numbers written in national form.
Result<std::string> normalise_phone(std::string_view raw, std::string_view country);
// "KZ" or "RU" for +7 numbers (Kazakhstan: 7xx mobile and 7xx area codes), else the country of the calling
// code when the table knows it, else "".
std::string_view phone_country(std::string_view e164);

}  // namespace history
