// Where a visit came from, read from what a tracker delivers: the address of the page, the address before it (referrer), and
// the campaign marks. Pure; any bytes are harmless.
//
// What decides, in this order: campaign marks and click ids of the page's address or of the item (utm_*, gclid, yclid ...),
// then the referrer. The site's own hosts, banks and payment pages that send the visitor back, and sign-in pages are no source.
// Hosts are matched by whole parts from the right ("vk.com" is m.vk.com, never notvk.com); the table is traffic_hosts.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/model/state.h"

namespace history {

enum class TrafficKind : std::uint8_t {
    none,    // not known, or the visit goes on: from the site itself, back from a payment or sign-in page
    direct,  // typed, bookmarked, or the browser says nothing
    search,
    paid_search,
    social,
    social_ad,
    retargeting,  // shown again to who has been here
    referral,     // a link on any other site
    email,
    messenger,  // Telegram, WhatsApp ..., SMS and push messages too
    assistant,  // ChatGPT, Perplexity ...
    partner,    // affiliates and price aggregators
    display,    // banners, video and other paid places
    offline,    // a printed code
};
inline constexpr std::uint8_t traffic_kinds = 14;
std::string_view traffic_name(TrafficKind kind);

struct Visit {
    std::string_view url, referrer;
    std::string_view source;    // utm_source, or GA4's "google cpc" with the medium behind a blank
    std::string_view campaign;  // utm_campaign
    std::string_view query;     // utm_term or searched words
    std::string_view click;     // "gclid=..."
    std::string_view medium = {};
    bool begins =
        true;  // a page: without a referrer and marks somebody came directly. An event says nothing then.
};

struct Traffic {
    TrafficKind kind = TrafficKind::none;
    std::string
        name;  // Google, Яндекс, Instagram; the host of a referral; the mark as written when it is none we know
    std::string query;     // what was searched for, or the words the ad was bought for
    std::string campaign;  // as the mark says
};

Traffic traffic_of(const Visit& visit);

// The same of an item; nothing when it shows no visit. A message that began from an advertisement (Meta, VK) is one.
std::optional<Traffic> traffic_of_item(const Entity& item);

// First and last of many, the same in any order of arrival: by business time, then by the item's key. The last one that is
// not direct wins over direct ones behind it.
struct TrafficSpan {
    struct At {
        std::uint64_t at_ms = 0;  // 0: none
        std::string key;          // of the item
        Traffic traffic;
    };
    At first, last;
    void take(std::uint64_t at_ms, std::string_view key, Traffic traffic);
};

}  // namespace history
