// Opening subjects: from the journal into memory, and out of memory again when there are too many.
#include <algorithm>

#include "core/base/arrange.h"
#include "core/replica/replica_impl.h"

namespace history {

std::shared_ptr<Subject> Replica::Impl::cached(const StreamId& stream) {
    auto found = cache_.find(stream);
    if (found == cache_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second.used);
    return found->second.subject;
}

Result<Secret32> Replica::Impl::stream_key(const rows::Stream& row, const StreamId& stream) const {
    if (row.slot.empty()) return fail(Errc::not_found, "The key of a stream is not here.");
    return keyring_.open_slot(row.slot, stream);
}

Result<std::vector<Delta>> Replica::Impl::open_envelope(ByteView envelope, const Secret32& key) const {
    TRY_ASSIGN(view, parse_envelope(envelope));
    TRY_ASSIGN(body, keyring_.open(view, key));
    return decode_deltas(body, view.header.device);
}

// Roles limit writing by op: a connector brings subjects, items and products; what people state is people's.
Delta Replica::Impl::permitted(Delta delta, Role role) const {
    if (role == Role::connector)
        std::erase_if(delta.ops, [](const Op& op) {
            return op.kind != EntityKind::item && op.kind != EntityKind::identifier &&
                   op.kind != EntityKind::subject && op.kind != EntityKind::product;
        });
    return delta;
}

// Void words stay in the journal; what its author sealed wrongly nobody can read, here as everywhere.
Result<> Replica::Impl::merge_journal(Subject& subject, const StreamId& stream, const Secret32& key,
                                      const Row& row) const {
    TRY_ASSIGN(journal, rows::decode_journal(row.second));
    TRY_ASSIGN(view, parse_envelope(journal.envelope));
    const DeviceId& author = view.header.device;
    if (!roster_.may_write(author, stream, journal.gpos).ok()) return {};
    auto deltas = open_envelope(journal.envelope, key);
    if (!deltas.ok()) return {};
    for (Delta& delta : *deltas)
        subject.merge(permitted(std::move(delta), roster_.member(author)->role), journal.time_ms);
    return {};
}

struct Replica::Impl::Opening {
    StreamId stream;
    std::shared_ptr<Subject> subject;
    Secret32 secret;
    std::uint64_t layout = 0;
    std::vector<std::uint64_t> unsent;
    std::size_t next = 0;  // of unsent
};

void Replica::Impl::open_one(const StreamId& stream, OneDone done) {
    if (auto subject = cached(stream)) return done(subject);
    auto waiting = opening_.find(stream);
    if (waiting != opening_.end()) return waiting->second.push_back(std::move(done));
    auto known = streams_.find(stream);
    if (known == streams_.end())
        return done(fail(Errc::not_found, "There is no such customer on this device."));
    opening_[stream].push_back(std::move(done));

    auto subject = std::make_shared<Subject>();
    auto key = stream_key(known->second, stream);
    if (!key.ok()) return opened(stream, key.error());
    const std::string prefix = std::string("j").append(text_of(stream.view()));
    const auto merge_row = [this, stream, subject, secret = *key](const Row& row) {
        return merge_journal(*subject, stream, secret, row);
    };
    auto one = std::make_shared<Opening>(Opening{stream, subject, *key, layout_, {}, 0});
    load_rows(prefix, prefix, merge_row, [this, one](Result<> result) {
        if (!result.ok()) return opened(one->stream, result.error());
        // What is unsent now stays so until this is done: whatever changes the subject waits for it.
        if (const auto unsent = outbox_of_.find(one->stream); unsent != outbox_of_.end())
            one->unsent = unsent->second;
        lay_unsent(one);
    });
}

// The unsent words over the merged ones, a few rows of the outbox at a time.
void Replica::Impl::lay_unsent(std::shared_ptr<Opening> one) {
    if (one->layout !=
        layout_) {  // memory was laid out anew meanwhile: what was read may be void or incomplete
        auto again = std::move(opening_[one->stream]);
        opening_.erase(one->stream);
        for (OneDone& done : again) open_one(one->stream, std::move(done));
        return;
    }
    if (one->next == one->unsent.size()) {
        one->subject->settle();
        recent_.push_front(one->stream);
        cache_[one->stream] = {one->subject, recent_.begin()};
        return opened(one->stream, one->subject);
    }
    struct Page {
        std::vector<Bytes> envelopes;
        std::size_t missing = 0;
        std::optional<Error> error;
    };
    auto page = std::make_shared<Page>();
    page->missing = std::min<std::size_t>(tuning::long_rows, one->unsent.size() - one->next);
    page->envelopes.resize(page->missing);
    const auto arrived = [this, one, page] {
        if (--page->missing != 0) return;
        if (page->error && one->layout == layout_) return opened(one->stream, *page->error);
        for (const Bytes& envelope : page->envelopes) {
            const std::uint64_t seq = one->unsent[one->next++];
            auto deltas = open_envelope(envelope, one->secret);
            if (deltas.ok()) one->subject->lay_over(seq, std::move(*deltas));
        }
        lay_unsent(one);
    };
    for (std::size_t i = 0; i < page->envelopes.size(); ++i) {
        const std::string key = rows::outbox_key(one->unsent[one->next + i]);
        ports_.storage.read(
            {key, key + '\0', 1}, [alive = alive_, page, i, arrived](Result<std::vector<Row>> read) {
                if (!*alive) return;
                if (!read.ok()) {
                    page->error = read.error();
                } else if (read->empty()) {
                    page->error = fail(Errc::corrupt, "An unsent word is missing in this device's storage.");
                } else if (auto outgoing = rows::decode_outgoing(read->front().second); outgoing.ok()) {
                    page->envelopes[i] = std::move(outgoing->envelope);
                } else {
                    page->error = outgoing.error();
                }
                arrived();
            });
    }
}

void Replica::Impl::opened(const StreamId& stream, Result<std::shared_ptr<Subject>> subject) {
    auto waiting = std::move(opening_[stream]);
    opening_.erase(stream);
    for (OneDone& done : waiting) done(subject);
}

void Replica::Impl::open_all(std::vector<StreamId> streams,
                             std::function<void(Result<std::vector<std::shared_ptr<Subject>>>)> done) {
    struct Gathering {
        std::vector<std::shared_ptr<Subject>> subjects;
        std::size_t missing = 0;
        std::optional<Error> error;
        std::function<void(Result<std::vector<std::shared_ptr<Subject>>>)> done;
    };
    auto gathering = std::make_shared<Gathering>();
    gathering->subjects.resize(streams.size());
    gathering->missing = streams.size() + 1;  // one for this call itself, so that done is called once
    gathering->done = std::move(done);
    const auto arrived = [gathering] {
        if (--gathering->missing != 0) return;
        if (gathering->error) return gathering->done(*gathering->error);
        gathering->done(std::move(gathering->subjects));
    };
    for (std::size_t i = 0; i < streams.size(); ++i)
        open_one(streams[i], [gathering, i, arrived](Result<std::shared_ptr<Subject>> subject) {
            if (subject.ok())
                gathering->subjects[i] = *subject;
            else
                gathering->error = subject.error();
            arrived();
        });
    arrived();
}

// Least recently used first, never the one used last nor one that somebody holds.
void Replica::Impl::evict() {
    std::size_t bytes = 0;
    for (const auto& [stream, cached] : cache_) bytes += cached.subject->bytes();
    for (auto last = recent_.end(); bytes > tuning::open_bytes_max && last != recent_.begin();) {
        if (--last == recent_.begin()) break;
        auto found = cache_.find(*last);
        if (found->second.subject.use_count() > 1) continue;
        bytes -= std::min(bytes, found->second.subject->bytes());
        cache_.erase(found);
        last = recent_.erase(last);
    }
}

// The subject as the lists and the resolver know it, in memory and with its row; the shared stream is nobody. Null: it cannot be
// read now, and is tried again at the next start.
void Replica::Impl::keep_record(const StreamId& stream, rows::Stream& row, const Subject* subject,
                                Batch& batch) {
    if (subject && stream != shared_stream()) {
        SubjectRecord record = summarise(subject->current(), stream, row.first_gpos);
        row.record =
            keyring_.seal_local(ports_.random, bytes_of(rows::stream_key(stream)), encode_record(record));
        directory_.put(std::move(record));
    }
    batch.puts.emplace_back(rows::stream_key(stream), rows::encode(row));
    row.record.clear();  // memory holds the opened one
    if (stale_.erase(stream) > 0 && stale_.empty()) {
        for (std::string& key : advances_) batch.deletes.push_back(std::move(key));
        advances_.clear();
    }
}

void Replica::Impl::digest(std::function<void(Result<Hash>)> done) {
    struct Walk {
        std::vector<StreamId> streams;
        std::size_t next = 0;
        Hasher hasher{"history digest 1"};
        std::function<void(Result<Hash>)> done;
    };
    auto walk = std::make_shared<Walk>();
    walk->done = std::move(done);
    for (const auto& [stream, row] : streams_)
        if (row.last_pos > 0) walk->streams.push_back(stream);
    arrange(walk->streams.begin(), walk->streams.end());
    // A loop, not a recursion: subjects in memory answer at once, and there may be a million of them.
    auto step = std::make_shared<std::function<void()>>();
    *step = [this, alive = alive_, walk, weak = std::weak_ptr(step)] {
        while (walk->next < walk->streams.size()) {
            const StreamId stream = walk->streams[walk->next];
            bool at_once = true, answered = false, failed = false;
            auto state =
                std::make_shared<std::array<bool*, 3>>(std::array<bool*, 3>{&at_once, &answered, &failed});
            auto strong = weak.lock();
            open_one(stream,
                     [alive, walk, stream, state, strong, this](Result<std::shared_ptr<Subject>> subject) {
                         if (!*alive) return;
                         const bool inside = (*state)[0] != nullptr;
                         if (inside) *(*state)[1] = true;
                         if (!subject.ok()) {
                             if (inside) *(*state)[2] = true;
                             return walk->done(subject.error());
                         }
                         walk->hasher.update(stream);
                         (*subject)->merged().digest(walk->hasher);
                         ++walk->next;
                         if (!inside) {
                             if (walk->next % 256 == 0) evict();
                             (*strong)();
                         }
                     });
            (*state)[0] = nullptr;
            if (failed || !answered) return;
        }
        walk->done(walk->hasher.finish());
    };
    (*step)();
}

}  // namespace history
