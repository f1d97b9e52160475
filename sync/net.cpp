#include "sync/net.h"

#include <utility>  // before anything of Boost 1.74 (its awaitable.hpp lacks it)

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <csignal>
#include <deque>
#include <optional>
#include <set>

#include "sync/limits.h"

namespace history::sync {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using std::chrono::milliseconds;
using Code = beast::error_code;
// With its executor's own type: asio's polymorphic one costs a third of the deliveries.
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<tcp, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;

class Net::Impl {
public:
    class Connection;

    Impl(Server& server, LogStore& store) : server_(server), store_(store) {}
    Result<> listen(const std::string& where);
    Result<> run();
    std::string address() const;

    Server& server() { return server_; }
    void pump();  // soon: start a commit when there is a group and none runs
    void closed(const std::shared_ptr<Connection>& connection);
    bool draining() const { return draining_; }

private:
    void accept();
    void start_commit();
    void committed(const Result<>& outcome);
    void tick();
    void drain();
    void finish_drain();

    Server& server_;
    LogStore& store_;
    asio::io_context io_{1};
    asio::thread_pool commits_{1};
    asio::basic_socket_acceptor<tcp, Executor> acceptor_{io_.get_executor()};
    asio::steady_timer timer_{io_};
    asio::steady_timer retry_{io_};
    asio::signal_set signals_{io_};
    std::set<std::shared_ptr<Connection>> connections_;
    std::chrono::steady_clock::time_point drain_until_;
    Result<> outcome_;
    bool pump_posted_ = false;
    bool committing_ = false;
    bool draining_ = false;
    bool closing_ = false;  // everything is committed and said, connections are being closed
};

class Net::Impl::Connection : public Peer, public std::enable_shared_from_this<Connection> {
public:
    Connection(Impl& net, Socket socket) : net_(net), stream_(std::move(socket)) {}

    void start() {
        parser_.emplace();
        parser_->header_limit(limits::http_header_bytes_max);
        parser_->body_limit(0);
        beast::get_lowest_layer(stream_).expires_after(milliseconds(limits::http_ms_max));
        http::async_read(stream_.next_layer(), buffer_, *parser_,
                         [self = shared_from_this()](Code code, std::size_t) { self->on_request(code); });
    }

    void send(Frame frame) override {
        if (ended_ || close_wanted_) return;
        queued_bytes_ += frame->size();
        queue_.push_back(std::move(frame));
        if (open_ && !writing_) write();
    }
    std::size_t queued_bytes() const override { return queued_bytes_; }
    void close() override {
        close_wanted_ = true;
        asio::post(stream_.get_executor(), [self = shared_from_this()] { self->close_when_written(); });
    }
    void resume() {
        if (paused_ && !ended_ && net_.server().accepts(session_)) {
            paused_ = false;
            read();
        }
    }
    void abort() {  // at the end of a drain
        Code ignored;
        beast::get_lowest_layer(stream_).socket().close(ignored);
    }

private:
    void on_request(Code code) {
        if (code) return end();
        const auto& request = parser_->get();
        if (websocket::is_upgrade(request)) return accept();
        answer(request.target() == "/healthz" && request.method() == http::verb::get);
    }

    void answer(bool health) {
        response_.emplace(health ? (net_.draining() ? http::status::service_unavailable : http::status::ok)
                                 : http::status::not_found,
                          parser_->get().version());
        response_->set(http::field::content_type, "text/plain; charset=utf-8");
        response_->body() = health ? (net_.draining() ? "draining\n" : "ok\n")
                                   : "This is historyd; it speaks WebSocket to devices, and GET /healthz.\n";
        response_->keep_alive(false);
        response_->prepare_payload();
        http::async_write(stream_.next_layer(), *response_,
                          [self = shared_from_this()](Code, std::size_t) { self->end(); });
    }

