// Hashing and signature checks: all the cryptography that the server needs to read. Nothing here touches a secret.
#pragma once
#include <string_view>

#include "core/wire/ids.h"

namespace history {

// BLAKE2b-256 over  varint length of domain, domain, then what was updated. Domains are literals such as
// "history push 1", so that no hash or signature of one kind can ever stand for another kind.
class Hasher {
public:
    explicit Hasher(std::string_view domain);
    Hasher& update(ByteView bytes);
    Hasher& update_u64(std::uint64_t value);  // 8 bytes, little-endian
    template <class Tag, std::size_t N>
    Hasher& update(const FixedBytes<Tag, N>& id) {
        return update(id.view());
    }
    Hash finish();

private:
    alignas(64) std::array<std::uint8_t, 384> state_;  // crypto_generichash_state, checked in the .cpp
};

Hash hash_of(std::string_view domain, ByteView bytes);

// Ed25519 over  varint length of domain, domain, message.
bool verify_signature(std::string_view domain, ByteView message, const Signature& signature,
                      const SignKey& key);
Bytes signed_bytes(std::string_view domain,
                   ByteView message);  // what is signed, for signers and verifiers alike

// What founder and server keep of the server's admission token.
Hash admission_key(std::string_view token);
// Shows that a founder knows the token without sending it: BLAKE2b keyed by its prefix, which no longer input can extend,
// over a hello that holds the server's nonce, the workspace and the founder's key. `key`: the 32 bytes of admission_key.
Hash admission_proof(ByteView key, ByteView hello_message);

bool equal_constant_time(ByteView a, ByteView b);  // false at once only when lengths differ

}  // namespace history
