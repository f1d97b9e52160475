// The inside of a replica. Work that changes storage is a job; jobs run one after another, each to the completion of its
// commit, so that no two commits carry different ideas of the same row. Opening a subject for reading runs beside them.
#pragma once
#include <deque>
#include <list>
#include <optional>

#include "core/insight/summary.h"
#include "core/replica/replica.h"
#include "core/replica/rows.h"
#include "core/replica/tuning.h"

namespace history {

class Replica::Impl {
public:
    Impl(Ports ports, Keyring keyring)
        : ports_(ports), keyring_(std::move(keyring)), clock_(keyring_.device()) {}
    ~Impl() { *alive_ = false; }

    // --- start.cpp
    void start(Done done);
    void load_rows(std::string from, std::string prefix, std::function<Result<>(const Row&)> each, Done done);
    void reload(Done done);  // memory anew from storage, after a commit that failed
    Result<> take_stream_row(const Row& row);

    // --- jobs.cpp
    void enqueue(std::function<void()> job);
    void finish_job();  // every job ends with it, once
    void commit(Batch batch, Durability durability,
                Done done);  // storage trouble is handled here, done is told
    void changed() {
        if (ear_) ear_();
    }
    void refresh_state();

    // --- session.cpp
    void on_open();
    void on_message(ByteView message);
    void on_close();
    void tick();
    bool wants_connection() const;
    void send_hello(const message::ServerHello& hello);
    void take(const message::ServerHello& hello);
    void take(const message::Welcome& welcome);
    void take(message::Entries& entries);
    void take(const message::Ack& ack);
    void take(const message::Bundle& bundle);
    void take(const message::Time& time);
    void take(const message::Refusal& refusal);
    void take(const message::GoAway& goaway);
    bool check_head(const SignedHead& head);
    void caught_up();
    void ask_for_more();
    void go_on();  // after every intake: join, send
    void alarm(std::string sentence);
    void drop_session();

    // --- intake.cpp
    struct Landing {  // an envelope that found its place in the log
        StreamId stream;
        std::uint64_t pos = 0;
        std::uint64_t gpos = 0;
        std::uint64_t time_ms = 0;
        DeviceId device;
        std::uint64_t own_seq = 0;  // of this device's outbox; 0: somebody else's
        Bytes envelope;
        std::vector<Delta> deltas = {};  // in it; none: not for this device, void, or sealed wrongly
    };
    struct Intake {
        rows::Head head;
        std::map<StreamId, rows::Stream> streams;  // as they are after this intake
        std::vector<Landing> landings;
        std::vector<std::pair<rows::RosterRow, Bytes>> records;
        std::optional<Roster> roster;
        bool own_push = false;
        std::uint64_t layout = 0;  // of memory that it was begun upon
        std::set<StreamId> stale;  // void words in them: rebuild
        std::set<StreamId> later;  // only journaled: counted anew when this device is no longer far behind
        std::vector<std::shared_ptr<Subject>> pinned;  // the others
    };
    void intake(const message::Entries& entries);
    std::shared_ptr<Intake> intake_ahead(const message::Entries& entries);
    Result<> verify(const message::Entries& entries, Intake& intake);
    Result<> verify_push(const message::Entry& entry, Intake& intake);
    Result<> verify_record(const message::Entry& entry, Intake& intake);
    void open_landings(Intake& intake) const;
    void open_then_merge(std::shared_ptr<Intake> intake);
    void merge(Intake& intake, Batch& batch);
    void leave_outbox(std::uint64_t seq, const StreamId& stream);
    bool may_wait(const StreamId& stream) const;

    // --- stale.cpp
    void rebuild_stale();
    void rebuild_page(std::shared_ptr<Batch> batch);
    void rebuild(const std::vector<StreamId>& some, std::shared_ptr<Batch> batch);
    bool far_behind() const;

    // --- opening.cpp
    using OneDone = std::function<void(Result<std::shared_ptr<Subject>>)>;
    void open_one(const StreamId& stream, OneDone done);
    void open_all(std::vector<StreamId> streams,
                  std::function<void(Result<std::vector<std::shared_ptr<Subject>>>)> done);
    struct Opening;  // one subject that is being read
    void lay_unsent(std::shared_ptr<Opening> one);
    void opened(const StreamId& stream, Result<std::shared_ptr<Subject>> subject);
    Result<Secret32> stream_key(const rows::Stream& row, const StreamId& stream) const;
    Result<std::vector<Delta>> open_envelope(ByteView envelope, const Secret32& key) const;
    Delta permitted(Delta delta, Role role) const;
    Result<> merge_journal(Subject& subject, const StreamId& stream, const Secret32& key,
                           const Row& row) const;
    std::shared_ptr<Subject> cached(const StreamId& stream);
    void evict();
    void keep_record(const StreamId& stream, rows::Stream& row, const Subject* subject, Batch& batch);
    void digest(std::function<void(Result<Hash>)> done);

    // --- searching.cpp
    struct Searching;  // one search at work
    std::uint64_t search(search::Query query, std::vector<StreamId> within, std::size_t limit, SearchEar ear);
    void load_signatures(Done done);
    std::uint64_t envelopes_of(const StreamId& stream) const;  // unsent ones included
    void begin_pass(const std::shared_ptr<Searching>& one);
    void search_on(const std::shared_ptr<Searching>& one);
    void search_one(const std::shared_ptr<Searching>& one, const StreamId& stream);
    Result<> take_index(Searching& one, const StreamId& stream, ByteView index, const Subject* subject);
    void index_anew(const std::shared_ptr<Searching>& one, const StreamId& stream);
    void keep_indexes(const std::shared_ptr<Searching>& one);
    void searched(const std::shared_ptr<Searching>& one, Result<> result);
    void tell(Searching& one, bool complete);

