#include "sync/server.h"

#include <algorithm>

#include "sync/limits.h"

namespace history::sync {

using message::Kind;

Result<> Server::start() {
    TRY_ASSIGN(ids, ports_.store.workspaces());
    for (const WorkspaceId& id : ids) {
        TRY_ASSIGN(space, workspace(id));
        if (!(space->roster().server_key() == ports_.signer.public_key()))
            return fail(Errc::unauthorized, "The log in this folder belongs to a server with another key.");
        last_ms_ = std::max(last_ms_, space->head().time_ms);
    }
    return {};
}

std::uint64_t Server::now() {
    return last_ms_ = std::max(last_ms_, ports_.clock.now_ms());
}

Session* Server::find(SessionId id) {
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : &found->second;
}

Result<Workspace*> Server::workspace(const WorkspaceId& id) {
    if (const auto known = workspaces_.find(id); known != workspaces_.end()) return &known->second;
    Workspace space(ports_.store, id);
    TRY_ASSIGN(held, space.load());
    if (!held) return fail(Errc::not_found, "This server does not hold that workspace.");
    return &workspaces_.emplace(id, std::move(space)).first->second;
}

SessionId Server::on_open(Peer& peer, std::string origin) {
    const SessionId id = ++last_session_;
    Session& session = sessions_.emplace(id, Session(id, peer, std::move(origin))).first->second;
    if (sessions_.size() > limits::sessions_max || draining_) {
        session.dismiss(Errc::limit, Kind::hello,
                        "This server takes no more connections at the moment; try again later.");
        return id;
    }
    session.opened_ms = now();
    session.challenge.server = ports_.signer.public_key();
    ports_.random.fill(session.challenge.nonce.bytes);
    session.challenge.time_ms = session.opened_ms;
    session.say(message::encode(session.challenge));
    return id;
}

void Server::on_close(SessionId id) {
    sessions_.erase(id);
}

void Server::on_drained(SessionId id) {
    Session* session = find(id);
    if (session == nullptr || !session->pull_waiting || !session->ready()) return;
    session->pull_waiting = false;
    take(*session, message::Pull{session->pull_after});
}

bool Server::accepts(SessionId id) const {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return true;
    std::size_t staged = 0;
    if (const auto space = workspaces_.find(found->second.workspace); space != workspaces_.end())
        staged = space->second.pending_bytes();
    return found->second.unacked < limits::unacked_pushes_max && staged < limits::group_bytes_max;
}

void Server::on_message(SessionId id, ByteView bytes) {
    Session* session = find(id);
    if (session == nullptr || session->stage == Session::Stage::closing || draining_) return;
    Result<message::FromDevice> message = message::decode_from_device(bytes);
    const Kind kind = bytes.empty() ? Kind::error : static_cast<Kind>(bytes[0]);
    if (!message.ok()) return session->dismiss(message.error().code, kind, message.error().what);
    const bool hello = std::holds_alternative<message::DeviceHello>(*message);
    if (hello != (session->stage == Session::Stage::challenged))
        return session->dismiss(Errc::unauthorized, kind,
                                "A session begins with one hello, and everything else comes after.");
    if (!hello && !session->ready())
        return session->dismiss(Errc::unauthorized, kind, "The session speaks before it was welcomed.");
    std::visit([&](const auto& body) { take(*session, body); }, *message);
}

void Server::settle(Session& session, const Verdict& verdict) {
    switch (verdict.is) {
        case Verdict::Is::staged:
            ++session.unacked;
            break;
        case Verdict::Is::repeated:
            break;
        case Verdict::Is::refused:
            session.refuse(verdict.refusal);
            break;
        case Verdict::Is::hostile:
            session.refuse(verdict.refusal);
            session.hang_up();
            break;
    }
}

void Server::take(Session& session, const Push& push) {
    Workspace& space = workspaces_.at(session.workspace);
    if (session.device.zero() || !(push.device == session.device))
        return session.dismiss(Errc::unauthorized, Kind::push,
                               "A push names another device than its session.");
    const Verdict verdict = space.stage_push(push, session.id(), now());
    settle(session, verdict);
    if (verdict.is != Verdict::Is::repeated) return;
    message::Ack ack;
    ack.push_number = push.number;
    ack.first_gpos = verdict.stored.first_gpos;
    ack.time_ms = verdict.stored.time_ms;
    ack.positions = verdict.stored.positions;
    ack.head = space.head();
    session.say(message::encode(ack));
}

void Server::take(Session& session, const message::Pull& pull) {
    if (!session.can_take(limits::batch_bytes_max)) {
        session.pull_waiting = true;
        session.pull_after = pull.after_gpos;
        return;
    }
    Workspace& space = workspaces_.at(session.workspace);
    message::Entries batch;
    batch.head = space.head();
    session.flow = Session::Flow::behind;
    // A device that has seen more than this server holds (an older state was restored here) gets the head and judges itself.
    if (pull.after_gpos <= batch.head.gpos) {
        Result<std::vector<message::Entry>> entries = space.entries(pull.after_gpos, limits::batch_bytes_max);
        if (!entries.ok()) return session.dismiss(entries.error().code, Kind::pull, entries.error().what);
        batch.entries = std::move(*entries);
        std::uint64_t reached = pull.after_gpos;
        if (!batch.entries.empty())
            reached = batch.entries.back().first_gpos + batch.entries.back().positions.size() - 1;
        if (reached == batch.head.gpos) session.flow = Session::Flow::live;
    }
    session.say(message::encode(Kind::batch, batch));
}

void Server::take(Session& session, const message::RosterAppend& append) {
    Workspace& space = workspaces_.at(session.workspace);
    const Result<RosterRecord> record = decode_record(append.record);
    if (!record.ok()) return session.dismiss(record.error().code, Kind::roster, record.error().what);
    const bool joins = record->kind == RosterKind::join;
    const bool own =
        joins ? session.invited() && record->invite_key == session.key : record->author == session.device;
    if (record->kind == RosterKind::genesis || !own || (joins && !session.device.zero()))
        return session.dismiss(Errc::unauthorized, Kind::roster,
                               "A session appends roster records of its own device only.");
    const Verdict verdict = space.stage_record(append.record, session.id(), now());
    settle(session, verdict);
    // Of an invite that does not let its device in, there is nothing more to say; a lost race is run again.
    if (joins && verdict.is == Verdict::Is::refused && verdict.refusal.code != Errc::conflict)
        session.hang_up();
}

void Server::take(Session& session, const message::Bundle& bundle) {
    Workspace& space = workspaces_.at(session.workspace);
    if (bundle.ask) return hand_out(session, space);
    if (const Result<> kept = keep_bundle(session, space, bundle); !kept.ok())
        session.dismiss(kept.error().code, Kind::bundle, kept.error().what);
}

Result<> Server::keep_bundle(Session& session, Workspace& space, const message::Bundle& bundle) {
    const Member* owner = space.roster().member(session.device);
    if (owner == nullptr || owner->role != Role::owner ||
        space.roster().is_void(session.device, space.next_gpos()))
        return fail(Errc::unauthorized, "Only an owner leaves a bundle for an invited device.");
    if (bundle.bundle.empty()) return fail(Errc::corrupt, "A bundle is never empty.");
    return space.stage_bundle(bundle.invite_key, bundle.bundle);
}

// A bundle is handed out once: it leaves only after its deletion is durable. The same session may ask again.
void Server::hand_out(Session& session, Workspace& space) {
    if (!session.invited() || !session.device.zero())
        return session.dismiss(Errc::unauthorized, Kind::bundle, "Only an invited device asks for a bundle.");
    if (!session.bundle.empty())
        return session.say(message::encode(message::Bundle{true, {}, session.bundle}));
    Result<Bytes> bundle = space.bundle(session.key);
    if (!bundle.ok()) return session.dismiss(bundle.error().code, Kind::bundle, bundle.error().what);
    if (bundle->empty())
        return session.dismiss(
            Errc::not_found, Kind::bundle,
            "There is no bundle for this invite, or it was handed out before; ask for a new invite.");
    if (const Result<> staged = space.stage_bundle(session.key, {}); !staged.ok())
        return session.dismiss(staged.error().code, Kind::bundle, staged.error().what);
    next_handing_out_.push_back({session.id(), std::move(*bundle)});
}

void Server::take(Session& session, const message::Refusal&) {
    session.hang_up();
}  // the device is done with us

void Server::tick() {
    const std::uint64_t time = now();
    for (auto& [id, session] : sessions_) {
        if (session.stage == Session::Stage::challenged && time - session.opened_ms > limits::hello_ms_max)
            session.dismiss(Errc::unauthorized, Kind::hello,
                            "The challenge has expired: no hello came in time.");
        if (!session.ready()) continue;
        Workspace& space = workspaces_.at(session.workspace);
        if (session.invited() && session.device.zero()) {
            const Invite* invite = space.roster().invite(session.key);
            if (invite == nullptr || time > invite->expires_ms)
                session.dismiss(Errc::unauthorized, Kind::hello,
                                "This invite has expired; ask for a new one.");
        }
        if (time - space.head().time_ms >= limits::head_every_ms) space.refresh_head();
    }
}

void Server::drain() {
    draining_ = true;
    for (auto& [id, session] : sessions_)
        session.say(message::encode(message::GoAway{limits::goaway_retry_ms}));
}

}  // namespace history::sync
