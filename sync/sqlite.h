// The little of SQLite that the store needs: a connection, a prepared statement, and return codes as Errors.
#pragma once
#include <sqlite3.h>

#include <memory>
#include <string>

#include "core/base/bytes.h"

namespace history::sync {

// Errc::storage for SQLITE_FULL (nothing was written, try again), Errc::corrupt for everything else.
Error sqlite_error(sqlite3* db, int code);

class Statement {
public:
    Statement() = default;
    Statement(sqlite3* db, const char* sql);  // sql is a literal of ours: a mistake in it is a bug

    Statement& bind(std::uint64_t value);  // as the signed number with the same bits
    Statement& bind(ByteView value);       // not copied: lives until reset
    template <class Tag, std::size_t N>
    Statement& bind(const FixedBytes<Tag, N>& id) {
        return bind(id.view());
    }
    Result<bool> step();  // true: a row
    Result<> run();       // to the end, and reset
    void reset();

    std::uint64_t u64(int column) const;
    ByteView blob(int column) const;  // until the next step
    template <class Fixed>
    Fixed id(int column) const {
        const ByteView bytes = blob(column);
        return bytes.size() == Fixed::size ? Fixed::from(bytes) : Fixed{};
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bound_ = 0;
};

// Resets a statement when a read ends, however it ends: an open read would hold the write-ahead log.
class ReadEnd {
public:
    explicit ReadEnd(Statement& statement) : statement_(statement) {}
    ~ReadEnd() { statement_.reset(); }
    ReadEnd(const ReadEnd&) = delete;

private:
    Statement& statement_;
};

class Database {
public:
    enum class Mode : std::uint8_t { write, read };
    static Result<Database> open(const std::string& path, Mode mode);

    sqlite3* handle() const { return db_.get(); }
    Result<> execute(const char* sql);
    Result<std::uint64_t> number(const char* sql);  // the first column of the first row

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace history::sync
