#include "native/port/loop.h"

#include <utility>  // before anything of Boost 1.74 (its awaitable.hpp lacks it)

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <optional>

namespace history {

namespace asio = boost::asio;

class Loop::Impl {
public:
    void wait_for_signal() {
        signals_->async_wait([this](const boost::system::error_code& code, int number) {
            if (code) return;
            wait_for_signal();
            const auto& turn = number == SIGHUP ? reload_ : stop_;
            if (turn) turn();
        });
    }
    void listen(int number) {
        const bool first = !signals_;
        if (first) signals_.emplace(io_);
        signals_->add(number);
        if (first) wait_for_signal();
    }

    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    std::optional<asio::signal_set> signals_;
    std::function<void()> stop_, reload_;
};

Loop::Loop() : impl_(std::make_unique<Impl>()) {}
Loop::~Loop() = default;

void Loop::post(std::function<void()> turn) {
    asio::post(impl_->io_, std::move(turn));
}

void Loop::after(std::uint64_t delay_ms, std::function<void()> turn) {
    auto timer = std::make_shared<asio::steady_timer>(impl_->io_, std::chrono::milliseconds(delay_ms));
    timer->async_wait([timer, turn = std::move(turn)](const boost::system::error_code& code) {
        if (!code) turn();
    });
}

void Loop::on_stop_signal(std::function<void()> turn) {
    impl_->stop_ = std::move(turn);
    impl_->listen(SIGTERM);
    impl_->listen(SIGINT);
}

void Loop::on_reload_signal(std::function<void()> turn) {
    impl_->reload_ = std::move(turn);
    impl_->listen(SIGHUP);
}

void Loop::run_one() {
    impl_->io_.run_one();
}

void Loop::run_until(const std::function<bool()>& done) {
    while (!done()) impl_->io_.run_one();
}

boost::asio::io_context& Loop::io() {
    return impl_->io_;
}

}  // namespace history
