#include <doctest/doctest.h>

#include "tests/unit/sync/test_device.h"

using namespace history;
using namespace history::testing;

namespace {
WorkspaceId workspace_of(std::uint8_t byte) {
    WorkspaceId workspace;
    workspace.bytes.fill(byte);
    return workspace;
}

Push two_envelopes(Pen& pen) {
    Push push;
    pen.envelope(push, stream_of(1), true);
    pen.envelope(push, stream_of(2), false, 256);
    push.seen_gpos = 12;
    push.seen_root.bytes.fill(5);
    pen.sign(push);
    return push;
}
}  // namespace

TEST_CASE("a push comes back as it was written") {
    const Keys keys(1);
    Pen pen(workspace_of(1), keys);
    const Push push = two_envelopes(pen);
    const Bytes bytes = encode_push(push);
    const Result<Push> read = decode_push(bytes);
    REQUIRE(read.ok());
    CHECK(read->device == push.device);
    CHECK(read->seen_gpos == 12);
    CHECK(read->envelopes == push.envelopes);
    CHECK(read->slots == push.slots);
    CHECK(encode_push(*read) == bytes);
    CHECK(verify_push(workspace_of(1), *read, {}, keys.key));
}

TEST_CASE(
    "a push with any flipped bit is refused, fails its signature or has another slot than its envelope "
    "names") {
    const Keys keys(1);
    Pen pen(workspace_of(1), keys);
    const Push push = two_envelopes(pen);
    const Hash slot = parse_envelope(push.envelopes[0])->header.slot_hash;
    const Bytes bytes = encode_push(push);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
        const Result<Push> read = decode_push(flipped);
        const bool stands = read.ok() && verify_push(workspace_of(1), *read, {}, keys.key) &&
                            read->slots.size() == 1 && slot_hash(read->slots[0]) == slot;
        CHECK_FALSE(stands);
    }
}

TEST_CASE("a push is signed for its workspace, its place in the device's chain and its order of envelopes") {
    const Keys keys(1);
    Pen pen(workspace_of(1), keys);
    Push push = two_envelopes(pen);
    CHECK_FALSE(verify_push(workspace_of(2), push, {}, keys.key));
    Hash previous;
    previous.bytes[0] = 1;
    CHECK_FALSE(verify_push(workspace_of(1), push, previous, keys.key));
    CHECK_FALSE(verify_push(workspace_of(1), push, {}, Keys(2).key));
    std::swap(push.envelopes[0], push.envelopes[1]);
    CHECK_FALSE(verify_push(workspace_of(1), push, {}, keys.key));
}

TEST_CASE("the hash of a push covers its signature, so that the chain cannot be re-signed in the middle") {
    const Keys keys(1);
    Pen pen(workspace_of(1), keys);
    const Push push = two_envelopes(pen);
    const Bytes message = push_message(workspace_of(1), push, {});
    Signature other = push.signature;
    other.bytes[0] ^= 1;
    CHECK_FALSE(push_hash(message, push.signature) == push_hash(message, other));
}

TEST_CASE("bounds of a push: cut, too many envelopes, too large, slots without envelopes") {
    const Keys keys(1);
    Pen pen(workspace_of(1), keys);
    const Bytes bytes = encode_push(two_envelopes(pen));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decode_push(ByteView(bytes).first(size)).ok());

    Push many;
    for (int i = 0; i < 256; ++i) pen.envelope(many, stream_of(3), false);
    CHECK_FALSE(decode_push(encode_push(Push{})).ok());
    pen.sign(many);
    CHECK(decode_push(encode_push(many)).ok());
    pen.envelope(many, stream_of(3), false);
    pen.sign(many);
    CHECK(decode_push(encode_push(many)).error().code == Errc::limit);

    Push large;
    for (int i = 0; i < 17; ++i) pen.envelope(large, stream_of(4), false, 65536);
    pen.sign(large);
    CHECK(decode_push(encode_push(large)).error().code == Errc::limit);

    Push slots = two_envelopes(pen);
    slots.slots.assign(3, Bytes(slot_bytes));
    CHECK_FALSE(decode_push(encode_push(slots)).ok());
    slots.slots.assign(1, Bytes(slot_bytes - 1));
    CHECK_FALSE(decode_push(encode_push(slots)).ok());
    slots.slots.assign(1, Bytes());  // an erased one
    CHECK(decode_push(encode_push(slots)).ok());

    Push unnumbered = two_envelopes(pen);
    unnumbered.number = 0;
    CHECK_FALSE(decode_push(encode_push(unnumbered)).ok());

    Writer liar;  // a count of 2^63 envelopes must cost nothing
    liar.u8(1);
    liar.id(DeviceId{});
    liar.u64(1);
    liar.u64(0);
    liar.id(Hash{});
    liar.id(Signature{});
    liar.varint(std::uint64_t{1} << 63);
    CHECK(decode_push(liar.view()).error().code == Errc::limit);
}
