// The keyring: the only code that touches secret keys. It seals and opens; nothing else of the project calls a cipher.
//
// Keys (design: protocol section 4):
//   device     Ed25519 pair (signs pushes, roster records, logins) and a separate X25519 pair
//   EK[e]      epoch key, random 32 bytes; e = 1 until rotation exists
//   SK[s]      subject key, random 32 bytes, in the stream's slot, sealed under the epoch of its birth
//   content    = BLAKE2b-256(key = EK[e], "history content 1", SK[s], stream): an expelled device lacks the new epoch,
//              an erased subject lacks its slot
//   item key   random, never rotated: item ids;   local key: seals what this device keeps for itself (directory records)
//
// Secrets are exported as one byte string for the Vault port, and wiped from memory with the keyring.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/port/ports.h"
#include "core/wire/envelope.h"
#include "core/wire/roster.h"

namespace history {

class Secret32 {  // 32 secret bytes: wiped when they go, never compared except in constant time
public:
    Secret32() = default;
    explicit Secret32(ByteView bytes);
    Secret32(const Secret32&) = default;
    Secret32& operator=(const Secret32&) = default;
    ~Secret32();
    ByteView view() const { return {bytes_.data(), bytes_.size()}; }
    std::span<std::uint8_t> fill() { return bytes_; }

private:
    std::array<std::uint8_t, 32> bytes_{};
};

// The link of an invite. Everything secret stands in the fragment, which browsers never send to a server.
//   <page or "history:">#join=v1.<base64url( version u8, workspace 32, server key 32, secret 32, url text )>
struct InviteLink {
    WorkspaceId workspace;
    SignKey server;
    Secret32 secret;  // one-time: the invite's signing key and the bundle's key come from it
    std::string url;  // ws:// or wss:// of the server
};
std::string write_link(const InviteLink& link, std::string_view page);
Result<InviteLink> read_link(std::string_view text);  // also finds the fragment inside a longer pasted text

class Keyring {
public:
    // A new workspace with this device as its owner: fresh keys, and the genesis record (kept until the log
    // holds it). The recovery key leaves through `recovery_words` once and is not kept.
    static Keyring found(Random& random, std::string server_url, const SignKey& server,
                         std::vector<std::string> origins, std::uint64_t now_ms, std::string& recovery_words);
    // A device that follows an invite link: its own fresh keys; member() is false until accept_bundle().
    static Keyring from_link(Random& random, const InviteLink& link);
    static Result<Keyring> restore(ByteView secrets);
    Bytes secrets() const;  // for the Vault; the caller wipes what it copies
    Keyring(Keyring&&) = default;
    Keyring& operator=(Keyring&&) = default;

    // --- who this is
    const WorkspaceId& workspace() const { return workspace_; }
    const DeviceId& device() const { return device_; }
    const SignKey& sign_key() const { return sign_key_; }
    const SignKey& server() const { return server_; }
    const std::string& server_url() const { return server_url_; }
    bool has_keys() const { return !epochs_.empty(); }  // false: the bundle has not come yet
    const Bytes& genesis() const { return genesis_; }   // of the founder only
    // Of the founder only: what a server that takes new workspaces by token asks for.
    void keep_admission(std::string_view token);
    Hash prove_admission(ByteView hello_message) const;  // zero without a token
    std::uint64_t trusted_gpos() const {
        return trusted_gpos_;
    }  // under this root no signature needs checking
    const Hash& trusted_root() const { return trusted_root_; }

    // --- signing
    Signature sign(std::string_view domain, ByteView message) const;
    Bytes make_invite(Random& random, Role role, std::uint64_t expires_ms, std::uint64_t now_ms,
                      const Roster& roster, std::uint64_t gpos, const Hash& root, InviteLink& link,
                      Bytes& bundle) const;  // the roster record
    // --- joining: with the invite's key until the join record stands
    bool joining() const { return invite_secret_.has_value(); }
    SignKey invite_key() const;
    Signature sign_as_invite(std::string_view domain, ByteView message) const;
    Result<> accept_bundle(ByteView bundle);
    Bytes make_join(const Roster& roster, std::uint64_t now_ms) const;
    void joined() { invite_secret_.reset(); }  // the join record stands in the log

    // --- streams
    struct NewSlot {
        Secret32 key;
        Bytes slot;
    };
    NewSlot make_slot(Random& random, const StreamId& stream, std::uint32_t epoch) const;
    Result<Secret32> open_slot(ByteView slot, const StreamId& stream) const;
    // Pads, seals and returns the whole envelope. header.length is set here. Errc::limit when the plaintext does not fit.
    Result<Bytes> seal(Random& random, EnvelopeHeader header, const Secret32& stream_key,
                       ByteView plaintext) const;
    Result<Bytes> open(const EnvelopeView& envelope,
                       const Secret32& stream_key) const;  // padding still on: zeros

    // Of a colleague's PIN (core/crypto/pin.h): nobody outside the workspace can compute or try it.
    Hash pin_hash(ByteView salt, std::string_view colleague, std::string_view pin) const;

    // --- what this device keeps for itself
    Bytes seal_local(Random& random, ByteView key,
                     ByteView plaintext) const;  // `key` of the row is bound to it
    Result<Bytes> open_local(ByteView key, ByteView sealed) const;
    // The same for what is made of one stream's words: this device's key and the stream's together, gone with either.
    Bytes seal_local_of(Random& random, const Secret32& stream_key, ByteView key, ByteView plaintext) const;
    Result<Bytes> open_local_of(const Secret32& stream_key, ByteView key, ByteView sealed) const;

private:
    Keyring() = default;
    Secret32 local_key_of(const Secret32& stream_key) const;
    Secret32 content_key(std::uint32_t epoch, const Secret32& stream_key, const StreamId& stream) const;

    WorkspaceId workspace_;
    DeviceId device_;
    SignKey sign_key_, server_;
    BoxKey box_key_;
    std::string server_url_;
    Secret32 sign_seed_, box_secret_;
    std::map<std::uint32_t, Secret32> epochs_;
    Secret32 item_key_, local_key_;
    std::optional<Secret32> invite_secret_;
    std::uint64_t trusted_gpos_ = 0;
    Hash trusted_root_;
    Bytes genesis_;
    std::optional<Secret32> admission_;
};

}  // namespace history
