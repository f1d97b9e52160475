#include "native/connectors/signature_twilio.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "core/wire/hash.h"

namespace history::connectors {
namespace {

constexpr std::size_t sha1_bytes = 20, secret_bytes_max = 4096;

std::string signed_text(const FormBody& form, const std::string& address) {
    std::vector<std::pair<std::string, std::string>> fields = form.fields;
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    std::string text = address;
    for (const auto& [name, value] : fields) text += name + value;
    return text;
}

// Empty when libcrypto refuses (a build without SHA-1).
Bytes hmac_sha1(const std::string& key, ByteView text) {
    Bytes mac(EVP_MAX_MD_SIZE);
    unsigned int size = 0;
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), text.data(), text.size(), mac.data(),
             &size) == nullptr ||
        size != sha1_bytes)
        return {};
    mac.resize(size);
    return mac;
}

// 28 characters for 20 bytes, padded.
std::string base64_hmac_sha1(const std::string& key, const std::string& text) {
    const Bytes mac = hmac_sha1(key, bytes_of(text));
    if (mac.empty()) return {};
    std::array<unsigned char, 32> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), mac.data(), static_cast<int>(mac.size()));
    return {encoded.begin(), encoded.begin() + length};
}

std::string hex_sha1(const std::string& text) {
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) return {};
    return hex(ByteView(digest).first(size));
}

const std::string* secret_of(const Account& account, const char* name) {
    const auto found = account.secrets.find(name);
    return found == account.secrets.end() || found->second.empty() ? nullptr : &found->second;
}

// Nothing to compare with is never equal.
Authenticity compared(std::string_view shown, const std::string& own) {
    return !own.empty() && equal_constant_time(bytes_of(shown), bytes_of(own)) ? Authenticity::genuine
                                                                               : Authenticity::forged;
}

}  // namespace

Authenticity check_twilio(const FormBody& form, const Headers& headers, const Account& account) {
    const std::string* token = secret_of(account, "twilio_auth_token");
    const std::string* address = secret_of(account, "twilio_url");
    if (token == nullptr || address == nullptr || headers.empty()) return Authenticity::missing;
    const auto shown = headers.find("x-twilio-signature");
    if (shown == headers.end() || form.broken != nullptr || token->size() > secret_bytes_max)
        return Authenticity::forged;
    return compared(shown->second, base64_hmac_sha1(*token, signed_text(form, *address)));
}

Authenticity check_segment(ByteView body, const Headers& headers, const Account& account) {
    const std::string* secret = secret_of(account, "segment_shared_secret");
    if (secret == nullptr || headers.empty()) return Authenticity::missing;
    const auto shown = headers.find("x-signature");
    if (shown == headers.end() || secret->size() > secret_bytes_max) return Authenticity::forged;
    return compared(shown->second, hex(hmac_sha1(*secret, body)));
}

Authenticity check_sha1_field(const FormBody& form, const std::vector<std::string_view>& names,
                              const std::string& secret) {
    std::string text;
    for (std::string_view name : names) (text += form.bytes(name)) += ':';
    std::string shown(form.bytes("sha1"));
    for (char& c : shown)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return compared(shown, hex_sha1(text + secret));
}

}  // namespace history::connectors
