// Visits of strangers (native/agent/stranger.h): kept by this agent alone, sealed, until the workspace knows their browser.
// Then they are filed like any other item, with their own business time and ids; which came first does not matter.
//
// rows: 'v'                              32 random bytes that name the others, sealed by the keyring's local key
//       'v', B16, business time u64 big-endian, V16
//                                        one visit of one browser: B names the browser's identifier, V what was told (keyed
//                                        BLAKE2b of it): the same again is the same row, a newer state is a row of its own.
//                                        value sealed by the local key: kept at u64, browser key text, owner u8, told
//       A visit that names two browsers is a row under each; owner marks the first.
// Limits: `days` counts from when this agent was first told (its own clock), not from the business time: a back-fill of years
//         has as long to meet its person as what happened today. Beyond `bytes` (of sealed rows, keys included), or
//         browser_rows_max of one browser (a machine, no visitor), the oldest by business time go first.
// In memory: 40 bytes a visit, loaded when the first browser is met in a run.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "core/crypto/keyring.h"
#include "native/agent/stranger.h"

namespace history::agent {

struct Visit {
    std::string row;      // its key
    std::string browser;  // key of the browser's identifier
    bool owner = true;    // this browser would own it
    std::uint64_t kept_ms = 0;
    Told told;
};

class Visits {
public:
    struct Limits {
        std::uint64_t days = 90;
        std::uint64_t bytes = 256ull << 20;
    };
    static constexpr std::size_t browser_rows_max = 10'000;
    using Done = std::function<void(Result<>)>;

    Visits(const Keyring& keyring, Storage& storage, Clock& clock, Random& random, Limits limits)
        : keyring_(keyring), storage_(storage), clock_(clock), random_(random), limits_(limits) {}
    ~Visits() { *alive_ = false; }
    Visits(const Visits&) = delete;
    void limit(Limits limits) { limits_ = limits; }

    // Everything below waits for it: what is held, without what is held too long. Cheap the second time.
    void load(Done done);
    std::size_t size() const { return rows_; }
    std::uint64_t bytes() const { return bytes_; }
    bool holds(const std::string& browser) const { return browsers_.count(browser) != 0; }
    std::vector<std::string> held_and_known(const Directory& directory) const;  // browsers, in order

    void hold(const std::vector<Told>& visits, Done done);  // strict
    // The oldest visits of the browser, `limit` at most.
    using ReadDone = std::function<void(Result<std::vector<Visit>>)>;
    void read(const std::string& browser, std::uint32_t limit, ReadDone done);
    // Every visit of every browser, a page after the row `after` (empty: the first page).
    void read_all(const std::string& after, ReadDone done);
    void forget(const std::vector<Visit>& visits, Done done);
    void expire(Done done);  // what is held too long or too much

private:
    using Name = FixedBytes<struct VisitTag, 16>;
    struct Kept {
        std::uint64_t at_ms = 0;
        Name name;
        std::uint64_t kept_ms = 0;
        std::uint32_t bytes = 0;
        bool before(const Kept& other) const {
            return at_ms != other.at_ms ? at_ms < other.at_ms : name < other.name;
        }
    };
    Name name_of(std::string_view domain, ByteView bytes) const;
    std::string row_of(const std::string& browser, const Kept& kept) const;
    Result<Visit> open(const Row& row) const;
    void load_key();
    void load_rows(std::string after);
    void loaded(Result<> outcome);
    void read_rows(Range range, ReadDone done);
    bool keep(const std::string& browser, const Kept& kept);  // false: it stands already
    bool drop(const std::string& browser, const Kept& kept);
    std::vector<std::string> surplus();  // rows to delete; they are forgotten here
    void commit(Batch batch, Done done);

    const Keyring& keyring_;
    Storage& storage_;
    Clock& clock_;
    Random& random_;
    Limits limits_;
    std::vector<Done> loading_;            // who waits for load(): one at a time reads
    bool loaded_ = false, keyed_ = false;  // keyed: the row 'v' stands
    bool crowded_ = false;                 // a browser has too many
    Bytes key_;                            // names rows
    std::unordered_map<std::string, std::vector<Kept>> browsers_;  // each in order of business time
    std::size_t rows_ = 0;
    std::uint64_t bytes_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace history::agent
