#include "native/connectors/signature_easypost.h"

#include <glib.h>

#include "native/connectors/signature.h"

namespace history::connectors {

Authenticity check_easypost(ByteView body, const Headers& headers, const Account& account) {
    const auto secret = account.secrets.find("delivery_webhook_secret");
    if (secret == account.secrets.end() || secret->second.empty()) return Authenticity::missing;
    constexpr std::string_view prefix = "hmac-sha256-hex=";
    Headers shown = headers;
    if (const auto sent = shown.find("x-hmac-signature"); sent != shown.end()) {
        if (!sent->second.starts_with(prefix)) return Authenticity::forged;
        sent->second = "sha256=" + sent->second.substr(prefix.size());
    }
    gchar* decomposed =
        g_utf8_normalize(secret->second.data(), static_cast<gssize>(secret->second.size()), G_NORMALIZE_ALL);
    if (decomposed == nullptr) return Authenticity::forged;  // a secret that is no UTF-8 signs nothing
    Account keyed;
    keyed.secrets["key"] = decomposed;
    g_free(decomposed);
    return check_hmac_sha256(body, shown, keyed, "x-hmac-signature", "key");
}

}  // namespace history::connectors
