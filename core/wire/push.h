// The push: 1 to 256 envelopes of one device over any streams under one signature, stored whole or refused whole at
// consecutive gpos.
//
// push := version u8 (= 1), device 16, number u64, seen gpos u64, seen root 32, signature 64,
//         count varint, count x { envelope blob }, slots varint, slots x { slot blob }   one slot per `first` envelope, in order
// signed (never sent: what the receiver can compute) = domain "history push 1":
//         workspace 32, device 16, number u64, hash of the previous push 32 (zero for number 1), root over the envelope
//         hashes 32, seen gpos u64, seen root 32
// hash of a push = BLAKE2b-256("history push hash 1", signed bytes, signature)
// Only an accepted push joins the chain; after a refusal the device forms a new push under the same number.
#pragma once
#include <vector>

#include "core/wire/envelope.h"
#include "core/wire/merkle.h"

namespace history {

struct Push {
    DeviceId device;
    std::uint64_t number = 0;
    std::uint64_t seen_gpos = 0;  // what the author had last verified: roots that differ show a fork
    Hash seen_root;
    Signature signature;
    std::vector<Bytes> envelopes;
    std::vector<Bytes>
        slots;  // of the envelopes that are first in their stream; an erased slot is empty (later)
};

Bytes encode_push(const Push& push);
Result<Push> decode_push(ByteView bytes);  // bounded by limits.h before allocation
Bytes push_message(const WorkspaceId& workspace, const Push& push,
                   const Hash& previous);  // the bytes under the signature
Hash push_hash(ByteView message, const Signature& signature);
bool verify_push_message(ByteView message, const Signature& signature, const SignKey& key);
bool verify_push(const WorkspaceId& workspace, const Push& push, const Hash& previous, const SignKey& key);

}  // namespace history
