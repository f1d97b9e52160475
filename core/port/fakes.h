// The fakes of the ports: one queue of turns drives them all, from one seed, without threads or real time.
// The simulator and every test of the replica run on these; storage loses exactly what was not flushed.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/port/ports.h"

namespace history::fakes {

// xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64: the same numbers on every platform. Never for real keys.
class SeededRandom : public Random {
public:
    explicit SeededRandom(std::uint64_t seed);
    std::uint64_t next();
    std::uint64_t below(
        std::uint64_t bound);  // 0 <= result < bound; the bias of % is far below what tests see
    bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
    void fill(std::span<std::uint8_t> out) override;

private:
    std::array<std::uint64_t, 4> state_;
};

// Virtual time and the turns that happen in it. Turns of one millisecond run in the order in which they were asked for.
class Turns {
public:
    void after(std::uint64_t delay_ms, std::function<void()> turn);
    bool run_one();  // false: nothing left
    void run_until(std::uint64_t ms);
    std::uint64_t now_ms() const { return now_ms_; }
    std::uint64_t current() const { return current_; }  // number of the running turn

private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::function<void()>> queue_;
    std::uint64_t now_ms_ = 0;
    std::uint64_t asked_ = 0;
    std::uint64_t current_ = 0;
};

class FakeClock : public Clock {
public:
    FakeClock(const Turns& turns, std::uint64_t epoch_ms) : turns_(turns), epoch_ms_(epoch_ms) {}
    std::uint64_t now_ms() override {
        return epoch_ms_ + turns_.now_ms() + static_cast<std::uint64_t>(skew_ms);
    }
    std::int64_t skew_ms = 0;  // set by tests: clocks jump

private:
    const Turns& turns_;
    std::uint64_t epoch_ms_;
};

// Delays and reorders completions, fails when told, and forgets on crash() what was not flushed: a suffix of the commits.
class FakeStorage : public Storage {
public:
    FakeStorage(Turns& turns, SeededRandom& random) : turns_(turns), random_(random) {}
    Ticket read(Range range, ReadDone done) override;
    Ticket commit(Batch batch, Durability durability, CommitDone done) override;

    void crash();  // completions on their way never come; unflushed commits are gone
    void fail_next(std::uint32_t count) { failing_ = count; }  // Errc::storage, nothing written
    const std::map<std::string, std::string>& rows() const { return rows_; }
    void restore(std::map<std::string, std::string> rows);  // a copied disk: clones and old backups
    std::uint64_t same_turn_completions = 0;                // counted by delivery; must stay zero
    std::uint64_t commits = 0;
    std::uint64_t delay_ms_max = 20;

private:
    void apply(std::map<std::string, std::string>& rows, const Batch& batch) const;
    void flush(std::uint64_t upto);
    void deliver(std::uint64_t asked_in, std::function<void()> completion);

    Turns& turns_;
    SeededRandom& random_;
    std::map<std::string, std::string> rows_;     // what reads see
    std::map<std::string, std::string> durable_;  // what a crash leaves
    std::map<std::uint64_t, Batch> unflushed_;
    std::uint64_t last_commit_ = 0;
    Ticket ticket_ = 0;
    std::uint32_t failing_ = 0;
    std::shared_ptr<bool> life_ = std::make_shared<bool>(true);
};

class FakeVault : public Vault {
public:
    explicit FakeVault(Turns& turns) : turns_(turns) {}
    void store(Bytes secrets, std::function<void(Result<>)> done) override {
        kept = std::move(secrets);
        turns_.after(1, [done = std::move(done)] { done({}); });
    }
    Bytes kept;

private:
    Turns& turns_;
};

}  // namespace history::fakes
