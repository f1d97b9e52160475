// Stripe-Signature: "t=SECONDS,v1=HEX[,v1=HEX]": HMAC-SHA256 of "SECONDS.BODY" with the endpoint's signing secret
// (docs.stripe.com/webhooks, "Verify webhook signatures manually").
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

// missing without secrets["stripe_signing_secret"] or without headers to see.
Authenticity check_stripe(ByteView body, const Headers& headers, const Account& account);
std::uint64_t stripe_signed_at(ByteView body, const Headers& headers, const Account& account);

}  // namespace history::connectors
