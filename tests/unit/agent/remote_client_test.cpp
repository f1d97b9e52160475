// How much of somebody else's server is taken in: native/port/remote_client.h, from a server of our own.
#include "native/port/remote_client.h"

#include <doctest/doctest.h>

#include <optional>

#include "native/port/http_server.h"
#include "native/port/loop.h"

using namespace history;

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
