#include "core/model/delta.h"

#include <doctest/doctest.h>

#include "core/wire/limits.h"
#include "tests/unit/model/random_delta.h"

using namespace history;

namespace {
bool equal(const Delta& a, const Delta& b) {
    if (a.at.ms != b.at.ms || a.at.counter != b.at.counter || !(a.at.device == b.at.device) ||
        a.counter != b.counter || a.colleague != b.colleague || a.ops.size() != b.ops.size())
        return false;
    for (std::size_t i = 0; i < a.ops.size(); ++i)
        if (a.ops[i].kind != b.ops[i].kind || a.ops[i].key != b.ops[i].key ||
            a.ops[i].field != b.ops[i].field || a.ops[i].value != b.ops[i].value)
            return false;
    return true;
}

std::vector<Delta> random_deltas(fakes::SeededRandom& random) {
    std::vector<Delta> deltas;
    const std::uint64_t count = 1 + random.below(20);
    const DeviceId device = tests::device(1);
    for (std::uint64_t i = 0; i < count; ++i) {
        deltas.push_back(tests::random_delta(random, 1));
        deltas.back().at.device = device;
        deltas.back().counter = 100 + i;
    }
    return deltas;
}
}  // namespace

TEST_CASE("delta: what is decoded is what was encoded, and encodes to the same bytes") {
    fakes::SeededRandom random(1);
    for (int round = 0; round < 500; ++round) {
        const std::vector<Delta> deltas = random_deltas(random);
        const Bytes body = encode_deltas(deltas);
        auto decoded = decode_deltas(body, tests::device(1));
        REQUIRE(decoded.ok());
        REQUIRE(decoded->size() == deltas.size());
        for (std::size_t i = 0; i < deltas.size(); ++i) CHECK(equal((*decoded)[i], deltas[i]));
        CHECK(encode_deltas(*decoded) == body);
    }
}

TEST_CASE("delta: padding of zeros is taken off, any other tail is refused") {
    fakes::SeededRandom random(2);
    Bytes body = encode_deltas(random_deltas(random));
    body.resize(body.size() + 50);
    CHECK(decode_deltas(body, tests::device(1)).ok());
    body.back() = 1;
    CHECK_FALSE(decode_deltas(body, tests::device(1)).ok());
}

TEST_CASE("times that leave every range are refused, not added up") {
    for (const char* seed : {"013afff6210192ffffffffffffffff01", "013afff6210191ffffffffffffffff01"}) {
        const auto body = unhex(seed);
        REQUIRE(body.ok());
        CHECK_FALSE(decode_deltas(*body, tests::device(1)).ok());
    }
}

TEST_CASE("delta: a cut or changed body is refused or has one meaning, never a crash") {
    fakes::SeededRandom random(3);
    for (int round = 0; round < 100; ++round) {
        const Bytes body = encode_deltas(random_deltas(random));
        for (std::size_t size = 0; size < body.size(); size += 1 + size / 7)
            CHECK_FALSE(decode_deltas(ByteView(body).first(size), tests::device(1)).ok());
        for (int flip = 0; flip < 50; ++flip) {
            Bytes changed = body;
            changed[random.below(changed.size())] ^= static_cast<std::uint8_t>(1 << random.below(8));
            auto decoded = decode_deltas(changed, tests::device(1));
            if (!decoded.ok()) continue;
            Bytes again = encode_deltas(*decoded);
            again.resize(std::max(again.size(), changed.size()));
            // Words of one body may stand in several forms (a repeated string written out): meaning is what must be equal.
            auto twice = decode_deltas(again, tests::device(1));
            REQUIRE(twice.ok());
            for (std::size_t i = 0; i < decoded->size(); ++i) CHECK(equal((*decoded)[i], (*twice)[i]));
        }
    }
}

TEST_CASE("delta: an event of a messenger costs few bytes beyond its own words") {
    std::vector<Delta> deltas;
    std::size_t own = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        Delta delta;
        delta.at = {1'789'000'000'000 + i, 0, tests::device(1)};
        delta.counter = i;
        const std::string key = joined_key("telegram", "shop_bot", "510000001:" + std::to_string(4000 + i));
        const std::string text = "Здравствуйте, гирлянда ещё есть? " + std::to_string(i);
        delta.ops = {{EntityKind::item, key, "kind", "message"},
                     {EntityKind::item, key, "at", std::to_string(1'788'000'000'000 + i * 60'000)},
                     {EntityKind::item, key, "direction", "in"},
                     {EntityKind::item, key, "text", text}};
        own += text.size();
        deltas.push_back(std::move(delta));
    }
    const std::size_t beyond = (encode_deltas(deltas).size() - own) / deltas.size();
    CHECK(beyond <= 40);  // of which 14 are the native id
}
