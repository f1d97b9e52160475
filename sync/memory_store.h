// The log in memory: the fake beside sqlite_store.h, for the simulator and the tests of the rules.
#pragma once
#include <map>

#include "sync/log_store.h"

namespace history::sync {

class MemoryStore : public LogStore {
public:
    // What the next commit does instead of succeeding.
    enum class Fault : std::uint8_t {
        none,
        full,         // Errc::storage, nothing stored
        slots_only,   // the machine dies between slots and log: Errc::corrupt, the slots are stored
        lost_answer,  // everything is stored, and the machine dies before it can say so: Errc::corrupt
    };
    void fail_next_commit(Fault fault) { fault_ = fault; }

    struct Rows {
        Head head;
        std::map<std::uint64_t, message::Entry> entries;  // by first gpos
        std::map<StreamId, std::uint64_t> streams;
        std::map<DeviceId, PushMark> pushes;
        std::map<std::pair<DeviceId, StreamId>, EnvelopeMark> envelopes;
        std::map<StreamId, Bytes> slots;
        std::map<SignKey, Bytes> bundles;
    };
    using Contents = std::map<WorkspaceId, Rows>;
    const Contents& contents() const { return contents_; }          // a copy is a backup
    void restore(Contents older) { contents_ = std::move(older); }  // with no server open on it
    std::uint64_t commits() const { return commits_; }

    Result<std::vector<WorkspaceId>> workspaces() override;
    Result<std::optional<Head>> head(const WorkspaceId& workspace) override;
    Result<std::vector<message::Entry>> roster(const WorkspaceId& workspace) override;
    Result<std::vector<message::Entry>> entries(const WorkspaceId& workspace, std::uint64_t after,
                                                std::uint64_t upto, std::size_t bytes_max) override;
    Result<std::uint64_t> stream_pos(const WorkspaceId& workspace, const StreamId& stream) override;
    Result<PushMark> push_mark(const WorkspaceId& workspace, const DeviceId& device) override;
    Result<EnvelopeMark> envelope_mark(const WorkspaceId& workspace, const DeviceId& device,
                                       const StreamId& stream) override;
    Result<Bytes> slot(const WorkspaceId& workspace, const StreamId& stream) override;
    Result<Bytes> bundle(const WorkspaceId& workspace, const SignKey& invite) override;
    Result<std::size_t> bundles(const WorkspaceId& workspace) override;
    Result<> commit(const Group& group) override;

private:
    const Rows& rows_of(const WorkspaceId& workspace) const;

    const Rows none_{};
    Contents contents_;
    Fault fault_ = Fault::none;
    std::uint64_t commits_ = 0;
};

}  // namespace history::sync
