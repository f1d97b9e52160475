// What names a thing, not a person: an item's own identifier ("item") and the number of an order ("order"). A customer has as many
// of them as orders and parcels, and the directory asks only whether two subjects have one in common: a hash each, for the words
// stand in the items. A hash of one kind never equals one of the other.
//
// BLAKE2b-256 (core/wire/hash.h), its first 61 bits: among ten million the odds that any two are equal are one in fifty thousand,
// and whoever wants to equal somebody else's has 2^61 to try.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/identity/known.h"

namespace history {

class Reference {
public:
    Reference() = default;
    // Of an identifier key (joined_key(type, scope, value)); none: its type names no thing.
    static std::optional<Reference> of(std::string_view key, Known known);
    static Reference from(std::uint64_t bits) { return Reference(bits); }
    std::uint64_t bits() const { return bits_; }

    std::uint64_t hash() const { return bits_ >> 2; }  // equal: the same thing
    Known known() const { return static_cast<Known>(bits_ & 3); }
    std::string_view type() const { return (bits_ & 4) != 0 ? "order" : "item"; }
    std::string value() const;  // its hash in 16 hex digits: what stands for it in joins
    static bool by_hash(const Reference& a, const Reference& b) { return a.hash() < b.hash(); }
    friend bool operator==(const Reference& a, const Reference& b) { return a.bits_ == b.bits_; }
    friend bool operator<(const Reference& a, const Reference& b) { return a.bits_ < b.bits_; }

private:
    explicit Reference(std::uint64_t bits) : bits_(bits) {}
    std::uint64_t bits_ = 0;  // 61 of the hash, 1 of the type, 2 of Known
};

}  // namespace history
