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
    const auto merge_row = [this, stream, subject, secret = *key](const Row& row) -> Result<> {
        TRY_ASSIGN(journal, rows::decode_journal(row.second));
        TRY_ASSIGN(view, parse_envelope(journal.envelope));
        if (!roster_.may_write(view.header.device, stream, journal.gpos).ok())
            return {};  // void words stay in the journal
        const Member* author = roster_.member(view.header.device);
        auto deltas = open_envelope(journal.envelope, secret);
        if (!deltas.ok()) return {};  // sealed wrongly by its author: nobody can read it, here as everywhere
        for (Delta& delta : *deltas)
            subject->merge(permitted(std::move(delta), author->role), journal.time_ms);
        return {};
    };
    load_rows(
        prefix, prefix, merge_row, [this, stream, subject, secret = *key, layout = layout_](Result<> result) {
            if (!result.ok()) return opened(stream, result.error());
            if (layout !=
                layout_) {  // memory was laid out anew meanwhile: what was read may be void or incomplete
                auto again = std::move(opening_[stream]);
                opening_.erase(stream);
                for (OneDone& one : again) open_one(stream, std::move(one));
                return;
            }
            auto unsent = outbox_of_.find(stream);
            if (unsent != outbox_of_.end())
                for (std::uint64_t seq : unsent->second) {
                    auto deltas = open_envelope(outbox_.at(seq).envelope, secret);
                    if (deltas.ok()) subject->lay_over(seq, std::move(*deltas));
                }
            subject->settle();
            recent_.push_front(stream);
            cache_[stream] = {subject, recent_.begin()};
            opened(stream, subject);
        });
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

// Least recently used first, never one that somebody holds.
void Replica::Impl::evict() {
    std::size_t bytes = 0;
    for (const auto& [stream, cached] : cache_) bytes += cached.subject->bytes();
    for (auto last = recent_.end(); bytes > tuning::open_bytes_max && last != recent_.begin();) {
        --last;
        auto found = cache_.find(*last);
        if (found->second.subject.use_count() > 1) continue;
        bytes -= std::min(bytes, found->second.subject->bytes());
        cache_.erase(found);
        last = recent_.erase(last);
    }
}

Bytes Replica::Impl::sealed_record(const StreamId& stream, const SubjectRecord& record) {
    return keyring_.seal_local(ports_.random, bytes_of(rows::stream_key(stream)), encode_record(record));
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
