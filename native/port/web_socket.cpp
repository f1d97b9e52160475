#include "native/port/web_socket.h"

#include <utility>  // before anything of Boost 1.74 (its awaitable.hpp lacks it)

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>

#include "core/wire/limits.h"

namespace history {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using Code = beast::error_code;

namespace {
constexpr std::chrono::seconds step_s_max{15};     // to resolve, connect, shake hands
constexpr std::chrono::seconds silence_s_max{90};  // then a ping; no answer: dead
constexpr std::size_t queue_bytes_max =
    16 * 1024 * 1024;  // a replica has one push of at most 1 MiB in flight
using Executor = asio::io_context::executor_type;
using Plain = beast::basic_stream<tcp, Executor>;
using Secure = beast::ssl_stream<Plain>;
}  // namespace

class WebSocket::Line {
public:
    virtual ~Line() = default;
    virtual void start(SocketAddress address) = 0;
    virtual bool send(Bytes message) = 0;
    virtual void close() = 0;
    std::shared_ptr<Ear> ear;  // null: nobody listens any more
};

// The steps of one connection: resolve, connect, [TLS], handshake, then reads and writes until it dies; every
// step goes on in the next one's handler.
template <class Stream>
class WebSocket::LineOn : public Line, public std::enable_shared_from_this<LineOn<Stream>> {
public:
    template <class... Words>
    explicit LineOn(asio::io_context& io, Words&&... words)
        : resolver_(io.get_executor()), socket_(Plain(io.get_executor()), std::forward<Words>(words)...) {}

    void start(SocketAddress address) override {
        address_ = std::move(address);
        resolver_.async_resolve(address_.host, address_.port,
                                [self = this->shared_from_this()](Code code, auto found) {
                                    if (code)
                                        return self->end("the name " + self->address_.host +
                                                         " is not known (" + code.message() + ")");
                                    self->connect(found);
                                });
    }

    bool send(Bytes message) override {
        if (!open_ || closing_ || queued_bytes_ + message.size() > queue_bytes_max) return false;
        queued_bytes_ += message.size();
        queue_.push_back(std::move(message));
        if (!writing_) write();
        return true;
    }

    void close() override {
        if (closing_ || ended_) return;
        closing_ = true;
        if (!open_) return end("the attempt was given up");
        if (!writing_) say_goodbye();
    }

private:
    void connect(const tcp::resolver::results_type& found) {
        if (ended_) return;
        beast::get_lowest_layer(socket_).expires_after(step_s_max);
        beast::get_lowest_layer(socket_).async_connect(
            found, [self = this->shared_from_this()](Code code, const auto&) {
                if (code) return self->end(code.message());
                Code ignored;
                beast::get_lowest_layer(self->socket_).socket().set_option(tcp::no_delay(true), ignored);
                self->secure();
            });
    }

    void secure() {
        if (ended_) return;
        if constexpr (std::is_same_v<Stream, Secure>) {
            auto& tls = socket_.next_layer();
            if (!SSL_set_tlsext_host_name(tls.native_handle(), address_.host.c_str()))
                return end("TLS cannot be used");
            tls.set_verify_callback(asio::ssl::host_name_verification(address_.host));
            tls.async_handshake(asio::ssl::stream_base::client, [self = this->shared_from_this()](Code code) {
                if (code) return self->end("TLS failed: " + code.message());
                self->shake_hands();
            });
        } else {
            shake_hands();
        }
    }

    void shake_hands() {
        if (ended_) return;
        beast::get_lowest_layer(socket_).expires_never();
        websocket::stream_base::timeout timeouts{};
        timeouts.handshake_timeout = step_s_max;
        timeouts.idle_timeout = silence_s_max;
        timeouts.keep_alive_pings = true;
        socket_.set_option(timeouts);
        socket_.read_message_max(limits::message_bytes_max);
        socket_.auto_fragment(false);
        socket_.binary(true);
        socket_.async_handshake(
            address_.host + ':' + address_.port, address_.path, [self = this->shared_from_this()](Code code) {
                if (code) return self->end("no history server answers there (" + code.message() + ")");
                if (self->ended_) return;
                self->open_ = true;
                if (self->ear) self->ear->opened();
                self->read();
            });
    }

