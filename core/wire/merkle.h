// Leaves and the one Merkle tree of a workspace.
//
// leaf  = BLAKE2b-256("history leaf 1", gpos u64, stream 16, pos u64, envelope hash 32, server time ms u64)
// node  = BLAKE2b-256("history node 1", left 32, right 32)
// root of n leaves: the largest power of two below n on the left, as RFC 6962 section 2.1; root of none = 32 zero bytes.
// gpos counts the workspace 1, 2, 3 ..., pos the stream 1, 2, 3 ..., both without gaps; server time never goes back.
#pragma once
#include <vector>

#include "core/wire/hash.h"

namespace history {

struct Leaf {
    std::uint64_t gpos = 0;
    StreamId stream;
    std::uint64_t pos = 0;
    Hash envelope;  // of the envelope, or of the roster record
    std::uint64_t time_ms = 0;
};
Hash leaf_hash(const Leaf& leaf);

// The right edge of the tree: enough to append and to know the root. At most 64 hashes.
class Frontier {
public:
    void append(const Hash& leaf);
    std::uint64_t count() const { return count_; }
    Hash root() const;
    Bytes encode() const;  // count u64, then the peaks, largest tree first
    static Result<Frontier> decode(ByteView bytes);

private:
    std::uint64_t count_ = 0;
    std::vector<Hash> peaks_;
};

Hash merkle_root(const std::vector<Hash>& leaves);  // also the root over the envelope hashes of one push

// What the server signs: after every group commit, and at least once a minute.
// bytes = generation u32, gpos u64, root 32, time u64; signed with domain "history head 1" + workspace id in front.
struct SignedHead {
    std::uint32_t generation =
        1;  // of the log; grows when a restored server starts anew by an owner's policy
    std::uint64_t gpos = 0;
    Hash root;
    std::uint64_t time_ms = 0;
    Signature signature;
};
Bytes head_message(const WorkspaceId& workspace, const SignedHead& head);  // the bytes under the signature
bool verify_head(const WorkspaceId& workspace, const SignedHead& head, const SignKey& server);
void encode(Writer& out, const SignedHead& head);
SignedHead decode_head(Reader& in);

}  // namespace history
