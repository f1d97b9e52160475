#include "core/crypto/proquint.h"

#include <doctest/doctest.h>

using namespace history;

TEST_CASE("proquint: 32 bytes are 17 words, and come back also in capitals and with dashes") {
    Bytes key(32);
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 37);
    const std::string words = to_proquints(key);
    CHECK(words.size() == 17 * 5 + 16);
    auto back = from_proquints(words);
    REQUIRE(back.ok());
    CHECK(*back == key);
    std::string shouted = words;
    for (char& c : shouted) c = c == ' ' ? '-' : static_cast<char>(c - 32);
    CHECK(from_proquints(shouted).ok());
}

TEST_CASE("proquint: the published example, 127.0.0.1 is lusab babad") {
    CHECK(to_proquints(Bytes{127, 0, 0, 1}).substr(0, 11) == "lusab babad");
}

TEST_CASE("proquint: a wrong letter, a missing word and nothing at all are noticed") {
    std::string words = to_proquints(Bytes(32, 9));
    words[0] = words[0] == 'b' ? 'd' : 'b';
    CHECK_FALSE(from_proquints(words).ok());
    CHECK_FALSE(from_proquints("lusab").ok());
    CHECK_FALSE(from_proquints("").ok());
}
