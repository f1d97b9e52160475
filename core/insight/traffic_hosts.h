// What hosts, applications and names of campaign marks are known as sources of visitors (see traffic.h).
#pragma once
#include <span>

#include "core/insight/traffic.h"

namespace history {

struct TrafficHost {
    // Parts of a host from the right: "vk.com"; "google.*" under every public suffix; with a path: "x.com/i/grok".
    std::string_view host;
    TrafficKind kind;  // none: passes the visitor on or back, never a source
    std::string_view name;
    std::string_view words = {};  // parameters of the searched words, by blanks
};

// Parts of the table that have files of their own: search engines and assistants; social networks and messengers.
std::span<const TrafficHost> traffic_engines();
std::span<const TrafficHost> traffic_networks();

const TrafficHost* traffic_host(std::string_view host, std::string_view path = {});  // null: not known
// A mark of a campaign: "google", "ig", "vk.com", "facebook_ads".
const TrafficHost* traffic_source(std::string_view mark);

}  // namespace history
