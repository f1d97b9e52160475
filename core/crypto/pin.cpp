#include "core/crypto/pin.h"

#include <algorithm>
#include <array>

#include "core/wire/hash.h"

namespace history {

namespace {
constexpr std::size_t digits_min = 4, digits_max = 12, salt_bytes = 16;
}

Result<std::string> keep_pin(Random& random, const Keyring& keyring, std::string_view colleague,
                             std::string_view pin) {
    const bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < digits_min || pin.size() > digits_max)
        return fail(Errc::usage, "A PIN is 4 to 12 digits.");
    std::array<std::uint8_t, salt_bytes> salt{};
    random.fill(salt);
    return "1:" + hex(salt) + ':' + hex(keyring.pin_hash(salt, colleague, pin).view());
}

bool is_pin(const Keyring& keyring, std::string_view colleague, std::string_view pin, std::string_view kept) {
    if (kept.empty()) return true;
    constexpr std::size_t salt_end = 2 + 2 * salt_bytes;
    if (kept.size() != salt_end + 1 + 2 * Hash::size || !kept.starts_with("1:") || kept[salt_end] != ':')
        return false;
    const auto salt = unhex(kept.substr(2, 2 * salt_bytes));
    const auto hash = unhex(kept.substr(salt_end + 1));
    if (!salt.ok() || !hash.ok()) return false;
    return equal_constant_time(keyring.pin_hash(*salt, colleague, pin).view(), *hash);
}

}  // namespace history
