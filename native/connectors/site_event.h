// One event of the site's own collector (site.h).
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

void read_site_event(const Json& event, const std::string& place, Found& found);  // begins and ends the unit

}  // namespace history::connectors
