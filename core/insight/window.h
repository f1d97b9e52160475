// How long after a customer's last word a business may write to him on a channel: the vendors' rule. Meta's "customer service
// window"
// of WhatsApp Business and the standard messaging window of Messenger and Instagram are 24 hours; other messengers have none.
#pragma once
#include <cstdint>
#include <string_view>

namespace history {

inline constexpr std::uint64_t meta_window_ms = 24ull * 60 * 60 * 1000;

constexpr std::uint64_t window_ms_of(std::string_view channel) {  // 0: none
    return channel == "whatsapp" || channel == "messenger" || channel == "instagram" ? meta_window_ms : 0;
}

}  // namespace history
