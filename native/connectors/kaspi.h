// Orders of a Kaspi shop as its interface answers polls, JSON:API (guide.kaspi.kz, "Orders API"):
// {"data":[{"type":"orders","id","attributes":{...},"entries":[...]}]}, entries as the poller attaches them. Native id: the order's
// id; its number: code.
//
// One order comes in many polls. The interface dates the creation alone: a state is status@<its place in an order's life>, and
// step/<polled_at> where the poller says when it saw the order so ({"data": [...], "polled_at": ms}). The buyer's id is
// `proved`, the phone `given`. Amounts are in the account's currency.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& kaspi();

}  // namespace history::connectors
