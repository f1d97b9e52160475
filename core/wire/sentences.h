// Sentences of a server that a device understands as well as shows.
#pragma once
#include <string_view>

namespace history {

inline constexpr std::string_view sentence_revoked = "This device was revoked.";

}  // namespace history
