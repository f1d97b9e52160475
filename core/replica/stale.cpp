// Subjects whose record is missing or old, counted anew from the journal: after a first synchronisation or a long absence, void
// words, a newer version.
#include "core/replica/replica_impl.h"

namespace history {

// A few subjects a job, so that a large workspace stays usable while it is counted anew; one such job at a time. Far behind,
// their words are still coming.
void Replica::Impl::rebuild_stale() {
    if (stale_.empty() || rebuilding_ || far_behind()) return;
    rebuilding_ = true;
    enqueue([this] {
        auto batch = std::make_shared<Batch>();
        // In the order of their ids, which are drawn evenly: how many of those that lie ahead are stale?
        const auto& id = stale_.begin()->bytes;
        const std::size_t ahead = 1 + streams_.size() * (256 - id[0]) / 256;
        if (stale_.size() * 4 > ahead) return rebuild_page(batch);
        std::vector<StreamId> some;
        std::uint64_t envelopes = 0;
        for (auto one = stale_.begin(); one != stale_.end() && envelopes < tuning::rebuild_envelopes; ++one) {
            some.push_back(*one);
            envelopes += 1 + streams_[*one].last_pos;
        }
        rebuild(some, batch);
    });
}

void Replica::Impl::rebuild(const std::vector<StreamId>& some, std::shared_ptr<Batch> batch) {
    auto missing = std::make_shared<std::size_t>(some.size() + 1);
    const auto done = [this, batch, missing] {
        if (--*missing != 0) return;
        commit(std::move(*batch), Durability::relaxed, [this](Result<> result) {
            rebuilding_ = false;
            if (result.ok()) rebuild_stale();  // else by a later tick
            finish_job();
        });
    };
    for (const StreamId& stream : some)
        open_one(stream,
                 [this, alive = alive_, stream, batch, done](Result<std::shared_ptr<Subject>> subject) {
                     if (!*alive) return;
                     keep_record(stream, streams_[stream], subject.ok() ? subject->get() : nullptr, *batch);
                     done();
                 });
    done();
}

// Where most are stale, as after a join, the journal is read as it lies: many customers in one read.
void Replica::Impl::rebuild_page(std::shared_ptr<Batch> batch) {
    const StreamId first = *stale_.begin();
    ports_.storage.read({rows::journal_key(first, 0), rows::end_of("j"), tuning::read_rows},
                        [this, alive = alive_, first, batch](Result<std::vector<Row>> read) {
                            if (!*alive) return;
                            const std::size_t count = read.ok() ? read->size() : 0;
                            for (std::size_t at = 0, end = 0; at < count; at = end) {
                                const auto stream_of = [&](const Row& row) {
                                    return StreamId::from(bytes_of(row.first).subspan(1, StreamId::size));
                                };
                                const StreamId stream = stream_of((*read)[at]);
                                while (end < count && stream_of((*read)[end]) == stream) ++end;
                                if (end == count && count == tuning::read_rows) break;  // it may go on
                                if (!stale_.contains(stream) || !may_wait(stream)) continue;
                                rows::Stream& row = streams_[stream];
                                auto key = stream_key(row, stream);
                                Subject subject;
                                bool held = key.ok();
                                for (std::size_t i = at; i < end && held; ++i)
                                    held = merge_journal(subject, stream, *key, (*read)[i]).ok();
                                if (held) keep_record(stream, row, &subject, *batch);
                            }
                            // One that is open, or long, or unreadable, by itself.
                            rebuild(stale_.contains(first) ? std::vector{first} : std::vector<StreamId>{},
                                    batch);
                        });
}

bool Replica::Impl::far_behind() const {
    return session_ == Session::catching_up &&
           head_.signed_head.gpos > head_.frontier.count() + tuning::behind_leaves;
}

}  // namespace history
