#include "sync/sqlite_rows.h"

#include <algorithm>

namespace history::sync::rows {

using Short = std::array<std::uint8_t, 16>;

std::uint64_t number_of(const WorkspaceId& workspace) {
    return Reader(workspace.view()).u64();
}

Short Digest::finish() {
    const Hash hash = hasher_.finish();
    Short digest{};
    std::copy_n(hash.bytes.begin(), digest.size(), digest.begin());
    return digest;
}

Short digest_of(std::uint64_t workspace, const message::Entry& entry, ByteView positions) {
    return Digest("entry")
        .u64(workspace)
        .u64(entry.first_gpos)
        .u64(entry.roster ? 1 : 0)
        .u64(entry.time_ms)
        .bytes(positions)
        .bytes(entry.body)
        .finish();
}

Short digest_of(const WorkspaceId& workspace, const SignedHead& head, ByteView frontier) {
    return Digest("head")
        .bytes(workspace.view())
        .u64(head.generation)
        .u64(head.gpos)
        .bytes(head.root.view())
        .u64(head.time_ms)
        .bytes(head.signature.view())
        .bytes(frontier)
        .finish();
}

Short digest_of(std::uint64_t workspace, const StreamId& stream, std::uint64_t pos) {
    return Digest("stream").u64(workspace).bytes(stream.view()).u64(pos).finish();
}

Short digest_of(std::uint64_t workspace, const DeviceId& device, const PushMark& mark) {
    return Digest("push")
        .u64(workspace)
        .bytes(device.view())
        .u64(mark.number)
        .bytes(mark.hash.view())
        .bytes(mark.previous.view())
        .u64(mark.first_gpos)
        .finish();
}

Short digest_of(std::uint64_t workspace, const DeviceId& device, const StreamId& stream,
                const EnvelopeMark& mark) {
    return Digest("envelope")
        .u64(workspace)
        .bytes(device.view())
        .bytes(stream.view())
        .u64(mark.number)
        .bytes(mark.hash.view())
        .finish();
}

Short digest_of(std::string_view table, std::uint64_t workspace, ByteView key, ByteView bytes) {
    return Digest(table).u64(workspace).bytes(key).bytes(bytes).finish();
}

}  // namespace history::sync::rows
