#include "sync/signing_key.h"

#include <sodium.h>

#include <algorithm>

#include "core/wire/hash.h"
#include "sync/private_file.h"

namespace history::sync {

Result<std::unique_ptr<SigningKey>> SigningKey::open(const std::string& path) {
    std::array<std::uint8_t, 32> seed{};
    Result<Bytes> stored = read_private_file(path, seed.size());
    if (!stored.ok() && stored.error().code == Errc::not_found) {
        randombytes_buf(seed.data(), seed.size());
        TRY(write_private_file(path, seed));
    } else if (!stored.ok()) {
        return stored.error();
    } else {
        if (stored->size() != seed.size())
            return fail(Errc::corrupt,
                        "The server's key file " + path + " does not hold the 32 bytes of a key.");
        std::copy(stored->begin(), stored->end(), seed.begin());
        sodium_memzero(stored->data(), stored->size());
    }
    std::unique_ptr<SigningKey> key = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    return key;
}

std::unique_ptr<SigningKey> SigningKey::from_seed(const std::array<std::uint8_t, 32>& seed) {
    std::unique_ptr<SigningKey> key(new SigningKey());
    crypto_sign_seed_keypair(key->public_key_.bytes.data(), key->secret_.data(), seed.data());
    return key;
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

Signature SigningKey::sign(std::string_view domain, ByteView message) const {
    const Bytes bytes = signed_bytes(domain, message);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, bytes.data(), bytes.size(), secret_.data());
    return signature;
}

}  // namespace history::sync
