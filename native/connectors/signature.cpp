#include "native/connectors/signature.h"

#include <sodium.h>

#include "core/wire/hash.h"

namespace history::connectors {
namespace {

struct Presented {
    Authenticity early = Authenticity::missing;  // the answer when there is nothing to compare
    std::string_view value, secret;
};

// Without a secret nothing can be said. A delivery whose headers can be seen and that lacks this one was not signed.
Presented presented(const Headers& headers, const Account& account, const char* header, const char* secret) {
    const auto kept = account.secrets.find(secret);
    if (kept == account.secrets.end() || kept->second.empty() || headers.empty()) return {};
    const auto sent = headers.find(header);
    if (sent == headers.end()) return {Authenticity::forged, {}, {}};
    return {Authenticity::genuine, sent->second, kept->second};
}

}  // namespace

Authenticity check_token(const Headers& headers, const Account& account, const char* header,
                         const char* secret) {
    const Presented found = presented(headers, account, header, secret);
    if (found.early != Authenticity::genuine) return found.early;
    return equal_constant_time(bytes_of(found.value), bytes_of(found.secret)) ? Authenticity::genuine
                                                                              : Authenticity::forged;
}

Bytes hmac_sha256(std::string_view secret, std::initializer_list<ByteView> parts) {
    Bytes mac(crypto_auth_hmacsha256_BYTES);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret).data(), secret.size());  // a key of any length
    for (const ByteView part : parts) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    sodium_memzero(&state, sizeof state);  // the key's pads stand in it
    return mac;
}

Authenticity check_hmac_sha256(ByteView body, const Headers& headers, const Account& account,
                               const char* header, const char* secret) {
    const Presented found = presented(headers, account, header, secret);
    if (found.early != Authenticity::genuine) return found.early;
    constexpr std::string_view prefix = "sha256=";
    if (!found.value.starts_with(prefix)) return Authenticity::forged;
    const Result<Bytes> mac = unhex(found.value.substr(prefix.size()));
    const Bytes own = hmac_sha256(found.secret, {body});
    if (!mac || mac.value().size() != own.size()) return Authenticity::forged;
    return equal_constant_time(own, mac.value()) ? Authenticity::genuine : Authenticity::forged;
}

}  // namespace history::connectors
