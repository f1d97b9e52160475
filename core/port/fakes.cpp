#include "core/port/fakes.h"

namespace history::fakes {

SeededRandom::SeededRandom(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
        seed += 0x9E3779B97F4A7C15ull;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9ull;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBull;
        word = mixed ^ mixed >> 31;
    }
}

std::uint64_t SeededRandom::next() {
    const auto rotated = [](std::uint64_t value, int by) { return value << by | value >> (64 - by); };
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
    return bound == 0 ? 0 : next() % bound;
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 8 == 0) word = next();
        out[i] = static_cast<std::uint8_t>(word >> 8 * (i % 8));
    }
}

void Turns::after(std::uint64_t delay_ms, std::function<void()> turn) {
    queue_.emplace(std::pair(now_ms_ + delay_ms, ++asked_), std::move(turn));
}

bool Turns::run_one() {
    if (queue_.empty()) return false;
    auto first = queue_.begin();
    now_ms_ = first->first.first;
    auto turn = std::move(first->second);
    queue_.erase(first);
    ++current_;
    turn();
    return true;
}

void Turns::run_until(std::uint64_t ms) {
    while (!queue_.empty() && queue_.begin()->first.first <= ms) run_one();
    if (now_ms_ < ms) now_ms_ = ms;
}

void FakeStorage::apply(std::map<std::string, std::string>& rows, const Batch& batch) const {
    for (const auto& [key, value] : batch.puts) rows[key] = value;
    for (const std::string& key : batch.deletes) rows.erase(key);
}

void FakeStorage::flush(std::uint64_t upto) {
    while (!unflushed_.empty() && unflushed_.begin()->first <= upto) {
        apply(durable_, unflushed_.begin()->second);
        unflushed_.erase(unflushed_.begin());
    }
}

void FakeStorage::deliver(std::uint64_t asked_in, std::function<void()> completion) {
    turns_.after(1 + random_.below(delay_ms_max),
                 [this, life = life_, asked_in, completion = std::move(completion)] {
                     if (!*life) return;
                     if (turns_.current() == asked_in) ++same_turn_completions;
                     completion();
                 });
}

Ticket FakeStorage::read(Range range, ReadDone done) {
    std::vector<Row> found;
    for (auto row = rows_.lower_bound(range.from); row != rows_.end() && found.size() < range.limit; ++row) {
        if (!range.to.empty() && row->first >= range.to) break;
        found.push_back(*row);
    }
    deliver(turns_.current(), [found = std::move(found), done = std::move(done)] { done(found); });
    return ++ticket_;
}

Ticket FakeStorage::commit(Batch batch, Durability durability, CommitDone done) {
    ++commits;
    if (failing_ > 0) {
        --failing_;
        deliver(turns_.current(),
                [done = std::move(done)] { done(fail(Errc::storage, "The disk is full.")); });
        return ++ticket_;
    }
    apply(rows_, batch);
    const std::uint64_t number = ++last_commit_;
    unflushed_.emplace(number, std::move(batch));
    if (durability == Durability::strict) {
        deliver(turns_.current(), [this, number, done = std::move(done)] {
            flush(number);
            done({});
        });
    } else {
        deliver(turns_.current(), [done = std::move(done)] { done({}); });
        turns_.after(50 + random_.below(500), [this, life = life_, number] {
            if (*life) flush(number);
        });
    }
    return ++ticket_;
}

void FakeStorage::crash() {
    *life_ = false;
    life_ = std::make_shared<bool>(true);
    unflushed_.clear();
    rows_ = durable_;
    failing_ = 0;
}

void FakeStorage::restore(std::map<std::string, std::string> rows) {
    crash();
    durable_ = std::move(rows);
    rows_ = durable_;
}

}  // namespace history::fakes
