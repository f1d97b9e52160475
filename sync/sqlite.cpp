#include "sync/sqlite.h"

namespace history::sync {

Error sqlite_error(sqlite3* db, int code) {
    if ((code & 0xff) == SQLITE_FULL)
        return fail(Errc::storage, "There is no room left on the server's disk.");
    return fail(Errc::corrupt, std::string("The server's database failed: ") +
                                   (db ? sqlite3_errmsg(db) : "no memory") + " (" + std::to_string(code) +
                                   ").");
}

Statement::Statement(sqlite3* db, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    HISTORY_CHECK(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) == SQLITE_OK);
    statement_.reset(raw);
}

Statement& Statement::bind(std::uint64_t value) {
    HISTORY_CHECK(sqlite3_bind_int64(statement_.get(), ++bound_, static_cast<sqlite3_int64>(value)) ==
                  SQLITE_OK);
    return *this;
}

Statement& Statement::bind(ByteView value) {
    const void* bytes = value.empty() ? static_cast<const void*>("") : value.data();
    HISTORY_CHECK(sqlite3_bind_blob64(statement_.get(), ++bound_, bytes, value.size(), SQLITE_STATIC) ==
                  SQLITE_OK);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(sqlite3_db_handle(statement_.get()),
                        sqlite3_extended_errcode(sqlite3_db_handle(statement_.get())));
}

Result<> Statement::run() {
    for (;;) {
        const Result<bool> row = step();
        if (row.ok() && *row) continue;
        reset();
        if (!row.ok()) return row.error();
        return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    bound_ = 0;
}

std::uint64_t Statement::u64(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

ByteView Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

// One connection writes and checkpoints; readers cannot (SQLite before 3.51.3 damages a log that two
// connections reset at the same moment: sqlite.org/wal.html#walresetbug).
Result<Database> Database::open(const std::string& path, Mode mode) {
    Database database;
    sqlite3* raw = nullptr;
    const int flags =
        (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    database.db_.reset(raw);
    if (code != SQLITE_OK) return sqlite_error(raw, code);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (mode == Mode::read) {
        sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        TRY(database.execute("PRAGMA wal_autocheckpoint=0"));
    } else {
        TRY(
            database.execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                             "PRAGMA wal_autocheckpoint=4096; PRAGMA fullfsync=ON"));
    }
    TRY(database.execute(
        "PRAGMA busy_timeout=5000; PRAGMA cache_size=-65536; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
        "PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON"));
    return database;
}

Result<> Database::execute(const char* sql) {
    const int code = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(db_.get(), code);
    return {};
}

Result<std::uint64_t> Database::number(const char* sql) {
    Statement statement(db_.get(), sql);
    TRY_ASSIGN(row, statement.step());
    return row ? statement.u64(0) : 0;
}

}  // namespace history::sync
