// Authenticity of a delivered body. Every compare takes the same time whatever the bytes are (only lengths show).
#pragma once
#include <string_view>

#include "native/connectors/item.h"

namespace history::connectors {

// The header equals a shared secret (Telegram Bot API, setWebhook: secret_token). `secret` names it in account.secrets.
Authenticity check_token(const Headers& headers, const Account& account, const char* header,
                         const char* secret);

// The header is "sha256=" and the hex HMAC-SHA256 over the raw bytes of the body (Meta: X-Hub-Signature-256).
Authenticity check_hmac_sha256(ByteView body, const Headers& headers, const Account& account,
                               const char* header, const char* secret);

}  // namespace history::connectors
