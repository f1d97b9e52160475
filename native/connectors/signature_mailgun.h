// Mailgun signs in the body: {"signature":{"timestamp","token","signature"}}, the hex HMAC-SHA256 of time and token with the
// HTTP webhook signing key. The event beside it is not signed, so a token counts for one body (native/agent/seen_tokens.h).
// documentation.mailgun.com, "Securing Webhooks".
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

// missing without secrets["mailgun_signing_key"], and of a body that is no JSON.
Authenticity check_mailgun(ByteView body, const Account& account);
std::uint64_t mailgun_signed_at(ByteView body);
std::string mailgun_token(ByteView body);  // empty when there is none

}  // namespace history::connectors
