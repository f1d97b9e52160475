#include <doctest/doctest.h>

#include "core/wire/merkle.h"
#include "tests/unit/sync/test_device.h"

using namespace history;

namespace {
Hash numbered(std::uint64_t number) {
    return Hasher("test leaf").update_u64(number).finish();
}

// RFC 6962 section 2.1, word for word: the largest power of two below n on the left.
Hash by_the_book(const std::vector<Hash>& leaves, std::size_t from, std::size_t to) {
    if (to == from) return {};
    if (to - from == 1) return leaves[from];
    std::size_t left = 1;
    while (left * 2 < to - from) left *= 2;
    return Hasher("history node 1")
        .update(by_the_book(leaves, from, from + left))
        .update(by_the_book(leaves, from + left, to))
        .finish();
}
}  // namespace

TEST_CASE("the root is that of RFC 6962 for every number of leaves, appended or at once") {
    std::vector<Hash> leaves;
    Frontier frontier;
    CHECK(frontier.root() == Hash{});
    for (std::uint64_t n = 1; n <= 130; ++n) {
        leaves.push_back(numbered(n));
        frontier.append(leaves.back());
        const Hash expected = by_the_book(leaves, 0, leaves.size());
        CHECK(frontier.root() == expected);
        CHECK(merkle_root(leaves) == expected);
        CHECK(frontier.count() == n);
    }
}

TEST_CASE("a frontier goes on from its stored form as if it had never been stored") {
    Frontier frontier;
    for (std::uint64_t n = 0; n < 70; ++n) {
        Result<Frontier> stored = Frontier::decode(frontier.encode());
        REQUIRE(stored.ok());
        CHECK(stored->root() == frontier.root());
        stored->append(numbered(n));
        frontier.append(numbered(n));
        CHECK(stored->root() == frontier.root());
    }
    Bytes bytes = frontier.encode();
    bytes.pop_back();
    CHECK_FALSE(Frontier::decode(bytes).ok());
    bytes.resize(bytes.size() + 2);
    CHECK_FALSE(Frontier::decode(bytes).ok());
    CHECK_FALSE(Frontier::decode({}).ok());
    const Bytes many(8, 0xff);  // 2^64 - 1 leaves want 64 peaks that are not there
    CHECK_FALSE(Frontier::decode(many).ok());
}

TEST_CASE("the root depends on order, on every leaf and on the number of leaves") {
    const std::vector<Hash> leaves{numbered(1), numbered(2), numbered(3)};
    const Hash root = merkle_root(leaves);
    CHECK_FALSE(merkle_root({leaves[1], leaves[0], leaves[2]}) == root);
    CHECK_FALSE(merkle_root({leaves[0], leaves[1]}) == root);
    CHECK_FALSE(merkle_root({leaves[0], leaves[1], leaves[2], leaves[2]}) == root);
}

TEST_CASE("every field of a leaf is in its hash") {
    const Leaf leaf{5, testing::stream_of(1), 3, numbered(1), 1'700'000'000'000};
    const Hash hash = leaf_hash(leaf);
    Leaf other = leaf;
    SUBCASE("gpos") {
        other.gpos ^= 1;
    }
    SUBCASE("stream") {
        other.stream.bytes[15] ^= 1;
    }
    SUBCASE("pos") {
        other.pos ^= 1;
    }
    SUBCASE("envelope") {
        other.envelope.bytes[0] ^= 1;
    }
    SUBCASE("time") {
        other.time_ms ^= 1;
    }
    CHECK_FALSE(leaf_hash(other) == hash);
}

TEST_CASE("a head with any flipped bit does not verify") {
    const testing::Keys server(7);
    WorkspaceId workspace;
    workspace.bytes.fill(3);
    SignedHead head{1, 42, numbered(9), 1'700'000'000'000, {}};
    head.signature = server.sign("history head 1", head_message(workspace, head));
    REQUIRE(verify_head(workspace, head, server.key));
    Writer out;
    encode(out, head);
    const Bytes bytes = out.take();
    CHECK(bytes.size() == 116);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
        Reader in(flipped);
        const SignedHead other = decode_head(in);
        REQUIRE(in.at_end());
        CHECK_FALSE(verify_head(workspace, other, server.key));
    }
    WorkspaceId other = workspace;
    other.bytes[31] ^= 1;
    CHECK_FALSE(verify_head(other, head, server.key));
    CHECK_FALSE(verify_head(workspace, head, testing::Keys(8).key));
}

TEST_CASE("hashes and signatures of one domain never stand for another") {
    const testing::Keys keys(1);
    const Bytes message{1, 2, 3};
    CHECK_FALSE(hash_of("a", message) == hash_of("b", message));
    CHECK_FALSE(hash_of("ab", bytes_of("c")) == hash_of("a", bytes_of("bc")));
    const Signature signature = keys.sign("history push 1", message);
    CHECK(verify_signature("history push 1", message, signature, keys.key));
    CHECK_FALSE(verify_signature("history head 1", message, signature, keys.key));
    CHECK(hash_of("a", message) ==
          Hasher("a").update(ByteView(message).first(1)).update(ByteView(message).subspan(1)).finish());
}

TEST_CASE("a frame compares equal only with itself") {
    const Bytes a{1, 2, 3};
    CHECK(equal_constant_time(a, Bytes{1, 2, 3}));
    CHECK_FALSE(equal_constant_time(a, Bytes{1, 2, 4}));
    CHECK_FALSE(equal_constant_time(a, Bytes{1, 2}));
    CHECK(equal_constant_time({}, {}));
}
