#include "core/crypto/pin.h"

#include <doctest/doctest.h>

#include "core/port/fakes.h"

namespace history {
namespace {

Keyring some_keyring(std::uint64_t seed) {
    fakes::SeededRandom random(seed);
    std::string words;
    return Keyring::found(random, "ws://127.0.0.1:1", SignKey{}, {}, 1, words);
}

TEST_CASE("a PIN is known again, of this colleague and in this workspace alone") {
    const Keyring keyring = some_keyring(1), other = some_keyring(2);
    fakes::SeededRandom random(3);
    const auto kept = keep_pin(random, keyring, "aina", "4711");
    REQUIRE(kept.ok());
    CHECK(is_pin(keyring, "aina", "4711", *kept));
    CHECK_FALSE(is_pin(keyring, "aina", "4712", *kept));
    CHECK_FALSE(is_pin(keyring, "aina", "", *kept));
    CHECK_FALSE(is_pin(keyring, "samal", "4711", *kept));
    CHECK_FALSE(is_pin(other, "aina", "4711", *kept));
    CHECK(kept->find("4711") == std::string::npos);
    CHECK(*keep_pin(random, keyring, "aina", "4711") != *kept);
    CHECK(is_pin(keyring, "aina", "whatever", ""));  // there is none
}

TEST_CASE("what is no PIN is refused, and what cannot be read opens nothing") {
    const Keyring keyring = some_keyring(1);
    fakes::SeededRandom random(3);
    for (const char* wrong : {"", "123", "1234567890123", "12a4", "１２３４"})
        CHECK(keep_pin(random, keyring, "aina", wrong).error().code == Errc::usage);
    for (const char* kept : {"1:", "x", "1:00:00", "2:00112233445566778899aabbccddeeff:00"})
        CHECK_FALSE(is_pin(keyring, "aina", "4711", kept));
}

}  // namespace
}  // namespace history
