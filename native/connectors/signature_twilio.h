// Signatures with SHA-1, which libsodium has not: OpenSSL's libcrypto makes them, here and nowhere else.
#pragma once
#include "native/connectors/form_body.h"
#include "native/connectors/item.h"

namespace history::connectors {

// X-Twilio-Signature: base64 HMAC-SHA1 with twilio_auth_token over the address that Twilio was given (twilio_url, exactly, with
// its query) and every field sorted by name, name and value without separators (twilio.com/docs/usage/security).
Authenticity check_twilio(const FormBody& form, const Headers& headers, const Account& account);

// Field sha1 of a gateway's form: hex SHA-1 over the values of `names`, and the secret, joined by colons.
Authenticity check_sha1_field(const FormBody& form, const std::vector<std::string_view>& names,
                              const std::string& secret);

// X-Signature: hex HMAC-SHA1 of the raw body with `segment_shared_secret` (segment.com/docs/connections/destinations/catalog/
// webhooks, "Authentication").
Authenticity check_segment(ByteView body, const Headers& headers, const Account& account);

}  // namespace history::connectors
