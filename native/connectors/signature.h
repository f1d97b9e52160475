// Authenticity of a delivered body. Every compare takes the same time whatever the bytes are (only lengths show).
#pragma once
#include <initializer_list>
#include <string_view>

#include "native/connectors/item.h"

namespace history::connectors {

// The header equals a shared secret (Telegram Bot API, setWebhook: secret_token). `secret` names it in account.secrets.
Authenticity check_token(const Headers& headers, const Account& account, const char* header,
                         const char* secret);

// The header is "sha256=" and the hex HMAC-SHA256 over the raw bytes of the body (Meta: X-Hub-Signature-256).
Authenticity check_hmac_sha256(ByteView body, const Headers& headers, const Account& account,
                               const char* header, const char* secret);

// HMAC-SHA256 (RFC 2104) of the parts one after another: the one home of what every vendor's scheme is built on.
Bytes hmac_sha256(std::string_view secret, std::initializer_list<ByteView> parts);

}  // namespace history::connectors
