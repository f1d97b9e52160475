// The rules of the roster.
#include "core/wire/roster.h"

#include <algorithm>

#include "core/wire/sentences.h"

namespace history {

namespace {
constexpr std::string_view domain = "history roster 1";

bool signed_by(const SignKey& key, const Bytes& message, const Signature& signature) {
    return verify_signature(domain, message, signature, key);
}
}  // namespace

std::string_view role_name(Role role) {
    switch (role) {
        case Role::viewer:
            return "viewer";
        case Role::connector:
            return "connector";
        case Role::op:
            return "operator";
        case Role::owner:
            return "owner";
    }
    return "unknown";
}

std::optional<Role> role_from(std::string_view name) {
    for (Role role : {Role::viewer, Role::connector, Role::op, Role::owner})
        if (name == role_name(role)) return role;
    return std::nullopt;
}

Result<> Roster::apply(ByteView bytes, std::uint64_t gpos, std::uint64_t server_time_ms) {
    TRY_ASSIGN(record, decode_record(bytes));
    if (record.position != position_ + 1 || !(record.previous == head_))
        return fail(Errc::conflict, "The roster has moved on: this record does not follow its last one.");
    if ((record.kind == RosterKind::genesis) != (position_ == 0))
        return fail(Errc::unauthorized, "A roster begins with its genesis record and has only one.");
    switch (record.kind) {
        case RosterKind::genesis:
            TRY(apply_genesis(record, bytes, gpos));
            break;
        case RosterKind::invite:
            TRY(apply_invite(record, gpos));
            break;
        case RosterKind::join:
            TRY(apply_join(record, gpos, server_time_ms));
            break;
        case RosterKind::revoke:
            TRY(apply_revoke(record, gpos));
            break;
    }
    position_ = record.position;
    head_ = record_hash(bytes);
    return {};
}

Result<> Roster::apply_genesis(const RosterRecord& record, ByteView bytes, std::uint64_t gpos) {
    if (!signed_by(record.sign_key, roster_message(record), record.signature))
        return fail(Errc::unauthorized, "The genesis record is not signed by its first device.");
    Member member;
    member.device = device_id(record.sign_key);
    member.sign_key = record.sign_key;
    member.box_key = record.box_key;
    member.role = Role::owner;
    member.joined_gpos = gpos;
    members_.emplace(member.device, member);
    workspace_ = workspace_id(bytes);
    server_ = record.server;
    origins_ = record.origins;
    epoch_ = 1;
    return {};
}

Result<> Roster::check_author(const RosterRecord& record, std::uint64_t gpos) const {
    const Member* author = member(record.author);
    if (author == nullptr || gpos > author->void_after || author->role != Role::owner)
        return fail(Errc::unauthorized, "Only an owner may change who takes part in this workspace.");
    if (!signed_by(author->sign_key, roster_message(record), record.signature))
        return fail(Errc::unauthorized,
                    "A roster record is not signed by the device that it names as its author.");
    return {};
}

Result<> Roster::apply_invite(const RosterRecord& record, std::uint64_t gpos) {
    TRY(check_author(record, gpos));
    if (invite(record.invite_key) != nullptr)
        return fail(Errc::unauthorized, "This invite key was used for another invite already.");
    invites_.push_back({record.invite_key, record.role, record.expires_ms, record.bundle_hash, false});
    return {};
}

Result<> Roster::apply_join(const RosterRecord& record, std::uint64_t gpos, std::uint64_t server_time_ms) {
    const auto found = std::find_if(invites_.begin(), invites_.end(),
                                    [&](const Invite& open) { return open.key == record.invite_key; });
    if (found == invites_.end())
        return fail(Errc::unauthorized, "There is no such invite to this workspace.");
    if (found->used) return fail(Errc::unauthorized, "This invite was used or withdrawn; ask for a new one.");
    if (server_time_ms > found->expires_ms)
        return fail(Errc::unauthorized, "This invite has expired; ask for a new one.");
    const Bytes message = roster_message(record);
    if (!signed_by(record.invite_key, message, record.signature))
        return fail(Errc::unauthorized, "The join record is not signed with the key of its invite.");
    if (!signed_by(record.sign_key, message, record.second_signature))
        return fail(Errc::unauthorized, "The join record is not signed by the device that joins.");
    Member joined;
    joined.device = device_id(record.sign_key);
    joined.sign_key = record.sign_key;
    joined.box_key = record.box_key;
    joined.role = found->role;
    joined.joined_gpos = gpos;
    joined.invite = record.invite_key;
    if (!members_.emplace(joined.device, joined).second)
        return fail(Errc::unauthorized,
                    "This device took part in the workspace before; it joins again only with new keys.");
    found->used = true;
    return {};
}

Result<> Roster::apply_revoke(const RosterRecord& record, std::uint64_t gpos) {
    TRY(check_author(record, gpos));
    const auto target = members_.find(record.device);
    if (target == members_.end())
        return fail(Errc::unauthorized, "The device to be revoked is not in the roster.");
    if (record.cut_gpos > gpos)
        return fail(Errc::unauthorized,
                    "A revocation cuts at or before its own place in the log, never later.");
    const auto other_owner = [&](const auto& entry) {
        return entry.second.role == Role::owner && entry.second.void_after == UINT64_MAX &&
               !(entry.first == record.device);
    };
    if (target->second.role == Role::owner && std::none_of(members_.begin(), members_.end(), other_owner))
        return fail(Errc::unauthorized, "The last owner cannot be revoked.");
    target->second.void_after = std::min(target->second.void_after, record.cut_gpos);
    // Whoever holds the revoked device may hold its open links: a revocation withdraws them all (protocol.md
    // 5).
    for (Invite& open : invites_) open.used = true;
    return {};
}

const Member* Roster::member(const DeviceId& device) const {
    const auto found = members_.find(device);
    return found == members_.end() ? nullptr : &found->second;
}

const Invite* Roster::invite(const SignKey& key) const {
    for (const Invite& known : invites_)
        if (known.key == key) return &known;
    return nullptr;
}

bool Roster::is_void(const DeviceId& device, std::uint64_t gpos) const {
    const Member* author = member(device);
    return author == nullptr || gpos > author->void_after;
}

Result<> Roster::may_write(const DeviceId& device, const StreamId& stream, std::uint64_t gpos) const {
    const Member* author = member(device);
    if (author == nullptr || gpos <= author->joined_gpos)
        return fail(Errc::unauthorized, "This device is not in the workspace's roster.");
    if (gpos > author->void_after) return fail(Errc::unauthorized, std::string(sentence_revoked));
    if (stream == roster_stream())
        return fail(Errc::unauthorized, "The roster takes roster records only, no envelopes.");
    if (author->role == Role::viewer)
        return fail(Errc::unauthorized, "A viewer's device reads and writes nothing.");
    if (author->role == Role::connector && stream == shared_stream())
        return fail(Errc::unauthorized, "A connector's device does not write what colleagues share.");
    return {};
}

}  // namespace history
