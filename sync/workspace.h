// One workspace's log as it stands once everything staged is durable, and the rules of what may be staged.
//
// Two layers lie over the store: what the running commit carries, and what came since. Numbers and positions
// are looked up from the newest layer down. A commit that fails drops both: the store's truth is read again.
#pragma once
#include <map>

#include "sync/log_store.h"

namespace history::sync {

using SessionId = std::uint64_t;

// An appended entry on its way to stable storage.
struct Staged {
    message::Entry entry;            // as others will get it, slots in place
    std::uint64_t push_number = 0;   // 0: a roster record
    DeviceId device;                 // push: its author
    std::vector<SessionId> authors;  // the sessions that wait for its acknowledgement or refusal
};

struct Verdict {
    enum class Is : std::uint8_t {
        staged,
        repeated,
        refused,
        hostile
    };  // hostile: the connection is closed as well
    Is is = Is::staged;
    message::Refusal refusal;  // refused, hostile
    message::Entry stored;     // repeated: durable since earlier, acknowledge again
};

class Workspace {
public:
    Workspace(LogStore& store, const WorkspaceId& id) : store_(store), id_(id) {}

    Result<bool> load();  // head and roster from the store, nothing staged; false: the store does not hold it

    const WorkspaceId& id() const { return id_; }
    const Roster& roster() const { return roster_; }  // with what is staged
    const SignedHead& head() const { return head_; }  // durable and published; gpos 0 before the genesis is
    std::uint64_t next_gpos() const { return frontier_.count() + 1; }
    std::uint64_t time(std::uint64_t now_ms) const { return std::max(now_ms, time_ms_); }  // never goes back

    Verdict stage_push(const Push& push, SessionId author, std::uint64_t now_ms);
    Verdict stage_record(ByteView record, SessionId author, std::uint64_t now_ms);
    Result<> stage_bundle(const SignKey& invite, Bytes bundle);  // empty: it is being handed out
    Result<Bytes> bundle(const SignKey& invite);                 // with what is staged
    void refresh_head() { pending_.refresh = true; }             // a newly signed time without an entry

    Result<message::InFlight> in_flight(const DeviceId& device, std::uint64_t number, const Hash& hash);
    Result<PushMark> last_push(const DeviceId& device);  // with what is staged
    // Durable entries with slots in place, as LogStore::entries.
    Result<std::vector<message::Entry>> entries(std::uint64_t after, std::size_t bytes_max);

    bool dirty() const { return pending_.refresh || !pending_.appends.empty() || !pending_.bundles.empty(); }
    std::size_t pending_bytes() const { return pending_.bytes; }
    // The next group's part: what is pending becomes what is being committed. Its head is signed by the caller.
    Part take_part(std::uint64_t now_ms);
    void set_signed(const SignedHead& head) { next_head_ = head; }
    struct Committed {
        std::vector<Staged> staged;
        bool time_told = false;  // refresh_head was asked for: sessions hear the head even without an entry
    };
    Committed committed();                      // the part is durable: its head is published
    Result<std::vector<Staged>> rolled_back();  // it is not: all that was staged, to be refused

private:
    struct Layer {
        std::vector<Staged> staged;
        std::vector<Append> appends;
        std::vector<BundleChange> bundles;
        std::map<StreamId, std::uint64_t> streams;
        std::map<DeviceId, PushMark> pushes;
        std::map<std::pair<DeviceId, StreamId>, EnvelopeMark> envelopes;
        std::size_t bytes = 0;
        bool refresh = false;
    };
    struct Checked;  // a push whose envelopes were found right

    Result<std::uint64_t> stream_pos(const StreamId& stream);
    Result<EnvelopeMark> envelope_mark(const DeviceId& device, const StreamId& stream);
    Verdict check_envelopes(const Push& push, Checked& checked);
    Verdict repeat(const Push& push, const PushMark& mark, SessionId author);
    Result<> put_slots_back(message::Entry& entry);
    void append(Append append, Staged staged);

    LogStore& store_;
    WorkspaceId id_;
    Roster roster_;
    Frontier frontier_;
    std::uint64_t time_ms_ = 0;
    std::uint32_t generation_ = 1;
    SignedHead head_;
    SignedHead next_head_;
    Layer pending_;
    Layer committing_;
};

}  // namespace history::sync
