#include "core/model/timestamp.h"

#include "core/wire/limits.h"

namespace history {

Stamp judged(const Timestamp& claimed, std::uint64_t leaf_time_ms) {
    if (claimed.ms == 0) return {};
    std::uint64_t effective = claimed.ms;
    if (leaf_time_ms != unsent_time && effective > leaf_time_ms + limits::clock_lead_ms_max)
        effective = leaf_time_ms + limits::clock_lead_ms_max;
    return {effective, claimed};
}

int compare(const Stamp& a, const Stamp& b) {
    if (a.effective_ms != b.effective_ms) return a.effective_ms < b.effective_ms ? -1 : 1;
    if (a.claimed.ms != b.claimed.ms) return a.claimed.ms < b.claimed.ms ? -1 : 1;
    if (a.claimed.counter != b.claimed.counter) return a.claimed.counter < b.claimed.counter ? -1 : 1;
    if (a.claimed.device == b.claimed.device) return 0;
    return a.claimed.device < b.claimed.device ? -1 : 1;
}

Timestamp HybridClock::next(std::uint64_t wall_ms) {
    if (wall_ms > ms_) {
        ms_ = wall_ms;
        counter_ = 0;
    } else if (counter_ == UINT16_MAX) {
        ++ms_;
        counter_ = 0;
    } else {
        ++counter_;
    }
    return {ms_, counter_, device_};
}

void HybridClock::observe(std::uint64_t effective_ms, std::uint16_t counter) {
    if (effective_ms > ms_ || (effective_ms == ms_ && counter > counter_)) {
        ms_ = effective_ms;
        counter_ = counter;
    }
}

}  // namespace history
