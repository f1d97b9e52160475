// One event of the site's own collector (site.h).
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Begins and ends the unit. `collected`: anybody may have sent it (site.h).
void read_site_event(const Json& event, const std::string& place, Found& found, bool collected);

}  // namespace history::connectors
