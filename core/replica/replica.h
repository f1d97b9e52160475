// One device's copy of a workspace. Single-threaded; every call runs to completion and never waits: answers come through
// `done` callbacks in a later turn.
//
//   write:   ops -> deltas -> sealed envelopes -> storage (outbox) -> push -> ack -> journal
//   receive: entries -> leaf folded, signatures checked -> storage (journal) -> merged -> directory record
//
// Storage rows (first letter, then the key; integers big-endian so that order is order):
//   'h'            head: cursor gpos, frontier, last signed head, push number and hash per device, local counter, clock
//   'r' n8         roster record n with its gpos and time
//   's' stream     slot, last pos, envelope numbers per device, first gpos; directory record sealed for this device
//   'a' gpos8 part how far streams came whose words are journaled and not counted yet, while there are any
//   'j' stream pos8   gpos, time, envelope: the journal, sealed as it came
//   'o' seq8       outbox: envelope not acknowledged yet;    'p'   the push in flight, byte for byte
//   'f' device     how far the outbox of a former device was taken over: its last seq8
//   'x' stream     text index (core/search/index.h), sealed under the stream's key and this device's
//   'y' stream     sealed for this device: varint count of envelopes it covers, unsent ones included; text signature of the index
// 'x' and 'y' are written together, when a search first meets the subject as it then is; another count than the stream's is stale.
// What is in memory beside that: the directory, roster, and opened subjects up to tuning::open_bytes_max.
//
// When a commit fails (disk full) nothing is acknowledged to the caller, memory is laid out anew from storage, and work goes
// on with the next attempt. A device that meets its own unknown push or envelope is a clone: it reads on, sends nothing, says so.
// A server whose head is older than, or does not agree with, what this device verified is an alarm: nothing is sent.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/crypto/keyring.h"
#include "core/model/state.h"
#include "core/port/ports.h"
#include "core/replica/directory.h"
#include "core/search/index.h"
#include "core/wire/message.h"

namespace history {

// A subject opened in memory: merged facts, and the facts as this device sees them with its unsent deltas over them.
class Subject {
public:
    const State& merged() const { return merged_; }
    const State& current() const { return overlay_.empty() ? merged_ : *current_; }
    bool has_unsent() const { return !overlay_.empty(); }
    std::uint64_t revision() const {
        return revision_;
    }  // grows with every change; pointers into a State are good for one

    void merge(Delta delta, std::uint64_t leaf_time_ms);
    void lay_over(std::uint64_t seq, std::vector<Delta> deltas);  // unsent words, above what is merged
    void lift(std::uint64_t seq);  // they entered the log: merge() them with their leaf, then settle()
    void settle();                 // after merge() and lift()
    std::size_t bytes() const;     // roughly, of memory

private:
    struct Unsent {
        std::uint64_t seq = 0;
        std::vector<Delta> deltas;
        std::size_t bytes = 0;
    };
    std::size_t merged_bytes_ = 0, unsent_bytes_ = 0;
    State merged_;
    std::vector<Unsent> overlay_;
    std::unique_ptr<State>
        current_;  // merged facts with the overlay; kept up to date delta by delta while there is one
    std::uint64_t revision_ = 0;
    bool clamped_ = false;  // a delta got an earlier effective time than it had here: make current_ anew
};

struct StreamWrite {  // ops for one stream; `create` makes a new stream when the id is not known yet
    StreamId stream;
    bool create = false;
    bool source = false;  // a connector's words: they never stand against a person's (core/model/timestamp.h)
    std::vector<std::vector<Op>> changes;  // each becomes one delta
};

struct WriteReport {
    std::uint64_t items_new = 0;  // items whose `kind` field was set for the first time
    std::uint64_t ops_written = 0;
    std::uint64_t ops_known = 0;  // dropped: they would have changed nothing
};

// What a former device of this person had not sent, when he has joined anew: read from that device's own storage.
struct Rescue {
    DeviceId device;       // whose words they are
    bool revoked = false;  // an owner cut it off: its words are his person's to send again, or to throw away
    std::uint64_t words = 0;       // deltas that the log does not hold, or holds as void
    std::uint64_t unreadable = 0;  // envelopes that no key of this device opens: their customer was erased
};

enum class ReplicaState : std::uint8_t {
    loading,
    joining,
    offline,
    syncing,
    ready,
    refused,  // the server will not have this device (revoked, wrong invite): see Status::sentence
    clone,    // the same device name wrote elsewhere: reads on, sends nothing
    alarm,    // server older, forked or lying: nothing is sent
    storage,  // local storage fails (full): nothing new is taken until it works again
};
std::string_view state_name(ReplicaState state);

struct Status {
    ReplicaState state = ReplicaState::loading;
    std::string sentence;  // why, for refused, clone, alarm and storage
    std::string role;
    std::uint64_t gpos = 0;           // cursor: merged up to here
    std::uint64_t head_gpos = 0;      // last signed head
    std::uint64_t current_to_ms = 0;  // its time
    std::uint64_t unsent = 0;         // deltas in the outbox
    std::uint64_t clamped = 0;        // own deltas whose clock was ahead
};

// A search over the words of the workspace (core/search/query.h). While it runs and when it is done, what was found so far.
struct SearchHit {
    StreamId stream;
    std::uint64_t at_ms = 0;
    search::ItemMark mark = 0;
};
struct SearchProgress {
    std::uint64_t searched = 0, of = 0;  // subjects; those whose signature says no are searched at once
    bool complete = false;
    search::Reading reading;      // that found the hits; of the way typed while there are none
    std::vector<SearchHit> hits;  // newest first, as many as asked for at most
    std::uint64_t total = 0;      // an item that stands in two subjects of one customer counts in both
};

class Replica {
public:
    using Done = std::function<void(Result<>)>;

