// Parts of an address (RFC 3986) as trackers deliver it: any bytes, of any length, often cut. Nothing here fails: what is no
// address has no parts.
#pragma once
#include <string>
#include <string_view>

namespace history {

inline constexpr std::size_t address_bytes_max = 16u << 10;  // what stands behind is not looked at

struct WebAddress {
    std::string scheme;     // lower case; empty for "//shop.example/a" and "shop.example/a"
    std::string host;       // lower case, without user, port and a last point; empty when there is none
    std::string_view path;  // from its first /
    std::string_view query, fragment;  // without ? and #

    static WebAddress of(std::string_view text);
    // The decoded value of a parameter of the query, else of the fragment; empty when there is none. Bytes that are no
    // UTF-8 are no words: empty too.
    std::string parameter(std::string_view name) const;
    bool has(std::string_view name) const;  // with a value
};

// Where the public suffix of a host begins ("co.uk" in "shop.co.uk"); its size for a host without a point.
// Knows the suffixes of two parts that trade in the world uses, and the platforms that give every shop a host of its own.
std::size_t public_suffix_at(std::string_view host);
// What is registered: "shop.co.uk" of "m.shop.co.uk". An IP address or a host without a point is whole.
std::string_view registrable(std::string_view host);
bool same_site(std::string_view host, std::string_view other);  // empty: of no site

}  // namespace history
