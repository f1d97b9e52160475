// What the two halves of the SQLite store share: the schema, the digest of a row, the number of a workspace.
#pragma once
#include "sync/log_store.h"
#include "sync/sqlite.h"

namespace history::sync::rows {

inline constexpr std::uint64_t application_id = 0x48697374;  // "Hist"
inline constexpr std::uint64_t schema_version = 1;

// `workspace` is the first 8 bytes of the workspace id as a number; the full id stands in the head row.
// Integers of 64 bits are kept as the signed number with the same bits. `entry` is a rowid table on purpose:
// with bodies of a kilobyte a table WITHOUT ROWID is three times slower (measured).
inline constexpr const char* log_schema = R"sql(
CREATE TABLE head (workspace INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, generation INTEGER NOT NULL,
  gpos INTEGER NOT NULL, root BLOB NOT NULL, time_ms INTEGER NOT NULL, signature BLOB NOT NULL, frontier BLOB NOT NULL,
  digest BLOB NOT NULL) STRICT;
CREATE TABLE entry (id INTEGER PRIMARY KEY, workspace INTEGER NOT NULL, first_gpos INTEGER NOT NULL,
  roster INTEGER NOT NULL, time_ms INTEGER NOT NULL, positions BLOB NOT NULL, body BLOB NOT NULL,
  digest BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX entry_gpos ON entry (workspace, first_gpos);
CREATE INDEX entry_roster ON entry (workspace, first_gpos) WHERE roster = 1;
CREATE TABLE stream (workspace INTEGER NOT NULL, stream BLOB NOT NULL, pos INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (workspace, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE push (workspace INTEGER NOT NULL, device BLOB NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
  previous BLOB NOT NULL, first_gpos INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (workspace, device)) STRICT, WITHOUT ROWID;
CREATE TABLE envelope (workspace INTEGER NOT NULL, device BLOB NOT NULL, stream BLOB NOT NULL, number INTEGER NOT NULL,
  hash BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (workspace, device, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE root (workspace INTEGER NOT NULL, gpos INTEGER NOT NULL, root BLOB NOT NULL, time_ms INTEGER NOT NULL,
  signature BLOB NOT NULL, PRIMARY KEY (workspace, gpos)) STRICT, WITHOUT ROWID;
)sql";
inline constexpr const char* slots_schema = R"sql(
CREATE TABLE slot (workspace INTEGER NOT NULL, stream BLOB NOT NULL, bytes BLOB NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (workspace, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE bundle (workspace INTEGER NOT NULL, invite BLOB NOT NULL, bytes BLOB NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (workspace, invite)) STRICT;
)sql";

std::uint64_t number_of(const WorkspaceId& workspace);

// BLAKE2b-256, cut to 16 bytes, over the table's name and the columns in the order of the schema, without `id` and digest.
class Digest {
public:
    explicit Digest(std::string_view table) : hasher_("history row 1") {
        hasher_.update(signed_bytes(table, {}));
    }
    Digest& u64(std::uint64_t value) {
        hasher_.update_u64(value);
        return *this;
    }
    Digest& bytes(ByteView value) {
        hasher_.update_u64(value.size()).update(value);
        return *this;
    }
    std::array<std::uint8_t, 16> finish();

private:
    Hasher hasher_;
};

std::array<std::uint8_t, 16> digest_of(std::uint64_t workspace, const message::Entry& entry,
                                       ByteView positions);
std::array<std::uint8_t, 16> digest_of(const WorkspaceId& workspace, const SignedHead& head,
                                       ByteView frontier);
std::array<std::uint8_t, 16> digest_of(std::uint64_t workspace, const StreamId& stream, std::uint64_t pos);
std::array<std::uint8_t, 16> digest_of(std::uint64_t workspace, const DeviceId& device, const PushMark& mark);
std::array<std::uint8_t, 16> digest_of(std::uint64_t workspace, const DeviceId& device,
                                       const StreamId& stream, const EnvelopeMark& mark);
std::array<std::uint8_t, 16> digest_of(std::string_view table, std::uint64_t workspace, ByteView key,
                                       ByteView bytes);

}  // namespace history::sync::rows
