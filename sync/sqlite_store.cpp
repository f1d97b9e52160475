#include "sync/sqlite_store.h"

#include <algorithm>

#include "sync/sqlite_rows.h"

namespace history::sync {

using rows::digest_of;
using rows::number_of;

struct SqliteStore::Reader {
    Reader(Database log_file, Database slots_file) : log(std::move(log_file)), slots(std::move(slots_file)) {}
    Database log;
    Database slots;
    Statement workspaces{log.handle(), "SELECT id FROM head ORDER BY id"};
    Statement head{log.handle(),
                   "SELECT id, generation, gpos, root, time_ms, signature, frontier, digest FROM head WHERE "
                   "workspace = ?"};
    Statement entries{log.handle(),
                      "SELECT first_gpos, roster, time_ms, positions, body, digest FROM entry"
                      " WHERE workspace = ? AND first_gpos > ? AND first_gpos <= ? ORDER BY first_gpos"};
    Statement records{log.handle(),
                      "SELECT first_gpos, roster, time_ms, positions, body, digest FROM entry"
                      " WHERE workspace = ? AND roster = 1 ORDER BY first_gpos"};
    Statement stream{log.handle(), "SELECT pos, digest FROM stream WHERE workspace = ? AND stream = ?"};
    Statement push{
        log.handle(),
        "SELECT number, hash, previous, first_gpos, digest FROM push WHERE workspace = ? AND device = ?"};
    Statement envelope{
        log.handle(),
        "SELECT number, hash, digest FROM envelope WHERE workspace = ? AND device = ? AND stream = ?"};
    Statement slot{slots.handle(), "SELECT bytes, digest FROM slot WHERE workspace = ? AND stream = ?"};
    Statement bundle{slots.handle(), "SELECT bytes, digest FROM bundle WHERE workspace = ? AND invite = ?"};
    Statement bundles{slots.handle(), "SELECT count(*) FROM bundle WHERE workspace = ?"};
};

namespace {
Error damaged(std::string_view table) {
    return fail(Errc::corrupt, "A stored row of the table `" + std::string(table) +
                                   "` is damaged: its digest does not fit.");
}

bool fits(const std::array<std::uint8_t, 16>& digest, ByteView stored) {
    return std::equal(digest.begin(), digest.end(), stored.begin(), stored.end());
}

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

Result<> prepare_schema(Database& database, const char* schema) {
    TRY_ASSIGN(version, database.number("PRAGMA user_version"));
    TRY_ASSIGN(application, database.number("PRAGMA application_id"));
    if (version == rows::schema_version && application == rows::application_id) return {};
    if (version != 0 || application != 0)
        return fail(Errc::unsupported,
                    "The folder holds a database of another program or of a newer version.");
    TRY(database.execute("BEGIN IMMEDIATE"));
    TRY(database.execute(schema));
    const std::string marks = "PRAGMA application_id=" + std::to_string(rows::application_id) +
                              ";PRAGMA user_version=" + std::to_string(rows::schema_version) + ";COMMIT";
    return database.execute(marks.c_str());
}

// A row as `entries` and `records` select it.
Result<message::Entry> read_entry(const Statement& row, std::uint64_t workspace) {
    message::Entry entry;
    entry.first_gpos = row.u64(0);
    entry.roster = row.u64(1) == 1;
    entry.time_ms = row.u64(2);
    const ByteView positions = row.blob(3);
    entry.body = copy(row.blob(4));
    if (!fits(digest_of(workspace, entry, positions), row.blob(5))) return damaged("entry");
    for (Reader in(positions); in.left() > 0;) entry.positions.push_back(in.u64());
    return entry;
}
}  // namespace

SqliteStore::SqliteStore() = default;
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const Options& options) {
    const std::string log = options.folder + "/log.db";
    const std::string slots = options.folder + "/slots.db";
    TRY_ASSIGN(log_writer, Database::open(log, Database::Mode::write));
    TRY_ASSIGN(slots_writer, Database::open(slots, Database::Mode::write));
    TRY(slots_writer.execute("PRAGMA secure_delete=ON"));
    TRY(prepare_schema(log_writer, rows::log_schema));
    TRY(prepare_schema(slots_writer, rows::slots_schema));
    TRY_ASSIGN(log_reader, Database::open(log, Database::Mode::read));
    TRY_ASSIGN(slots_reader, Database::open(slots, Database::Mode::read));
    std::unique_ptr<SqliteStore> store(new SqliteStore());
    store->open_writer(std::move(log_writer), std::move(slots_writer));
    store->reader_ = std::make_unique<Reader>(std::move(log_reader), std::move(slots_reader));
    if (options.pages != 0) TRY(store->set_pages_max(options.pages));
    return store;
}

