// Streams of kind `audit`: what a device says of itself for the other devices, one stream a device and use. Found by its owner
// (`<use>` US device), so that a device finds its own again whatever else it forgot.
#pragma once
#include "core/replica/replica.h"

namespace history::view {

inline constexpr std::string_view opened_use = "audit";     // who opened which card: presence.h
inline constexpr std::string_view ringing_use = "ringing";  // calls that ring now: ringing.h

std::vector<StreamId> audit_streams(const Directory& directory,
                                    std::string_view use);  // of all devices, by id
// The stream of this device; zero: none yet.
StreamId audit_stream(const Directory& directory, std::string_view use, const DeviceId& device);
// One op in `stream`, which is audit_stream(), or a fresh one when that is zero: begun when `own`, its facts, is null.
StreamWrite audit_write(const StreamId& stream, const State* own, std::string_view use,
                        const DeviceId& device, Op op);

}  // namespace history::view
