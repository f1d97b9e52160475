#include <doctest/doctest.h>

#include "tests/unit/sync/test_device.h"

using namespace history;
using namespace history::testing;
using namespace history::message;

namespace {
SignedHead head_of(std::uint64_t gpos) {
    SignedHead head{2, gpos, {}, 1'700'000'000'000, {}};
    head.root.bytes.fill(4);
    head.signature.bytes.fill(6);
    return head;
}

Entries two_entries() {
    Entries entries;
    Entry push;
    push.first_gpos = 2;
    push.time_ms = 55;
    push.positions = {1, 2, 3};
    push.body = Bytes(400, 7);
    const Bytes record = genesis(Keys(1), Keys(7).key);
    entries.entries = {{true, 1, 50, {1}, record}, push};
    entries.head = head_of(4);
    return entries;
}

// Every message a device may get, and what a decoder makes of it goes out again byte for byte.
std::vector<Bytes> from_server() {
    ServerHello hello;
    hello.server = Keys(7).key;
    hello.time_ms = 99;
    Ack ack{3, 2, 55, {1, 2, 3}, head_of(4)};
    Refusal refusal;
    refusal.code = Errc::conflict;
    refusal.about = Kind::push;
    refusal.number = 3;
    refusal.index = 1;
    refusal.sentence = "Somebody else was first.";
    refusal.detail = Bytes(32, 1);
    return {encode(hello),
            encode(Welcome{head_of(4), InFlight::stored, 9}),
            encode(Kind::batch, two_entries()),
            encode(Kind::live, two_entries()),
            encode(ack),
            encode(Bundle{true, {}, Bytes(300, 8)}),
            encode_time(head_of(4)),
            encode(refusal),
            encode(GoAway{2000})};
}

std::vector<Bytes> from_device() {
    const Keys keys(1);
    WorkspaceId workspace;
    DeviceHello hello = testing::hello({}, workspace, As::genesis, keys);
    hello.record = genesis(keys, Keys(7).key);
    Pen pen(workspace, keys);
    return {encode(hello),
            encode(pen.push(stream_of(1), true)),
            encode(Pull{77}),
            encode_roster(hello.record),
            encode(Bundle{false, keys.key, Bytes(300, 8)}),
            encode(Bundle{true, {}, {}}),
            encode(Refusal{})};
}

Bytes again(const FromServer& message) {
    if (const auto* hello = std::get_if<ServerHello>(&message)) return encode(*hello);
    if (const auto* welcome = std::get_if<Welcome>(&message)) return encode(*welcome);
    if (const auto* batch = std::get_if<Batch>(&message)) return encode(Kind::batch, *batch);
    if (const auto* live = std::get_if<Live>(&message)) return encode(Kind::live, *live);
    if (const auto* ack = std::get_if<Ack>(&message)) return encode(*ack);
    if (const auto* bundle = std::get_if<Bundle>(&message)) return encode(*bundle);
    if (const auto* time = std::get_if<Time>(&message)) return encode_time(time->head);
    if (const auto* refusal = std::get_if<Refusal>(&message)) return encode(*refusal);
    return encode(std::get<GoAway>(message));
}

Bytes again(const FromDevice& message) {
    if (const auto* hello = std::get_if<DeviceHello>(&message)) return encode(*hello);
    if (const auto* push = std::get_if<Push>(&message)) return encode(*push);
    if (const auto* pull = std::get_if<Pull>(&message)) return encode(*pull);
    if (const auto* roster = std::get_if<RosterAppend>(&message)) return encode_roster(roster->record);
    if (const auto* bundle = std::get_if<Bundle>(&message)) return encode(*bundle);
    return encode(std::get<Refusal>(message));
}
}  // namespace

TEST_CASE("every message comes back as it was said, in both directions") {
    for (const Bytes& bytes : from_server()) {
        const Result<FromServer> message = decode_from_server(bytes);
        REQUIRE(message.ok());
        CHECK(again(*message) == bytes);
    }
    for (const Bytes& bytes : from_device()) {
        const Result<FromDevice> message = decode_from_device(bytes);
        REQUIRE(message.ok());
        CHECK(again(*message) == bytes);
    }
}

