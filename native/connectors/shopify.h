// A Shopify shop: webhooks and answers of the REST Admin API (shopify.dev/docs/api/admin-rest: Order, Customer, AbandonedCheckouts,
// Refund, Transaction, TenderTransaction, Fulfillment, FulfillmentEvent), and the same as tables with a header row, one file a
// table,
// in any order of files.
//
// Native ids: order:ID, checkout:ID, refund:ID, transaction:ID, tender:ID, fulfillment:ID, with the shop's own ids. The body of a
// webhook does not name its topic: the members tell what it is.
//
// A customer is a statement: its id is a signed-in user of the shop's site (`user`), proved; phone and mail are given. An order is
// its buyer's; phone of a delivery to somebody of another name is kept as that recipient's and joins nobody. Goods that come back
// are a `return`; money is in transactions: sale and capture are payments, refund and change are refunds, an authorization or void
// has no total. Rows of lines, of refunded lines, of events and of marks are stubs of the item that they belong to. States and
// what a checkout holds are named by the shop's updated_at; a transaction's states are named by their rank (0 pending, 1 final).
// Marketing: subscribed means resume, all other answers of a customer mean stop; a box left empty at a checkout means nothing.
//
// Settings: secrets["shopify_client_secret"]; currency: the shop's, for tables that do not name it.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& shopify();

}  // namespace history::connectors
