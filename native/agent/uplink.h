// The connection to the sync server, opened again with back-off as long as the replica wants one.
#pragma once
#include "core/replica/replica.h"
#include "native/port/backoff.h"
#include "native/port/web_socket.h"

namespace history::agent {

class Uplink {
public:
    Uplink(Loop& loop, Clock& clock, Random& random);
    ~Uplink() { *alive_ = false; }
    Uplink(const Uplink&) = delete;

    Transport& transport() { return socket_; }
    // From now on the replica has a connection, or the next attempt is under way. The replica outlives the uplink's turns.
    void keep(Replica& replica, std::string url);
    void retry_now();
    bool open() const { return open_; }
    unsigned failures() const {
        return backoff_.failures();
    }                                                        // attempts since the last connection that stood
    const std::string& trouble() const { return trouble_; }  // why the last one ended; a clause

private:
    void connect();
    void opened();
    void closed(std::string why);
    void tick();

    Loop& loop_;
    Clock& clock_;
    Backoff backoff_;
    WebSocket socket_;
    Replica* replica_ = nullptr;
    std::string url_, trouble_;
    std::uint64_t opened_ms_ = 0;
    bool open_ = false, connecting_ = false;
    std::uint64_t attempt_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace history::agent
