// One connection as the server sees it. The shell (net.cpp, the simulator) implements it.
#pragma once
#include <memory>

#include "core/base/bytes.h"

namespace history::sync {

using Frame = std::shared_ptr<const Bytes>;  // shared, because one `live` goes to many

class Peer {
public:
    virtual ~Peer() = default;
    virtual void send(Frame frame) = 0;            // queued in order; never blocks and never calls the server
    virtual std::size_t queued_bytes() const = 0;  // accepted by send and not yet handed to the network
    virtual void close() = 0;  // after what is queued went out; Server::on_close follows in a later turn
};

}  // namespace history::sync
