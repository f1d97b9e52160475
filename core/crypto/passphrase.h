// A key that a passphrase locks: what a device keeps of it while nobody is at work.
//
//   locked   version u8 = 1, passes u32, memory_kib u32, salt 16, nonce 24, XChaCha20-Poly1305( key 32 ) with tag 16
//
// The passphrase becomes a key by Argon2id with the figures that stand in front, so that they can grow later. Whoever has the
// locked bytes can try passphrases at the price of `passphrase_memory_kib` and `passphrase_passes` each; there is no limit of
// tries that bytes on a disk could keep.
#pragma once
#include "core/crypto/keyring.h"

namespace history {

inline constexpr std::uint32_t passphrase_memory_kib = 64 * 1024;
inline constexpr std::uint32_t passphrase_passes = 2;
inline constexpr std::uint32_t passphrase_memory_kib_max =
    256 * 1024;  // of bytes from elsewhere: bounded before use
inline constexpr std::uint32_t passphrase_passes_max = 16;
inline constexpr std::size_t passphrase_bytes_min = 8;
inline constexpr std::size_t passphrase_bytes_max = 1024;

// Errc::usage when the passphrase is shorter or longer than allowed; Errc::limit without the memory.
Result<Bytes> lock_key(Random& random, std::string_view passphrase, const Secret32& key);
// Errc::unauthorized: not this passphrase. Errc::corrupt, Errc::unsupported: not bytes of lock_key().
Result<Secret32> unlock_key(std::string_view passphrase, ByteView locked);

}  // namespace history
