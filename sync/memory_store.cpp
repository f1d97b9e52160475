#include "sync/memory_store.h"

namespace history::sync {

namespace {
// The row under `key`, or a default one.
template <class Map, class Key>
typename Map::mapped_type found_in(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? typename Map::mapped_type{} : found->second;
}
}  // namespace

const MemoryStore::Rows& MemoryStore::rows_of(const WorkspaceId& workspace) const {
    const auto found = contents_.find(workspace);
    return found == contents_.end() ? none_ : found->second;
}

Result<std::vector<WorkspaceId>> MemoryStore::workspaces() {
    std::vector<WorkspaceId> ids;
    for (const auto& [id, rows] : contents_)
        if (rows.head.signed_head.gpos != 0) ids.push_back(id);
    return ids;
}

Result<std::optional<Head>> MemoryStore::head(const WorkspaceId& workspace) {
    const Head& head = rows_of(workspace).head;
    return head.signed_head.gpos == 0 ? std::optional<Head>() : std::optional<Head>(head);
}

Result<std::vector<message::Entry>> MemoryStore::roster(const WorkspaceId& workspace) {
    std::vector<message::Entry> records;
    for (const auto& [gpos, entry] : rows_of(workspace).entries)
        if (entry.roster) records.push_back(entry);
    return records;
}

Result<std::vector<message::Entry>> MemoryStore::entries(const WorkspaceId& workspace, std::uint64_t after,
                                                         std::uint64_t upto, std::size_t bytes_max) {
    std::vector<message::Entry> result;
    const auto& rows = rows_of(workspace).entries;
    std::size_t bytes = 0;
    for (auto row = rows.upper_bound(after); row != rows.end() && row->first <= upto; ++row) {
        bytes += row->second.body.size();
        if (bytes > bytes_max && !result.empty()) break;
        result.push_back(row->second);
    }
    return result;
}

Result<std::uint64_t> MemoryStore::stream_pos(const WorkspaceId& workspace, const StreamId& stream) {
    return found_in(rows_of(workspace).streams, stream);
}

Result<PushMark> MemoryStore::push_mark(const WorkspaceId& workspace, const DeviceId& device) {
    return found_in(rows_of(workspace).pushes, device);
}

Result<EnvelopeMark> MemoryStore::envelope_mark(const WorkspaceId& workspace, const DeviceId& device,
                                                const StreamId& stream) {
    return found_in(rows_of(workspace).envelopes, std::make_pair(device, stream));
}

Result<Bytes> MemoryStore::slot(const WorkspaceId& workspace, const StreamId& stream) {
    return found_in(rows_of(workspace).slots, stream);
}

Result<Bytes> MemoryStore::bundle(const WorkspaceId& workspace, const SignKey& invite) {
    return found_in(rows_of(workspace).bundles, invite);
}

Result<std::size_t> MemoryStore::bundles(const WorkspaceId& workspace) {
    return rows_of(workspace).bundles.size();
}

Result<> MemoryStore::commit(const Group& group) {
    const Fault fault = std::exchange(fault_, Fault::none);
    if (fault == Fault::full) return fail(Errc::storage, "There is no room left on the server's disk.");
    for (const Part& part : group.parts)
        for (const Append& append : part.appends)
            for (const Slot& slot : append.slots) contents_[part.workspace].slots[slot.stream] = slot.bytes;
    if (fault == Fault::slots_only)
        return fail(Errc::corrupt, "The machine died between slots and log (simulated).");
    for (const Part& part : group.parts) {
        Rows& rows = contents_[part.workspace];
        for (const Append& append : part.appends) {
            rows.entries[append.entry.first_gpos] = append.entry;
            if (!append.entry.roster) rows.pushes[append.device] = append.mark;
            for (const Placed& placed : append.placed) {
                rows.streams[placed.stream] = placed.pos;
                if (placed.mark.number != 0) rows.envelopes[{append.device, placed.stream}] = placed.mark;
            }
        }
        for (const BundleChange& change : part.bundles) {
            if (change.bundle.empty())
                rows.bundles.erase(change.invite);
            else
                rows.bundles[change.invite] = change.bundle;
        }
        rows.head = part.head;
    }
    ++commits_;
    if (fault == Fault::lost_answer)
        return fail(Errc::corrupt, "The machine died after a commit (simulated).");
    return {};
}

}  // namespace history::sync
