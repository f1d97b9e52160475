// From a commit to the sessions: one signed head per workspace and group, then acknowledgements and live entries.
#include <algorithm>

#include "core/wire/sentences.h"
#include "sync/limits.h"
#include "sync/server.h"

namespace history::sync {

using message::Kind;

namespace {
message::Ack ack_of(const Staged& staged, const SignedHead& head) {
    return {staged.push_number, staged.entry.first_gpos, staged.entry.time_ms, staged.entry.positions, head};
}

bool awaited_by(const Staged& staged, SessionId session) {
    return staged.push_number != 0 &&
           std::find(staged.authors.begin(), staged.authors.end(), session) != staged.authors.end();
}

// `live` messages for entries [from, to), none of them much larger than a batch may be.
std::vector<Frame> live_frames(const std::vector<Staged>& staged, std::size_t from, std::size_t to,
                               const SignedHead& head) {
    std::vector<Frame> frames;
    while (from < to) {
        message::Entries live;
        live.head = head;
        std::size_t bytes = 0;
        for (; from < to; ++from) {
            bytes += staged[from].entry.body.size();
            if (bytes > limits::batch_bytes_max && !live.entries.empty()) break;
            live.entries.push_back(staged[from].entry);
        }
        frames.push_back(std::make_shared<const Bytes>(message::encode(Kind::live, live)));
    }
    return frames;
}
}  // namespace

struct Server::Fanout {
    const std::vector<Staged>& staged;
    const SignedHead& head;
    std::vector<Frame> for_all;  // of sessions that wrote nothing of it: encoded once

