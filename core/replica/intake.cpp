// Entries of the log into the journal: folded, checked, merged. Nothing of a message is kept unless all of it holds.
#include <algorithm>

#include "core/replica/replica_impl.h"

namespace history {

void Replica::Impl::intake(const message::Entries& entries) {
    auto taken = std::make_shared<Intake>();
    auto held = verify(entries, *taken);
    if (!held.ok()) {
        if (held.error().code == Errc::alarm)
            alarm(held.error().what);
        else
            drop_session();
        return finish_job();
    }
    open_landings(*taken);
    open_then_merge(taken);
}

// The same, begun while the batch before it is written down: memory knows that one already, and no other job comes between. What
// does not hold is told by intake().
std::shared_ptr<Replica::Impl::Intake> Replica::Impl::intake_ahead(const message::Entries& entries) {
    if (!committing_intake_ || !jobs_.empty()) return nullptr;
    auto taken = std::make_shared<Intake>();
    taken->layout = layout_;
    if (!verify(entries, *taken).ok()) return nullptr;
    open_landings(*taken);
    return taken;
}

Result<> Replica::Impl::verify(const message::Entries& entries, Intake& intake) {
    if (!check_head(entries.head))
        return fail(Errc::alarm, "The server's signature over its log does not hold.");
    intake.head = head_;
    for (const message::Entry& entry : entries.entries) {
        if (entry.first_gpos != intake.head.frontier.count() + 1)
            return fail(Errc::corrupt, "The server sent entries that do not follow what this device has.");
        if (entry.time_ms < intake.head.leaf_time_ms)
            return fail(Errc::alarm, "The server's time went back.");
        intake.head.leaf_time_ms = entry.time_ms;
        TRY(entry.roster ? verify_record(entry, intake) : verify_push(entry, intake));
        if (!intake.head.trusted_seen && intake.head.frontier.count() >= keyring_.trusted_gpos()) {
            if (keyring_.trusted_gpos() > 0 && (intake.head.frontier.count() != keyring_.trusted_gpos() ||
                                                !(intake.head.frontier.root() == keyring_.trusted_root())))
                return fail(Errc::alarm, "The server's log is not the one that the invite was written for.");
            intake.head.trusted_seen = true;
        }
    }
    if (entries.head.gpos < intake.head.frontier.count())
        return fail(Errc::alarm, "The server sent more than it has signed.");
    if (entries.head.gpos == intake.head.frontier.count() &&
        !(entries.head.root == intake.head.frontier.root()))
        return fail(
            Errc::alarm,
            "The server's signed log differs from what this device verified: it was changed or forked.");
    intake.head.signed_head = entries.head;
    return {};
}

Result<> Replica::Impl::verify_record(const message::Entry& entry, Intake& intake) {
    if (!intake.roster) intake.roster = roster_;
    if (entry.positions.size() != 1) return fail(Errc::corrupt, "A roster entry has one position.");
    auto applied = intake.roster->apply(entry.body, entry.first_gpos, entry.time_ms);
    if (!applied.ok())
        return fail(Errc::alarm,
                    "The server accepted a roster record that its rules refuse: " + applied.error().what);
    if (entry.first_gpos == 1 && !(intake.roster->workspace() == keyring_.workspace()))
        return fail(Errc::alarm, "The server sent the log of another workspace.");
    intake.head.frontier.append(leaf_hash(
        {entry.first_gpos, roster_stream(), entry.positions[0], record_hash(entry.body), entry.time_ms}));
    auto record = decode_record(entry.body);
    if (record.ok() && record->kind == RosterKind::revoke)
        for (const auto& [stream, row] : streams_)
            if (row.number_of(record->device) > 0) intake.stale.insert(stream);
    intake.records.push_back({{entry.first_gpos, entry.time_ms, {}}, entry.body});
    return {};
}

Result<> Replica::Impl::verify_push(const message::Entry& entry, Intake& intake) {
    TRY_ASSIGN(push, decode_push(entry.body));
    const Roster& roster = intake.roster ? *intake.roster : roster_;
    const Member* author = roster.member(push.device);
    if (!author)
        return fail(Errc::alarm,
                    "The server accepted a push of a device that does not belong to the workspace.");
    rows::Chain& chain = intake.head.chains[push.device];
    if (push.number != chain.number + 1)
        return fail(Errc::alarm, "A push is missing in the server's log, or stands in it twice.");
    if (entry.positions.size() != push.envelopes.size())
        return fail(Errc::corrupt, "A push and its positions differ in count.");

    const Bytes message = push_message(keyring_.workspace(), push, chain.hash);
    const Hash hash = push_hash(message, push.signature);
    const bool own = push.device == keyring_.device();
    const bool own_in_flight =
        own && in_flight_ && in_flight_->number == push.number && in_flight_->hash == hash;
    const bool trusted = entry.first_gpos + push.envelopes.size() - 1 <= keyring_.trusted_gpos();
    if (!own_in_flight && !trusted &&
        !verify_signature("history push 1", message, push.signature, author->sign_key))
        return fail(Errc::alarm, "The server accepted a push whose signature does not hold.");
    if (own && !own_in_flight && clone_.empty())
        clone_ =
            "Another copy of this device writes under its name: this one reads on and sends nothing; join "
            "again by a new invite.";
    if (push.seen_gpos == head_.frontier.count() && push.seen_gpos > 0 &&
        !(push.seen_root == head_.frontier.root()))
        return fail(Errc::alarm, "Another device was shown a different log by the server: it has forked.");
    chain = {push.number, hash};
    intake.own_push = intake.own_push || own_in_flight;

    std::size_t slot = 0;
    for (std::size_t i = 0; i < push.envelopes.size(); ++i) {
        const std::uint64_t gpos = entry.first_gpos + i;
        TRY_ASSIGN(view, parse_envelope(push.envelopes[i]));
        const EnvelopeHeader& header = view.header;
        auto [place, fresh] = intake.streams.try_emplace(header.stream);
        if (fresh) {
            auto known = streams_.find(header.stream);
            if (known != streams_.end()) place->second = known->second;
        }
        rows::Stream& stream = place->second;
        if (!(header.device == push.device) || header.workspace_tag != workspace_tag(keyring_.workspace()) ||
            entry.positions[i] != stream.last_pos + 1 || header.number != stream.number_of(push.device) + 1 ||
            header.first != (stream.last_pos == 0))
            return fail(Errc::alarm,
                        "An envelope in the server's log does not stand where its author wrote it.");
        if (header.first) {
            if (slot >= push.slots.size() || !(slot_hash(push.slots[slot]) == header.slot_hash))
                return fail(Errc::alarm, "The key slot of a stream is not the one its author wrote.");
            stream.slot = push.slots[slot++];
            stream.first_gpos = gpos;
        }
        stream.last_pos = entry.positions[i];
        stream.set_number(push.device, header.number);
        if (own) stream.own_number = std::max(stream.own_number, header.number);
        intake.head.frontier.append(leaf_hash(
            {gpos, header.stream, entry.positions[i], envelope_hash(push.envelopes[i]), entry.time_ms}));
        intake.landings.push_back({header.stream, entry.positions[i], gpos, entry.time_ms, push.device,
                                   own_in_flight ? in_flight_->first_seq + i : 0,
                                   std::move(push.envelopes[i])});
    }
    return {};
}

// What the envelopes say, as far as this device can read them and their authors might write.
void Replica::Impl::open_landings(Intake& intake) const {
    const Roster& roster = intake.roster ? *intake.roster : roster_;
    std::map<StreamId, Result<Secret32>> keys;
    for (Landing& landing : intake.landings) {
        auto key = keys.find(landing.stream);
        if (key == keys.end())
            key = keys.emplace(landing.stream, stream_key(intake.streams[landing.stream], landing.stream))
                      .first;
        if (!key->second.ok() || !roster.may_write(landing.device, landing.stream, landing.gpos).ok())
            continue;
        auto deltas = open_envelope(landing.envelope, *key->second);
        if (!deltas.ok()) continue;
        const Role role = roster.member(landing.device)->role;
        for (Delta& delta : *deltas) landing.deltas.push_back(permitted(std::move(delta), role));
    }
}

// Every known subject that must take these words with it is opened; far behind, most of them can wait: their envelopes go into
// the journal alone and the subject is counted anew once, when its words are all here, not once with every envelope.
void Replica::Impl::open_then_merge(std::shared_ptr<Intake> intake) {
    const bool far = intake->head.signed_head.gpos - head_.frontier.count() > tuning::behind_leaves;
    std::vector<StreamId> known;
    intake->later.clear();
    for (const auto& [stream, row] : intake->streams) {
        if (streams_.find(stream) != streams_.end()) {
            if (far && may_wait(stream))
                intake->later.insert(stream);
            else
                known.push_back(stream);
        } else if (!cached(stream)) {  // first heard of: nothing to read
            recent_.push_front(stream);
            intake->pinned.push_back(std::make_shared<Subject>());
            cache_[stream] = {intake->pinned.back(), recent_.begin()};
        }
    }
    open_all(std::move(known), [this, alive = alive_,
                                intake](Result<std::vector<std::shared_ptr<Subject>>> subjects) {
        if (!*alive) return;
        if (!subjects.ok()) {  // storage could not be read: fetched again from the cursor by the next session
            storage_trouble_ = subjects.error().what;
            drop_session();
            return reload([this](Result<>) { finish_job(); });
        }
        intake->pinned.insert(intake->pinned.end(), subjects->begin(), subjects->end());
        // Somebody opened one meanwhile: what he reads lacks these words, so they are merged into it.
        for (const StreamId& stream : intake->later)
            if (!may_wait(stream)) return open_then_merge(intake);
        Batch batch;
        merge(*intake, batch);
        ask_for_more();  // what comes next is on its way while this is written down
        committing_intake_ = true;
        commit(std::move(batch), Durability::relaxed, [this, intake](Result<> result) {
            committing_intake_ = false;
            if (result.ok()) {
                if (!intake->records.empty()) record_landed();
                go_on();
                rebuild_stale();
            }
            finish_job();
        });
    });
}

// Neither held by anybody, nor with words of this device over it. One that is only in memory is dropped: opened again, it has all.
bool Replica::Impl::may_wait(const StreamId& stream) const {
    const auto found = cache_.find(stream);
    return stream != shared_stream() && (found == cache_.end() || found->second.subject.use_count() == 1) &&
           opening_.find(stream) == opening_.end() && outbox_of_.find(stream) == outbox_of_.end();
}

// Memory first, then one commit of everything; a commit that fails lays memory out anew.
void Replica::Impl::merge(Intake& intake, Batch& batch) {
    if (intake.roster) roster_ = std::move(*intake.roster);
    for (const auto& [row, record] : intake.records) {
        auto decoded = decode_record(record);
        batch.puts.emplace_back(rows::roster_key(decoded->position),
                                rows::encode_roster_row(row.gpos, row.time_ms, record));
    }
    const auto forget_index = [&](const StreamId& stream) {
        signatures_.erase(stream);
        batch.deletes.push_back(rows::signature_key(stream));
        batch.deletes.push_back(rows::index_key(stream));
    };
    const auto drop = [&](const StreamId& stream) {
        auto found = cache_.find(stream);
        if (found == cache_.end()) return;
        recent_.erase(found->second.used);
        cache_.erase(found);
    };
    for (const StreamId& stream : intake.later) drop(stream);
    std::map<StreamId, std::shared_ptr<Subject>> open;
    for (Landing& landing : intake.landings) {
        auto place = open.find(landing.stream);
        if (place == open.end()) place = open.emplace(landing.stream, cached(landing.stream)).first;
        Subject* const subject = place->second.get();  // null: later
        if (landing.own_seq != 0) {
            subject->lift(landing.own_seq);
            leave_outbox(landing.own_seq, landing.stream);
            batch.deletes.push_back(rows::outbox_key(landing.own_seq));
        }
        for (Delta& delta : landing.deltas) {
            const Stamp stamp = judged(delta.at, landing.time_ms);
            if (stamp.clamped() && landing.device == keyring_.device()) ++clamped_;
            // A clamped claim may tie in effective time with what comes next: the next must be above it.
            intake.head.observed_ms =
                std::max(intake.head.observed_ms, stamp.effective_ms + (stamp.clamped() ? 1 : 0));
            clock_.observe(stamp.effective_ms + (stamp.clamped() ? 1 : 0),
                           stamp.clamped() ? 0 : stamp.claimed.counter);
            if (stamp.clamped()) forget_index(landing.stream);  // the count alone would not tell
            if (subject) subject->merge(std::move(delta), landing.time_ms);
        }
        batch.puts.emplace_back(rows::journal_key(landing.stream, landing.pos),
                                rows::encode_journal(landing.gpos, landing.time_ms, landing.envelope));
    }
    std::vector<std::pair<StreamId, const rows::Stream*>> advances;
    for (auto& [stream, row] : intake.streams) {
        if (intake.later.contains(stream)) {
            stale_.insert(stream);
            advances.emplace_back(stream, &row);
        } else {
            Subject& subject = *open.at(stream);
            subject.settle();
            keep_record(stream, row, &subject, batch);
        }
        streams_[stream] = row;
    }
    std::uint8_t part = 0;
    for (std::string& value : rows::encode_advances(advances)) {
        advances_.push_back(rows::advance_key(intake.head.frontier.count(), part++));
        batch.puts.emplace_back(advances_.back(), std::move(value));
    }
    if (!intake.stale.empty()) ++layout_;
    for (const StreamId& stream : intake.stale) {
        drop(stream);
        stale_.insert(stream);
        forget_index(stream);
        batch.puts.emplace_back(rows::stream_key(stream),
                                rows::encode(streams_[stream]));  // without a record: stale
    }
    if (intake.own_push) {
        in_flight_.reset();
        push_sent_ = false;
        batch.deletes.push_back(rows::push_key());
    }
    if (outbox_.empty()) clock_.restart(std::max(intake.head.observed_ms, std::uint64_t{0}), UINT16_MAX);
    intake.head.clock_ms = clock_.ms();
    intake.head.clock_counter = clock_.counter();
    head_ = std::move(intake.head);
    batch.puts.emplace_back(rows::head_key(), rows::encode(head_));
}

void Replica::Impl::leave_outbox(std::uint64_t seq, const StreamId& stream) {
    const auto found =
        std::lower_bound(outbox_.begin(), outbox_.end(), seq,
                         [](const Waiting& one, std::uint64_t wanted) { return one.seq < wanted; });
    HISTORY_CHECK(found != outbox_.end() && found->seq == seq);
    unsent_deltas_ -= found->deltas;
    outbox_.erase(found);
    auto& seqs = outbox_of_[stream];
    seqs.erase(std::remove(seqs.begin(), seqs.end(), seq), seqs.end());
    if (seqs.empty()) outbox_of_.erase(stream);
}

}  // namespace history
