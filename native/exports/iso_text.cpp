#include "native/exports/iso_text.h"

#include <ctime>

namespace history::exports {

std::string iso_text(std::uint64_t ms) {
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm broken{};
    char text[32];
    if (ms == 0 || !::gmtime_r(&seconds, &broken)) return {};
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &broken));
}

}  // namespace history::exports
