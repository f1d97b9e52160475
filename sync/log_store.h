// Port: the durable log of all workspaces. Knows rows, no rules: the server judges first and then hands over a Group.
//
// Reads may run while a commit runs on another thread, and may see it early; commits come one after another.
// Every read that fails says why: Errc::corrupt = a row's digest does not fit its bytes, Errc::storage = cannot read.
#pragma once
#include <optional>
#include <vector>

#include "core/wire/message.h"

namespace history::sync {

// The one head row of a workspace: what it takes to append, and the last root that was signed and published.
struct Head {
    SignedHead signed_head;
    Frontier frontier;
};

struct PushMark {  // of a device: its last push
    std::uint64_t number = 0;
    Hash hash;
    Hash previous;  // hash of the push before it: to tell a repeated push from another one with its number
    std::uint64_t first_gpos = 0;
};

struct EnvelopeMark {  // of a device in a stream: its last envelope
    std::uint32_t number = 0;
    Hash hash;
};

struct Placed {  // an envelope of a push, or a roster record, in its stream
    StreamId stream;
    std::uint64_t pos = 0;
    EnvelopeMark mark;  // number 0 for roster records
};

struct Slot {
    StreamId stream;
    Bytes bytes;
};

struct Append {
    message::Entry entry;  // a push's body has empty slots: the bytes of slots are stored apart
    DeviceId device;       // push: its author, with its new mark
    PushMark mark;
    std::vector<Placed> placed;
    std::vector<Slot> slots;
};

struct BundleChange {
    SignKey invite;
    Bytes bundle;  // empty: handed out, delete it
};

struct Part {  // of a group, one workspace
    WorkspaceId workspace;
    Head head;  // after the appends
    std::vector<Append> appends;
    std::vector<BundleChange> bundles;
};

struct Group {
    std::vector<Part> parts;
};

class LogStore {
public:
    virtual ~LogStore() = default;
    virtual Result<std::vector<WorkspaceId>> workspaces() = 0;
    virtual Result<std::optional<Head>> head(const WorkspaceId& workspace) = 0;
    virtual Result<std::vector<message::Entry>> roster(
        const WorkspaceId& workspace) = 0;  // every record, in order
    // Whole entries with after < first gpos <= upto, in order and from the first of them on; ends before bytes_max of bodies
    // would be exceeded, yet holds at least one when there is one. Slots are not put back.
    virtual Result<std::vector<message::Entry>> entries(const WorkspaceId& workspace, std::uint64_t after,
                                                        std::uint64_t upto, std::size_t bytes_max) = 0;
    virtual Result<std::uint64_t> stream_pos(const WorkspaceId& workspace,
                                             const StreamId& stream) = 0;  // 0: new
    virtual Result<PushMark> push_mark(const WorkspaceId& workspace,
                                       const DeviceId& device) = 0;  // number 0: none
    virtual Result<EnvelopeMark> envelope_mark(const WorkspaceId& workspace, const DeviceId& device,
                                               const StreamId& stream) = 0;                 // number 0: none
    virtual Result<Bytes> slot(const WorkspaceId& workspace, const StreamId& stream) = 0;   // empty: none
    virtual Result<Bytes> bundle(const WorkspaceId& workspace, const SignKey& invite) = 0;  // empty: none
    virtual Result<std::size_t> bundles(const WorkspaceId& workspace) = 0;                  // how many wait
    // All of it on stable storage, or nothing of the log (slots of a group that failed may stay: nothing
    // points to them, and the next first envelope of their stream replaces them). Errc::storage: there is no
    // room, nothing was appended, try again later. Any other code: the store must not be written any more;
    // the program stops acknowledging and ends.
    virtual Result<> commit(const Group& group) = 0;
};

}  // namespace history::sync
