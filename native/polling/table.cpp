#include "native/polling/table.h"

#include "native/connectors/iso_time.h"

namespace history::polling {

std::span<const Poll> all_polls() {
    static const Poll all[] = {kaspi(), satu(), bitrix24(), mailbox()};
    return all;
}

const Poll* find_poll(std::string_view channel) {
    for (const Poll& poll : all_polls())
        if (poll.channel == channel) return &poll;
    return nullptr;
}

std::string utc_seconds(std::uint64_t ms) {
    std::string text = connectors::iso_text(ms);
    if (!text.empty()) text.pop_back();  // Z
    return text;
}

std::string url_text(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

}  // namespace history::polling
