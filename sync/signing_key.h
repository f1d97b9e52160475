// The server's own Ed25519 key: the only secret it has. It signs heads, and devices pin its public half.
#pragma once
#include <array>
#include <memory>
#include <string>

#include "sync/signer.h"

namespace history::sync {

class SigningKey : public Signer {
public:
    // The key in `path` (32 bytes of seed, mode 0600), made and stored durably when there is none.
    // Errc::storage when it cannot be read or written, Errc::unauthorized when others may read it.
    static Result<std::unique_ptr<SigningKey>> open(const std::string& path);
    static std::unique_ptr<SigningKey> from_seed(
        const std::array<std::uint8_t, 32>& seed);  // simulator and tests
    ~SigningKey() override;
    SigningKey(const SigningKey&) = delete;

    SignKey public_key() const override { return public_key_; }
    Signature sign(std::string_view domain, ByteView message) const override;

private:
    SigningKey() = default;
    SignKey public_key_;
    std::array<std::uint8_t, 64> secret_{};
};

}  // namespace history::sync