    void accept() {
        beast::get_lowest_layer(stream_).expires_never();
        websocket::stream_base::timeout timeouts{};
        timeouts.handshake_timeout = milliseconds(limits::http_ms_max);
        timeouts.idle_timeout = milliseconds(limits::idle_ms_max);
        timeouts.keep_alive_pings = true;
        stream_.set_option(timeouts);
        stream_.read_message_max(0);  // bounded in on_read, where a sentence can still be said
        stream_.auto_fragment(false);
        stream_.binary(true);
        stream_.async_accept(parser_->get(),
                             [self = shared_from_this()](Code code) { self->on_accept(code); });
    }

    void on_accept(Code code) {
        if (code) return end();
        const auto origin = parser_->get()[http::field::origin];
        std::string page(origin.data(), std::min(origin.size(), limits::origin_bytes_max));
        parser_.reset();
        buffer_.consume(buffer_.size());
        open_ = true;
        session_ = net_.server().on_open(*this, std::move(page));
        opened_ = true;
        read();
    }

    void read() {
        const std::size_t room = limits::message_bytes_max + 1 - buffer_.size();
        stream_.async_read_some(buffer_, std::min<std::size_t>(room, 64 * 1024),
                                [self = shared_from_this()](Code code, std::size_t) { self->on_read(code); });
    }

