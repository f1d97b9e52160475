// Telegram's examples give one id to several things, one of them nobody's: divided over two agents in any order, and told again
// by the other of them, they write nothing new. The whole of the samples: tests/stories/samples_import.py.
#include <random>

#include "native/connectors/telegram.h"
#include "tests/unit/agent/workspace.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::agent;

namespace {

void import_half(Workspace& agent, const std::vector<std::string>& bodies, const std::vector<int>& whose,
                 int half) {
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        if (whose[i] != half) continue;
        connectors::Parsed parsed = connectors::telegram().parse(bytes_of(bodies[i]), Workspace::account());
        Filing portion = agent.filing();
        for (connectors::Item& item : parsed.items)
            portion.add("telegram", Workspace::account(), std::move(item));
        for (connectors::Statement& one : parsed.statements)
            portion.add("telegram", Workspace::account(), std::move(one));
        agent.file(portion);
    }
}

void exchange(Workspace& a, Workspace& b) {
    Workspace heard;
    heard.written = a.written;
    a.hear(b);
    b.hear(heard);
    a.written.clear();
    b.written.clear();
}

}  // namespace

TEST_CASE("in ten orders over two agents the second and third time write nothing") {
    std::vector<std::string> bodies;
    for (const auto& file : sample_files("telegram")) bodies.push_back(bytes_in(file));
    if (bodies.empty()) return;  // said aloud
    CHECK(bodies.size() == 75);
    for (unsigned seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        std::mt19937 draw(seed);
        Workspace a, b;
        b.next = 1000;
        std::vector<int> whose(bodies.size());
        for (int& one : whose) one = static_cast<int>(draw() % 2);
        std::string before;
        for (int time = 1; time <= 3; ++time) {
            CAPTURE(time);
            for (std::size_t i = bodies.size() - 1; i > 0; --i) {
                const std::size_t other = draw() % (i + 1);
                std::swap(bodies[i], bodies[other]);
                std::swap(whose[i], whose[other]);
            }
            if (time == 2)  // each the half that the other had
                for (int& one : whose) one = 1 - one;
            import_half(a, bodies, whose, 0);
            import_half(b, bodies, whose, 1);
            exchange(a, b);
            CHECK(a.facts() == b.facts());
            if (time > 1) CHECK(a.facts() == before);
            before = a.facts();
        }
    }
}
