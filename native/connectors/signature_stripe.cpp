#include "native/connectors/signature_stripe.h"

#include <algorithm>

#include "core/wire/hash.h"
#include "native/connectors/bodies.h"
#include "native/connectors/signature.h"

namespace history::connectors {

namespace {

constexpr std::size_t signatures_max = 8;  // while a secret is rolled, Stripe signs with both

// The header's value of `name`, from the place `from` on, which moves behind it.
std::string_view part(std::string_view header, std::string_view name, std::size_t& from) {
    while (from < header.size()) {
        const std::size_t end = std::min(header.find(',', from), header.size());
        const std::string_view pair = header.substr(from, end - from);
        from = end + 1;
        if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

std::string_view header_of(const Headers& headers) {
    const auto found = headers.find("stripe-signature");
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

Authenticity check_stripe(ByteView body, const Headers& headers, const Account& account) {
    const auto secret = account.secrets.find("stripe_signing_secret");
    if (secret == account.secrets.end() || secret->second.empty() || headers.empty())
        return Authenticity::missing;
    const std::string_view header = header_of(headers);
    std::size_t from = 0;
    const std::string_view time = part(header, "t", from);
    if (time.empty()) return Authenticity::forged;
    // The signing secret itself is the key; it is text of at least 32 random letters.
    const Bytes own = hmac_sha256(secret->second, {bytes_of(time), bytes_of("."), body});
    from = 0;
    for (std::size_t count = 0; count < signatures_max && from < header.size(); ++count) {
        const Result<Bytes> shown = unhex(part(header, "v1", from));
        if (shown.ok() && shown->size() == own.size() && equal_constant_time(*shown, own))
            return Authenticity::genuine;
    }
    return Authenticity::forged;
}

std::uint64_t stripe_signed_at(ByteView, const Headers& headers, const Account&) {
    std::size_t from = 0;
    const std::string_view time = part(header_of(headers), "t", from);
    std::int64_t seconds = 0;
    for (char c : time) {
        if (c < '0' || c > '9' || time.size() > 12) return 0;
        seconds = seconds * 10 + (c - '0');
    }
    return ms_of(seconds);
}

}  // namespace history::connectors
