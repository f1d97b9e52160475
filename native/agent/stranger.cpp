#include "native/agent/stranger.h"

#include <algorithm>

#include "native/agent/filing.h"

namespace history::agent {

using connectors::Identifier;

namespace {

bool is_browser(const Identifier& one) {
    return one.type == "cookie" || one.type == "ga";
}

const std::vector<Identifier>& identifiers_of(const Told& told) {
    return told.is_item ? told.item.identifiers : told.statement.identifiers;
}

// Key of an identifier that joins; empty: said, another recipient's, or nothing that core can normalise.
std::string joining_key(const Identifier& one, const Told& told) {
    if (one.cc || one.known == connectors::Known::said) return {};
    return identifier_key(one, told.country).value_or(std::string());
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

void encode_pairs(Writer& out, const Pairs& pairs) {
    out.varint(pairs.size());
    for (const auto& [name, value] : pairs) {
        out.text(name);
        out.text(value);
    }
}

Pairs decode_pairs(Reader& in) {
    Pairs pairs;
    const std::uint64_t count = in.varint();
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        std::string name(in.text());
        pairs.emplace_back(std::move(name), in.text());
    }
    return pairs;
}

}  // namespace

std::vector<std::string> browsers_named(const Told& told) {
    std::vector<std::string> keys;
    for (const Identifier& one : identifiers_of(told)) {
        std::string key = is_browser(one) ? joining_key(one, told) : std::string();
        if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(std::move(key));
    }
    return keys;
}

bool of_stranger(const Told& told) {
    if (browsers_named(told).empty()) return false;
    for (const Identifier& one : identifiers_of(told))
        if (!is_browser(one) && !joining_key(one, told).empty()) return false;
    if (!told.is_item) return true;
    static constexpr std::string_view kinds[] = {"page", "screen", "track", "video", "cart", "ad", "other"};
    for (const auto& [name, value] : told.item.fields) {
        if (name == "kind" && std::find(std::begin(kinds), std::end(kinds), value) == std::end(kinds))
            return false;
        if ((name == "order_ref" || name == "number") && !value.empty()) return false;
    }
    return true;
}

bool knows(const Directory& directory, const std::string& identifier_key) {
    for (const StreamId& stream : directory.with_identifier(identifier_key))
        if (how_known(*directory.find(stream), identifier_key).value_or(Known::cc) >= Known::given)
            return true;
    return false;
}

void encode(Writer& out, const Told& told) {
    for (const std::string* part : {&told.channel, &told.account, &told.country}) out.text(*part);
    out.u8(static_cast<std::uint8_t>((told.is_item ? 1 : 0) | (told.item.stub ? 2 : 0)));
    out.text(told.item.native_id);
    encode_pairs(out, told.is_item ? told.item.fields : told.statement.facts);
    out.u64(told.statement.at_ms);
    out.varint(identifiers_of(told).size());
    for (const Identifier& one : identifiers_of(told)) {
        for (const std::string* part : {&one.type, &one.scope, &one.value, &one.name}) out.text(*part);
        out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(one.known) | (one.cc ? 16u : 0u)));
    }
}

Told decode_told(Reader& in) {
    Told told;
    for (std::string* part : {&told.channel, &told.account, &told.country}) *part = in.text();
    const std::uint8_t flags = in.u8();
    told.is_item = (flags & 1) != 0;
    told.item.stub = (flags & 2) != 0;
    told.item.native_id = in.text();
    (told.is_item ? told.item.fields : told.statement.facts) = decode_pairs(in);
    told.statement.at_ms = in.u64();
    std::vector<Identifier>& list = told.is_item ? told.item.identifiers : told.statement.identifiers;
    const std::uint64_t count = in.varint();
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        Identifier one;
        for (std::string* part : {&one.type, &one.scope, &one.value, &one.name}) *part = in.text();
        const std::uint8_t known = in.u8();
        one.cc = (known & 16) != 0;
        one.known = static_cast<connectors::Known>(std::clamp(known & 15, 1, 3));
        list.push_back(std::move(one));
    }
    return told;
}

}  // namespace history::agent
