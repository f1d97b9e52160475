// The ids, keys and hashes that travel in clear.
#pragma once
#include "core/base/bytes.h"

namespace history {

using Hash = FixedBytes<struct HashTag, 32>;              // BLAKE2b-256
using WorkspaceId = FixedBytes<struct WorkspaceTag, 32>;  // hash of the genesis record
using DeviceId = FixedBytes<struct DeviceTag, 16>;      // first half of the hash of the device's signing key
using StreamId = FixedBytes<struct StreamTag, 16>;      // random; the well-known ones below excepted
using SignKey = FixedBytes<struct SignKeyTag, 32>;      // Ed25519 public key
using BoxKey = FixedBytes<struct BoxKeyTag, 32>;        // X25519 public key
using Signature = FixedBytes<struct SignatureTag, 64>;  // Ed25519, detached
using Nonce = FixedBytes<struct NonceTag, 24>;          // XChaCha20

// Streams with a fixed id. Every other stream is a subject's (or a later kind of random id).
StreamId roster_stream();  // 16 zero bytes: roster records, in clear
StreamId shared_stream();  // 15 zero bytes and a 1: colleagues, rules, accounts, names of devices
inline bool is_well_known(const StreamId& stream) {
    return stream == roster_stream() || stream == shared_stream();
}

DeviceId device_id(const SignKey& key);  // first 16 bytes of hash("history device 1", key)

}  // namespace history
