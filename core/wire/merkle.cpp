#include "core/wire/merkle.h"

namespace history {

namespace {
constexpr std::string_view head_domain = "history head 1";

Hash node_hash(const Hash& left, const Hash& right) {
    return Hasher("history node 1").update(left).update(right).finish();
}

std::size_t ones_in(std::uint64_t value) {
    std::size_t ones = 0;
    for (; value != 0; value &= value - 1) ++ones;
    return ones;
}
}  // namespace

Hash leaf_hash(const Leaf& leaf) {
    return Hasher("history leaf 1")
        .update_u64(leaf.gpos)
        .update(leaf.stream)
        .update_u64(leaf.pos)
        .update(leaf.envelope)
        .update_u64(leaf.time_ms)
        .finish();
}

// One peak per bit of the count, largest tree first. Adding a leaf joins as many peaks as the count ends in
// ones.
void Frontier::append(const Hash& leaf) {
    Hash right = leaf;
    for (std::uint64_t bits = count_; (bits & 1) != 0; bits >>= 1) {
        right = node_hash(peaks_.back(), right);
        peaks_.pop_back();
    }
    peaks_.push_back(right);
    ++count_;
}

Hash Frontier::root() const {
    if (peaks_.empty()) return {};
    Hash right = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i > 0; --i) right = node_hash(peaks_[i - 1], right);
    return right;
}

Bytes Frontier::encode() const {
    Writer out;
    out.u64(count_);
    for (const Hash& peak : peaks_) out.id(peak);
    return out.take();
}

Result<Frontier> Frontier::decode(ByteView bytes) {
    Reader in(bytes);
    Frontier frontier;
    frontier.count_ = in.u64();
    const std::size_t peaks = ones_in(frontier.count_);
    if (!in.ok() || in.left() != peaks * Hash::size)
        return fail(Errc::corrupt,
                    "The stored edge of the log's tree does not have the length that its count asks for.");
    for (std::size_t i = 0; i < peaks; ++i) frontier.peaks_.push_back(in.id<Hash>());
    return frontier;
}

Hash merkle_root(const std::vector<Hash>& leaves) {
    Frontier frontier;
    for (const Hash& leaf : leaves) frontier.append(leaf);
    return frontier.root();
}

Bytes head_message(const WorkspaceId& workspace, const SignedHead& head) {
    Writer out;
    out.id(workspace);
    out.u32(head.generation);
    out.u64(head.gpos);
    out.id(head.root);
    out.u64(head.time_ms);
    return out.take();
}

bool verify_head(const WorkspaceId& workspace, const SignedHead& head, const SignKey& server) {
    return verify_signature(head_domain, head_message(workspace, head), head.signature, server);
}

void encode(Writer& out, const SignedHead& head) {
    out.u32(head.generation);
    out.u64(head.gpos);
    out.id(head.root);
    out.u64(head.time_ms);
    out.id(head.signature);
}

SignedHead decode_head(Reader& in) {
    SignedHead head;
    head.generation = in.u32();
    head.gpos = in.u64();
    head.root = in.id<Hash>();
    head.time_ms = in.u64();
    head.signature = in.id<Signature>();
    return head;
}

}  // namespace history
