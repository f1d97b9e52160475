#include "native/port/http_server.h"

#include "core/base/ascii.h"

#include <utility>  // before anything of Boost 1.74 (its awaitable.hpp lacks it)

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

namespace history {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Code = beast::error_code;
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<tcp, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;

namespace {

std::string decoded(std::string_view text, bool plus_is_blank) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                            hex_digit(text[i + 2]) >= 0;
        if (escape) {
            plain += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            plain += plus_is_blank && text[i] == '+' ? ' ' : text[i];
        }
    }
    return plain;
}

std::map<std::string, std::string> query_of(std::string_view text) {
    std::map<std::string, std::string> query;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!pair.empty())
            query[decoded(pair.substr(0, equals), true)] =
                decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return query;
}

}  // namespace

class HttpServer::Impl : public std::enable_shared_from_this<Impl> {
public:
    class Connection;
    Impl(Loop& loop, Limits limits, Handler handler)
        : limits_(limits),
          handler_(std::move(handler)),
          acceptor_(loop.io().get_executor()),
          retry_(loop.io().get_executor()) {}

    Result<> listen(const std::string& where);
    void accept();
    void stop() {
        stopped_ = true;
        Code ignored;
        acceptor_.close(ignored);
        retry_.cancel();
    }
    std::string address() const {
        Code code;
        const tcp::endpoint endpoint = acceptor_.local_endpoint(code);
        const std::string host = endpoint.address().to_string();
        return "http://" + (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':' +
               std::to_string(endpoint.port());
    }

    const Limits limits_;
    Handler handler_;
    std::size_t connections_ = 0;
    bool stopped_ = false;

private:
    asio::basic_socket_acceptor<tcp, Executor> acceptor_;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                               Executor>
        retry_;
};

class HttpServer::Impl::Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(std::shared_ptr<Impl> server, Socket socket)
        : server_(std::move(server)), stream_(std::move(socket)) {
        ++server_->connections_;
    }
    ~Connection() { --server_->connections_; }

    void read() {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(server_->limits_.header_bytes_max));
        parser_->body_limit(server_->limits_.body_bytes_max);
        stream_.expires_after(std::chrono::seconds(server_->limits_.request_s_max));
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](Code code, std::size_t) { self->on_read(code); });
    }

private:
    void on_read(Code code) {
        if (code == http::error::body_limit)
            return answer({413, "The body is larger than this agent takes.\n"}, false);
        if (code == http::error::header_limit)
            return answer({431, "The headers are larger than this agent takes.\n"}, false);
        if (code) return;  // nothing or half of a request: the connection goes
        auto& message = parser_->get();
        HttpRequest request;
        request.method = std::string(message.method_string());
        const std::string target(message.target());
        const std::size_t mark = std::min(target.find('?'), target.size());
        request.path = decoded(std::string_view(target).substr(0, mark), false);
        request.query = query_of(std::string_view(target).substr(std::min(mark + 1, target.size())));
        for (const auto& field : message)
            request.headers[lower({field.name_string().data(), field.name_string().size()})] =
                std::string(field.value());
        request.body = std::move(message.body());
        const bool keep = message.keep_alive();
        stream_.expires_never();  // the answer waits for a disk, not for the peer
        server_->handler_(std::move(request), [self = shared_from_this(), keep](HttpAnswer given) {
            self->answer(std::move(given), keep);
        });
    }

    void answer(HttpAnswer given, bool keep) {
        response_.emplace(static_cast<http::status>(given.status), 11);
        response_->set(http::field::content_type, "text/plain; charset=utf-8");
        response_->set("X-Content-Type-Options", "nosniff");
        response_->body() = std::move(given.body);
        response_->keep_alive(keep && !server_->stopped_);
        response_->prepare_payload();
        stream_.expires_after(std::chrono::seconds(server_->limits_.request_s_max));
        http::async_write(stream_, *response_, [self = shared_from_this()](Code code, std::size_t) {
            if (!code && self->response_->keep_alive()) return self->read();
            Code ignored;
            self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        });
    }

    std::shared_ptr<Impl> server_;
    Stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
};

Result<> HttpServer::Impl::listen(const std::string& where) {
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
        return fail(Errc::usage, "--listen wants an address and a port, such as 127.0.0.1:7071.");
    if (!address.is_loopback())
        return fail(Errc::usage,
                    "Webhooks are taken on a loopback address only; put a proxy with TLS in front of it.");
    const tcp::endpoint endpoint(address, static_cast<std::uint16_t>(std::stoul(digits)));
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code) return fail(Errc::network, "Cannot listen on " + where + ": " + code.message() + '.');
    return {};
}

void HttpServer::Impl::accept() {
    acceptor_.async_accept([self = shared_from_this()](Code code, Socket socket) {
        if (self->stopped_) return;
        if (code) {  // out of file descriptors, most likely: wait for some to be closed
            self->retry_.expires_after(std::chrono::milliseconds(100));
            return self->retry_.async_wait([self](Code stopped) {
                if (!stopped) self->accept();
            });
        }
        if (self->connections_ < self->limits_.connections_max)
            std::make_shared<Connection>(self, std::move(socket))->read();
        self->accept();
    });
}

HttpServer::HttpServer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() {
    impl_->stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::open(Loop& loop, const std::string& listen, Limits limits,
                                                     Handler handler) {
    try {
        auto impl = std::make_shared<Impl>(loop, limits, std::move(handler));
        TRY(impl->listen(listen));
        impl->accept();
        return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
    } catch (const std::exception& error) {
        return fail(Errc::network, std::string("Cannot listen: ") + error.what() + '.');
    }
}

std::string HttpServer::address() const {
    return impl_->address();
}
void HttpServer::stop() {
    impl_->stop();
}

}  // namespace history
