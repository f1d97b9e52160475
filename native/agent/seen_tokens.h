// Words that a vendor uses once, of deliveries whose body it does not sign (Mailgun signs a time and a token): who caught one
// could send another body under it. Kept as long as the vendor's window takes the delivery; a restart does not forget.
//
// row: 't', the first 16 bytes of BLAKE2b of (channel, account, token); value sealed by the keyring's local key: until u64 (ms,
//      own clock), BLAKE2b of the body. Beyond tokens_max those whose time ends first go first.
// In memory: some 150 bytes a token.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/crypto/keyring.h"
#include "core/port/ports.h"
#include "core/wire/hash.h"

namespace history::agent {

struct OnceToken {
    std::string token;           // empty: the vendor signs what it sends
    std::uint64_t until_ms = 0;  // when the window no longer takes it
};

class SeenTokens {
public:
    static constexpr std::size_t tokens_max = 100'000;

    SeenTokens(const Keyring& keyring, Storage& storage, Clock& clock, Random& random,
               std::size_t most = tokens_max)
        : keyring_(keyring), storage_(storage), clock_(clock), random_(random), most_(most) {}
    ~SeenTokens() { *alive_ = false; }
    SeenTokens(const SeenTokens&) = delete;

    void load(std::function<void(Result<>)> done);  // before anything else
    std::size_t size() const { return tokens_.size(); }

    enum class Verdict : std::uint8_t { fresh, same_body, other_body };
    // What must be stored with a fresh one's delivery is added to `batch`; forget() takes it back when that fails.
    Verdict take(std::string_view channel, const std::string& account, const OnceToken& once, ByteView body,
                 Batch& batch);
    void forget(std::string_view channel, const std::string& account, const OnceToken& once);

private:
    using Name = FixedBytes<struct TokenTag, 16>;
    struct Seen {
        std::uint64_t until_ms = 0;
        Hash body;
    };
    static Name name_of(std::string_view channel, const std::string& account, const std::string& token);
    static std::string row_key(const Name& name) { return 't' + std::string(text_of(name.view())); }
    void read(std::string after, std::function<void(Result<>)> done);
    void keep(const Name& name, const Seen& seen);
    void drop_oldest(Batch& batch);

    const Keyring& keyring_;
    Storage& storage_;
    Clock& clock_;
    Random& random_;
    std::size_t most_;
    std::map<Name, Seen> tokens_;
    std::set<std::pair<std::uint64_t, Name>> by_end_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace history::agent
