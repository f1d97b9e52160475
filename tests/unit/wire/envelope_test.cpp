#include <doctest/doctest.h>

#include "tests/unit/sync/test_device.h"

using namespace history;

namespace {
Bytes envelope(bool first, std::uint32_t length = 128) {
    EnvelopeHeader header;
    header.workspace_tag.fill(0xab);
    header.stream = testing::stream_of(77);
    header.device.bytes.fill(0x11);
    header.epoch = 3;
    header.number = 0x01020304;
    header.length = length;
    header.first = first;
    if (first) header.slot_hash.bytes.fill(0x22);
    Writer out;
    encode_header(out, header);
    Bytes rest(Nonce::size + Hash::size + length);
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = static_cast<std::uint8_t>(i * 7);
    out.raw(rest);
    return out.take();
}
}  // namespace

TEST_CASE(
    "an envelope's header comes back as it was written, and the header's bytes are the associated data") {
    for (const bool first : {false, true}) {
        const Bytes bytes = envelope(first);
        const Result<EnvelopeView> view = parse_envelope(bytes);
        REQUIRE(view.ok());
        CHECK(view->header.stream == testing::stream_of(77));
        CHECK(view->header.epoch == 3);
        CHECK(view->header.number == 0x01020304);
        CHECK(view->header.first == first);
        CHECK(view->header_bytes.size() == envelope_header_bytes + (first ? 32 : 0));
        CHECK(view->ciphertext.size() == 128);
        Writer again;
        encode_header(again, view->header);
        CHECK(Bytes(view->header_bytes.begin(), view->header_bytes.end()) == again.take());
        CHECK(bytes.size() == view->header_bytes.size() + Nonce::size + Hash::size + 128);
    }
}

TEST_CASE("every flipped bit of an envelope is refused or makes it another envelope") {
    for (const bool first : {false, true}) {
        const Bytes bytes = envelope(first);
        const Hash hash = envelope_hash(bytes);
        std::size_t refused = 0;
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            Bytes flipped = bytes;
            flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
            if (!parse_envelope(flipped).ok()) ++refused;
            CHECK_FALSE(envelope_hash(flipped) == hash);
        }
        CHECK(refused == (1 + 1 + 4) * 8);  // version, flags and length; the rest is somebody else's envelope
    }
}

TEST_CASE("an envelope cut anywhere, or longer than it says, is refused") {
    const Bytes bytes = envelope(true);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(parse_envelope(ByteView(bytes).first(size)).ok());
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(parse_envelope(longer).ok());
}

TEST_CASE("lengths are powers of two from 128 to 65,536, numbers and epochs count from 1") {
    for (const std::uint32_t length : {128u, 256u, 65536u})
        CHECK(parse_envelope(envelope(false, length)).ok());
    for (const std::uint32_t length : {0u, 64u, 127u, 129u, 192u, 131072u}) {
        CAPTURE(length);
        CHECK_FALSE(parse_envelope(envelope(false, length)).ok());
    }
    CHECK(parse_envelope(envelope(false, 131072)).error().code == Errc::limit);
    Bytes zero = envelope(false);
    std::fill_n(zero.begin() + 46, 4, std::uint8_t{0});
    CHECK_FALSE(parse_envelope(zero).ok());
    zero = envelope(false);
    std::fill_n(zero.begin() + 42, 4, std::uint8_t{0});
    CHECK_FALSE(parse_envelope(zero).ok());
}

TEST_CASE("padding hides the size of what is sealed and has an end") {
    CHECK(padded_size(0) == 128);
    CHECK(padded_size(112) == 128);
    CHECK(padded_size(113) == 256);
    CHECK(padded_size(65536 - 16) == 65536);
    CHECK(padded_size(65536 - 15) == 0);
    CHECK(padded_size(SIZE_MAX) == 0);
}

TEST_CASE("the well-known streams and the ids of devices are what the formats say") {
    CHECK(hex(roster_stream().view()) == "00000000000000000000000000000000");
    CHECK(hex(shared_stream().view()) == "00000000000000000000000000000001");
    CHECK(is_well_known(shared_stream()));
    CHECK_FALSE(is_well_known(testing::stream_of(1)));
    SignKey key;
    const Hash hash = hash_of("history device 1", key.view());
    CHECK(device_id(key) == DeviceId::from(hash.view().first(16)));
}
