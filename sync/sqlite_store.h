// The log on one machine: two SQLite files in a folder, write-ahead log, synchronous=FULL, one writer.
//
//   log.db    workspaces (head rows), entries, positions of streams, last pushes and envelopes, signed roots
//   slots.db  the streams' sealed keys and the bundles for invited devices: apart from the log and from its backups, because
//             erasing a customer means deleting here and having it gone (secure_delete)
// A group's slots are committed before its log. The other way round a power cut could leave an acknowledged stream without
// its key: words nobody can ever read. This way it leaves a slot that nothing points to, and the next first envelope
// of that stream replaces it.
//
// Every row carries 16 bytes of BLAKE2b over its columns, checked when it is read: SQLite has no checksums of its own.
// commit() may run on one thread while reads run on another; neither of them on two.
#pragma once
#include <memory>
#include <string>

#include "sync/log_store.h"

namespace history::sync {

class Database;

class SqliteStore : public LogStore {
public:
    struct Options {
        std::string folder;       // must exist
        std::uint32_t pages = 0;  // of 4 KiB, at most, per file; 0: as the disk allows
    };
    static Result<std::unique_ptr<SqliteStore>> open(const Options& options);
    ~SqliteStore() override;

    Result<> set_pages_max(std::uint32_t pages);  // between commits

    Result<std::vector<WorkspaceId>> workspaces() override;
    Result<std::optional<Head>> head(const WorkspaceId& workspace) override;
    Result<std::vector<message::Entry>> roster(const WorkspaceId& workspace) override;
    Result<std::vector<message::Entry>> entries(const WorkspaceId& workspace, std::uint64_t after,
                                                std::uint64_t upto, std::size_t bytes_max) override;
    Result<std::uint64_t> stream_pos(const WorkspaceId& workspace, const StreamId& stream) override;
    Result<PushMark> push_mark(const WorkspaceId& workspace, const DeviceId& device) override;
    Result<EnvelopeMark> envelope_mark(const WorkspaceId& workspace, const DeviceId& device,
                                       const StreamId& stream) override;
    Result<Bytes> slot(const WorkspaceId& workspace, const StreamId& stream) override;
    Result<Bytes> bundle(const WorkspaceId& workspace, const SignKey& invite) override;
    Result<std::size_t> bundles(const WorkspaceId& workspace) override;
    Result<> commit(const Group& group) override;

private:
    SqliteStore();
    void open_writer(Database log, Database slots);

    struct Reader;
    struct Writer;
    std::shared_ptr<Writer> writer_;  // shared_ptr: its type is known in sqlite_commit.cpp only
    std::unique_ptr<Reader> reader_;  // closed first: the writer is the one that checkpoints on closing
};

}  // namespace history::sync
