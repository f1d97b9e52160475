// Orders of Satu.kz and other shops of the Prom engine, as GET /orders/list answers (public-api.docs.prom.ua): {"orders":[{"id",
// "date_created","date_modified","client_*","email","phone","products":[...],"price","status",...}]}. Native id: the order's id.
//
// Each modification's state is status@<date_modified>. Prices are text with a currency's sign. The buyer's id is `proved`,
// phone and mail `given`.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& satu();

}  // namespace history::connectors
