// Everything the core may ask of the outside world. Shells construct the ports; the fakes stand in core/port/fakes.h.
//
// Rule of turns: no port ever calls back inside the call that asked. Completions come in a later turn of the shell's loop,
// in any order; the core never blocks and no synchronous form exists.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace history {

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::uint64_t now_ms() = 0;  // wall clock, ms since 1970 UTC; may jump, may be wrong by years
};

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;  // cryptographically secure outside of simulations
};

// An ordered map from byte strings to byte strings.
using Row = std::pair<std::string, std::string>;

struct Batch {  // applied whole or not at all
    std::vector<Row> puts;
    std::vector<std::string> deletes;
    bool empty() const { return puts.empty() && deletes.empty(); }
};

// strict: the completion means stable storage (the user's own words). relaxed: it may be lost by a power cut,
// but commits are never reordered: what is lost is a suffix.
enum class Durability : std::uint8_t { relaxed, strict };

struct Range {
    std::string from;            // first key, inclusive
    std::string to;              // end key, exclusive; empty = to the end
    std::uint32_t limit = 4096;  // rows at most; the reader asks again from after the last key
};

using Ticket = std::uint64_t;

class Storage {
public:
    using ReadDone = std::function<void(Result<std::vector<Row>>)>;
    using CommitDone = std::function<void(Result<>)>;
    virtual ~Storage() = default;
    virtual Ticket read(Range range, ReadDone done) = 0;  // sees every commit asked before it
    virtual Ticket commit(Batch batch, Durability durability,
                          CommitDone done) = 0;  // Errc::storage: nothing was written
};

// Where the device's secrets lie, wrapped by the platform (a 0600 file; a non-extractable WebCrypto key). One value.
class Vault {
public:
    virtual ~Vault() = default;
    virtual void store(Bytes secrets, std::function<void(Result<>)> done) = 0;  // durable when done says so
};

// One connection at a time: whole binary messages, in order, until it dies. The shell calls the replica's
// on_open, on_message, on_close; it reconnects with back-off when the replica wants a connection.
class Transport {
public:
    virtual ~Transport() = default;
    virtual bool send(
        Bytes message) = 0;    // false: not open; the caller keeps its state and waits for on_open
    virtual void close() = 0;  // on_close follows in a later turn
};

struct Ports {
    Clock& clock;
    Random& random;
    Storage& storage;
    Transport& transport;
    Vault& vault;
};

}  // namespace history
