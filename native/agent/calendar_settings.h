// The `calendar` of agent.json, turned into the text that all devices share (core/insight/calendar.h).
#pragma once
#include <cstdint>
#include <utility>

#include "core/insight/calendar.h"
#include "native/json.h"

namespace history::agent {

// `json`: an object of calendars by name, each {"hours": {"mon-fri": "09:00-18:00"}, "days": {"2026-12-16": "closed"},
// "quiet": "21:00-09:00" or by days as hours, "zone"}. `zone`: of those that name none. Errc::usage names the place.
using OffsetsByDate = std::vector<std::pair<std::uint64_t, int>>;
Result<std::string> calendars_text(const Json& json, const OffsetsByDate& zone,
                                   Result<OffsetsByDate> (*read_zone)(const Json&));
// Open always by the clocks of `zone`.
std::string calendars_text(const OffsetsByDate& zone);

// "offers" of agent.json as the shared setting (core/insight/offer.h). Errc::usage says what is wrong with it.
Result<std::string> offers_text(const Json& json);

}  // namespace history::agent
