// Who opened which card, by hour: one stream per device (audit_stream.h), one entry per card and hour at most. It says who was
// there, and who may be there still: of the last hour nobody can know more without a word for every minute. Viewers' and
// connectors' devices write nothing.
//
// Entity setting, key = hex id of the customer as the device knew it; field opened/<hours since 1970> = ms.
#pragma once
#include "core/view/audit_stream.h"
#include "core/view/slice.h"

namespace history::view {

inline constexpr std::uint64_t presence_ms = 60 * 60 * 1000;

// `stream` and `own` as audit_write() takes them, for `opened_use`. Without changes it stands.
StreamWrite opened_write(const StreamId& stream, const State* own, const DeviceId& device,
                         const StreamId& customer, std::uint64_t now_ms);

struct AuditStream {
    StreamId stream;
    const State* state = nullptr;
};
// {"slice":"presence","id","rows":[{"colleague","device","at","here":true}]}: newest first, 200 at most; here: within the hour.
std::string presence(const Directory& directory, const Customer& customer,
                     const std::vector<AuditStream>& audits, std::uint64_t now_ms);

}  // namespace history::view
