// The parts of one call of the Segment specification.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Strongest first; a statement of traits and an item of the same visitor name him the same way.
std::vector<Identifier> segment_identifiers(const Json& call, const Json& traits, const Account& account);
// Source time in ms; 0 when the call tells none.
std::uint64_t segment_time(const Json& call, const Json& batch);

// page, screen and track.
void put_segment_event(const Json& call, Item& item, const Account& account);

}  // namespace history::connectors
