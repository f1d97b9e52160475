// The bounds of what waits in an agent's inbox, and of what pages may send: one more is refused with one sentence, and when there
// is room the next is taken.
#include "native/agent/inbox.h"

#include <doctest/doctest.h>

#include "core/port/fakes.h"
#include "native/agent/ringing.h"
#include "native/agent/webhooks.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"
#include "tests/unit/agent/scratch_folder.h"

using namespace history;
using namespace history::agent;

namespace {

// An agent in a folder of its own, with a device that no server knows.
struct Desk {
    ScratchFolder folder;
    std::unique_ptr<Shell> shell;
    std::unique_ptr<Inbox> inbox;
    std::vector<Result<>> answers;
    std::size_t sent = 0;

    Desk() {
        folder.write("agent/agent.json",
                     R"({"accounts":{"site":{"shop":{"own":["https://shop.example"]}}}})");
        auto entered = Shell::enter(folder / "agent", true);
        REQUIRE(entered.ok());
        shell = std::move(*entered);
        std::string recovery;
        REQUIRE(shell
                    ->settle(Keyring::found(shell->random(), "ws://127.0.0.1:9", SignKey{}, {},
                                            shell->clock().now_ms(), recovery))
                    .ok());
        inbox = std::make_unique<Inbox>(*shell);
        const auto started = shell->answer<Ok>([&](auto done) { inbox->start(done); });
        REQUIRE(started.ok());
    }
    void receive(std::string body) {
        ++sent;
        inbox->receive(connectors::site(), "shop", std::move(body), OnceToken(),
                       [this](Result<> kept) { answers.push_back(std::move(kept)); });
    }
    void settle() {
        shell->loop().run_until([&] { return answers.size() == sent && !inbox->busy(); });
    }
    std::size_t refused() const {
        std::size_t count = 0;
        for (const Result<>& one : answers) {
            if (one.ok()) continue;
            ++count;
            CHECK(one.error().code == Errc::limit);
            CHECK(one.error().what == "More deliveries wait than this agent holds; repeat this one later.");
        }
        return count;
    }
};

std::string page(std::size_t number) {
    return R"({"id":"p)" + std::to_string(number) +
           R"(","at":1790071200123,"event":"page","cookie":"c","url":"https://shop.example/"})";
}

}  // namespace

TEST_CASE("4096 deliveries wait, one more is refused, and it is taken once they are worked in") {
    Desk desk;
    for (std::size_t i = 0; i < Inbox::waiting_max; ++i) desk.receive(page(i));
    CHECK(desk.refused() == 0);
    desk.receive(page(Inbox::waiting_max));
    CHECK(desk.refused() == 1);
    desk.settle();
    desk.receive(page(Inbox::waiting_max));
    desk.settle();
    CHECK(desk.refused() == 1);
    CHECK(desk.answers.size() == Inbox::waiting_max + 2);
}

TEST_CASE("64 MiB of bodies wait, one byte more is refused, and what stands behind is read") {
    Desk desk;
    constexpr std::size_t one = Inbox::waiting_bytes_max / 16;
    for (int i = 0; i < 16; ++i)
        desk.receive(std::string(one, ' '));  // refused as too large for a page, later
    CHECK(desk.refused() == 0);
    desk.receive("x");
    CHECK(desk.refused() == 1);
    desk.settle();
    desk.receive(page(1));
    desk.settle();
    CHECK(desk.refused() == 1);
    CHECK(desk.inbox->counts().rejected == 16);
}

TEST_CASE("pages send 3000 events and events of 64 KiB in a minute, more is refused until the next") {
    Desk desk;
    fakes::Turns turns;
    fakes::FakeClock clock(turns, 1'790'071'200'000);
    Ringing ringing(*desk.shell);
    Webhooks webhooks(desk.shell->config(), clock, *desk.inbox, ringing);
    unsigned status = 0;
    const auto send = [&](std::string body) {
        status = 0;
        HttpRequest request{
            "POST", "/collect/shop", {}, {{"origin", "https://shop.example"}}, std::move(body)};
        webhooks.handle(std::move(request), [&](HttpAnswer answer) { status = answer.status; });
        desk.shell->loop().run_until([&] { return status != 0; });
        return status;
    };
    CHECK(send(std::string(connectors::site_body_limit + 1, ' ')) == 413);
    CHECK(send(std::string(connectors::site_body_limit, ' ')) == 200);  // the first of 3000
    for (std::size_t i = 1; i < 2999; ++i) REQUIRE(send("{}") == 200);
    CHECK(send(page(1)) == 200);
    CHECK(send(page(2)) == 429);
    clock.skew_ms = 60'000;
    CHECK(send(page(2)) == 200);
    desk.settle();
}
