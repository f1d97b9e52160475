// The one table of sources. Channel names as in FORMAT.md of the test world: telegram whatsapp email telephony pos segment.
#pragma once
#include <span>
#include <string_view>

#include "native/connectors/connector.h"

namespace history::connectors {

std::span<const Connector* const> all_connectors();
const Connector* find_connector(std::string_view channel);  // nullptr for a channel that nobody reads

}  // namespace history::connectors
