// The server on the network: WebSocket on a loopback address, one message a binary frame, and GET /healthz.
// Transport security is the business of a proxy in front; this listens on loopback only.
#pragma once
#include <memory>
#include <string>

#include "sync/server.h"

namespace history::sync {

class Net {
public:
    // `listen`: "127.0.0.1:7070", "[::1]:0", "localhost:7070"; port 0 takes a free one. Server and store outlive the Net.
    static Result<std::unique_ptr<Net>> open(Server& server, LogStore& store, const std::string& listen);
    ~Net();
    Net(const Net&) = delete;

    std::string address() const;  // "ws://127.0.0.1:41234"
    // Until SIGTERM or SIGINT: says goaway, commits what came, closes. An error: the store failed, nothing
    // more was acknowledged.
    Result<> run();

private:
    class Impl;
    explicit Net(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace history::sync
