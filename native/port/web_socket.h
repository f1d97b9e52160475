// The Transport port of a native program: a WebSocket client, one connection at a time, binary messages, never compressed.
#pragma once
#include <memory>
#include <string>

#include "core/port/ports.h"
#include "native/port/loop.h"

namespace history {

class WebSocket : public Transport {
public:
    struct Ear {  // each called in a turn of its own
        std::function<void()> opened;
        std::function<void(ByteView message)> message;
        std::function<void(std::string why)>
            closed;  // also of a connection that never opened; why: a clause for people
    };

    WebSocket(Loop& loop, Ear ear);
    ~WebSocket() override;
    WebSocket(const WebSocket&) = delete;

    // "ws://host:port/path" or wss:// (the certificate must hold for the host, by the system's authorities).
    // Errc::usage: no such address. Everything else comes through the ear. Not while another connection stands.
    Result<> connect(const std::string& url);

    bool send(Bytes message) override;
    void close() override;

private:
    class Line;
    template <class Stream>
    class LineOn;
    Loop& loop_;
    std::shared_ptr<Ear> ear_;
    std::shared_ptr<Line> line_;
};

struct SocketAddress {
    bool secure = false;
    std::string host, port, path;
};
Result<SocketAddress> parse_socket_url(const std::string& url);

}  // namespace history
