// From storage into memory: at start, and after a commit that failed.
#include "core/replica/replica_impl.h"

namespace history {

void Replica::Impl::start(Done done) {
    HISTORY_CHECK(!started_);
    reload([this, alive = alive_, done = std::move(done)](Result<> result) {
        if (!*alive) return;
        if (!result.ok()) return done(result);
        started_ = true;
        refresh_state();
        done({});
        rebuild_stale();
        if (!jobs_.empty() && !job_runs_)
            enqueue([this] { finish_job(); });  // whatever was asked before the start
        changed();
    });
}

// Reads every row whose key begins with `prefix`, from `from` on, in pages.
void Replica::Impl::load_rows(std::string from, std::string prefix, std::function<Result<>(const Row&)> each,
                              Done done) {
    const std::uint32_t page = prefix == "o" || prefix == "a" ? tuning::long_rows : tuning::read_rows;
    Range range{std::move(from), rows::end_of(prefix), page};
    ports_.storage.read(range, [this, alive = alive_, prefix, page, each = std::move(each),
                                done = std::move(done)](Result<std::vector<Row>> read) mutable {
        if (!*alive) return;
        if (!read.ok()) return done(read.error());
        for (const Row& row : *read) {
            auto taken = each(row);
            if (!taken.ok()) return done(taken);
        }
        if (read->size() < page) return done({});
        load_rows(read->back().first + '\0', prefix, std::move(each), std::move(done));
    });
}

Result<> Replica::Impl::take_stream_row(const Row& row) {
    TRY_ASSIGN(info, rows::decode_stream(row.second));
    if (row.first.size() != 1 + StreamId::size)
        return fail(Errc::corrupt, "A stream row of this device's storage is damaged.");
    const StreamId stream = StreamId::from(bytes_of(row.first).subspan(1));
    bool stale = info.record.empty();
    if (!stale && stream != shared_stream()) {
        auto plain = keyring_.open_local(bytes_of(row.first), info.record);
        if (!plain.ok()) return plain.error();
        auto record = decode_subject_record(*plain);
        if (record.ok()) {
            record->stream = stream;
            record->first_gpos = info.first_gpos;
            directory_.put(std::move(*record));
        } else {
            stale = true;
        }
    }
    if (stale && stream != shared_stream()) stale_.insert(stream);
    info.record.clear();  // memory holds the opened one
    streams_[stream] = std::move(info);
    return {};
}

void Replica::Impl::reload(Done done) {
    head_ = {};
    roster_ = {};
    directory_.clear();
    streams_.clear();
    outbox_.clear();
    outbox_of_.clear();
    unsent_deltas_ = 0;
    in_flight_.reset();
    cache_.clear();
    recent_.clear();
    ++layout_;
    committing_intake_ = false;
    stale_.clear();
    advances_.clear();
    signatures_.clear();
    signatures_loaded_ = false;

    const auto roster = [this](const Row& row) -> Result<> {
        TRY_ASSIGN(record, rows::decode_journal(row.second));
        return roster_.apply(record.envelope, record.gpos, record.time_ms);
    };
    const auto stream = [this](const Row& row) { return take_stream_row(row); };
    const auto advance = [this](const Row& row) {
        advances_.push_back(row.first);
        return rows::take_advances(
            row.second,
            [this](const StreamId& id) {
                const auto found = streams_.find(id);
                return found == streams_.end() ? nullptr : &found->second;
            },
            [this](const StreamId& id) { stale_.insert(id); });
    };
    const auto outgoing = [this](const Row& row) -> Result<> {
        TRY_ASSIGN(seq, rows::outbox_seq(row.first));
        TRY_ASSIGN(one, rows::decode_outgoing(row.second));
        outbox_of_[one.stream].push_back(seq);
        unsent_deltas_ += one.deltas;
        outbox_.push_back({seq, one.deltas});
        return {};
    };
    const auto single = [this](const Row& row) -> Result<> {
        if (row.first == rows::head_key()) {
            TRY_ASSIGN(head, rows::decode_head(row.second));
            head_ = std::move(head);
            clock_.restart(head_.clock_ms, head_.clock_counter);
        } else {
            TRY_ASSIGN(push, rows::decode_in_flight(row.second));
            in_flight_ = std::move(push);
        }
        return {};
    };
    load_rows("h", "h", single, [=, this, alive = alive_, done = std::move(done)](Result<> result) {
        if (!*alive || !result.ok()) return done(result);
        load_rows("p", "p", single, [=, this](Result<> second) {
            if (!*alive || !second.ok()) return done(second);
            load_rows("r", "r", roster, [=, this](Result<> third) {
                if (!*alive || !third.ok()) return done(third);
                load_rows("o", "o", outgoing, [=, this](Result<> fourth) {
                    if (!*alive || !fourth.ok()) return done(fourth);
                    load_rows("s", "s", stream, [=, this](Result<> fifth) {
                        if (!*alive || !fifth.ok()) return done(fifth);
                        load_rows("a", "a", advance, done);
                    });
                });
            });
        });
    });
}

}  // namespace history
