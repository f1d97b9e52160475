#include "core/base/bytes.h"

#include <doctest/doctest.h>

using namespace history;

namespace {
struct TestTag;
using TestId = FixedBytes<TestTag, 4>;

Bytes octets(std::initializer_list<int> values) {
    Bytes bytes;
    for (int value : values) bytes.push_back(static_cast<std::uint8_t>(value));
    return bytes;
}
}  // namespace

TEST_CASE("numbers are written little-endian and read back") {
    Writer writer;
    writer.u8(0xfe);
    writer.u16(0x1234);
    writer.u32(0xdeadbeef);
    writer.u64(0x0102030405060708);
    CHECK(hex(writer.view()) == "fe3412efbeadde0807060504030201");
    Reader reader(writer.view());
    CHECK(reader.u8() == 0xfe);
    CHECK(reader.u16() == 0x1234);
    CHECK(reader.u32() == 0xdeadbeef);
    CHECK(reader.u64() == 0x0102030405060708);
    CHECK(reader.at_end());
}

TEST_CASE("a varint of every length comes back, and takes no more bytes than it needs") {
    for (int bits = 0; bits <= 64; ++bits) {
        const std::uint64_t value = bits == 0 ? 0 : ~std::uint64_t{0} >> (64 - bits);
        Writer writer;
        writer.varint(value);
        CHECK(writer.size() == static_cast<std::size_t>(bits == 0 ? 1 : (bits + 6) / 7));
        Reader reader(writer.view());
        CHECK(reader.varint() == value);
        CHECK(reader.at_end());
    }
}

TEST_CASE("a varint in a longer form than needed, too long or cut short is refused") {
    for (const Bytes& bytes : {octets({0x80, 0x00}), octets({0xff, 0x80, 0x00}), octets({0x80}), Bytes{},
                               octets({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02}),
                               octets({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x80, 0x01})}) {
        Reader reader(bytes);
        CHECK(reader.varint() == 0);
        CHECK_FALSE(reader.ok());
    }
}

TEST_CASE("reading past the end fails once and for all, and never gives half a value") {
    const Bytes bytes = octets({3, 'a', 'b'});
    Reader reader(bytes);
    CHECK(reader.text().empty());  // says 3 bytes, has 2
    CHECK_FALSE(reader.ok());
    CHECK(reader.u8() == 0);
    CHECK(reader.left() == 0);
    CHECK_FALSE(reader.at_end());
}

TEST_CASE("a length near 2^64 does not wrap around") {
    Writer writer;
    writer.varint(~std::uint64_t{0});
    writer.raw(bytes_of("rest"));
    Reader reader(writer.view());
    CHECK(reader.blob().empty());
    CHECK_FALSE(reader.ok());
}

TEST_CASE("ids compare as their bytes do") {
    const TestId low = TestId::from(octets({0, 1, 2, 255}));
    const TestId high = TestId::from(octets({0, 1, 3, 0}));
    CHECK(low < high);
    CHECK_FALSE(high < low);
    CHECK(low == low);
    CHECK(TestId{}.zero());
    CHECK_FALSE(low.zero());
}

TEST_CASE("base64url follows the vectors of RFC 4648, without padding") {
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : vectors) {
        CHECK(base64url(bytes_of(plain)) == coded);
        const auto back = unbase64url(coded);
        REQUIRE(back.ok());
        CHECK(text_of(*back) == plain);
    }
    CHECK(base64url(octets({0xfb, 0xff})) == "-_8");
}

TEST_CASE("base64url and hex refuse what they would not have written") {
    for (const char* text : {"A", "Zg==", "Zm+v", "Zm/v", "Zm 9v", "Zh", "Zm9vYh"}) {
        CAPTURE(text);
        CHECK_FALSE(unbase64url(text).ok());
    }
    for (const char* text : {"0", "0g", "zz", "00 0"}) {
        CAPTURE(text);
        CHECK_FALSE(unhex(text).ok());
    }
    REQUIRE(unhex("00ff7f").ok());
    CHECK(*unhex("00ff7f") == octets({0, 255, 127}));
}
