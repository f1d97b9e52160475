// The ports of a replica inside a browser's worker. Each asks JavaScript (core_imports.js) and is answered in
// a later turn through one of the exported functions of core_exports.cpp.
#pragma once
#include <unordered_map>

#include "core/port/ports.h"

namespace history::web {

class WebClock : public Clock {
public:
    std::uint64_t now_ms() override;
};

class WebRandom : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;  // crypto.getRandomValues, whole buffers
};

Result<std::vector<Row>> decode_rows(ByteView bytes);

// Rows cross as  count u32, count x (length u32, key, length u32, value);  keys to delete as  count u32, count x (length u32, key).
class WebStorage : public Storage {
public:
    Ticket read(Range range, ReadDone done) override;
    Ticket commit(Batch batch, Durability durability, CommitDone done) override;

    void read_done(Ticket ticket, Result<ByteView> rows);
    void commit_done(Ticket ticket, Result<> result);

private:
    Ticket last_ = 0;
    std::unordered_map<Ticket, ReadDone> reads_;
    std::unordered_map<Ticket, CommitDone> commits_;
};

class WebVault : public Vault {
public:
    void store(Bytes secrets, std::function<void(Result<>)> done)
        override;  // wipes its copy once JavaScript has taken its own

    void store_done(Ticket ticket, Result<> result);

private:
    Ticket last_ = 0;
    std::unordered_map<Ticket, std::function<void(Result<>)>> stores_;
};

class WebTransport : public Transport {
public:
    bool send(Bytes message) override;
    void close() override;
};

}  // namespace history::web
