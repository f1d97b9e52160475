// Hybrid timestamps: when a change was made, in an order that all replicas share.
//
// Of two values of a field the larger (effective ms, claimed ms, counter, device, value bytes) wins: a total order.
// Effective ms = min(claimed, server time of the delta's leaf + limits::clock_lead_ms_max): nobody writes from the future.
// What a source says has no author and no moment: it claims the ms 0, and its device says nothing. So a person's word always
// stands against a source's, and of two words of sources the larger value wins, whichever agent wrote which and when.
#pragma once
#include "core/wire/ids.h"

namespace history {

struct Timestamp {
    std::uint64_t ms = 0;       // claimed by the author's clock; 0: a source's word
    std::uint16_t counter = 0;  // orders changes of one device within one ms
    DeviceId device;
};

struct Stamp {  // a timestamp as the log judged it
    std::uint64_t effective_ms = 0;
    Timestamp claimed;
    bool clamped() const { return effective_ms < claimed.ms; }
    bool of_source() const { return claimed.ms == 0; }
};
inline constexpr std::uint64_t unsent_time =
    UINT64_MAX;  // leaf time of a delta that has no leaf yet: nothing clamps it
Stamp judged(const Timestamp& claimed, std::uint64_t leaf_time_ms);
int compare(const Stamp& a, const Stamp& b);  // < 0, 0, > 0; values break ties, in State

// Makes timestamps above everything seen: above observed effective times and above the claims of this
// device's own unacknowledged deltas, so an edit beats what its author had seen.
class HybridClock {
public:
    explicit HybridClock(DeviceId device) : device_(device) {}
    Timestamp next(std::uint64_t wall_ms);
    void observe(std::uint64_t effective_ms, std::uint16_t counter);
    // After a correction of the wall clock: own claims that the log has clamped no longer hold the clock up.
    void restart(std::uint64_t ms, std::uint16_t counter) { ms_ = ms != 0 ? ms : 1, counter_ = counter; }
    std::uint64_t ms() const { return ms_; }
    std::uint16_t counter() const { return counter_; }

private:
    DeviceId device_;
    std::uint64_t ms_ = 1;  // 0 is a source's
    std::uint16_t counter_ = 0;
};

}  // namespace history