    void read() {
        if (ended_) return;
        socket_.async_read(buffer_, [self = this->shared_from_this()](Code code, std::size_t) {
            if (code || self->ended_) return self->end(code.message());
            const auto bytes = self->buffer_.cdata();
            if (!self->closing_ && self->ear)
                self->ear->message({static_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
            self->buffer_.consume(self->buffer_.size());
            self->read();
        });
    }

    void write() {
        writing_ = true;
        socket_.async_write(asio::const_buffer(queue_.front().data(), queue_.front().size()),
                            [self = this->shared_from_this()](Code code, std::size_t) {
                                self->writing_ = false;
                                if (code || self->ended_) return self->end(code.message());
                                self->queued_bytes_ -= self->queue_.front().size();
                                self->queue_.pop_front();
                                if (!self->queue_.empty())
                                    self->write();
                                else if (self->closing_)
                                    self->say_goodbye();
                            });
    }

    void say_goodbye() {
        socket_.async_close(websocket::close_code::normal,
                            [self = this->shared_from_this()](Code) { self->end("closed"); });
    }

    void end(std::string why) {
        if (ended_) return;
        ended_ = true;
        Code ignored;
        beast::get_lowest_layer(socket_).socket().close(ignored);
        resolver_.cancel();
        // In a turn of its own: send() and close() may be what ended it.
        asio::post(socket_.get_executor(), [self = this->shared_from_this(), why = std::move(why)] {
            if (self->ear) self->ear->closed(why);
        });
    }

    asio::ip::basic_resolver<tcp, Executor> resolver_;
    websocket::stream<Stream, false> socket_;
    beast::flat_buffer buffer_;
    SocketAddress address_;
    std::deque<Bytes> queue_;
    std::size_t queued_bytes_ = 0;
    bool open_ = false, writing_ = false, closing_ = false, ended_ = false;
};

WebSocket::WebSocket(Loop& loop, Ear ear) : loop_(loop), ear_(std::make_shared<Ear>(std::move(ear))) {}

WebSocket::~WebSocket() {
    if (!line_) return;
    line_->ear.reset();
    line_->close();
}

Result<> WebSocket::connect(const std::string& url) {
    TRY_ASSIGN(address, parse_socket_url(url));
    if (line_) {
        line_->ear.reset();
        line_->close();
    }
    try {
        if (address.secure) {
            asio::ssl::context tls(asio::ssl::context::tls_client);
            tls.set_default_verify_paths();
            tls.set_verify_mode(asio::ssl::verify_peer);
            line_ = std::make_shared<LineOn<Secure>>(loop_.io(), tls);
        } else {
            line_ = std::make_shared<LineOn<Plain>>(loop_.io());
        }
        line_->ear = ear_;
        line_->start(std::move(address));
    } catch (const std::exception& error) {
        return fail(Errc::network, std::string("No connection can be made: ") + error.what() + '.');
    }
    return {};
}

bool WebSocket::send(Bytes message) {
    return line_ && line_->send(std::move(message));
}

void WebSocket::close() {
    if (line_) line_->close();
}

Result<SocketAddress> parse_socket_url(const std::string& url) {
    SocketAddress address;
    const Error wrong =
        fail(Errc::usage, "A server's address looks like ws://127.0.0.1:7070 or wss://sync.example.com.");
    std::string_view rest = url;
    if (rest.starts_with("wss://"))
        address.secure = true;
    else if (!rest.starts_with("ws://"))
        return wrong;
    rest.remove_prefix(address.secure ? 6 : 5);
    const std::size_t slash = rest.find('/');
    address.path = slash == std::string_view::npos ? "/" : std::string(rest.substr(slash));
    std::string_view host = rest.substr(0, slash);
    address.port = address.secure ? "443" : "80";
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
        address.port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    address.host = host;
    if (host.empty() || address.port.empty() || address.port.size() > 5 ||
        address.port.find_first_not_of("0123456789") != std::string::npos ||
        url.find_first_of(" \t\r\n") != std::string::npos)
        return wrong;
    return address;
}

}  // namespace history
