// How much of somebody else's server is taken in: native/port/remote_client.h, from a server of our own.
#include "native/port/remote_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <thread>

#include "native/port/http_server.h"
#include "native/port/loop.h"

using namespace history;

namespace {

// `bytes` times the letter x as zlib writes it (RFC 1950, 1951): one letter and matches of 258 at distance 1 in a block of fixed
// codes, a thousandth of their length.
std::string squeezed(std::size_t bytes) {
    std::string out = "\x78\x9c";
    unsigned held = 0, count = 0;
    const auto bits = [&](unsigned value, unsigned many) {  // lowest first
        held |= value << count;
        for (count += many; count >= 8; count -= 8, held >>= 8) out.push_back(static_cast<char>(held));
    };
    const auto code = [&](unsigned value, unsigned many) {  // a Huffman code: highest first
        while (many-- > 0) bits(value >> many & 1, 1);
    };
    bits(1, 1);  // the last block,
    bits(1, 2);  // of fixed codes
    std::size_t written = 0;
    for (; written < bytes && (written == 0 || bytes - written < 258); ++written) code(0x30 + 'x', 8);
    while (bytes - written >= 258) {
        code(0xC5, 8);
        code(0, 5);
        written += 258;
    }
    for (; written < bytes; ++written) code(0x30 + 'x', 8);
    code(0, 7);
    if (count != 0) bits(0, 8 - count);
    std::uint32_t a = 1, b = 0;
    for (std::size_t i = 0; i < bytes; ++i) a = (a + 'x') % 65521, b = (b + a) % 65521;
    for (const std::uint32_t byte : {b >> 8, b & 0xFF, a >> 8, a & 0xFF})
        out.push_back(static_cast<char>(byte));
    return out;
}

// A server that answers every question with these bytes, compressed, and closes.
class Compressed {
public:
    explicit Compressed(std::string body) : body_(std::move(body)) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&at), size) == 0);
        REQUIRE(::listen(socket_, 4) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size) == 0);
        port_ = ntohs(at.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Compressed() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

private:
    void serve() {
        for (int one = 0; (one = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(one)) {
            char question[4096];
            if (::recv(one, question, sizeof question, 0) <= 0) continue;
            const std::string answer =
                "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nConnection: close\r\n"
                "Content-Length: " +
                std::to_string(body_.size()) + "\r\n\r\n" + body_;
            for (std::size_t at = 0; at < answer.size();) {
                const ssize_t sent = ::send(one, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
                if (sent <= 0) break;
                at += static_cast<std::size_t>(sent);
            }
        }
    }

    std::string body_;
    int socket_ = -1;
    unsigned port_ = 0;
    std::thread thread_;
};

}  // namespace

TEST_CASE("of a compressed answer 20 MiB are taken once it is unpacked, one byte more is refused") {
    const auto asked = [](std::size_t bytes) {
        const std::string body = squeezed(bytes);
        CHECK(body.size() < 200 * 1024);
        Compressed server(body);
        Loop loop;
        RemoteClient client(loop);
        std::optional<Result<Reply>> answer;
        client.ask({server.url()}, [&](Result<Reply> reply) { answer = std::move(reply); });
        loop.run_until([&] { return answer.has_value(); });
        return *answer;
    };
    const auto whole = asked(RemoteClient::answer_bytes_max);
    REQUIRE(whole.ok());
    CHECK(whole->body == std::string(RemoteClient::answer_bytes_max, 'x'));
    const auto more = asked(RemoteClient::answer_bytes_max + 1);
    REQUIRE_FALSE(more.ok());
    CHECK(more.error().what == "The answer is larger than 20 MiB.");
}

TEST_CASE("a client that is let go the moment its answer came ends at once, each of a thousand times") {
    for (int round = 0; round < 1000; ++round) {
        Loop loop;
        RemoteClient client(loop);
        bool over = false;
        client.ask({"http://shop.example/"}, [&](const Result<Reply>& reply) { over = !reply.ok(); });
        loop.run_until([&] { return over; });
    }
}

TEST_CASE("an answer of 20 MiB is taken, one byte more is refused, and the next question is answered") {
    Loop loop;
    auto server = HttpServer::open(loop, "127.0.0.1:0", {},
                                   [](HttpRequest request, std::function<void(HttpAnswer)> answer) {
                                       const std::size_t more = request.path == "/more" ? 1 : 0;
                                       answer({200, std::string(RemoteClient::answer_bytes_max + more, 'x')});
                                   });
    REQUIRE(server.ok());
    RemoteClient client(loop);
    const auto asked = [&](const char* path) {
        std::optional<Result<Reply>> answer;
        client.ask({(*server)->address() + path}, [&](Result<Reply> reply) { answer = std::move(reply); });
        loop.run_until([&] { return answer.has_value(); });
        return *answer;
    };
    const auto whole = asked("/whole");
    REQUIRE(whole.ok());
    CHECK(whole->body.size() == RemoteClient::answer_bytes_max);
    const auto more = asked("/more");
    REQUIRE_FALSE(more.ok());
    CHECK(more.error().code == Errc::limit);
    CHECK(more.error().what == "The answer is larger than 20 MiB.");
    CHECK(asked("/whole").ok());
}
