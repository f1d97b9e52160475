#include "core/crypto/passphrase.h"

#include <doctest/doctest.h>

#include "core/port/fakes.h"

namespace history {
namespace {

Secret32 some_key() {
    Bytes bytes(32);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
    return Secret32(bytes);
}

TEST_CASE("a passphrase opens what it locked, and no other passphrase does") {
    fakes::SeededRandom random(5);
    const auto locked = lock_key(random, "зимняя вишня", some_key());
    REQUIRE(locked.ok());
    const auto opened = unlock_key("зимняя вишня", *locked);
    REQUIRE(opened.ok());
    CHECK(hex(opened->view()) == hex(some_key().view()));
    for (const std::string_view wrong : {"зимняя вишня ", "Зимняя вишня", "", "x"}) {
        const auto refused = unlock_key(wrong, *locked);
        REQUIRE(!refused.ok());
        CHECK(refused.error().code == Errc::unauthorized);
    }
}

TEST_CASE("the same passphrase locks differently each time") {
    fakes::SeededRandom random(6);
    CHECK(*lock_key(random, "passphrase", some_key()) != *lock_key(random, "passphrase", some_key()));
}

TEST_CASE("a short and an endless passphrase are refused") {
    fakes::SeededRandom random(7);
    CHECK(lock_key(random, "1234567", some_key()).error().code == Errc::usage);
    CHECK(lock_key(random, std::string(1025, 'a'), some_key()).error().code == Errc::usage);
}

TEST_CASE("damaged locks are refused before memory is taken") {
    fakes::SeededRandom random(8);
    const Bytes locked = *lock_key(random, "passphrase", some_key());
    for (std::size_t size = 0; size < locked.size(); size += 7)
        CHECK(!unlock_key("passphrase", ByteView(locked).first(size)).ok());
    Bytes greedy = locked;
    for (std::size_t i = 5; i < 9; ++i) greedy[i] = 0xff;  // memory_kib
    CHECK(unlock_key("passphrase", greedy).error().code == Errc::corrupt);
    Bytes newer = locked;
    newer[0] = 2;
    CHECK(unlock_key("passphrase", newer).error().code == Errc::unsupported);
    Bytes cheaper = locked;
    cheaper[1] ^= 3;  // passes: 2 becomes 1, or as good as that
    CHECK(unlock_key("passphrase", cheaper).error().code == Errc::unauthorized);
    Bytes torn = locked;
    torn.back() ^= 1;
    CHECK(unlock_key("passphrase", torn).error().code == Errc::unauthorized);
}

}  // namespace
}  // namespace history
