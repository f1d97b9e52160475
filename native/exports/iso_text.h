// Times as texts of tables.
#pragma once
#include <cstdint>
#include <string>

namespace history::exports {

std::string iso_text(std::uint64_t ms);  // "2026-10-02T14:05:00Z"; empty for 0

}  // namespace history::exports
