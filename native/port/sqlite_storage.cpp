#include "native/port/sqlite_storage.h"

#include <sqlite3.h>

#include <algorithm>

namespace history {

namespace {

constexpr int busy_ms = 5000;  // another connection: a backup that is being taken

int bind_bytes(sqlite3_stmt* statement, int index, std::string_view bytes) {
    // A null pointer would bind NULL instead of an empty value.
    return sqlite3_bind_blob64(statement, index, bytes.empty() ? "" : bytes.data(), bytes.size(),
                               SQLITE_STATIC);
}

std::string column(sqlite3_stmt* statement, int index) {
    const void* bytes = sqlite3_column_blob(statement, index);
    if (!bytes) return {};
    return std::string(static_cast<const char*>(bytes),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, index)));
}

int finish(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

}  // namespace

void SqliteStorage::CloseDatabase::operator()(sqlite3* db) const {
    sqlite3_close_v2(db);
}
void SqliteStorage::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Result<std::unique_ptr<SqliteStorage>> SqliteStorage::open(Loop& loop, const std::string& path,
                                                           std::uint32_t pages_max) {
    std::unique_ptr<SqliteStorage> storage(new SqliteStorage(loop));
    sqlite3* db = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    storage->db_.reset(db);
    if (code == SQLITE_OK) code = sqlite3_busy_timeout(db, busy_ms);
    if (code == SQLITE_OK)
        code = storage->execute(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA "
            "secure_delete = ON;"
            "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
    if (code != SQLITE_OK)
        return fail(Errc::storage, "The store " + path +
                                       " cannot be opened: " + (db ? sqlite3_errmsg(db) : "no memory") + '.');
    if (pages_max != 0) TRY(storage->limit_pages(pages_max));
    // Two statements: one with an optional end would walk on to the end of the table.
    storage->select_ =
        storage->prepare("SELECT key, value FROM rows WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3");
    storage->select_on_ =
        storage->prepare("SELECT key, value FROM rows WHERE key >= ?1 AND ?2 IS NULL ORDER BY key LIMIT ?3");
    storage->put_ = storage->prepare(
        "INSERT INTO rows (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = "
        "excluded.value");
    storage->delete_ = storage->prepare("DELETE FROM rows WHERE key = ?1");
    return storage;
}

SqliteStorage::~SqliteStorage() {
    *alive_ = false;
}

SqliteStorage::Statement SqliteStorage::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    HISTORY_CHECK(sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) ==
                  SQLITE_OK);
    return Statement(statement);
}

Result<> SqliteStorage::limit_pages(std::uint32_t pages_max) {
    const int code = execute(("PRAGMA max_page_count = " + std::to_string(pages_max)).c_str());
    if (code != SQLITE_OK) return error(code);
    return {};
}

Ticket SqliteStorage::read(Range range, ReadDone done) {
    return ask(Reading{std::move(range), std::move(done)});
}

Ticket SqliteStorage::commit(Batch batch, Durability durability, CommitDone done) {
    return ask(Committing{std::move(batch), durability, std::move(done), {}});
}

Ticket SqliteStorage::ask(Request request) {
    if (pending_.empty())
        loop_.post([this, alive = alive_] {
            if (*alive) run_pending();
        });
    pending_.push_back(std::move(request));
    return ++ticket_;
}

void SqliteStorage::run_pending() {
    std::deque<Request> group;
    group.swap(pending_);
    if (run_group(group) != SQLITE_OK)
        for (Request& request : group) run_alone(request);
    const auto alive = alive_;
    for (Request& request : group) {
        if (auto* reading = std::get_if<Reading>(&request))
            reading->done(std::move(reading->rows));
        else
            std::get<Committing>(request).done(std::get<Committing>(request).outcome);
        if (!*alive) return;  // the answer ended the program's use of this store
    }
}

int SqliteStorage::run_group(std::deque<Request>& group) {
    const auto commits = [](const Request& request) { return std::holds_alternative<Committing>(request); };
    const auto strict = [](const Request& request) {
        const auto* one = std::get_if<Committing>(&request);
        return one && one->durability == Durability::strict;
    };
    const bool writes = std::any_of(group.begin(), group.end(), commits);
    if (writes) {
        ++transactions_;
        int code = execute(std::any_of(group.begin(), group.end(), strict) ? "PRAGMA synchronous = FULL"
                                                                           : "PRAGMA synchronous = NORMAL");
        if (code == SQLITE_OK) code = execute("BEGIN IMMEDIATE");
        if (code != SQLITE_OK) return code;
    }
    int code = SQLITE_OK;
    for (Request& request : group)
        if (code == SQLITE_OK) code = run(request);
    if (writes && code == SQLITE_OK) code = execute("COMMIT");
    if (code != SQLITE_OK) roll_back();
    return code;
}

void SqliteStorage::run_alone(Request& request) {
    if (auto* reading = std::get_if<Reading>(&request)) {
        const int code = read_rows(*reading);
        if (code != SQLITE_OK) reading->rows = error(code);
        return;
    }
    Committing& committing = std::get<Committing>(request);
    ++transactions_;
    int code = execute(committing.durability == Durability::strict ? "PRAGMA synchronous = FULL"
                                                                   : "PRAGMA synchronous = NORMAL");
    if (code == SQLITE_OK) code = execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) code = apply(committing.batch);
    if (code == SQLITE_OK) code = execute("COMMIT");
    if (code == SQLITE_OK) return;
    committing.outcome = error(code);
    roll_back();
}

int SqliteStorage::run(Request& request) {
    if (auto* reading = std::get_if<Reading>(&request)) return read_rows(*reading);
    return apply(std::get<Committing>(request).batch);
}

int SqliteStorage::read_rows(Reading& reading) {
    std::vector<Row> rows;
    const bool open_end = reading.range.to.empty();
    sqlite3_stmt* select = open_end ? select_on_.get() : select_.get();
    int code = bind_bytes(select, 1, reading.range.from);
    if (code == SQLITE_OK)
        code = open_end ? sqlite3_bind_null(select, 2) : bind_bytes(select, 2, reading.range.to);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(select, 3, reading.range.limit);
    if (code != SQLITE_OK) return code;
    while ((code = sqlite3_step(select)) == SQLITE_ROW)
        rows.emplace_back(column(select, 0), column(select, 1));
    sqlite3_reset(select);
    if (code != SQLITE_DONE) return code;
    reading.rows = std::move(rows);
    return SQLITE_OK;
}

int SqliteStorage::apply(const Batch& batch) {
    for (const Row& row : batch.puts) {
        int code = bind_bytes(put_.get(), 1, row.first);
        if (code == SQLITE_OK) code = bind_bytes(put_.get(), 2, row.second);
        if (code == SQLITE_OK) code = finish(put_.get());
        if (code != SQLITE_OK) return code;
    }
    for (const std::string& key : batch.deletes) {
        int code = bind_bytes(delete_.get(), 1, key);
        if (code == SQLITE_OK) code = finish(delete_.get());
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int SqliteStorage::execute(const char* sql) {
    return sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
}

void SqliteStorage::roll_back() {
    if (sqlite3_get_autocommit(db_.get()) == 0) execute("ROLLBACK");
}

Error SqliteStorage::error(int code) const {
    if ((code & 0xff) == SQLITE_FULL)
        return fail(Errc::storage, "There is no room left on this machine's disk.");
    return fail(Errc::storage, std::string("This machine's store failed: ") + sqlite3_errmsg(db_.get()) +
                                   " (" + std::to_string(code) + ").");
}

}  // namespace history
