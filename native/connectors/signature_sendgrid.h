// X-Twilio-Email-Event-Webhook-Signature: base64 of an ECDSA signature (P-256, SHA-256, DER) over
// X-Twilio-Email-Event-Webhook-Timestamp and the raw body. The account has only the public key, the base64 line that SendGrid
// shows as verification key, as `sendgrid_public_key` (docs.sendgrid.com, "Event Webhook Security Features").
#pragma once
#include "native/connectors/item.h"

namespace history::connectors {

// missing without the key or without headers to see; forged where the key is none of that curve, for then nothing is proved.
Authenticity check_sendgrid(ByteView body, const Headers& headers, const Account& account);
std::uint64_t sendgrid_signed_at(const Headers& headers);  // the header is seconds since 1970

}  // namespace history::connectors
