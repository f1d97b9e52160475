// Segment HTTP Tracking API and its webhooks (segment.com/docs/connections/spec): batches and single calls. Native id:
// messageId; without one the hash of the call.
//
// page, screen and track are items; `Order Completed` is an order (e-commerce specification, v2), `Live Chat Message Sent`
// a message of the customer and `Received` one of ours, both with conversation_id as their thread. identify, group and alias
// are statements. The time is `timestamp`: the clocks behind originalTimestamp and sentAt are the visitor's.
// Identifiers: userId (`user`, proved, scope = account), traits phone and e-mail (given), anonymousId (`cookie`, given: a
// browser is no proof of who sits before it). Texts that programs write for "nobody" are no identifiers.
// Prices become minor units by their decimal text.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& segment();

}  // namespace history::connectors
