// The event loop of a native program: one thread, turns in the order in which they were asked for, timers,
// signals. Every port and the replica live in its turns; nothing else waits.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace history {

class Loop {
public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;

    void post(std::function<void()> turn);                           // runs in a later turn
    void after(std::uint64_t delay_ms, std::function<void()> turn);  // dropped when the loop ends first
    void on_stop_signal(std::function<void()> turn);                 // SIGTERM or SIGINT, each time
    void on_reload_signal(std::function<void()> turn);               // SIGHUP, each time
    void run_one();                                                  // waits for one turn and runs it
    // Turns until `done` says so. Not from inside a turn.
    void run_until(const std::function<bool()>& done);

    boost::asio::io_context& io();  // for the ports that are made of sockets

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace history
