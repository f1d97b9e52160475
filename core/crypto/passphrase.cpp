#include "core/crypto/passphrase.h"

#include <sodium.h>

namespace history {

namespace {
constexpr std::uint8_t version = 1;
constexpr std::size_t head_bytes = 1 + 4 + 4 + crypto_pwhash_SALTBYTES;
constexpr std::size_t locked_bytes = head_bytes + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + 32 +
                                     crypto_aead_xchacha20poly1305_ietf_ABYTES;

// Argon2id: memory-hard, so that guessing costs an attacker what it costs the device.
Result<Secret32> stretched(std::string_view passphrase, ByteView salt, std::uint32_t passes,
                           std::uint32_t memory_kib) {
    Secret32 key;
    if (crypto_pwhash(key.fill().data(), 32, passphrase.data(), passphrase.size(), salt.data(), passes,
                      std::size_t{memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(Errc::limit, "There is not enough memory to check a passphrase.");
    return key;
}
}  // namespace

Result<Bytes> lock_key(Random& random, std::string_view passphrase, const Secret32& key) {
    if (passphrase.size() < passphrase_bytes_min)
        return fail(Errc::usage, "A passphrase has at least 8 letters or digits.");
    if (passphrase.size() > passphrase_bytes_max)
        return fail(Errc::usage, "A passphrase has at most 1024 bytes.");
    Writer out;
    out.u8(version);
    out.u32(passphrase_passes);
    out.u32(passphrase_memory_kib);
    Bytes salt(crypto_pwhash_SALTBYTES), nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    random.fill(salt);
    random.fill(nonce);
    out.raw(salt);
    TRY_ASSIGN(lock, stretched(passphrase, salt, passphrase_passes, passphrase_memory_kib));
    Bytes sealed(32 + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    // Random nonce of 24 bytes; the figures and the salt are bound to it, so that none can be weakened later.
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, key.view().data(), 32,
                                               out.view().data(), out.size(), nullptr, nonce.data(),
                                               lock.view().data());
    out.raw(nonce);
    out.raw(sealed);
    return out.take();
}

Result<Secret32> unlock_key(std::string_view passphrase, ByteView locked) {
    Reader in(locked);
    if (in.u8() != version && in.ok())
        return fail(Errc::unsupported, "The lock of this device was made by a newer version.");
    const std::uint32_t passes = in.u32(), memory_kib = in.u32();
    const ByteView salt = in.raw(crypto_pwhash_SALTBYTES);
    const ByteView nonce = in.raw(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const ByteView sealed = in.raw(32 + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    if (!in.ok() || locked.size() != locked_bytes || passes < 1 || passes > passphrase_passes_max ||
        memory_kib < 8 || memory_kib > passphrase_memory_kib_max)
        return fail(Errc::corrupt, "The lock of this device is damaged.");
    if (passphrase.empty() || passphrase.size() > passphrase_bytes_max)
        return fail(Errc::unauthorized, "This is not the passphrase of this device.");
    TRY_ASSIGN(lock, stretched(passphrase, salt, passes, memory_kib));
    Secret32 key;
    // Opens only with the very head that was written.
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(key.fill().data(), nullptr, nullptr, sealed.data(),
                                                   sealed.size(), locked.data(), head_bytes, nonce.data(),
                                                   lock.view().data()) != 0)
        return fail(Errc::unauthorized, "This is not the passphrase of this device.");
    return key;
}

}  // namespace history
