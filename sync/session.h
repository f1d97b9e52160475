// One connection and where it stands. The rules are in server.cpp; here is what a session says and how far it has been told.
#pragma once
#include "sync/peer.h"
#include "sync/workspace.h"

namespace history::sync {

class Session {
public:
    enum class Stage : std::uint8_t {
        challenged,  // our hello is out, theirs is awaited
        founding,    // its genesis is on the way to stable storage
        ready,
        closing,  // the last word is said: what still comes is ignored
    };
    // What entries it gets. quiet: has not pulled; hears only of its own pushes. behind: pulls, not at the head yet; hears
    // of nothing but batches, and of its own pushes in them. live: everything, in order, its own pushes as `ack`.
    enum class Flow : std::uint8_t { quiet, behind, live };

    Session(SessionId id, Peer& peer, std::string origin)
        : id_(id), peer_(peer), origin_(std::move(origin)) {}

    SessionId id() const { return id_; }
    const std::string& origin() const { return origin_; }
    bool ready() const { return stage == Stage::ready; }
    bool invited() const { return as == message::As::invite; }

    void say(Frame frame) {
        if (stage != Stage::closing) peer_.send(std::move(frame));
    }
    void say(Bytes message) { say(std::make_shared<const Bytes>(std::move(message))); }
    void refuse(message::Refusal refusal) { say(message::encode(refusal)); }
    // One sentence, and the connection ends.
    void dismiss(Errc code, message::Kind about, std::string sentence);
    void hang_up();  // without a word
    bool can_take(std::size_t bytes) const;

    Stage stage = Stage::challenged;
    Flow flow = Flow::quiet;
    message::ServerHello challenge;
    std::uint64_t opened_ms = 0;
    WorkspaceId workspace;
    message::As as = message::As::device;
    SignKey key;                // of device or invite
    DeviceId device;            // of a device; an invited session gets it with its join
    Bytes bundle;               // handed out to this session
    std::size_t unacked = 0;    // staged pushes and records that wait for a commit
    bool pull_waiting = false;  // asked while too much was queued: answered when the queue has drained
    std::uint64_t pull_after = 0;

private:
    SessionId id_;
    Peer& peer_;
    std::string origin_;
};

}  // namespace history::sync
