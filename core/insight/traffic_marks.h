// What campaign marks in an address say: click ids of advertising systems and words of utm_medium (see traffic.h).
#pragma once
#include "core/insight/traffic.h"
#include "core/insight/web_address.h"

namespace history {

struct TrafficClick {
    std::string_view parameter;
    TrafficKind kind;
    std::string_view name;
};
// The first click id that the address or `click` ("gclid=...") has; null: none.
const TrafficClick* click_of(const WebAddress& page, std::string_view click);

enum class Medium : std::uint8_t { unsaid, other, organic, paid, told };
struct MediumOf {
    Medium medium = Medium::unsaid;
    // With told: decides. With paid: social_ad or paid_search, or none where the source decides.
    TrafficKind kind = TrafficKind::none;
};
MediumOf medium_of(std::string_view medium);

}  // namespace history
