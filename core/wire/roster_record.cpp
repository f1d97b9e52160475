// The bytes of a roster record.
#include "core/wire/limits.h"
#include "core/wire/roster.h"

namespace history {

namespace {
constexpr std::uint8_t version = 1;
constexpr std::uint64_t origins_max = 32;
constexpr std::size_t origin_bytes_max = 256;

bool valid_role(std::uint8_t role) {
    return role >= 1 && role <= 4;
}
}  // namespace

Bytes roster_message(const RosterRecord& record) {
    Writer out;
    out.u8(version);
    out.u8(static_cast<std::uint8_t>(record.kind));
    out.u64(record.position);
    out.id(record.previous);
    out.u64(record.time_ms);
    switch (record.kind) {
        case RosterKind::genesis:
            out.id(record.sign_key);
            out.id(record.box_key);
            out.id(record.recovery);
            out.id(record.server);
            out.varint(record.origins.size());
            for (const std::string& origin : record.origins) out.text(origin);
            break;
        case RosterKind::invite:
            out.id(record.author);
            out.id(record.invite_key);
            out.u8(static_cast<std::uint8_t>(record.role));
            out.u64(record.expires_ms);
            out.id(record.bundle_hash);
            break;
        case RosterKind::join:
            out.id(record.invite_key);
            out.id(record.sign_key);
            out.id(record.box_key);
            break;
        case RosterKind::revoke:
            out.id(record.author);
            out.id(record.device);
            out.u64(record.cut_gpos);
            break;
    }
    return out.take();
}

Bytes encode_record(const RosterRecord& record) {
    Writer out;
    out.raw(roster_message(record));
    out.id(record.signature);
    if (record.kind == RosterKind::join) out.id(record.second_signature);
    return out.take();
}

Result<RosterRecord> decode_record(ByteView bytes) {
    if (bytes.size() > limits::roster_record_bytes_max)
        return fail(Errc::limit, "A roster record is larger than a roster record may be.");
    Reader in(bytes);
    if (in.u8() != version) return fail(Errc::unsupported, "A roster record has an unknown version.");
    RosterRecord record;
    const std::uint8_t kind = in.u8();
    record.position = in.u64();
    record.previous = in.id<Hash>();
    record.time_ms = in.u64();
    switch (kind) {
        case static_cast<std::uint8_t>(RosterKind::genesis): {
            record.sign_key = in.id<SignKey>();
            record.box_key = in.id<BoxKey>();
            record.recovery = in.id<SignKey>();
            record.server = in.id<SignKey>();
            const std::uint64_t origins = in.varint();
            if (origins > origins_max)
                return fail(Errc::limit, "A workspace names more web origins than are allowed.");
            for (std::uint64_t i = 0; i < origins && in.ok(); ++i) {
                const std::string_view origin = in.text();
                if (origin.size() > origin_bytes_max)
                    return fail(Errc::limit, "A web origin of a workspace is too long.");
                record.origins.emplace_back(origin);
            }
            break;
        }
        case static_cast<std::uint8_t>(RosterKind::invite): {
            record.author = in.id<DeviceId>();
            record.invite_key = in.id<SignKey>();
            const std::uint8_t role = in.u8();
            if (in.ok() && !valid_role(role))
                return fail(Errc::unsupported, "An invite names an unknown role.");
            record.role = static_cast<Role>(role);
            record.expires_ms = in.u64();
            record.bundle_hash = in.id<Hash>();
            break;
        }
        case static_cast<std::uint8_t>(RosterKind::join):
            record.invite_key = in.id<SignKey>();
            record.sign_key = in.id<SignKey>();
            record.box_key = in.id<BoxKey>();
            break;
        case static_cast<std::uint8_t>(RosterKind::revoke):
            record.author = in.id<DeviceId>();
            record.device = in.id<DeviceId>();
            record.cut_gpos = in.u64();
            break;
        default:
            return fail(Errc::unsupported, "A roster record is of an unknown kind.");
    }
    record.kind = static_cast<RosterKind>(kind);
    record.signature = in.id<Signature>();
    if (record.kind == RosterKind::join) record.second_signature = in.id<Signature>();
    if (!in.at_end())
        return fail(Errc::corrupt, "A roster record is cut short or has loose bytes at its end.");
    return record;
}

Hash record_hash(ByteView record) {
    return hash_of("history roster hash 1", record);
}

WorkspaceId workspace_id(ByteView genesis_record) {
    return WorkspaceId::from(hash_of("history workspace 1", genesis_record).view());
}

}  // namespace history
