// The hello of a session: device, invited device, founder of a workspace.
#include <algorithm>

#include "core/wire/sentences.h"
#include "sync/limits.h"
#include "sync/server.h"

namespace history::sync {

using message::As;
using message::Kind;

namespace {
constexpr std::string_view hello_domain = "history hello 1";

Result<> check_signature(const Session& session, const message::DeviceHello& hello) {
    if (!verify_signature(hello_domain, message::hello_message(session.challenge, hello), hello.signature,
                          hello.key))
        return fail(Errc::unauthorized,
                    "The hello is not signed with its key for this server and this challenge.");
    return {};
}
}  // namespace

void Server::take(Session& session, const message::DeviceHello& hello) {
    if (hello.version != 1)
        return session.dismiss(Errc::unsupported, Kind::hello,
                               "This server speaks version 1 of the protocol only.");
    if (now() - session.opened_ms > limits::hello_ms_max)
        return session.dismiss(Errc::unauthorized, Kind::hello,
                               "The challenge has expired: the hello came too late.");
    session.workspace = hello.workspace;
    session.as = hello.as;
    session.key = hello.key;
    Result<> greeted;
    switch (hello.as) {
        case As::device:
            greeted = greet_device(session, hello);
            break;
        case As::invite:
            greeted = greet_invite(session, hello);
            break;
        case As::genesis:
            greeted = greet_founder(session, hello);
            break;
    }
    if (!greeted.ok()) return session.dismiss(greeted.error().code, Kind::hello, greeted.error().what);
    if (session.stage == Session::Stage::challenged) welcome(session, hello.in_flight, hello.in_flight_hash);
}

Result<> Server::check_origin(const Session& session, const std::vector<std::string>& origins) const {
    if (session.origin().empty() ||
        std::find(origins.begin(), origins.end(), session.origin()) != origins.end())
        return {};
    return fail(Errc::unauthorized, "Pages of this web origin may not connect to this workspace.");
}

Result<> Server::greet_device(Session& session, const message::DeviceHello& hello) {
    TRY_ASSIGN(space, workspace(hello.workspace));
    TRY(check_origin(session, space->roster().origins()));
    const DeviceId device = device_id(hello.key);
    const Member* member = space->roster().member(device);
    if (member == nullptr || !(member->sign_key == hello.key))
        return fail(Errc::unauthorized, "This device is not in the workspace's roster.");
    if (space->roster().is_void(device, space->next_gpos()))
        return fail(Errc::unauthorized, std::string(sentence_revoked));
    TRY(check_signature(session, hello));
    session.device = device;
    return {};
}

Result<> Server::greet_invite(Session& session, const message::DeviceHello& hello) {
    TRY_ASSIGN(space, workspace(hello.workspace));
    TRY(check_origin(session, space->roster().origins()));
    const Invite* invite = space->roster().invite(hello.key);
    if (invite == nullptr) return fail(Errc::unauthorized, "There is no such invite to this workspace.");
    if (invite->used)
        return fail(Errc::unauthorized, "This invite was used or withdrawn; ask for a new one.");
    if (space->time(now()) > invite->expires_ms)
        return fail(Errc::unauthorized, "This invite has expired; ask for a new one.");
    return check_signature(session, hello);
}

// The record is judged before anything is kept of it; the welcome waits until it is on stable storage.
Result<> Server::greet_founder(Session& session, const message::DeviceHello& hello) {
    TRY_ASSIGN(record, decode_record(hello.record));
    if (record.kind != RosterKind::genesis || !(workspace_id(hello.record) == hello.workspace) ||
        !(record.sign_key == hello.key))
        return fail(Errc::unauthorized, "The hello does not belong to its genesis record.");
    if (!(record.server == ports_.signer.public_key()))
        return fail(Errc::unauthorized, "The genesis record names another server's key.");
    TRY(check_origin(session, record.origins));
    TRY(check_signature(session, hello));
    const Result<Workspace*> known = workspace(hello.workspace);
    if (known.ok() && (*known)->head().gpos != 0) {  // the first answer was lost on its way
        session.as = As::device;
        return greet_device(session, hello);
    }
    if (known.ok()) return fail(Errc::conflict, "This workspace is being founded by another connection.");
    if (known.error().code != Errc::not_found) return known.error();
    if (admission_.by == Admission::By::first && !workspaces_.empty())
        return fail(Errc::unauthorized, "This server holds its workspace already and takes no other.");
    if (admission_.by == Admission::By::token &&
        !equal_constant_time(
            hello.admission.view(),  // compared in constant time: how much of a guess is right stays unsaid
            admission_proof(admission_.key.view(), message::hello_message(session.challenge, hello)).view()))
        return fail(
            Errc::unauthorized,
            "This server takes new workspaces by its admission token, and the hello does not prove it.");

    Workspace space(ports_.store, hello.workspace);
    const Verdict verdict = space.stage_record(hello.record, session.id(), now());
    if (verdict.is != Verdict::Is::staged) return fail(verdict.refusal.code, verdict.refusal.sentence);
    workspaces_.emplace(hello.workspace, std::move(space));
    session.as = As::device;
    session.device = device_id(hello.key);
    session.stage = Session::Stage::founding;
    ++session.unacked;
    return {};
}

void Server::welcome(Session& session, std::uint64_t in_flight, const Hash& in_flight_hash) {
    Workspace& space = workspaces_.at(session.workspace);
    message::Welcome welcome;
    welcome.head = space.head();
    if (!session.device.zero()) {
        const Result<PushMark> mark = ports_.store.push_mark(space.id(), session.device);
        const Result<message::InFlight> state = space.in_flight(session.device, in_flight, in_flight_hash);
        if (!mark.ok()) return session.dismiss(mark.error().code, Kind::hello, mark.error().what);
        if (!state.ok()) return session.dismiss(state.error().code, Kind::hello, state.error().what);
        welcome.in_flight = *state;
        welcome.last_push = mark->number;
    }
    session.stage = Session::Stage::ready;
    session.say(message::encode(welcome));
}

}  // namespace history::sync
