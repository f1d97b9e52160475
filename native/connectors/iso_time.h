// Moments as RFC 3339 and ISO 8601 write them in JSON: "2026-08-24T08:02:36.125Z", "2026-08-24T13:02:36+05:00".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace history::connectors {

// Milliseconds since 1970 UTC; a time without a zone is UTC. 0 when the text is no such moment after 1970.
std::uint64_t iso_ms(std::string_view text);

// The inverse, in whole seconds: "2026-10-02T14:05:00Z"; empty for 0.
std::string iso_text(std::uint64_t ms);

}  // namespace history::connectors
