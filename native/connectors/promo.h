// Planned sends of campaigns, not yet made: a table (.csv) with the columns campaign_id, send_id, planned_at, channel,
// to, product_sku, category, text. Settings: columns, where the program has other names ({"to": "recipient"}); zone.
// Native id: send_id. An item of kind mailing, direction out, stage `planned`; `via` is the channel it would go by.
//
// `to` is given: whoever planned the send knew it. By sms and call it is a phone, by email an address, by whatsapp a
// phone or else its own id, by a messenger the messenger's id, in the account that columns["<channel>"] names
// ({"telegram": "shop_bot"}), since the table does not say which of our accounts would send. Numbers in the text are
// ours: they are not searched for.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& promo();

}  // namespace history::connectors