    // A frame may claim any length: only what has arrived takes room, and one byte too much ends it.
    void on_read(Code code) {
        if (code || ended_) return end();
        const bool oversized = buffer_.size() > limits::message_bytes_max;
        if (!stream_.is_message_done() && !oversized) return read();
        if (!stream_.got_binary()) {
            close_code_ = websocket::close_code::unknown_data;
            return close();
        }
        const auto bytes = buffer_.cdata();
        net_.server().on_message(session_, {static_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        buffer_.consume(buffer_.size());
        if (buffer_.capacity() > 64 * 1024) buffer_.shrink_to_fit();
        net_.pump();
        if (oversized) return;  // dismissed by the server
        if (net_.server().accepts(session_))
            read();
        else
            paused_ = true;
    }

    void write() {
        writing_ = true;
        stream_.async_write(asio::const_buffer(queue_.front()->data(), queue_.front()->size()),
                            [self = shared_from_this()](Code code, std::size_t) { self->on_write(code); });
    }

    void on_write(Code code) {
        writing_ = false;
        if (code || ended_) return end();
        queued_bytes_ -= queue_.front()->size();
        queue_.pop_front();
        if (!queue_.empty()) return write();
        if (close_wanted_) return close_when_written();
        net_.server().on_drained(session_);
    }

    void close_when_written() {
        if (ended_ || writing_ || !queue_.empty() || close_sent_) return;
        if (!open_) return end();
        close_sent_ = true;
        stream_.async_close(close_code_, [self = shared_from_this()](Code) { self->end(); });
    }

    void end() {
        if (ended_) return;
        ended_ = true;
        abort();
        asio::post(stream_.get_executor(), [self = shared_from_this()] {
            if (self->opened_) self->net_.server().on_close(self->session_);
            self->net_.closed(self);
        });
    }

    Impl& net_;
    websocket::stream<Stream, false> stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::empty_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
    std::deque<Frame> queue_;
    std::size_t queued_bytes_ = 0;
    SessionId session_ = 0;
    websocket::close_code close_code_ = websocket::close_code::normal;
    bool open_ = false;    // the handshake is done
    bool opened_ = false;  // the server knows the session
    bool writing_ = false;
    bool paused_ = false;
    bool close_wanted_ = false;
    bool close_sent_ = false;
    bool ended_ = false;
};

Result<> Net::Impl::listen(const std::string& where) {
    const std::size_t colon = where.rfind(':');
    std::string host = where.substr(0, colon);
    if (host == "localhost") host = "127.0.0.1";
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    Code code;
    const auto address = asio::ip::make_address(host, code);
    const std::string digits = colon == std::string::npos ? "" : where.substr(colon + 1);
    const bool number =
        !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == std::string::npos;
    if (code || !number || std::stoul(digits) > 65535)
        return fail(Errc::usage, "--listen wants an address and a port, such as 127.0.0.1:7070.");
    if (!address.is_loopback())
        return fail(Errc::usage,
                    "historyd listens on a loopback address only; put a proxy with TLS in front of it.");
    const tcp::endpoint endpoint(address, static_cast<std::uint16_t>(std::stoul(digits)));
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code) return fail(Errc::network, "Cannot listen on " + where + ": " + code.message() + ".");
    return {};
}

std::string Net::Impl::address() const {
    Code code;
    const tcp::endpoint endpoint = acceptor_.local_endpoint(code);
    const std::string host = endpoint.address().to_string();
    return "ws://" + (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
           std::to_string(endpoint.port());
}

Result<> Net::Impl::run() {
    for (int number : {SIGTERM, SIGINT}) {
        Code code;
        signals_.add(number, code);
        if (code) return fail(Errc::storage, "Cannot wait for signals: " + code.message() + ".");
    }
    signals_.async_wait([this](Code code, int) {
        if (!code) drain();
    });
    accept();
    tick();
    io_.run();
    commits_.join();
    return outcome_;
}

void Net::Impl::accept() {
    acceptor_.async_accept([this](Code code, Socket socket) {
        if (draining_) return;
        if (code) {  // out of file descriptors, most likely: wait for some to be closed
            retry_.expires_after(milliseconds(100));
            return retry_.async_wait([this](Code stopped) {
                if (!stopped) accept();
            });
        }
        if (connections_.size() <= limits::sessions_max + 64) {
            Code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            auto connection = std::make_shared<Connection>(*this, std::move(socket));
            connections_.insert(connection);
            connection->start();
        }
        accept();
    });
}

void Net::Impl::closed(const std::shared_ptr<Connection>& connection) {
    connections_.erase(connection);
    finish_drain();
}

// Posted, so that everything that is readable now comes into the same group.
void Net::Impl::pump() {
    if (pump_posted_ || committing_) return;
    pump_posted_ = true;
    asio::post(io_, [this] {
        pump_posted_ = false;
        start_commit();
    });
}

void Net::Impl::start_commit() {
    if (committing_ || !server_.has_group()) return finish_drain();
    committing_ = true;
    asio::post(commits_, [this, group = std::make_shared<const Group>(server_.take_group())] {
        Result<> outcome = store_.commit(*group);
        asio::post(io_, [this, outcome = std::move(outcome)] { committed(outcome); });
    });
}

void Net::Impl::committed(const Result<>& outcome) {
    committing_ = false;
    if (Result<> told = server_.on_committed(outcome); !told.ok()) {
        outcome_ = std::move(told);
        return io_.stop();
    }
    const auto connections = connections_;
    for (const auto& connection : connections) connection->resume();
    start_commit();
}

void Net::Impl::tick() {
    timer_.expires_after(milliseconds(limits::tick_ms));
    timer_.async_wait([this](Code code) {
        if (code) return;
        server_.tick();
        pump();
        if (draining_ && std::chrono::steady_clock::now() > drain_until_) return io_.stop();
        tick();
    });
}

void Net::Impl::drain() {
    draining_ = true;
    drain_until_ = std::chrono::steady_clock::now() + milliseconds(limits::drain_ms_max);
    Code ignored;
    acceptor_.close(ignored);
    server_.drain();
    start_commit();
}

void Net::Impl::finish_drain() {
    if (!draining_ || committing_ || server_.has_group()) return;
    if (connections_.empty()) return io_.stop();
    if (closing_) return;
    closing_ = true;
    drain_until_ = std::chrono::steady_clock::now() + milliseconds(limits::close_ms_max);
    const auto connections = connections_;
    for (const auto& connection : connections) connection->close();
}

Net::Net(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Net::~Net() = default;

Result<std::unique_ptr<Net>> Net::open(Server& server, LogStore& store, const std::string& listen) {
    try {
        auto impl = std::make_unique<Impl>(server, store);
        TRY(impl->listen(listen));
        return std::unique_ptr<Net>(new Net(std::move(impl)));
    } catch (const std::exception& error) {
        return fail(Errc::network, std::string("Cannot listen: ") + error.what());
    }
}

std::string Net::address() const {
    return impl_->address();
}

Result<> Net::run() {
    try {
        return impl_->run();
    } catch (const std::exception& error) {
        return fail(Errc::network, std::string("The network failed: ") + error.what());
    }
}

}  // namespace history::sync
