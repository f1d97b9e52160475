#include "native/connectors/signature_twilio.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "core/wire/hash.h"

namespace history::connectors {
namespace {

constexpr std::size_t sha1_bytes = 20;

std::string signed_text(const FormBody& form, const std::string& address) {
    std::vector<std::pair<std::string, std::string>> fields = form.fields;
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    std::string text = address;
    for (const auto& [name, value] : fields) text += name + value;
    return text;
}

// 28 characters for 20 bytes, padded; empty when libcrypto refuses (a build without SHA-1).
std::string base64_hmac_sha1(const std::string& key, const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes, text.size(), mac.data(), &size) ==
            nullptr ||
        size != sha1_bytes)
        return {};
    std::array<unsigned char, 32> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), mac.data(), static_cast<int>(size));
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
    if (shown == headers.end() || form.broken != nullptr || token->size() > 4096) return Authenticity::forged;
    return compared(shown->second, base64_hmac_sha1(*token, signed_text(form, *address)));
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
