#include "native/connectors/signature_sendgrid.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sodium.h>

#include <memory>

#include "native/connectors/bodies.h"

namespace history::connectors {

namespace {

constexpr std::size_t base64_bytes_max = 1024;  // of a key and of a signature: 124 and about 96
constexpr const char* signature_header = "x-twilio-email-event-webhook-signature";
constexpr const char* time_header = "x-twilio-email-event-webhook-timestamp";

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* value) const {
        Free(value);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

std::string_view header_of(const Headers& headers, const char* name) {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

// Empty for what is no base64 with its padding.
Bytes bytes_of_base64(std::string_view text) {
    if (text.empty() || text.size() > base64_bytes_max) return {};
    Bytes bytes(text.size());
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return {};
    bytes.resize(size);
    return bytes;
}

Key key_of(std::string_view base64) {
    const Bytes written = bytes_of_base64(base64);
    const unsigned char* from = written.data();
    Key key(written.empty() ? nullptr : d2i_PUBKEY(nullptr, &from, static_cast<long>(written.size())));
    char curve[32] = {};
    std::size_t size = 0;
    const bool right = key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
                       EVP_PKEY_get_group_name(key.get(), curve, sizeof curve, &size) == 1 &&
                       std::string_view(curve) == "prime256v1";
    return right ? std::move(key) : Key();
}

}  // namespace

Authenticity check_sendgrid(ByteView body, const Headers& headers, const Account& account) {
    const auto kept = account.secrets.find("sendgrid_public_key");
    if (kept == account.secrets.end() || kept->second.empty() || headers.empty())
        return Authenticity::missing;
    const std::string_view time = header_of(headers, time_header);
    const Bytes shown = bytes_of_base64(header_of(headers, signature_header));
    const Key key = key_of(kept->second);
    const Digest digest(EVP_MD_CTX_new());
    if (time.empty() || shown.empty() || !key || !digest) return Authenticity::forged;
    const bool same = EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                      EVP_DigestVerifyUpdate(digest.get(), time.data(), time.size()) == 1 &&
                      EVP_DigestVerifyUpdate(digest.get(), body.data(), body.size()) == 1 &&
                      EVP_DigestVerifyFinal(digest.get(), shown.data(), shown.size()) == 1;
    return same ? Authenticity::genuine : Authenticity::forged;
}

std::uint64_t sendgrid_signed_at(const Headers& headers) {
    std::int64_t seconds = 0;
    const std::string_view time = header_of(headers, time_header);
    for (const char c : time) {
        if (c < '0' || c > '9' || time.size() > 12) return 0;
        seconds = seconds * 10 + (c - '0');
    }
    return ms_of(seconds);
}

}  // namespace history::connectors