    // --- writer.cpp
    struct Rescued {  // a former device's delta, in its stream
        StreamId stream;
        Delta delta;
    };
    struct Writing {
        std::vector<StreamWrite> writes;
        std::string colleague;
        std::function<void(Result<WriteReport>)> done;
        std::vector<Rescued> rescued = {};  // behind `writes`
        std::optional<Row> mark = {};       // goes with the same commit
    };
    void write(Writing writing);
    void write_opened(Writing& writing, const std::vector<std::shared_ptr<Subject>>& subjects);
    struct Sealed {  // an envelope for the outbox, with what is in it
        std::uint64_t seq = 0;
        rows::Outgoing outgoing;
        std::vector<Delta> deltas;
    };
    struct Change {
        std::vector<Op> ops;
        bool source = false;
        std::optional<Timestamp> said = {};  // of a former device's: when, and by which colleague
        std::string colleague = {};
    };
    std::vector<Sealed> seal_writes(const StreamId& stream, rows::Stream& row, const Secret32& key,
                                    const Bytes& slot, std::vector<Change> changes,
                                    const std::string& colleague);
    void form_push();
    struct Forming;  // a push that is being gathered from the outbox
    void gather_push(std::shared_ptr<Forming> forming, std::string from);
    void sign_push(Forming& forming);
    void send_push();
    bool may_retry()
        const;  // after the server had no room; also when this device's clock jumped back meanwhile

    // --- rescue.cpp
    struct Rescuing;  // a page of a former device's outbox
    void rescue(std::vector<Row> outbox, bool take, std::function<void(Result<Rescue>)> done);
    void read_mark(const std::shared_ptr<Rescuing>& one);
    void read_log(const std::shared_ptr<Rescuing>& one);
    Result<> sort_out(Rescuing& one);
    void take_over(const std::shared_ptr<Rescuing>& one);

    // --- owner.cpp
    void invite(Role role, std::uint64_t ttl_ms, std::string page,
                std::function<void(Result<std::string>)> done);
    void revoke(const DeviceId& device, std::uint64_t cut_gpos, Done done);
    using MakeRecord = std::function<Bytes()>;  // on top of the roster as it is when called
    void append_record(MakeRecord make, Done done);
    void send_record();
    void record_landed();
    void record_refused(const message::Refusal& refusal);

    // --- state
    Ports ports_;
    Keyring keyring_;
    Roster roster_;
    Directory directory_;
    Status status_;
    std::function<void()> ear_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);

    rows::Head head_;
    HybridClock clock_;
    std::unordered_map<StreamId, rows::Stream, FixedBytesHash> streams_;
    struct Signature {
        std::uint64_t envelopes = 0;  // that its index covers
        std::string bits;
    };
    std::unordered_map<StreamId, Signature, FixedBytesHash> signatures_;
    bool signatures_loaded_ = false;
    std::map<std::uint64_t, std::shared_ptr<Searching>> searches_;
    std::uint64_t last_search_ = 0;
    struct Waiting {
        std::uint64_t seq = 0;
        std::uint32_t deltas = 0;
    };
    std::deque<Waiting> outbox_;  // in order of seq; the envelopes stay in storage, however many there are
    std::map<StreamId, std::vector<std::uint64_t>> outbox_of_;
    std::uint64_t unsent_deltas_ = 0;
    std::optional<rows::InFlight> in_flight_;
    std::map<StreamId, Bytes> former_slots_;  // of streams that only a former device knew
    std::set<StreamId> stale_;                // without a record, or with an older one
    bool rebuilding_ = false;
    bool committing_intake_ = false;
    std::vector<std::string> advances_;  // keys of the rows; there while anybody is stale

    struct Cached {
        std::shared_ptr<Subject> subject;
        std::list<StreamId>::iterator used;
    };
    std::unordered_map<StreamId, Cached, FixedBytesHash> cache_;
    std::list<StreamId> recent_;  // most recently used first
    std::uint64_t layout_ = 0;    // grows with every reload(): what was being opened then is not cached
    std::map<StreamId, std::vector<OneDone>> opening_;

    std::deque<std::function<void()>> jobs_;
    bool job_runs_ = false;
    bool started_ = false;

    enum class Session : std::uint8_t { closed, hello, welcome, catching_up, live };
    Session session_ = Session::closed;
    bool connected_ = false;
    bool as_device_ = false;  // a joining device that suspects its join record stands already
    bool join_sent_ = false;
    bool push_sent_ = false;
    std::uint64_t heard_ms_ = 0;
    std::uint64_t server_ms_ = 0;  // its clock when it said hello
    std::uint64_t retry_push_ms_ = 0;
    std::size_t incoming_bytes_ = 0;
    std::string alarm_, refusal_, clone_, storage_trouble_;
    std::uint64_t clamped_ = 0;

    struct Appending {
        MakeRecord make;
        Done done;
        Hash hash;
        bool behind = false;  // somebody else's record came first: made anew when it is here
    };
    std::optional<Appending> appending_;
};

}  // namespace history
