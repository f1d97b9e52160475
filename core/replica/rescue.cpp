// What a former device of this person had not sent, taken over by the device that he joined anew with. Its outbox lies sealed with
// the workspace's keys: the former device's own secrets are not needed, and it sends nothing any more.
#include <algorithm>

#include "core/base/arrange.h"
#include "core/replica/replica_impl.h"

namespace history {

struct Replica::Impl::Rescuing {
    struct Envelope {
        std::uint64_t seq = 0;
        rows::Outgoing outgoing;
        EnvelopeHeader header;
        std::vector<Bytes> logged;  // what stands in the log, in force, where it would stand
        std::vector<Delta> deltas;  // that nobody has yet
    };
    std::vector<Envelope> envelopes;  // as they were written
    std::vector<StreamId> streams;    // whose log must be read
    Rescue report;
    bool take = false;
    std::function<void(Result<Rescue>)> done;
};

void Replica::Impl::rescue(std::vector<Row> outbox, bool take, std::function<void(Result<Rescue>)> done) {
    auto one = std::make_shared<Rescuing>();
    one->take = take;
    one->done = std::move(done);
    auto rows = std::make_shared<std::vector<Row>>(std::move(outbox));
    enqueue([this, one, rows] {
        const auto read = [&]() -> Result<> {
            const Member* self = roster_.member(keyring_.device());
            if (!self || (one->take && self->role == Role::viewer))
                return fail(Errc::unauthorized,
                            "This device may not write what the former one had not sent.");
            for (const Row& row : *rows) {
                TRY_ASSIGN(seq, rows::outbox_seq(row.first));
                TRY_ASSIGN(outgoing, rows::decode_outgoing(row.second));
                TRY_ASSIGN(view, parse_envelope(outgoing.envelope));
                if (view.header.workspace_tag != workspace_tag(keyring_.workspace()))
                    return fail(Errc::unauthorized, "The former device belongs to another workspace.");
                if (one->envelopes.empty()) one->report.device = view.header.device;
                if (view.header.device == keyring_.device())
                    return fail(Errc::conflict, "These are this device's own words; it sends them itself.");
                if (!(view.header.device == one->report.device))
                    return fail(Errc::conflict, "These are the words of two devices.");
                one->envelopes.push_back({seq, std::move(outgoing), view.header, {}, {}});
            }
            return {};
        }();
        if (!read.ok() || one->envelopes.empty()) {
            one->done(read.ok() ? Result<Rescue>(one->report) : Result<Rescue>(read.error()));
            return finish_job();
        }
        one->report.revoked = roster_.is_void(one->report.device, UINT64_MAX - 1);
        read_mark(one);
    });
}

// What was taken before is passed over.
void Replica::Impl::read_mark(const std::shared_ptr<Rescuing>& one) {
    const std::string key = rows::former_key(one->report.device);
    ports_.storage.read({key, key + '\0', 1}, [this, alive = alive_, one](Result<std::vector<Row>> read) {
        if (!*alive) return;
        const auto taken = [&]() -> Result<std::uint64_t> {
            if (!read.ok()) return read.error();
            if (read->empty()) return 0;
            return rows::outbox_seq(read->front().second);
        }();
        if (!taken.ok()) {
            one->done(taken.error());
            return finish_job();
        }
        std::erase_if(one->envelopes, [&](const auto& envelope) { return envelope.seq <= *taken; });
        for (const auto& envelope : one->envelopes) {
            const auto known = streams_.find(envelope.outgoing.stream);
            if (known != streams_.end() &&
                known->second.number_of(one->report.device) >= envelope.header.number)
                one->streams.push_back(envelope.outgoing.stream);
        }
        arrange(one->streams.begin(), one->streams.end());
        one->streams.erase(std::unique(one->streams.begin(), one->streams.end()), one->streams.end());
        read_log(one);
    });
}

// One stream after another: a push that the server took without the former device hearing of it, and what another copy of that
// device wrote under its name and number.
void Replica::Impl::read_log(const std::shared_ptr<Rescuing>& one) {
    if (one->streams.empty()) {
        if (auto sorted = sort_out(*one); !sorted.ok()) {
            one->done(sorted.error());
            return finish_job();
        }
        return take_over(one);
    }
    const StreamId stream = one->streams.back();
    one->streams.pop_back();
    const std::string prefix = std::string("j").append(text_of(stream.view()));
    const auto each = [this, one, stream](const Row& row) -> Result<> {
        TRY_ASSIGN(journal, rows::decode_journal(row.second));
        TRY_ASSIGN(view, parse_envelope(journal.envelope));
        if (!(view.header.device == one->report.device) ||
            !roster_.may_write(view.header.device, stream, journal.gpos).ok())
            return {};
        for (auto& envelope : one->envelopes)
            if (envelope.outgoing.stream == stream && envelope.header.number == view.header.number)
                envelope.logged.emplace_back(journal.envelope.begin(), journal.envelope.end());
        return {};
    };
    load_rows(prefix, prefix, each, [this, one](Result<> result) {
        if (result.ok()) return read_log(one);
        one->done(result.error());
        finish_job();
    });
}

Result<> Replica::Impl::sort_out(Rescuing& one) {
    for (auto& envelope : one.envelopes) {
        const StreamId& stream = envelope.outgoing.stream;
        const auto known = streams_.find(stream);
        const bool here = known != streams_.end() && !known->second.slot.empty();
        if (!envelope.outgoing.slot.empty()) former_slots_[stream] = envelope.outgoing.slot;
        const auto former = former_slots_.find(stream);
        if (!here && former == former_slots_.end()) {
            ++one.report.unreadable;
            continue;
        }
        auto key = keyring_.open_slot(here ? known->second.slot : former->second, stream);
        auto deltas = key.ok() ? open_envelope(envelope.outgoing.envelope, *key) : key.error();
        if (!deltas.ok()) {
            ++one.report.unreadable;
            continue;
        }
        const bool logged =
            std::any_of(envelope.logged.begin(), envelope.logged.end(), [&](const Bytes& bytes) {
                if (bytes == envelope.outgoing.envelope) return true;
                auto other = open_envelope(bytes, *key);
                return other.ok() && encode_deltas(*other) == encode_deltas(*deltas);
            });
        if (logged) continue;
        one.report.words += deltas->size();
        envelope.deltas = std::move(*deltas);
    }
    return {};
}

void Replica::Impl::take_over(const std::shared_ptr<Rescuing>& one) {
    if (!one->take || one->envelopes.empty()) {
        one->done(one->report);
        return finish_job();
    }
    auto writing = std::make_shared<Writing>();
    writing->mark = Row(rows::former_key(one->report.device), rows::outbox_key(one->envelopes.back().seq));
    std::vector<StreamId> known;
    for (auto& envelope : one->envelopes) {
        if (!envelope.deltas.empty() && streams_.find(envelope.outgoing.stream) != streams_.end())
            known.push_back(envelope.outgoing.stream);
        for (Delta& delta : envelope.deltas)
            writing->rescued.push_back({envelope.outgoing.stream, std::move(delta)});
    }
    writing->done = [one](Result<WriteReport> written) {
        one->done(written.ok() ? Result<Rescue>(one->report) : Result<Rescue>(written.error()));
    };
    open_all(std::move(known),
             [this, alive = alive_, writing](Result<std::vector<std::shared_ptr<Subject>>> subjects) {
                 if (!*alive) return;
                 if (!subjects.ok()) {
                     writing->done(subjects.error());
                     return finish_job();
                 }
                 write_opened(*writing, *subjects);
             });
}

}  // namespace history
