// Calls that ring: what the agent writes, what the devices see, and that it ends.
#include "core/view/ringing.h"

#include <doctest/doctest.h>

#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using namespace history::tests;

namespace {

constexpr std::uint64_t now = 1'790'000'000'000;

struct Exchange {
    State state;
    bool begun = false;
    std::uint64_t ms = now;
    DeviceId device;
    StreamId stream = tests::stream(900);

    bool tell(const std::string& call, const std::string& number, std::uint64_t at_ms, bool over = false) {
        const StreamWrite made = view::ringing_write(stream, begun ? &state : nullptr, device,
                                                     {call, number, "pbx", "101", at_ms, over});
        if (made.changes.empty()) return false;
        begun = true;
        for (const auto& ops : made.changes) {
            Delta delta;
            delta.at.ms = ++ms;
            delta.ops = ops;
            state.apply(std::move(delta), ms);
        }
        return true;
    }
    std::string seen(const Directory& directory, std::uint64_t at_ms) const {
        return view::calls(directory, {&state}, "KZ", at_ms);
    }
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("A call that rings names the customer of its number, until it ends or has rung too long") {
    Office office;
    Shelf::Subject& who = office.shelf.owned_by("who", "person");
    office.shelf.know(who, {"phone", "", "+77010000001", Known::proved, "Асем"}, "telephony");
    office.resolve();
    Directory directory;
    for (const SubjectRecord& one : office.records) directory.put(one);
    Exchange exchange;
    CHECK(exchange.tell("c1", "87010000001", now));
    const std::string rings = exchange.seen(directory, now + 1000);
    CAPTURE(rings);
    CHECK(canonical_json(rings));
    CHECK(rings.find("\"number\":\"+77010000001\",\"line\":\"pbx\",\"extension\":\"101\",\"at\":"
                     "1790000000000,\"id\":\"" +
                     hex(who.stream.view()) + "\",\"name\":\"Асем\"") != std::string::npos);
    CHECK_FALSE(exchange.tell("c1", "87010000001", now + 500));  // another telephone of the same call
    CHECK(count(exchange.seen(directory, now + view::ringing_ms_max), "\"number\"") == 0);
    CHECK(exchange.tell("c1", "", now + 2000, true));
    CHECK(count(exchange.seen(directory, now + 2000), "\"number\"") == 0);
    CHECK_FALSE(exchange.tell("c1", "", now + 3000, true));
    CHECK_FALSE(exchange.tell("c2", "", now + 3000, true));  // nobody heard it ring
}

TEST_CASE("Many calls take few slots, and the newest stands first") {
    Directory directory;
    Exchange exchange;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const std::string call = "c" + std::to_string(i);
        CHECK(exchange.tell(call, "+7701000" + std::to_string(1000 + i), now + i * 1000));
        if (i >= 2) CHECK(exchange.tell("c" + std::to_string(i - 2), "", now + i * 1000, true));
    }
    const std::string rings = exchange.seen(directory, now + 1'000'000);
    CHECK(count(rings, "\"number\"") == 2);
    CHECK(rings.find("+77010001999") < rings.find("+77010001998"));
    CHECK(exchange.state.find(EntityKind::setting, "ringing")->fields.size() <= view::ringing_slots);
    // More at once than there are slots: the oldest give way, nothing else happens.
    for (std::uint64_t i = 0; i < 40; ++i)
        exchange.tell("d" + std::to_string(i), "+77020000000", now + 2'000'000 + i);
    CHECK(count(exchange.seen(directory, now + 2'000'100), "\"number\"") == view::ringing_slots);
}
