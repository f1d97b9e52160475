// The Storage port on SQLite: one table of rows in key order, write-ahead log, one writer.
//
// Requests queue and are executed in a later turn of the loop, all that are pending in one transaction (group commit): a
// strict commit among them means one fsync for the group (synchronous = FULL), else none (NORMAL: a power cut loses a
// suffix). When the group fails, each request is tried alone, so that one that finds no room does not take others along.
// SQLITE_FULL and failed writes are Errc::storage: nothing of that commit was written, and the next may succeed.
#pragma once
#include <deque>
#include <memory>
#include <variant>

#include "core/port/ports.h"
#include "native/port/loop.h"

struct sqlite3;
struct sqlite3_stmt;

namespace history {

class SqliteStorage : public Storage {
public:
    // pages_max limits the file (4 KiB pages), for tests of a full disk; 0 = the disk's own limit.
    static Result<std::unique_ptr<SqliteStorage>> open(Loop& loop, const std::string& path,
                                                       std::uint32_t pages_max = 0);
    ~SqliteStorage() override;

    Ticket read(Range range, ReadDone done) override;
    Ticket commit(Batch batch, Durability durability, CommitDone done) override;

    Result<> limit_pages(std::uint32_t pages_max);  // tests only: room again
    std::uint64_t transactions() const { return transactions_; }

private:
    struct Reading {
        Range range;
        ReadDone done;
        Result<std::vector<Row>> rows = std::vector<Row>{};
    };
    struct Committing {
        Batch batch;
        Durability durability;
        CommitDone done;
        Result<> outcome;
    };
    using Request = std::variant<Reading, Committing>;

    struct CloseDatabase {
        void operator()(sqlite3* db) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    SqliteStorage(Loop& loop) : loop_(loop) {}
    Statement prepare(const char* sql);
    Ticket ask(Request request);
    void run_pending();
    int run_group(std::deque<Request>& group);  // SQLITE_OK, or nothing was written
    void run_alone(Request& request);
    int run(Request& request);
    int read_rows(Reading& reading);
    int apply(const Batch& batch);
    int execute(const char* sql);
    void roll_back();
    Error error(int code) const;

    Loop& loop_;
    std::unique_ptr<sqlite3, CloseDatabase> db_;
    Statement select_, select_on_, put_, delete_;
    std::deque<Request> pending_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    Ticket ticket_ = 0;
    std::uint64_t transactions_ = 0;
};

}  // namespace history
