#include "native/connectors/signature_base64.h"

#include <sodium.h>

#include "core/wire/hash.h"
#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/signature.h"

namespace history::connectors {

namespace {

std::string_view header_of(const Headers& headers, const char* name) {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

// Base64 of 32 bytes with its padding, as both vendors write it.
std::string base64_of(const Bytes& mac) {
    std::string text(sodium_base64_encoded_len(mac.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);
    return text;
}

Authenticity compared(std::string_view shown, std::string_view own) {
    return equal_constant_time(bytes_of(shown), bytes_of(own)) ? Authenticity::genuine : Authenticity::forged;
}

// Nothing can be said without a secret, or where no headers are to be seen (a file).
std::string_view secret_of(const Headers& headers, const Account& account, const char* name) {
    const auto found = account.secrets.find(name);
    return found == account.secrets.end() || headers.empty() ? std::string_view() : found->second;
}

// Decimal digits alone; 0 for everything else.
std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    for (char c : text) {
        if (c < '0' || c > '9' || text.size() > 15) return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

Authenticity check_shopify(ByteView body, const Headers& headers, const Account& account) {
    const std::string_view secret = secret_of(headers, account, "shopify_client_secret");
    if (secret.empty()) return Authenticity::missing;
    const std::string_view shown = header_of(headers, "x-shopify-hmac-sha256");
    return shown.empty() ? Authenticity::forged : compared(shown, base64_of(hmac_sha256(secret, {body})));
}

Authenticity check_zendesk(ByteView body, const Headers& headers, const Account& account) {
    const std::string_view secret = secret_of(headers, account, "zendesk_signing_secret");
    if (secret.empty()) return Authenticity::missing;
    const std::string_view shown = header_of(headers, "x-zendesk-webhook-signature"),
                           time = header_of(headers, "x-zendesk-webhook-signature-timestamp");
    if (shown.empty() || time.empty()) return Authenticity::forged;
    return compared(shown, base64_of(hmac_sha256(secret, {bytes_of(time), body})));
}

std::uint64_t zendesk_signed_at(ByteView, const Headers& headers, const Account&) {
    return iso_ms(header_of(headers, "x-zendesk-webhook-signature-timestamp"));
}

Authenticity check_chatwoot(ByteView body, const Headers& headers, const Account& account) {
    const std::string_view secret = secret_of(headers, account, "chatwoot_webhook_secret");
    if (secret.empty()) return Authenticity::missing;
    const std::string_view shown = header_of(headers, "x-chatwoot-signature"),
                           time = header_of(headers, "x-chatwoot-timestamp");
    if (shown.empty() || time.empty()) return Authenticity::forged;
    return compared(shown, "sha256=" + hex(hmac_sha256(secret, {bytes_of(time), bytes_of("."), body})));
}

std::uint64_t chatwoot_signed_at(ByteView, const Headers& headers, const Account&) {
    return ms_of(number_of(header_of(headers, "x-chatwoot-timestamp")));
}

Authenticity check_hubspot(ByteView body, const Headers& headers, const Account& account) {
    const std::string_view secret = secret_of(headers, account, "hubspot_client_secret"),
                           address = secret_of(headers, account, "hubspot_url");
    if (secret.empty() || address.empty()) return Authenticity::missing;
    const std::string_view shown = header_of(headers, "x-hubspot-signature-v3"),
                           time = header_of(headers, "x-hubspot-request-timestamp");
    if (shown.empty() || time.empty()) return Authenticity::forged;
    return compared(
        shown, base64_of(hmac_sha256(secret, {bytes_of("POST"), bytes_of(address), body, bytes_of(time)})));
}

std::uint64_t hubspot_signed_at(ByteView, const Headers& headers, const Account&) {
    const std::int64_t ms = number_of(header_of(headers, "x-hubspot-request-timestamp"));
    return ms_of(ms / 1000) == 0 ? 0 : static_cast<std::uint64_t>(ms);
}

}  // namespace history::connectors
