// Call detail records of Kazoo (docs.2600hz.com, Crossbar "CDRs"; the document as the application cdr stores it): one JSON object,
// an array, the answer of the interface ({"data": [...]}) or CouchDB's listing ({"rows": [{"doc": {...}}]}).
//
// A document is one leg. All legs with one interaction_id (without it: one bridge_id, without that: one call_id) are one item,
// that id its native id; each leg is leg/<call_id>. Times are Gregorian seconds (since the year 0).
// `call_direction` is told from the switch: `inbound` came into it, from a telephone of ours (authorizing_id names it) or from
// outside. So the numbers decide, by the account's `own`, `extensions` and `outside_prefix`.
#pragma once
#include "native/connectors/telephony_calls.h"
#include "native/json.h"

namespace history::connectors {

// False: nothing in it is a call of Kazoo.
bool read_kazoo(const Json& value, const Exchange& exchange, GatheredCalls& calls);

}  // namespace history::connectors
