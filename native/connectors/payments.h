// Payments and refunds, as providers tell of them; the shape of the body decides, not the account's name:
//   YooKassa   notification {"type","event","object"}, or the object alone (yookassa.ru/developers)
//   Kaspi Pay  answers of polled payments {"StatusCode","Data":{"PaymentId","Status",...}}
//   QIWI       bills {"bill":{...}} (developer.qiwi.com, P2P invoices)
//   Stripe     events {"object":"event","type","created","data":{"object"}} (docs.stripe.com/api/events)
// Native id: the provider's id of the payment, refund or bill; a Stripe charge is its payment intent.
//
// Every state is status@<the source's time of it>; the first of them is when the item was. The order number comes from
// metadata.order_id, customFields.order, ExternalId, or from the words "Заказ GS-1". Who paid is `given`: anybody may pay.
//
// Settings: secrets["stripe_signing_secret"], currency (Kaspi Pay names none).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& payments();

}  // namespace history::connectors
