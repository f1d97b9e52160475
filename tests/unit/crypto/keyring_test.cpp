#include "core/crypto/keyring.h"

#include <doctest/doctest.h>

#include "core/port/fakes.h"

using namespace history;

namespace {
struct Fixture {
    fakes::SeededRandom random{7};
    SignKey server;
    std::string words;
    Keyring keys;
    StreamId stream;
    Fixture() : keys(make()) { random.fill(stream.bytes); }
    Keyring make() {
        random.fill(server.bytes);
        return Keyring::found(random, "ws://127.0.0.1:1", server, {}, 1, words);
    }
    Bytes sealed(const Secret32& key, std::string_view text) {
        EnvelopeHeader header;
        header.stream = stream;
        header.epoch = 1;
        header.number = 1;
        auto envelope = keys.seal(random, header, key, bytes_of(text));
        REQUIRE(envelope.ok());
        return *envelope;
    }
};
}  // namespace

TEST_CASE_FIXTURE(Fixture, "keyring: what is sealed opens, padded with zeros to a power of two") {
    const auto slot = keys.make_slot(random, stream, 1);
    for (std::size_t size : {1u, 100u, 112u, 113u, 5000u, 65520u}) {
        const std::string text(size, 'x');
        const Bytes envelope = sealed(slot.key, text);
        auto view = parse_envelope(envelope);
        REQUIRE(view.ok());
        CHECK((view->header.length & (view->header.length - 1)) == 0);
        auto opened = keys.open(*view, slot.key);
        REQUIRE(opened.ok());
        CHECK(text_of(*opened).substr(0, size) == text);
        CHECK(text_of(*opened).find_first_not_of('\0', size) == std::string_view::npos);
    }
    EnvelopeHeader header;
    header.epoch = 1;
    CHECK_FALSE(keys.seal(random, header, slot.key, Bytes(65521)).ok());
}

TEST_CASE_FIXTURE(Fixture, "keyring: every flipped bit of an envelope is refused") {
    const auto slot = keys.make_slot(random, stream, 1);
    const Bytes envelope = sealed(slot.key, "Заметка");
    for (std::size_t bit = 0; bit < envelope.size() * 8; ++bit) {
        Bytes changed = envelope;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        auto view = parse_envelope(changed);
        if (view.ok()) CHECK_FALSE(keys.open(*view, slot.key).ok());
    }
}

TEST_CASE_FIXTURE(Fixture, "keyring: every flipped bit of a slot, and another stream's slot, is refused") {
    const auto slot = keys.make_slot(random, stream, 1);
    for (std::size_t bit = 0; bit < slot.slot.size() * 8; ++bit) {
        Bytes changed = slot.slot;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK_FALSE(keys.open_slot(changed, stream).ok());
    }
    StreamId other = stream;
    other.bytes[0] ^= 1;
    CHECK_FALSE(keys.open_slot(slot.slot, other).ok());
}

TEST_CASE_FIXTURE(Fixture, "keyring: a stuck generator repeats a nonce only for the same text") {
    class Stuck : public Random {
        void fill(std::span<std::uint8_t> out) override {
            std::fill(out.begin(), out.end(), std::uint8_t{1});
        }
    } stuck;
    const auto slot = keys.make_slot(random, stream, 1);
    EnvelopeHeader header;
    header.stream = stream;
    header.epoch = 1;
    header.number = 1;
    const auto nonce = [&](std::string_view text) {
        return parse_envelope(*keys.seal(stuck, header, slot.key, bytes_of(text)))->nonce;
    };
    CHECK(nonce("one") == nonce("one"));
    CHECK_FALSE(nonce("one") == nonce("two"));
}

TEST_CASE_FIXTURE(Fixture, "keyring: secrets survive the vault, and damage is noticed") {
    auto restored = Keyring::restore(keys.secrets());
    REQUIRE(restored.ok());
    CHECK(restored->secrets() == keys.secrets());
    CHECK(restored->device() == keys.device());
    const auto slot = keys.make_slot(random, stream, 1);
    CHECK(restored->open_slot(slot.slot, stream).ok());
    Bytes cut = keys.secrets();
    cut.pop_back();
    CHECK_FALSE(Keyring::restore(cut).ok());
}

TEST_CASE_FIXTURE(Fixture,
                  "keyring: an invited device opens what the owner sealed, a changed bundle opens nothing") {
    Roster roster;
    REQUIRE(roster.apply(keys.genesis(), 1, 1).ok());
    InviteLink link;
    Bytes bundle;
    Hash root;
    const Bytes record = keys.make_invite(random, Role::op, 1000, 1, roster, 1, root, link, bundle);
    REQUIRE(roster.apply(record, 2, 2).ok());
    auto read = read_link("see " + write_link(link, "https://shop.example/page#old") + " soon");
    REQUIRE(read.ok());
    Keyring joined = Keyring::from_link(random, *read);
    CHECK_FALSE(joined.has_keys());
    Bytes changed = bundle;
    changed[40] ^= 1;
    CHECK_FALSE(joined.accept_bundle(changed).ok());
    REQUIRE(joined.accept_bundle(bundle).ok());
    const auto slot = keys.make_slot(random, stream, 1);
    const Bytes envelope = sealed(slot.key, "hello");
    auto key = joined.open_slot(slot.slot, stream);
    REQUIRE(key.ok());
    CHECK(joined.open(*parse_envelope(envelope), *key).ok());
    CHECK(roster.apply(joined.make_join(roster, 3), 3, 3).ok());
    CHECK(roster.member(joined.device())->role == Role::op);
}

TEST_CASE("invite link: what is no link, was cut, or is too long is refused in one sentence") {
    CHECK_FALSE(read_link("https://shop.example/").ok());
    CHECK_FALSE(read_link("history:#join=v1.").ok());
    CHECK_FALSE(read_link("history:#join=v1.AAAA").ok());
    CHECK_FALSE(read_link("history:#join=v1." + std::string(5000, 'A')).ok());
}
