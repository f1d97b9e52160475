#include "native/agent/uplink.h"

namespace history::agent {

namespace {
constexpr std::uint64_t steady_ms = 10 * 1000;  // a connection that stood so long starts the back-off anew
constexpr std::uint64_t tick_ms = 1000;
}  // namespace

Uplink::Uplink(Loop& loop, Clock& clock, Random& random)
    : loop_(loop),
      clock_(clock),
      backoff_(random),
      socket_(loop, {[this] { opened(); },
                     [this](ByteView message) {
                         if (replica_) replica_->on_message(message);
                     },
                     [this](std::string why) { closed(std::move(why)); }}) {}

void Uplink::keep(Replica& replica, std::string url) {
    if (replica_) return;
    replica_ = &replica;
    url_ = std::move(url);
    connect();
    tick();
}

void Uplink::retry_now() {
    if (!open_ && !connecting_) connect();
}

void Uplink::connect() {
    ++attempt_;
    if (!replica_->wants_connection()) return;
    connecting_ = true;
    Result<> started = socket_.connect(url_);
    if (!started.ok()) closed(started.error().what);
}

void Uplink::opened() {
    open_ = true;
    connecting_ = false;
    opened_ms_ = clock_.now_ms();
    replica_->on_open();
}

void Uplink::closed(std::string why) {
    const bool was_open = open_;
    open_ = connecting_ = false;
    trouble_ = std::move(why);
    if (was_open && clock_.now_ms() - opened_ms_ >= steady_ms) backoff_.succeeded();
    if (was_open) replica_->on_close();
    loop_.after(backoff_.next_ms(), [this, alive = alive_, attempt = attempt_] {
        if (*alive && attempt == attempt_) connect();
    });
}

void Uplink::tick() {
    replica_->tick();
    loop_.after(tick_ms, [this, alive = alive_] {
        if (*alive) tick();
    });
}

}  // namespace history::agent