Result<std::vector<WorkspaceId>> SqliteStore::workspaces() {
    std::vector<WorkspaceId> ids;
    const ReadEnd end(reader_->workspaces);
    for (;;) {
        TRY_ASSIGN(row, reader_->workspaces.step());
        if (!row) return ids;
        ids.push_back(reader_->workspaces.id<WorkspaceId>(0));
    }
}

Result<std::optional<Head>> SqliteStore::head(const WorkspaceId& workspace) {
    Statement& row = reader_->head;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number_of(workspace)).step());
    if (!found || !(row.id<WorkspaceId>(0) == workspace)) return std::optional<Head>();
    Head head;
    head.signed_head.generation = static_cast<std::uint32_t>(row.u64(1));
    head.signed_head.gpos = row.u64(2);
    head.signed_head.root = row.id<Hash>(3);
    head.signed_head.time_ms = row.u64(4);
    head.signed_head.signature = row.id<Signature>(5);
    if (!fits(digest_of(workspace, head.signed_head, row.blob(6)), row.blob(7))) return damaged("head");
    TRY_ASSIGN(frontier, Frontier::decode(row.blob(6)));
    head.frontier = std::move(frontier);
    return std::optional<Head>(std::move(head));
}

Result<std::vector<message::Entry>> SqliteStore::roster(const WorkspaceId& workspace) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->records;
    const ReadEnd end(row);
    row.bind(number);
    std::vector<message::Entry> records;
    for (;;) {
        TRY_ASSIGN(more, row.step());
        if (!more) return records;
        TRY_ASSIGN(entry, read_entry(row, number));
        records.push_back(std::move(entry));
    }
}

Result<std::vector<message::Entry>> SqliteStore::entries(const WorkspaceId& workspace, std::uint64_t after,
                                                         std::uint64_t upto, std::size_t bytes_max) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->entries;
    const ReadEnd end(row);
    row.bind(number).bind(after).bind(upto);
    std::vector<message::Entry> found;
    std::size_t bytes = 0;
    for (;;) {
        TRY_ASSIGN(more, row.step());
        if (!more) return found;
        bytes += row.blob(4).size();
        if (bytes > bytes_max && !found.empty()) return found;
        TRY_ASSIGN(entry, read_entry(row, number));
        found.push_back(std::move(entry));
    }
}

Result<std::uint64_t> SqliteStore::stream_pos(const WorkspaceId& workspace, const StreamId& stream) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->stream;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number).bind(stream).step());
    if (!found) return std::uint64_t{0};
    const std::uint64_t pos = row.u64(0);
    if (!fits(digest_of(number, stream, pos), row.blob(1))) return damaged("stream");
    return pos;
}

Result<PushMark> SqliteStore::push_mark(const WorkspaceId& workspace, const DeviceId& device) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->push;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number).bind(device).step());
    if (!found) return PushMark{};
    const PushMark mark{row.u64(0), row.id<Hash>(1), row.id<Hash>(2), row.u64(3)};
    if (!fits(digest_of(number, device, mark), row.blob(4))) return damaged("push");
    return mark;
}

Result<EnvelopeMark> SqliteStore::envelope_mark(const WorkspaceId& workspace, const DeviceId& device,
                                                const StreamId& stream) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->envelope;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number).bind(device).bind(stream).step());
    if (!found) return EnvelopeMark{};
    const EnvelopeMark mark{static_cast<std::uint32_t>(row.u64(0)), row.id<Hash>(1)};
    if (!fits(digest_of(number, device, stream, mark), row.blob(2))) return damaged("envelope");
    return mark;
}

Result<Bytes> SqliteStore::slot(const WorkspaceId& workspace, const StreamId& stream) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->slot;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number).bind(stream).step());
    if (!found) return Bytes{};
    if (!fits(digest_of("slot", number, stream.view(), row.blob(0)), row.blob(1))) return damaged("slot");
    return copy(row.blob(0));
}

Result<Bytes> SqliteStore::bundle(const WorkspaceId& workspace, const SignKey& invite) {
    const std::uint64_t number = number_of(workspace);
    Statement& row = reader_->bundle;
    const ReadEnd end(row);
    TRY_ASSIGN(found, row.bind(number).bind(invite).step());
    if (!found) return Bytes{};
    if (!fits(digest_of("bundle", number, invite.view(), row.blob(0)), row.blob(1))) return damaged("bundle");
    return copy(row.blob(0));
}

Result<std::size_t> SqliteStore::bundles(const WorkspaceId& workspace) {
    const ReadEnd end(reader_->bundles);
    TRY_ASSIGN(found, reader_->bundles.bind(number_of(workspace)).step());
    return static_cast<std::size_t>(found ? reader_->bundles.u64(0) : 0);
}

}  // namespace history::sync
