// The roster: who may write. One linear, hash-chained, signed stream of the workspace's log; it holds no word about a person.
//
// record := version u8 (= 1), kind u8, position u64 (1, 2, 3 ...), previous hash 32 (zero for genesis),
//           time u64 (author's, for reading),
//           body, signature 64 of the author, [second signature 64: join only, by the joining device]
//   genesis (1): sign key 32, box key 32, recovery key 32, server key 32, origins varint x text
//   invite  (2): author device 16, invite key 32 (Ed25519), role u8, expires u64 (server time), bundle hash 32
//   join    (3): invite key 32, sign key 32, box key 32        signed by the invite key and by the new device's key
//   revoke  (5): author device 16, device 16, cut gpos u64     what the device has after the cut is void
// Signatures: domain "history roster 1", over everything before the first signature.
// hash of a record = BLAKE2b-256("history roster hash 1", whole record); it is the `envelope` of the record's leaf.
// Workspace id = hash of the genesis record with domain "history workspace 1".
//
// Rules are pure and judged at the record's own gpos and server time, by the same code on server, agent and browser.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/wire/merkle.h"

namespace history {

enum class Role : std::uint8_t { viewer = 1, connector = 2, op = 3, owner = 4 };
std::string_view role_name(Role role);  // "viewer" "connector" "operator" "owner"
std::optional<Role> role_from(std::string_view name);

enum class RosterKind : std::uint8_t { genesis = 1, invite = 2, join = 3, revoke = 5 };

struct RosterRecord {
    RosterKind kind = RosterKind::genesis;
    std::uint64_t position = 0;
    Hash previous;
    std::uint64_t time_ms = 0;
    SignKey sign_key;                  // genesis, join: of the new device
    BoxKey box_key;                    // genesis, join
    SignKey recovery;                  // genesis
    SignKey server;                    // genesis
    std::vector<std::string> origins;  // genesis
    DeviceId author;                   // invite, revoke
    SignKey invite_key;                // invite, join
    Role role = Role::viewer;          // invite
    std::uint64_t expires_ms = 0;      // invite
    Hash bundle_hash;                  // invite
    DeviceId device;                   // revoke
    std::uint64_t cut_gpos = 0;        // revoke
    Signature signature;
    Signature second_signature;  // join
};

Bytes roster_message(const RosterRecord& record);  // the bytes under the signatures
Bytes encode_record(const RosterRecord& record);
Result<RosterRecord> decode_record(ByteView bytes);
Hash record_hash(ByteView record);
WorkspaceId workspace_id(ByteView genesis_record);

struct Member {
    DeviceId device;
    SignKey sign_key;
    BoxKey box_key;
    Role role = Role::viewer;
    std::uint64_t joined_gpos = 0;
    std::uint64_t void_after = UINT64_MAX;  // cut of a revocation: envelopes at a larger gpos are void
    SignKey invite;  // that it followed: under it the owner may have named the device; zero of the founder
};

struct Invite {
    SignKey key;
    Role role = Role::viewer;
    std::uint64_t expires_ms = 0;
    Hash bundle_hash;
    bool used = false;
};

class Roster {
public:
    // Applies the next record of the stream at its leaf; refuses (and changes nothing) when a rule says no:
    // position and previous hash, signature, author's right (owner) at this gpos, invite unused and not expired by the
    // leaf's server time, the last owner not revoked. Errc::conflict when only position or previous hash are behind.
    Result<> apply(ByteView record, std::uint64_t gpos, std::uint64_t server_time_ms);

    std::uint64_t position() const { return position_; }  // records applied
    const Hash& head() const { return head_; }            // hash of the last record: `previous` of the next
    WorkspaceId workspace() const { return workspace_; }
    SignKey server_key() const { return server_; }
    std::uint32_t epoch() const { return epoch_; }  // current; 1 until rotation exists
    const std::vector<std::string>& origins() const { return origins_; }
    const std::map<DeviceId, Member>& members() const { return members_; }
    const Member* member(const DeviceId& device) const;
    const Invite* invite(const SignKey& key) const;
    // May this device's envelope stand in this stream at this gpos? Server and replicas ask the same.
    Result<> may_write(const DeviceId& device, const StreamId& stream, std::uint64_t gpos) const;
    bool is_void(const DeviceId& device, std::uint64_t gpos) const;

private:
    Result<> apply_genesis(const RosterRecord& record, ByteView bytes, std::uint64_t gpos);
    Result<> apply_invite(const RosterRecord& record, std::uint64_t gpos);
    Result<> apply_join(const RosterRecord& record, std::uint64_t gpos, std::uint64_t server_time_ms);
    Result<> apply_revoke(const RosterRecord& record, std::uint64_t gpos);
    Result<> check_author(const RosterRecord& record, std::uint64_t gpos) const;  // an owner, and it signed

    std::uint64_t position_ = 0;
    std::uint32_t epoch_ = 0;
    Hash head_;
    WorkspaceId workspace_;
    SignKey server_;
    std::vector<std::string> origins_;
    std::map<DeviceId, Member> members_;
    std::vector<Invite> invites_;
};

}  // namespace history