TEST_CASE("a roster entry's position is the record's own") {
    const Result<FromServer> live = decode_from_server(encode(Kind::live, two_entries()));
    REQUIRE(live.ok());
    const Entries& entries = std::get<Live>(*live);
    CHECK(entries.entries[0].positions == std::vector<std::uint64_t>{1});
    CHECK(entries.entries[1].positions == std::vector<std::uint64_t>{1, 2, 3});
    CHECK(entries.head.gpos == 4);
}

TEST_CASE("a message cut anywhere or with loose bytes at its end is refused") {
    for (const Bytes& bytes : from_server()) {
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK_FALSE(decode_from_server(ByteView(bytes).first(size)).ok());
        Bytes longer = bytes;
        longer.push_back(0);
        CHECK_FALSE(decode_from_server(longer).ok());
    }
    for (const Bytes& bytes : from_device()) {
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK_FALSE(decode_from_device(ByteView(bytes).first(size)).ok());
        Bytes longer = bytes;
        longer.push_back(0);
        CHECK_FALSE(decode_from_device(longer).ok());
    }
}

TEST_CASE("unknown kinds and kinds of the other direction are unsupported") {
    for (const int kind : {0, 2, 4, 6, 7, 10, 14, 17, 255}) {
        const Result<FromDevice> message = decode_from_device(Bytes{static_cast<std::uint8_t>(kind)});
        REQUIRE_FALSE(message.ok());
        CHECK(message.error().code == Errc::unsupported);
    }
    for (const int kind : {0, 3, 5, 8, 10, 17, 255}) {
        const Result<FromServer> message = decode_from_server(Bytes{static_cast<std::uint8_t>(kind)});
        REQUIRE_FALSE(message.ok());
        CHECK(message.error().code == Errc::unsupported);
    }
}

TEST_CASE("what is too large is refused by its size before it is read") {
    CHECK(decode_from_device(Bytes(limits::message_bytes_max + 1, 3)).error().code == Errc::limit);
    CHECK(decode_from_server(Bytes(limits::message_bytes_max + 1, 6)).error().code == Errc::limit);
    CHECK(
        decode_from_device(encode(Bundle{false, {}, Bytes(limits::bundle_bytes_max + 1, 1)})).error().code ==
        Errc::limit);
    CHECK(decode_from_server(encode(Bundle{true, {}, Bytes(limits::bundle_bytes_max + 1, 1)})).error().code ==
          Errc::limit);
    CHECK(decode_from_device(encode_roster(Bytes(limits::roster_record_bytes_max + 1, 1))).error().code ==
          Errc::limit);
    Writer liar;  // 2^60 entries in ten bytes
    liar.u8(static_cast<std::uint8_t>(Kind::batch));
    liar.varint(std::uint64_t{1} << 60);
    CHECK_FALSE(decode_from_server(liar.view()).ok());
}

TEST_CASE("a hello is signed over everything the two sides said") {
    const Keys keys(1);
    ServerHello challenge;
    challenge.nonce.bytes.fill(3);
    const DeviceHello signed_hello = testing::hello(challenge, {}, As::device, keys);
    const auto stands = [&](const ServerHello& server, const DeviceHello& device) {
        return verify_signature("history hello 1", hello_message(server, device), device.signature,
                                device.key);
    };
    CHECK(stands(challenge, signed_hello));
    ServerHello server = challenge;
    DeviceHello device = signed_hello;
    SUBCASE("server key") {
        server.server.bytes[0] ^= 1;
    }
    SUBCASE("nonce") {
        server.nonce.bytes[0] ^= 1;
    }
    SUBCASE("time") {
        server.time_ms ^= 1;
    }
    SUBCASE("generation") {
        server.generation ^= 1;
    }
    SUBCASE("version") {
        server.version ^= 1;
    }
    SUBCASE("workspace") {
        device.workspace.bytes[0] ^= 1;
    }
    SUBCASE("as") {
        device.as = As::invite;
    }
    SUBCASE("cursor") {
        device.cursor ^= 1;
    }
    SUBCASE("in flight") {
        device.in_flight ^= 1;
    }
    SUBCASE("in flight hash") {
        device.in_flight_hash.bytes[0] ^= 1;
    }
    CHECK_FALSE(stands(server, device));
}
