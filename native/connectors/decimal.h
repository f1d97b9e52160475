// Numbers with a fraction, exactly: text to whole thousandths and the like, never through floating point.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace history::connectors {

// "12", "-3", "2.55", "1 234,50" times 10^places. Nothing when it is no such number, has more than `places`
// digits that count behind the point, or more than 9 before it.
std::optional<std::int64_t> decimal(std::string_view text, int places);

// a * b / 10^places, half away from zero; nothing when it leaves 63 bits.
std::optional<std::int64_t> multiply_rounded(std::int64_t a, std::int64_t b, int places);

// Digits behind the point of an ISO 4217 currency: 0 for JPY, KRW and VND, 2 for all others a till here meets.
int minor_digits(std::string_view currency);

// The inverse of an amount in minor units: "12345.00".
std::string decimal_text(std::int64_t minor, std::string_view currency);

}  // namespace history::connectors
