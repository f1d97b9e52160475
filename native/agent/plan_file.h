// A campaign's plan in a file, as `audience FILE` reads it.
#pragma once
#include <string>

#include "core/base/result.h"

namespace history::agent {

inline constexpr std::size_t plan_bytes_max = 256 * 1024 * 1024;

// The table that the connector `promo` reads; a file of JSON lines with the same names is made one. `bytes_max`: of the file;
// no more of it is taken into memory. Errc::not_found, Errc::limit, Errc::usage: a line is no JSON object.
Result<std::string> read_plan(const std::string& path, std::size_t bytes_max = plan_bytes_max);

}  // namespace history::agent
