#include "core/wire/hash.h"

#include <sodium.h>

namespace history {

static_assert(sizeof(crypto_generichash_state) <= 384 && alignof(crypto_generichash_state) <= 64,
              "Hasher has no room for the state of this libsodium");

namespace {
crypto_generichash_state* state_of(std::array<std::uint8_t, 384>& bytes) {
    return reinterpret_cast<crypto_generichash_state*>(bytes.data());
}

Bytes domain_prefix(std::string_view domain) {
    Writer out;
    out.text(domain);
    return out.take();
}
}  // namespace

Hasher::Hasher(std::string_view domain) {
    crypto_generichash_init(state_of(state_), nullptr, 0, Hash::size);
    update(domain_prefix(domain));
}

Hasher& Hasher::update(ByteView bytes) {
    if (!bytes.empty()) crypto_generichash_update(state_of(state_), bytes.data(), bytes.size());
    return *this;
}

Hasher& Hasher::update_u64(std::uint64_t value) {
    Writer out;
    out.u64(value);
    return update(out.view());
}

Hash Hasher::finish() {
    Hash hash;
    crypto_generichash_final(state_of(state_), hash.bytes.data(), hash.bytes.size());
    return hash;
}

Hash hash_of(std::string_view domain, ByteView bytes) {
    return Hasher(domain).update(bytes).finish();
}

Bytes signed_bytes(std::string_view domain, ByteView message) {
    Writer out;
    out.text(domain);
    out.raw(message);
    return out.take();
}

bool verify_signature(std::string_view domain, ByteView message, const Signature& signature,
                      const SignKey& key) {
    const Bytes bytes = signed_bytes(domain, message);
    return crypto_sign_verify_detached(signature.bytes.data(), bytes.data(), bytes.size(),
                                       key.bytes.data()) == 0;
}

Hash admission_key(std::string_view token) {
    return hash_of("history admission key 1", bytes_of(token));
}

Hash admission_proof(ByteView key, ByteView hello_message) {
    return Hasher("history admission 1").update(key).update(hello_message).finish();
}

bool equal_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

StreamId roster_stream() {
    return {};
}

StreamId shared_stream() {
    StreamId stream;
    stream.bytes.back() = 1;
    return stream;
}

DeviceId device_id(const SignKey& key) {
    return DeviceId::from(hash_of("history device 1", key.view()).view().first(DeviceId::size));
}

}  // namespace history
