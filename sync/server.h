// The blind server: who may append what, in which order it stands, who hears of it. It holds no key that reads and does no
// I/O of its own: connections come in through Peer, the log through LogStore, time and chance through their ports.
//
// The shell calls it from one thread:
//   on_open, on_message, on_close, on_drained     as its connections do
//   tick                                          once a second
//   take_group -> LogStore::commit -> on_committed    whenever there is a group and none is on its way. The commit may run on
//       another thread; what arrives meanwhile is the next group: one fsync and one signed head per workspace and group.
// Nothing is acknowledged, and nobody is told of an entry, before on_committed says that it is on stable storage.
#pragma once
#include "core/port/ports.h"
#include "sync/session.h"
#include "sync/signer.h"

namespace history::sync {

// Which new workspaces come in: one and then none, those whose founder knows the token, or any.
struct Admission {
    enum class By : std::uint8_t { first, token, open };
    By by = By::first;
    Hash key = {};  // with By::token: admission_key of the token
};

struct ServerPorts {
    LogStore& store;
    Clock& clock;
    Random& random;
    const Signer& signer;
};

class Server {
public:
    Server(ServerPorts ports, Admission admission) : ports_(ports), admission_(std::move(admission)) {}
    Server(const Server&) = delete;

    Result<> start();  // reads which workspaces there are; before everything else

    // The peer lives until on_close. `origin`: of a browser's page, empty for other clients.
    SessionId on_open(Peer& peer, std::string origin);
    void on_message(SessionId id, ByteView bytes);
    void on_close(SessionId id);
    void on_drained(SessionId id);  // its peer's queue went down: a waiting pull may be answered
    void tick();                    // late hellos, expired invites, the signed time of every minute
    void drain();                   // tells everyone to come back later; takes nothing new

    // Does the server want more from this session now? false: do not read its socket until the next commit.
    bool accepts(SessionId id) const;
    bool has_group() const { return !committing_ && dirty(); }
    Group take_group();
    // Tells the outcome of the commit of the last group. An error in return: the store must not be used any
    // more; every session was closed without an acknowledgement, and the program ends.
    Result<> on_committed(const Result<>& outcome);

    std::size_t sessions() const { return sessions_.size(); }

private:
    struct HandOut {  // a bundle that leaves when its deletion is durable
        SessionId session;
        Bytes bundle;
    };
    struct Fanout;  // one workspace's entries on their way to the sessions

    std::uint64_t now();
    bool dirty() const;
    Session* find(SessionId id);
    Result<Workspace*> workspace(const WorkspaceId& id);  // loaded on first use; not_found

    void take(Session& session, const message::DeviceHello& hello);
    void take(Session& session, const Push& push);
    void take(Session& session, const message::Pull& pull);
    void take(Session& session, const message::RosterAppend& append);
    void take(Session& session, const message::Bundle& bundle);
    void take(Session& session, const message::Refusal& refusal);

    Result<> greet_device(Session& session, const message::DeviceHello& hello);
    Result<> greet_invite(Session& session, const message::DeviceHello& hello);
    Result<> greet_founder(Session& session, const message::DeviceHello& hello);
    Result<> check_origin(const Session& session, const std::vector<std::string>& origins) const;
    void welcome(Session& session, std::uint64_t in_flight, const Hash& in_flight_hash);
    void hand_out(Session& session, Workspace& space);
    Result<> keep_bundle(Session& session, Workspace& space, const message::Bundle& bundle);
    void settle(Session& session, const Verdict& verdict);

    void deliver(Workspace& space, const Workspace::Committed& done);
    void deliver_live(Session& session, Fanout& fanout);
    void acknowledge_quietly(const Staged& staged, const SignedHead& head);
    void after_record(Workspace& space, const Staged& staged);
    void refuse_all(const std::vector<Staged>& staged, const Error& error);

    ServerPorts ports_;
    Admission admission_;
    std::uint64_t last_ms_ = 0;
    std::uint64_t last_session_ = 0;
    std::map<SessionId, Session> sessions_;
    std::map<WorkspaceId, Workspace> workspaces_;
    std::vector<WorkspaceId> in_group_;
    std::vector<HandOut> handing_out_;       // in the group that commits
    std::vector<HandOut> next_handing_out_;  // in the one after
    bool committing_ = false;
    bool draining_ = false;
};

}  // namespace history::sync