    std::vector<Frame> frames(SessionId session) {
        std::vector<Frame> result;
        std::size_t from = 0;
        bool own = false;
        for (std::size_t i = 0; i < staged.size(); ++i) {
            if (!awaited_by(staged[i], session)) continue;
            own = true;
            for (Frame& frame : live_frames(staged, from, i, head)) result.push_back(std::move(frame));
            result.push_back(std::make_shared<const Bytes>(message::encode(ack_of(staged[i], head))));
            from = i + 1;
        }
        if (!own) {
            if (for_all.empty()) for_all = live_frames(staged, 0, staged.size(), head);
            return for_all;
        }
        for (Frame& frame : live_frames(staged, from, staged.size(), head))
            result.push_back(std::move(frame));
        return result;
    }
};

bool Server::dirty() const {
    return std::any_of(workspaces_.begin(), workspaces_.end(),
                       [](const auto& entry) { return entry.second.dirty(); });
}

Group Server::take_group() {
    HISTORY_CHECK(!committing_);
    Group group;
    const std::uint64_t time = now();
    for (auto& [id, space] : workspaces_) {
        if (!space.dirty()) continue;
        Part part = space.take_part(time);
        SignedHead& head = part.head.signed_head;
        head.signature = ports_.signer.sign("history head 1", head_message(id, head));
        space.set_signed(head);
        in_group_.push_back(id);
        group.parts.push_back(std::move(part));
    }
    handing_out_ = std::move(next_handing_out_);
    next_handing_out_.clear();
    committing_ = !group.parts.empty();
    return group;
}

Result<> Server::on_committed(const Result<>& outcome) {
    HISTORY_CHECK(committing_);
    committing_ = false;
    const std::vector<WorkspaceId> ids = std::exchange(in_group_, {});
    std::vector<HandOut> handing_out = std::exchange(handing_out_, {});
    if (outcome.ok()) {
        for (const WorkspaceId& id : ids) {
            Workspace& space = workspaces_.at(id);
            deliver(space, space.committed());
        }
        for (HandOut& leaving : handing_out)
            if (Session* session = find(leaving.session); session != nullptr && session->ready()) {
                session->bundle = std::move(leaving.bundle);
                session->say(message::encode(message::Bundle{true, {}, session->bundle}));
            }
        return {};
    }
    if (outcome.error().code != Errc::storage) {
        for (auto& [id, session] : sessions_) session.hang_up();
        return outcome.error();
    }
    // No room: what was staged on top of it goes with it, in other workspaces the next group stands by itself.
    for (const WorkspaceId& id : ids) {
        Workspace& space = workspaces_.at(id);
        TRY_ASSIGN(lost, space.rolled_back());
        refuse_all(lost, outcome.error());
        if (space.head().gpos == 0) workspaces_.erase(id);
    }
    for (HandOut& leaving : std::exchange(next_handing_out_, {})) {
        const Session* session = find(leaving.session);
        const bool lost =
            session == nullptr || std::find(ids.begin(), ids.end(), session->workspace) != ids.end();
        (lost ? handing_out : next_handing_out_).push_back(std::move(leaving));
    }
    for (const HandOut& lost : handing_out)
        if (Session* session = find(lost.session); session != nullptr)
            session->dismiss(Errc::storage, Kind::bundle, outcome.error().what);
    return {};
}

void Server::refuse_all(const std::vector<Staged>& staged, const Error& error) {
    for (const Staged& lost : staged)
        for (const SessionId id : lost.authors) {
            Session* session = find(id);
            if (session == nullptr) continue;
            session->unacked -= std::min<std::size_t>(session->unacked, 1);
            const bool founding = session->stage == Session::Stage::founding;
            message::Refusal refusal;
            refusal.code = error.code;
            refusal.about = founding ? Kind::hello : lost.push_number != 0 ? Kind::push : Kind::roster;
            refusal.number = lost.push_number != 0 ? lost.push_number : lost.entry.positions.front();
            refusal.index = message::no_envelope;
            refusal.sentence = error.what;
            session->refuse(std::move(refusal));
            if (founding) session->hang_up();
        }
}

void Server::deliver(Workspace& space, const Workspace::Committed& done) {
    const std::vector<Staged>& staged = done.staged;
    Fanout fanout{staged, space.head(), {}};
    for (const Staged& entry : staged) {
        for (const SessionId id : entry.authors)
            if (Session* session = find(id); session != nullptr)
                session->unacked -= std::min<std::size_t>(session->unacked, 1);
        if (entry.push_number != 0) acknowledge_quietly(entry, space.head());
    }
    for (auto& [id, session] : sessions_) {
        if (!(session.workspace == space.id())) continue;
        if (session.stage == Session::Stage::founding) {
            welcome(session, 0, {});
        } else if (session.ready()) {
            if (staged.empty() && done.time_told)
                session.say(message::encode_time(space.head()));
            else if (!staged.empty() && session.flow == Session::Flow::live)
                deliver_live(session, fanout);
        }
    }
    for (const Staged& entry : staged)
        if (entry.entry.roster) after_record(space, entry);
}

void Server::acknowledge_quietly(const Staged& staged, const SignedHead& head) {
    for (const SessionId id : staged.authors)
        if (Session* session = find(id); session != nullptr && session->flow == Session::Flow::quiet)
            session->say(message::encode(ack_of(staged, head)));
}

// A session that does not keep up hears a `time` whose gpos is beyond what it was told, and pulls when it gets there.
void Server::deliver_live(Session& session, Fanout& fanout) {
    const std::vector<Frame> frames = fanout.frames(session.id());
    std::size_t bytes = 0;
    for (const Frame& frame : frames) bytes += frame->size();
    if (!session.can_take(bytes)) {
        session.flow = Session::Flow::behind;
        return session.say(message::encode_time(fanout.head));
    }
    for (const Frame& frame : frames) session.say(frame);
}

// A join makes its session the device's; a revocation ends the sessions of its device.
void Server::after_record(Workspace& space, const Staged& staged) {
    const Result<RosterRecord> record = decode_record(staged.entry.body);
    HISTORY_CHECK(record.ok());
    for (auto& [id, session] : sessions_) {
        if (!(session.workspace == space.id()) || !session.ready()) continue;
        if (record->kind == RosterKind::join && session.invited() && session.key == record->invite_key) {
            const bool author =
                std::find(staged.authors.begin(), staged.authors.end(), id) != staged.authors.end();
            if (author)
                session.device = device_id(record->sign_key);
            else
                session.dismiss(Errc::unauthorized, Kind::hello, "This invite was used; ask for a new one.");
        }
        if (record->kind == RosterKind::revoke && session.device == record->device)
            session.dismiss(Errc::unauthorized, Kind::hello, std::string(sentence_revoked));
    }
}

}  // namespace history::sync
