// Byte strings, fixed ids, and the little-endian Reader and Writer that every format of this project uses.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace history {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// N bytes with an order (memcmp: libc++ 14 has no <=> for std::array) and a name of their own.
template <class Tag, std::size_t N>
struct FixedBytes {
    static constexpr std::size_t size = N;
    std::array<std::uint8_t, N> bytes{};

    ByteView view() const { return {bytes.data(), N}; }
    bool zero() const {
        for (std::uint8_t byte : bytes)
            if (byte != 0) return false;
        return true;
    }
    static FixedBytes from(ByteView source) {
        HISTORY_CHECK(source.size() == N);
        FixedBytes id;
        std::memcpy(id.bytes.data(), source.data(), N);
        return id;
    }
    friend bool operator==(const FixedBytes& a, const FixedBytes& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), N) == 0;
    }
    friend bool operator<(const FixedBytes& a, const FixedBytes& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), N) < 0;
    }
};

// For unordered containers: ids are random or hashes, so their first bytes are hash enough.
struct FixedBytesHash {
    template <class Tag, std::size_t N>
    std::size_t operator()(const FixedBytes<Tag, N>& id) const {
        std::size_t value = 0;
        std::memcpy(&value, id.bytes.data(), sizeof(value) < N ? sizeof(value) : N);
        return value;
    }
};

std::string hex(ByteView bytes);
Result<Bytes> unhex(std::string_view text);
std::string base64url(ByteView bytes);  // RFC 4648 section 5, without padding
Result<Bytes> unbase64url(std::string_view text);

class Writer {
public:
    void u8(std::uint8_t value) { out_.push_back(value); }
    void u16(std::uint16_t value) { little(value, 2); }
    void u32(std::uint32_t value) { little(value, 4); }
    void u64(std::uint64_t value) { little(value, 8); }
    void varint(std::uint64_t value) {  // LEB128, 1 to 10 bytes
        while (value >= 0x80) {
            out_.push_back(static_cast<std::uint8_t>(value | 0x80));
            value >>= 7;
        }
        out_.push_back(static_cast<std::uint8_t>(value));
    }
    void raw(ByteView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
    template <class Tag, std::size_t N>
    void id(const FixedBytes<Tag, N>& value) {
        raw(value.view());
    }
    void text(std::string_view value) {  // varint length, then the bytes
        varint(value.size());
        raw(bytes_of(value));
    }
    void blob(ByteView value) { text(text_of(value)); }
    std::size_t size() const { return out_.size(); }
    Bytes take() { return std::move(out_); }
    ByteView view() const { return out_; }

private:
    void little(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    Bytes out_;
};

// Reads never run past the end: the first that would makes ok() false, and every later one returns zero or empty.
class Reader {
public:
    explicit Reader(ByteView in) : in_(in) {}
    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && in_.empty(); }
    std::size_t left() const { return ok_ ? in_.size() : 0; }
    std::uint8_t u8() { return static_cast<std::uint8_t>(little(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(little(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(little(4)); }
    std::uint64_t u64() { return little(8); }
    std::uint64_t varint() {  // only the shortest form is accepted, so a value has one encoding
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = u8();
            if (!ok_) return 0;
            if (shift == 63 && byte > 1) break;
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) {
                if (byte == 0 && shift != 0) break;
                return value;
            }
        }
        ok_ = false;
        return 0;
    }
    ByteView raw(std::uint64_t size) {
        if (!ok_ || size > in_.size()) {
            ok_ = false;
            return {};
        }
        ByteView part = in_.first(static_cast<std::size_t>(size));
        in_ = in_.subspan(static_cast<std::size_t>(size));
        return part;
    }
    template <class Fixed>
    Fixed id() {
        ByteView part = raw(Fixed::size);
        return ok_ ? Fixed::from(part) : Fixed{};
    }
    std::string_view text() { return text_of(raw(varint())); }
    ByteView blob() { return raw(varint()); }

private:
    std::uint64_t little(std::size_t bytes) {
        ByteView part = raw(bytes);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < part.size(); ++i) value |= static_cast<std::uint64_t>(part[i]) << (8 * i);
        return value;
    }
    ByteView in_;
    bool ok_ = true;
};

}  // namespace history
