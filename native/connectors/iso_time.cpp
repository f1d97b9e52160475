#include "native/connectors/iso_time.h"

#include <ctime>

#include "native/connectors/local_time.h"

namespace history::connectors {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
int two_digits(std::string_view text) {
    return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::uint64_t iso_ms(std::string_view text) {
    if (text.size() < 16) return 0;
    std::int64_t offset_minutes = 0;
    if (text.back() == 'Z' || text.back() == 'z') {
        text.remove_suffix(1);
    } else if (const std::size_t sign = text.find_first_of("+-", 16); sign != std::string_view::npos) {
        const std::string_view zone = text.substr(sign + 1);
        const bool colon = zone.size() == 5 && zone[2] == ':';
        if (!colon && zone.size() != 4 && zone.size() != 2) return 0;
        for (std::size_t i = 0; i < zone.size(); ++i)
            if (!digit(zone[i]) && !(colon && i == 2)) return 0;
        offset_minutes = two_digits(zone) * 60;
        if (zone.size() > 2) offset_minutes += two_digits(zone.substr(colon ? 3 : 2));
        if (text[sign] == '-') offset_minutes = -offset_minutes;
        text = text.substr(0, sign);
    }
    const auto wall = wall_ms(text);
    const std::int64_t moment = wall ? *wall - offset_minutes * 60'000 : 0;
    return moment > 0 ? static_cast<std::uint64_t>(moment) : 0;
}

std::string iso_text(std::uint64_t ms) {
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm broken{};
    char text[32];
    if (ms == 0 || !::gmtime_r(&seconds, &broken)) return {};
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &broken));
}

}  // namespace history::connectors
