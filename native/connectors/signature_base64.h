// Signatures that stand in base64 in their header: HubSpot, Shopify (shopify.dev/docs/apps/build/webhooks, "Verify webhook
// deliveries")
// and Zendesk (developer.zendesk.com, "Verifying webhooks"). And Chatwoot's, in hexadecimal digits over its time and the body.
#pragma once
#include "native/connectors/item.h"

namespace history::connectors {

// X-Shopify-Hmac-Sha256: base64 HMAC-SHA256 of the raw body with the application's client secret, `shopify_client_secret`.
Authenticity check_shopify(ByteView body, const Headers& headers, const Account& account);

// X-Zendesk-Webhook-Signature: base64 HMAC-SHA256 of X-Zendesk-Webhook-Signature-Timestamp and the raw body with the webhook's
// signing secret, `zendesk_signing_secret`. The time is ISO 8601.
Authenticity check_zendesk(ByteView body, const Headers& headers, const Account& account);
std::uint64_t zendesk_signed_at(ByteView body, const Headers& headers, const Account& account);

// X-Chatwoot-Signature: "sha256=" and the hexadecimal HMAC-SHA256 of X-Chatwoot-Timestamp, a point and the raw body with the
// webhook's secret, `chatwoot_webhook_secret`. The time is seconds since 1970.
Authenticity check_chatwoot(ByteView body, const Headers& headers, const Account& account);
std::uint64_t chatwoot_signed_at(ByteView body, const Headers& headers, const Account& account);

// X-HubSpot-Signature-v3 (developers.hubspot.com, "Validating requests"): base64 HMAC-SHA256 with `hubspot_client_secret` over
// "POST",
// the address (`hubspot_url`), the raw body and X-HubSpot-Request-Timestamp, ms since 1970.
Authenticity check_hubspot(ByteView body, const Headers& headers, const Account& account);
std::uint64_t hubspot_signed_at(ByteView body, const Headers& headers, const Account& account);

}  // namespace history::connectors
