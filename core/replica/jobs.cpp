// One job at a time, and what happens when storage fails.
#include "core/replica/replica_impl.h"

namespace history {

void Replica::Impl::enqueue(std::function<void()> job) {
    jobs_.push_back(std::move(job));
    if (!job_runs_ && started_) {
        job_runs_ = true;
        auto next = std::move(jobs_.front());
        jobs_.pop_front();
        next();
    }
}

void Replica::Impl::finish_job() {
    HISTORY_CHECK(job_runs_);
    evict();
    refresh_state();
    changed();
    if (jobs_.empty()) {
        job_runs_ = false;
        return;
    }
    auto next = std::move(jobs_.front());
    jobs_.pop_front();
    next();
}

void Replica::Impl::commit(Batch batch, Durability durability, Done done) {
    ports_.storage.commit(
        std::move(batch), durability, [this, alive = alive_, done = std::move(done)](Result<> result) {
            if (!*alive) return;
            if (result.ok()) {
                storage_trouble_.clear();
                return done(result);
            }
            // Nothing was written. Memory may be ahead of storage by this job: it is laid out anew from what storage holds,
            // and the session starts over from the cursor, so that what could not be kept is fetched again.
            storage_trouble_ = result.error().what;
            drop_session();
            reload([this, alive, result, done](Result<> reloaded) {
                if (!*alive) return;
                if (!reloaded.ok()) storage_trouble_ = reloaded.error().what;
                done(result);
            });
        });
}

void Replica::Impl::refresh_state() {
    status_.gpos = head_.frontier.count();
    status_.head_gpos = head_.signed_head.gpos;
    status_.current_to_ms = head_.signed_head.time_ms;
    status_.unsent = unsent_deltas_;
    status_.clamped = clamped_;
    const Member* self = roster_.member(keyring_.device());
    status_.role = self ? std::string(role_name(self->role)) : std::string();
    status_.sentence.clear();
    if (!started_) {
        status_.state = ReplicaState::loading;
    } else if (!alarm_.empty()) {
        status_.state = ReplicaState::alarm;
        status_.sentence = alarm_;
    } else if (!clone_.empty()) {
        status_.state = ReplicaState::clone;
        status_.sentence = clone_;
    } else if (!refusal_.empty()) {
        status_.state = ReplicaState::refused;
        status_.sentence = refusal_;
    } else if (!storage_trouble_.empty()) {
        status_.state = ReplicaState::storage;
        status_.sentence = storage_trouble_;
    } else if (!self) {
        status_.state = ReplicaState::joining;
    } else if (session_ == Session::live) {
        status_.state = outbox_.empty() ? ReplicaState::ready : ReplicaState::syncing;
    } else {
        status_.state = connected_ ? ReplicaState::syncing : ReplicaState::offline;
    }
}

}  // namespace history
