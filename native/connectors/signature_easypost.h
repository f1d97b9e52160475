// X-Hmac-Signature: "hmac-sha256-hex=" and the hex HMAC-SHA256 of the raw body, the key being the webhook's secret in Unicode's
// compatibility decomposition, NFKD (docs.easypost.com, "Webhook HMAC validation").
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

// missing without secrets["delivery_webhook_secret"] or without headers to see.
Authenticity check_easypost(ByteView body, const Headers& headers, const Account& account);

}  // namespace history::connectors
