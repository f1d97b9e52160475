#include "core/replica/replica.h"

#include "core/replica/replica_impl.h"

namespace history {

namespace {

// A field with its stamp, name and value, and a share of its entity.
std::size_t memory_of(const Delta& delta) {
    std::size_t bytes = 0;
    for (const Op& op : delta.ops) bytes += 192 + op.value.size();
    return bytes;
}

}  // namespace

// Merged facts, and while something is unsent a copy of them and the unsent words twice.
std::size_t Subject::bytes() const {
    return 512 + merged_bytes_ + (current_ ? merged_bytes_ + 2 * unsent_bytes_ : 0);
}

void Subject::merge(Delta delta, std::uint64_t leaf_time_ms) {
    ++revision_;
    merged_bytes_ += memory_of(delta);
    if (current_) {
        if (judged(delta.at, leaf_time_ms).clamped())
            clamped_ = true;
        else
            current_->apply(delta, leaf_time_ms);
    }
    merged_.apply(std::move(delta), leaf_time_ms);
}

void Subject::lay_over(std::uint64_t seq, std::vector<Delta> deltas) {
    ++revision_;
    if (!current_) current_ = std::make_unique<State>(merged_);
    for (const Delta& delta : deltas) current_->apply(delta, unsent_time);
    std::size_t bytes = 0;
    for (const Delta& delta : deltas) bytes += memory_of(delta);
    unsent_bytes_ += bytes;
    overlay_.push_back({seq, std::move(deltas), bytes});
}

void Subject::lift(std::uint64_t seq) {
    ++revision_;
    std::erase_if(overlay_, [&](const Unsent& unsent) {
        if (unsent.seq == seq) unsent_bytes_ -= unsent.bytes;
        return unsent.seq == seq;
    });
}

void Subject::settle() {
    ++revision_;
    if (overlay_.empty()) {
        current_.reset();
    } else if (clamped_) {
        current_ = std::make_unique<State>(merged_);
        for (const Unsent& unsent : overlay_)
            for (const Delta& delta : unsent.deltas) current_->apply(delta, unsent_time);
    }
    clamped_ = false;
}

std::string_view state_name(ReplicaState state) {
    switch (state) {
        case ReplicaState::loading:
            return "loading";
        case ReplicaState::joining:
            return "joining";
        case ReplicaState::offline:
            return "offline";
        case ReplicaState::syncing:
            return "syncing";
        case ReplicaState::ready:
            return "ready";
        case ReplicaState::refused:
            return "refused";
        case ReplicaState::clone:
            return "clone";
        case ReplicaState::alarm:
            return "alarm";
        case ReplicaState::storage:
            return "storage";
    }
    return "";
}

Replica::Replica(Ports ports, Keyring keyring) : impl_(std::make_unique<Impl>(ports, std::move(keyring))) {}
Replica::~Replica() = default;

void Replica::start(Done done) {
    impl_->start(std::move(done));
}
void Replica::on_change(std::function<void()> ear) {
    impl_->ear_ = std::move(ear);
}
bool Replica::wants_connection() const {
    return impl_->wants_connection();
}
void Replica::on_open() {
    impl_->on_open();
}
void Replica::on_message(ByteView message) {
    impl_->on_message(message);
}
void Replica::on_close() {
    impl_->on_close();
}
void Replica::tick() {
    impl_->tick();
}

const Status& Replica::status() const {
    return impl_->status_;
}
const Directory& Replica::directory() const {
    return impl_->directory_;
}
const Roster& Replica::roster() const {
    return impl_->roster_;
}
const Keyring& Replica::keyring() const {
    return impl_->keyring_;
}

void Replica::rescue(std::vector<Row> outbox, bool take, std::function<void(Result<Rescue>)> done) {
    impl_->rescue(std::move(outbox), take, std::move(done));
}
void Replica::open(std::vector<StreamId> streams, OpenDone done) {
    impl_->open_all(std::move(streams),
                    [done = std::move(done)](Result<std::vector<std::shared_ptr<Subject>>> subjects) {
                        if (!subjects.ok()) return done(subjects.error());
                        done(std::vector<std::shared_ptr<const Subject>>(subjects->begin(), subjects->end()));
                    });
}

std::uint64_t Replica::search(search::Query query, std::vector<StreamId> within, std::size_t limit,
                              SearchEar ear) {
    return impl_->search(std::move(query), std::move(within), limit, std::move(ear));
}
void Replica::cancel_search(std::uint64_t search) {
    impl_->searches_.erase(search);
}

void Replica::digest(std::function<void(Result<Hash>)> done) {
    impl_->digest(std::move(done));
}

void Replica::write(std::vector<StreamWrite> writes, std::string colleague,
                    std::function<void(Result<WriteReport>)> done) {
    impl_->write({std::move(writes), std::move(colleague), std::move(done)});
}

StreamId Replica::new_stream() {
    StreamId stream;
    impl_->ports_.random.fill(stream.bytes);
    return stream;
}

void Replica::invite(Role role, std::uint64_t ttl_ms, std::string page,
                     std::function<void(Result<std::string>)> done) {
    impl_->invite(role, ttl_ms, std::move(page), std::move(done));
}

void Replica::revoke(const DeviceId& device, std::uint64_t cut_gpos, Done done) {
    impl_->revoke(device, cut_gpos, std::move(done));
}

std::uint64_t Replica::stale_records() const {
    return impl_->stale_.size();
}

bool Replica::idle() const {
    return impl_->started_ && !impl_->job_runs_ && impl_->jobs_.empty() && impl_->opening_.empty() &&
           impl_->outbox_.empty() && impl_->stale_.empty() && impl_->session_ == Impl::Session::live &&
           impl_->head_.frontier.count() == impl_->head_.signed_head.gpos;
}

}  // namespace history