    Replica(Ports ports, Keyring keyring);
    ~Replica();
    Replica(const Replica&) = delete;

    // First call: meta, roster, directory and the numbers of the outbox from storage. Everything else waits for its done.
    void start(Done done);
    // Called at the end of a turn in which something visible changed (status, directory, an opened subject).
    void on_change(std::function<void()> ear);

    // --- transport, called by the shell
    bool wants_connection() const;  // false when refused
    void on_open();
    void on_message(ByteView message);
    void on_close();
    void tick();  // once a second: dead sessions, retries after storage trouble

    // --- reading
    const Status& status() const;
    const Directory& directory() const;
    const Roster& roster() const;
    const Keyring& keyring() const;
    using OpenDone = std::function<void(Result<std::vector<std::shared_ptr<const Subject>>>)>;
    void open(std::vector<StreamId> streams, OpenDone done);  // same order; merges what storage holds
    // Over `within`, or over every subject when it is empty; those who spoke last first. `ear` hears now and then, and at last with
    // `complete` or an error, always in a later turn; never after cancel_search(). Reads and indexes in small steps.
    using SearchEar = std::function<void(Result<SearchProgress>)>;
    std::uint64_t search(search::Query query, std::vector<StreamId> within, std::size_t limit, SearchEar ear);
    void cancel_search(std::uint64_t search);
    // Hash over the merged facts of every stream, in order of stream id: equal on replicas of the same log.
    void digest(std::function<void(Result<Hash>)> done);

    // --- writing
    // done after the strict commit ("saved"): from then on visible and in the outbox. Several writes are done in order.
    void write(std::vector<StreamWrite> writes, std::string colleague,
               std::function<void(Result<WriteReport>)> done);
    StreamId new_stream();
    // `outbox`: a page of the former device's rows 'o', in their order; this device should be up to date, for what the log holds is
    // passed over. `take`: they are sealed anew under this device's name, with the moments and colleagues that they had, in one
    // strict commit with the mark (row 'f') how far they are taken: asked again after a crash, nothing is taken twice or lost.
    // Errc::conflict: of this very device, or of two; Errc::unauthorized: of another workspace, or this device may not write.
    void rescue(std::vector<Row> outbox, bool take, std::function<void(Result<Rescue>)> done);
    // Owner: an invite link for a new device. done when the record stands in the log.
    void invite(Role role, std::uint64_t ttl_ms, std::string page,
                std::function<void(Result<std::string>)> done);
    // Owner: what `device` has after `cut` is void. (Rotation of keys comes with the revoke command.)
    void revoke(const DeviceId& device, std::uint64_t cut_gpos, Done done);
    // Directory records that other rules made and that are being made anew: until it is 0 lists and joins are not whole.
    std::uint64_t stale_records() const;
    bool idle() const;  // nothing in flight, nothing waiting: for `sync` and the simulator

private:
    class Impl;  // replica_impl.h; its parts are files of their own: session, intake, writer, opening
    std::unique_ptr<Impl> impl_;
};

}  // namespace history
