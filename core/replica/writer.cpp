// From ops to sealed envelopes in the outbox, and from the outbox into pushes.
#include <algorithm>
#include <array>

#include "core/replica/replica_impl.h"

namespace history {

namespace {

// What of `ops` would change `state` or what this write did before it. A source never overwrites: where it says something
// else than stands there already, the merge keeps a person's word, and of two sources' the larger.
std::vector<Op> news(std::vector<Op> ops, bool source, const State& state, const State& before,
                     WriteReport& report) {
    std::vector<Op> fresh;
    fresh.reserve(ops.size());
    const Op* last = nullptr;  // ops of one entity stand together: it is looked up once
    std::array<const Entity*, 2> entities{};
    for (Op& op : ops) {
        if (!last || last->kind != op.kind || last->key != op.key)
            entities = {before.find(op.kind, op.key), state.find(op.kind, op.key)};
        const Field* stands = nullptr;
        for (const Entity* entity : entities)
            if (entity && !stands) stands = entity->field(op.field);
        last = &op;
        if (stands && (stands->value == op.value ||
                       (source && (!stands->stamp.of_source() || stands->value > op.value)))) {
            ++report.ops_known;
            continue;
        }
        if (!stands && op.kind == EntityKind::item && op.field == "kind") ++report.items_new;
        ++report.ops_written;
        fresh.push_back(std::move(op));
        last = &fresh.back();
    }
    return fresh;
}

std::size_t estimate(const std::vector<Op>& ops) {
    std::size_t bytes = 6;
    const std::string* key = nullptr;
    for (const Op& op : ops) {
        if (!key || *key != op.key) bytes += op.key.size() + 4;
        key = &op.key;
        bytes += op.value.size() + 3 + (op.field.find('/') != std::string::npos ? op.field.size() : 0);
    }
    return bytes;
}

// The next envelope's plaintext aimed at, for `left` bytes of work: padding goes up to a power of two, so
// large work is cut at powers of two instead of being padded to the next.
std::size_t aim(std::size_t left) {
    std::size_t power = limits::ciphertext_bytes_max;
    while (power > 1024 && power > left + left / 8) power /= 2;
    return power - 16;  // the seal's tag
}

}  // namespace

void Replica::Impl::write(Writing writing) {
    auto held = std::make_shared<Writing>(std::move(writing));
    enqueue([this, alive = alive_, held] {
        const Member* self = roster_.member(keyring_.device());
        if (!self || self->role == Role::viewer) {
            held->done(fail(Errc::unauthorized,
                            self ? "This device may read only." : "This device has not joined yet."));
            return finish_job();
        }
        std::vector<StreamId> known;
        for (const StreamWrite& one : held->writes) {
            const bool there = streams_.find(one.stream) != streams_.end();
            if (!there && !one.create && one.stream != shared_stream()) {
                held->done(fail(Errc::not_found, "There is no such customer on this device."));
                return finish_job();
            }
            if (there) known.push_back(one.stream);
        }
        open_all(std::move(known),
                 [this, alive, held](Result<std::vector<std::shared_ptr<Subject>>> subjects) {
                     if (!*alive) return;
                     if (!subjects.ok()) {
                         held->done(subjects.error());
                         return finish_job();
                     }
                     write_opened(*held, *subjects);
                 });
    });
}

// Everything is prepared beside memory, committed, and only then visible: what people see as saved is saved.
void Replica::Impl::write_opened(Writing& writing, const std::vector<std::shared_ptr<Subject>>& subjects) {
    struct Prepared {
        std::map<StreamId, std::pair<rows::Stream, std::vector<Sealed>>> streams;
        WriteReport report;
        std::function<void(Result<WriteReport>)> done;
        std::vector<std::shared_ptr<Subject>> pinned;
    };
    auto prepared = std::make_shared<Prepared>();
    prepared->done = std::move(writing.done);
    prepared->pinned = subjects;
    const State empty;
    Batch batch;
    std::map<StreamId, std::vector<Change>> fresh;
    std::map<StreamId, State> written;
    for (StreamWrite& one : writing.writes) {
        const auto subject = cached(one.stream);
        State& before = written[one.stream];
        for (std::vector<Op>& change : one.changes) {
            std::vector<Op> ops = news(std::move(change), one.source, subject ? subject->current() : empty,
                                       before, prepared->report);
            if (ops.empty()) continue;
            if (estimate(ops) > limits::ciphertext_bytes_max - 1024) {
                prepared->done(fail(Errc::limit, "One change is larger than 63 KiB; split its text."));
                return finish_job();
            }
            Delta said{{one.source ? 0 : head_.clock_ms + 1, 0, keyring_.device()}, 0, {}, std::move(ops)};
            before.apply(said, unsent_time);
            fresh[one.stream].push_back({std::move(said.ops), one.source});
        }
    }
    for (Rescued& one : writing.rescued) {
        const auto subject = cached(one.stream);
        State& before = written[one.stream];
        Delta& said = one.delta;
        const bool source = said.at.ms == 0;
        said.at.device = keyring_.device();
        said.ops =
            news(std::move(said.ops), source, subject ? subject->current() : empty, before, prepared->report);
        if (said.ops.empty()) continue;
        before.apply(said, unsent_time);
        if (!source) clock_.observe(said.at.ms, said.at.counter);  // what is said from now on stands above it
        fresh[one.stream].push_back({std::move(said.ops), source, said.at, std::move(said.colleague)});
    }
    written.clear();
    writing.writes.clear();
    writing.rescued.clear();
    for (auto& [stream, changes] : fresh) {
        auto known = streams_.find(stream);
        rows::Stream row = known == streams_.end() ? rows::Stream{} : known->second;
        Bytes slot;
        Secret32 key;
        if (const auto former = former_slots_.find(stream);
            row.slot.empty() && former != former_slots_.end()) {
            auto opened = keyring_.open_slot(former->second, stream);
            if (!opened.ok()) {
                prepared->done(opened.error());
                return finish_job();
            }
            key = *opened;
            slot = row.slot = former->second;
        } else if (row.slot.empty()) {
            auto made = keyring_.make_slot(ports_.random, stream, roster_.epoch());
            key = made.key;
            slot = row.slot = std::move(made.slot);
        } else {
            auto opened = stream_key(row, stream);
            if (!opened.ok()) {
                prepared->done(opened.error());
                return finish_job();
            }
            key = *opened;
        }
        auto sealed = seal_writes(stream, row, key, slot, std::move(changes), writing.colleague);
        prepared->streams.emplace(stream, std::pair(std::move(row), std::move(sealed)));
    }
    if (writing.mark) batch.puts.push_back(std::move(*writing.mark));
    if (prepared->streams.empty() && batch.empty()) {  // nothing new: nothing to save
        prepared->done(prepared->report);
        return finish_job();
    }
    for (auto& [stream, both] : prepared->streams) {
        auto& [row, sealed] = both;
        auto subject = cached(stream);
        if (!subject) {
            subject = std::make_shared<Subject>();
            recent_.push_front(stream);
            cache_[stream] = {subject, recent_.begin()};
            prepared->pinned.push_back(subject);
        }
        for (Sealed& one : sealed) {
            subject->lay_over(one.seq, std::move(one.deltas));
            batch.puts.emplace_back(rows::outbox_key(one.seq), rows::encode(one.outgoing));
            outbox_of_[stream].push_back(one.seq);
            unsent_deltas_ += one.outgoing.deltas;
            outbox_.push_back({one.seq, one.outgoing.deltas});
        }
        subject->settle();
        keep_record(stream, row, subject.get(), batch);
        streams_[stream] = row;
    }
    head_.clock_ms = clock_.ms();
    head_.clock_counter = clock_.counter();
    batch.puts.emplace_back(rows::head_key(), rows::encode(head_));
    commit(std::move(batch), Durability::strict, [this, prepared](Result<> result) {
        if (result.ok())
            prepared->done(prepared->report);
        else
            prepared->done(result.error());
        form_push();
        finish_job();
    });
}

std::vector<Replica::Impl::Sealed> Replica::Impl::seal_writes(const StreamId& stream, rows::Stream& row,
                                                              const Secret32& key, const Bytes& slot,
                                                              std::vector<Change> changes,
                                                              const std::string& colleague) {
    std::vector<Sealed> sealed;
    std::vector<std::size_t> sizes;
    std::size_t left = 0;
    for (const Change& change : changes) left += sizes.emplace_back(estimate(change.ops));
    // Many changes at once are an import: they go several to a delta, so that 256 deltas fill an envelope.
    const std::size_t delta_bytes = changes.size() > 64 ? 1024 : 0;
    const auto deltas_of = [&](std::size_t next, std::size_t& end) {
        std::vector<Delta> deltas;
        std::size_t delta_size = 0;
        for (std::size_t i = next; i < end; ++i) {
            const Change& change = changes[i];
            if (!change.said && !deltas.empty() && delta_size + sizes[i] <= delta_bytes &&
                change.source == (deltas.back().at.ms == 0)) {
                deltas.back().ops.insert(deltas.back().ops.end(), change.ops.begin(), change.ops.end());
                delta_size += sizes[i];
            } else if (deltas.size() == limits::deltas_per_envelope_max) {
                end = i;
            } else {
                const Timestamp at = change.said     ? *change.said
                                     : change.source ? Timestamp{0, 0, keyring_.device()}
                                                     : clock_.next(ports_.clock.now_ms());
                deltas.push_back({at, head_.next_counter + deltas.size(),
                                  change.said ? change.colleague : colleague, change.ops});
                delta_size = sizes[i];
            }
        }
        return deltas;
    };
    std::size_t percent = 100;  // of the estimate, as the last envelope turned out
    for (std::size_t next = 0; next < changes.size();) {
        const std::size_t target = aim(left * percent / 100);
        std::size_t end = next;
        std::size_t bytes = 0;
        while (end < changes.size() && (end == next || (bytes + sizes[end]) * percent / 100 <= target))
            bytes += sizes[end++];
        std::vector<Delta> deltas;
        Bytes body;
        for (;;) {  // the estimate is close; when the real size is over, a part goes to the next envelope
            deltas = deltas_of(next, end);
            body = encode_deltas(deltas);
            if (body.size() <= target || end - next == 1) break;
            end = next +
                  std::max<std::size_t>(1, std::min((end - next) * target / body.size(), end - next - 1));
        }
        bytes = 0;
        for (; next < end; ++next) {
            bytes += sizes[next];
            changes[next].ops = {};  // the deltas have them now
        }
        left -= bytes;
        percent = std::max<std::size_t>(20, body.size() * 100 / bytes + 1);

        EnvelopeHeader header;
        header.stream = stream;
        header.epoch = roster_.epoch();
        header.number = ++row.own_number;
        header.first = !slot.empty() && row.own_number == 1 && row.last_pos == 0;
        if (header.first) header.slot_hash = slot_hash(slot);
        auto envelope = keyring_.seal(ports_.random, header, key, body);
        HISTORY_CHECK(
            envelope.ok());  // one change is bounded by its fields: value_bytes_max and the importer's limits
        const auto count = static_cast<std::uint32_t>(deltas.size());
        head_.next_counter += count;
        sealed.push_back({head_.next_seq++,
                          {stream, count, std::move(*envelope), header.first ? slot : Bytes{}},
                          std::move(deltas)});
    }
    return sealed;
}

struct Replica::Impl::Forming {
    std::uint64_t first_seq = 0, last_seq = 0;
    std::size_t bytes = 256;
    Push push;
};

// The next push out of the front of the outbox: read, signed, stored, then sent.
void Replica::Impl::form_push() {
    if (session_ != Session::live || !alarm_.empty() || !clone_.empty() || !refusal_.empty()) return;
    if (in_flight_) return send_push();
    if (outbox_.empty() || !roster_.member(keyring_.device())) return;
    enqueue([this] {
        if (session_ != Session::live || in_flight_ || outbox_.empty() || !clone_.empty() || !alarm_.empty())
            return finish_job();
        gather_push(std::make_shared<Forming>(), rows::outbox_key(0));
    });
}

void Replica::Impl::gather_push(std::shared_ptr<Forming> forming, std::string from) {
    ports_.storage.read(
        {std::move(from), rows::end_of("o"), tuning::long_rows},
        [this, alive = alive_, forming](Result<std::vector<Row>> read) {
            if (!*alive) return;
            const auto taken = [&]() -> Result<bool> {  // true: the push is full, or the outbox is empty
                if (!read.ok()) return read.error();
                for (const Row& row : *read) {
                    TRY_ASSIGN(seq, rows::outbox_seq(row.first));
                    TRY_ASSIGN(outgoing, rows::decode_outgoing(row.second));
                    forming->bytes += outgoing.envelope.size() + outgoing.slot.size() + 8;
                    Push& push = forming->push;
                    if (push.envelopes.size() == limits::envelopes_per_push_max ||
                        forming->bytes > limits::push_bytes_max)
                        return true;
                    if (push.envelopes.empty()) forming->first_seq = seq;
                    push.envelopes.push_back(std::move(outgoing.envelope));
                    if (!outgoing.slot.empty()) push.slots.push_back(std::move(outgoing.slot));
                    forming->last_seq = seq;
                }
                return read->size() < tuning::long_rows;
            }();
            if (!taken.ok()) {
                storage_trouble_ = taken.error().what;
                drop_session();
                return finish_job();
            }
            if (!*taken) return gather_push(forming, read->back().first + '\0');
            if (forming->push.envelopes.empty()) return finish_job();
            sign_push(*forming);
        });
}

void Replica::Impl::sign_push(Forming& forming) {
    Push& push = forming.push;
    const rows::Chain chain = head_.chains[keyring_.device()];
    push.device = keyring_.device();
    push.number = chain.number + 1;
    push.seen_gpos = head_.frontier.count();
    push.seen_root = head_.frontier.root();
    rows::InFlight flight;
    flight.number = push.number;
    flight.first_seq = forming.first_seq;
    flight.last_seq = forming.last_seq;
    const Bytes message = push_message(keyring_.workspace(), push, chain.hash);
    push.signature = keyring_.sign("history push 1", message);
    flight.hash = push_hash(message, push.signature);
    flight.push = encode_push(push);
    Batch batch;
    batch.puts.emplace_back(rows::push_key(), rows::encode(flight));
    commit(std::move(batch), Durability::strict, [this, flight = std::move(flight)](Result<> result) mutable {
        if (result.ok()) {
            in_flight_ = std::move(flight);
            push_sent_ = false;
            send_push();
        }
        finish_job();
    });
}

bool Replica::Impl::may_retry() const {
    const std::uint64_t now = ports_.clock.now_ms();
    return now >= retry_push_ms_ || now + tuning::retry_push_ms < retry_push_ms_;
}

void Replica::Impl::send_push() {
    if (!in_flight_ || push_sent_ || session_ != Session::live || !clone_.empty()) return;
    if (!may_retry()) return;
    Writer out;
    out.u8(static_cast<std::uint8_t>(message::Kind::push));
    out.raw(in_flight_->push);
    push_sent_ = ports_.transport.send(out.take());
}

}  // namespace history
