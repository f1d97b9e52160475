// The writing half of the SQLite store: one transaction per file and group.
#include "sync/sqlite_rows.h"
#include "sync/sqlite_store.h"

namespace history::sync {

using rows::digest_of;
using rows::number_of;

struct SqliteStore::Writer {
    Writer(Database log_file, Database slots_file) : log(std::move(log_file)), slots(std::move(slots_file)) {}
    Database log;
    Database slots;
    // The id in the condition: another workspace whose id begins with the same 8 bytes must not take this one's row.
    Statement head{
        log.handle(),
        "INSERT INTO head (workspace, id, generation, gpos, root, time_ms, signature, frontier, digest)"
        " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (workspace) DO UPDATE SET generation = excluded.generation,"
        " gpos = excluded.gpos, root = excluded.root, time_ms = excluded.time_ms, signature = "
        "excluded.signature,"
        " frontier = excluded.frontier, digest = excluded.digest WHERE id = excluded.id"};
    Statement entry{log.handle(),
                    "INSERT INTO entry (workspace, first_gpos, roster, time_ms, positions, body, digest)"
                    " VALUES (?,?,?,?,?,?,?)"};
    Statement stream{log.handle(), "REPLACE INTO stream (workspace, stream, pos, digest) VALUES (?,?,?,?)"};
    Statement push{log.handle(),
                   "REPLACE INTO push (workspace, device, number, hash, previous, first_gpos, digest) VALUES "
                   "(?,?,?,?,?,?,?)"};
    Statement envelope{
        log.handle(),
        "REPLACE INTO envelope (workspace, device, stream, number, hash, digest) VALUES (?,?,?,?,?,?)"};
    Statement root{
        log.handle(),
        "INSERT OR IGNORE INTO root (workspace, gpos, root, time_ms, signature) VALUES (?,?,?,?,?)"};
    Statement slot{slots.handle(), "REPLACE INTO slot (workspace, stream, bytes, digest) VALUES (?,?,?,?)"};
    Statement bundle{slots.handle(),
                     "REPLACE INTO bundle (workspace, invite, bytes, digest) VALUES (?,?,?,?)"};
    Statement no_bundle{slots.handle(), "DELETE FROM bundle WHERE workspace = ? AND invite = ?"};

    Result<> write_slots(const Part& part);
    Result<> write_log(const Part& part);
    Result<> write_append(std::uint64_t workspace, const Append& append);
};

namespace {
// All of `write` or nothing. A failed transaction is rolled back by SQLite itself in most cases; asking twice does no harm.
template <class Write>
Result<> transaction(Database& database, const Write& write) {
    TRY(database.execute("BEGIN IMMEDIATE"));
    Result<> outcome = write();
    if (outcome.ok()) outcome = database.execute("COMMIT");
    if (!outcome.ok() && sqlite3_get_autocommit(database.handle()) == 0) TRY(database.execute("ROLLBACK"));
    return outcome;
}
}  // namespace

void SqliteStore::open_writer(Database log, Database slots) {
    writer_ = std::make_shared<Writer>(std::move(log), std::move(slots));
}

Result<> SqliteStore::set_pages_max(std::uint32_t pages) {
    const std::string sql = "PRAGMA max_page_count=" + std::to_string(pages);
    TRY(writer_->log.execute(sql.c_str()));
    return writer_->slots.execute(sql.c_str());
}

Result<> SqliteStore::commit(const Group& group) {
    bool slots = false;
    for (const Part& part : group.parts) {
        slots = slots || !part.bundles.empty();
        for (const Append& append : part.appends) slots = slots || !append.slots.empty();
    }
    const auto write_slots = [&]() -> Result<> {
        for (const Part& part : group.parts) TRY(writer_->write_slots(part));
        return {};
    };
    const auto write_log = [&]() -> Result<> {
        for (const Part& part : group.parts) TRY(writer_->write_log(part));
        return {};
    };
    if (slots) TRY(transaction(writer_->slots, write_slots));
    return transaction(writer_->log, write_log);
}

Result<> SqliteStore::Writer::write_slots(const Part& part) {
    const std::uint64_t workspace = number_of(part.workspace);
    for (const Append& append : part.appends)
        for (const Slot& added : append.slots) {
            const auto digest = digest_of("slot", workspace, added.stream.view(), added.bytes);
            TRY(slot.bind(workspace)
                    .bind(added.stream)
                    .bind(ByteView(added.bytes))
                    .bind(ByteView(digest))
                    .run());
        }
    for (const BundleChange& change : part.bundles) {
        if (change.bundle.empty()) {
            TRY(no_bundle.bind(workspace).bind(change.invite).run());
            continue;
        }
        const auto digest = digest_of("bundle", workspace, change.invite.view(), change.bundle);
        TRY(bundle.bind(workspace)
                .bind(change.invite)
                .bind(ByteView(change.bundle))
                .bind(ByteView(digest))
                .run());
    }
    return {};
}

Result<> SqliteStore::Writer::write_log(const Part& part) {
    const std::uint64_t workspace = number_of(part.workspace);
    for (const Append& append : part.appends) TRY(write_append(workspace, append));
    const SignedHead& signed_head = part.head.signed_head;
    const Bytes frontier = part.head.frontier.encode();
    const auto digest = digest_of(part.workspace, signed_head, frontier);
    TRY(head.bind(workspace)
            .bind(part.workspace)
            .bind(std::uint64_t{signed_head.generation})
            .bind(signed_head.gpos)
            .bind(signed_head.root)
            .bind(signed_head.time_ms)
            .bind(signed_head.signature)
            .bind(ByteView(frontier))
            .bind(ByteView(digest))
            .run());
    if (sqlite3_changes(log.handle()) != 1)
        return fail(Errc::corrupt, "Two workspaces on this server begin with the same 8 bytes.");
    return root.bind(workspace)
        .bind(signed_head.gpos)
        .bind(signed_head.root)
        .bind(signed_head.time_ms)
        .bind(signed_head.signature)
        .run();
}

Result<> SqliteStore::Writer::write_append(std::uint64_t workspace, const Append& append) {
    const message::Entry& added = append.entry;
    history::Writer positions;
    for (std::uint64_t position : added.positions) positions.u64(position);
    const auto entry_digest = digest_of(workspace, added, positions.view());
    TRY(entry.bind(workspace)
            .bind(added.first_gpos)
            .bind(std::uint64_t{added.roster ? 1u : 0u})
            .bind(added.time_ms)
            .bind(positions.view())
            .bind(ByteView(added.body))
            .bind(ByteView(entry_digest))
            .run());
    if (!added.roster) {
        const PushMark& mark = append.mark;
        const auto digest = digest_of(workspace, append.device, mark);
        TRY(push.bind(workspace)
                .bind(append.device)
                .bind(mark.number)
                .bind(mark.hash)
                .bind(mark.previous)
                .bind(mark.first_gpos)
                .bind(ByteView(digest))
                .run());
    }
    for (const Placed& placed : append.placed) {
        const auto stream_digest = digest_of(workspace, placed.stream, placed.pos);
        TRY(stream.bind(workspace).bind(placed.stream).bind(placed.pos).bind(ByteView(stream_digest)).run());
        if (placed.mark.number == 0) continue;
        const auto digest = digest_of(workspace, append.device, placed.stream, placed.mark);
        TRY(envelope.bind(workspace)
                .bind(append.device)
                .bind(placed.stream)
                .bind(std::uint64_t{placed.mark.number})
                .bind(placed.mark.hash)
                .bind(ByteView(digest))
                .run());
    }
    return {};
}

}  // namespace history::sync
