#include "sync/workspace.h"

#include <algorithm>

#include "sync/limits.h"

namespace history::sync {

Result<bool> Workspace::load() {
    roster_ = Roster();
    frontier_ = Frontier();
    head_ = next_head_ = SignedHead();
    pending_ = committing_ = Layer();
    TRY_ASSIGN(stored, store_.head(id_));
    if (!stored) return false;
    TRY_ASSIGN(records, store_.roster(id_));
    for (const message::Entry& entry : records)
        TRY(roster_.apply(entry.body, entry.first_gpos, entry.time_ms));
    if (!(roster_.workspace() == id_) || stored->frontier.count() != stored->signed_head.gpos)
        return fail(Errc::corrupt, "The head of a workspace and its log do not fit together.");
    head_ = next_head_ = stored->signed_head;
    frontier_ = stored->frontier;
    time_ms_ = std::max(time_ms_, head_.time_ms);
    generation_ = head_.generation;
    return true;
}

Result<std::uint64_t> Workspace::stream_pos(const StreamId& stream) {
    for (const Layer* layer : {&pending_, &committing_})
        if (const auto found = layer->streams.find(stream); found != layer->streams.end())
            return found->second;
    return store_.stream_pos(id_, stream);
}

Result<PushMark> Workspace::last_push(const DeviceId& device) {
    for (const Layer* layer : {&pending_, &committing_})
        if (const auto found = layer->pushes.find(device); found != layer->pushes.end()) return found->second;
    return store_.push_mark(id_, device);
}

Result<EnvelopeMark> Workspace::envelope_mark(const DeviceId& device, const StreamId& stream) {
    const auto key = std::make_pair(device, stream);
    for (const Layer* layer : {&pending_, &committing_})
        if (const auto found = layer->envelopes.find(key); found != layer->envelopes.end())
            return found->second;
    return store_.envelope_mark(id_, device, stream);
}

// Only what is durable counts as stored: a device that hears "not stored" sends the same bytes again and is acknowledged.
Result<message::InFlight> Workspace::in_flight(const DeviceId& device, std::uint64_t number,
                                               const Hash& hash) {
    if (number == 0) return message::InFlight::none;
    TRY_ASSIGN(mark, store_.push_mark(id_, device));
    return mark.number == number && mark.hash == hash ? message::InFlight::stored
                                                      : message::InFlight::not_stored;
}

Verdict Workspace::stage_record(ByteView record, SessionId author, std::uint64_t now_ms) {
    const std::uint64_t gpos = next_gpos();
    time_ms_ = time(now_ms);
    if (const Result<> applied = roster_.apply(record, gpos, time_ms_); !applied.ok()) {
        Verdict verdict;
        const Error& error = applied.error();
        const bool honest = error.code == Errc::conflict || error.code == Errc::unauthorized;
        verdict.is = honest ? Verdict::Is::refused : Verdict::Is::hostile;
        verdict.refusal.code = error.code;
        verdict.refusal.about = message::Kind::roster;
        verdict.refusal.number = roster_.position();
        verdict.refusal.sentence = error.what;
        return verdict;
    }
    Staged staged;
    staged.entry.roster = true;
    staged.entry.first_gpos = gpos;
    staged.entry.time_ms = time_ms_;
    staged.entry.positions = {roster_.position()};
    staged.entry.body.assign(record.begin(), record.end());
    staged.authors = {author};
    Append added;
    added.entry = staged.entry;
    added.placed = {{roster_stream(), roster_.position(), {0, roster_.head()}}};
    append(std::move(added), std::move(staged));
    return {};
}

void Workspace::append(Append added, Staged staged) {
    std::uint64_t gpos = added.entry.first_gpos;
    for (const Placed& placed : added.placed) {
        frontier_.append(
            leaf_hash({gpos++, placed.stream, placed.pos, placed.mark.hash, added.entry.time_ms}));
        pending_.streams[placed.stream] = placed.pos;
        if (placed.mark.number != 0) pending_.envelopes[{added.device, placed.stream}] = placed.mark;
    }
    if (!added.entry.roster) pending_.pushes[added.device] = added.mark;
    pending_.bytes += added.entry.body.size() + staged.entry.body.size();
    pending_.appends.push_back(std::move(added));
    pending_.staged.push_back(std::move(staged));
}

Result<> Workspace::stage_bundle(const SignKey& invite, Bytes bundle) {
    if (!bundle.empty()) {
        TRY_ASSIGN(waiting, store_.bundles(id_));
        if (waiting + pending_.bundles.size() + committing_.bundles.size() >= limits::open_bundles_max)
            return fail(Errc::limit,
                        "Too many sealed bundles of this workspace wait for their invited devices.");
    }
    pending_.bytes += bundle.size();
    pending_.bundles.push_back({invite, std::move(bundle)});
    return {};
}

Result<Bytes> Workspace::bundle(const SignKey& invite) {
    for (const Layer* layer : {&pending_, &committing_})
        for (auto change = layer->bundles.rbegin(); change != layer->bundles.rend(); ++change)
            if (change->invite == invite) return change->bundle;
    return store_.bundle(id_, invite);
}

Result<std::vector<message::Entry>> Workspace::entries(std::uint64_t after, std::size_t bytes_max) {
    TRY_ASSIGN(found, store_.entries(id_, after, head_.gpos, bytes_max));
    std::uint64_t next = after + 1;
    for (message::Entry& entry : found) {
        if (entry.first_gpos != next)
            return next == after + 1
                       ? fail(Errc::corrupt,
                              "No entry of the log begins after the position that was asked for.")
                       : fail(Errc::storage, "The stored log has a gap.");
        next += entry.positions.size();
        if (!entry.roster) TRY(put_slots_back(entry));
    }
    if (found.empty() && after < head_.gpos) return fail(Errc::corrupt, "No entry of the log begins there.");
    return found;
}

Result<> Workspace::put_slots_back(message::Entry& entry) {
    TRY_ASSIGN(push, decode_push(entry.body));
    if (push.slots.empty()) return {};
    std::size_t at = 0;
    for (const Bytes& envelope : push.envelopes) {
        TRY_ASSIGN(view, parse_envelope(envelope));
        if (!view.header.first) continue;
        TRY_ASSIGN(slot, store_.slot(id_, view.header.stream));
        if (slot.empty() || at >= push.slots.size())
            return fail(Errc::storage,
                        "The key slot of a stored stream is missing; the server's slots.db is incomplete.");
        push.slots[at++] = std::move(slot);
    }
    entry.body = encode_push(push);
    return {};
}

Part Workspace::take_part(std::uint64_t now_ms) {
    HISTORY_CHECK(committing_.appends.empty() && !committing_.refresh);
    time_ms_ = time(now_ms);
    Part part;
    part.workspace = id_;
    part.head.frontier = frontier_;
    part.head.signed_head.generation = generation_;
    part.head.signed_head.gpos = frontier_.count();
    part.head.signed_head.root = frontier_.root();
    part.head.signed_head.time_ms = time_ms_;
    part.appends = std::move(pending_.appends);
    part.bundles = pending_.bundles;
    committing_ = std::move(pending_);
    pending_ = Layer();
    return part;
}

Workspace::Committed Workspace::committed() {
    head_ = next_head_;
    Committed done{std::move(committing_.staged), committing_.refresh};
    committing_ = Layer();
    return done;
}

Result<std::vector<Staged>> Workspace::rolled_back() {
    std::vector<Staged> staged = std::move(committing_.staged);
    for (Staged& later : pending_.staged) staged.push_back(std::move(later));
    TRY(load());
    return staged;
}

}  // namespace history::sync
