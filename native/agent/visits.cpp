#include "native/agent/visits.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/wire/hash.h"

namespace history::agent {

namespace {

constexpr std::uint64_t day_ms = 24ull * 60 * 60 * 1000;
constexpr std::uint32_t page_rows = 256;  // a visit may have 64 KiB
constexpr std::size_t key_bytes = 1 + 16 + 8 + 16;

std::uint64_t time_of(const Told& told) {
    if (!told.is_item) return told.statement.at_ms;
    std::uint64_t ms = 0;
    for (const auto& [name, value] : told.item.fields)
        if (name == "at") std::from_chars(value.data(), value.data() + value.size(), ms);
    return ms;
}

Error damaged() {
    return fail(Errc::corrupt, "A row of the strangers' visits is damaged.");
}

}  // namespace

Visits::Name Visits::name_of(std::string_view domain, ByteView bytes) const {
    // BLAKE2 cannot be extended, so a secret prefix of fixed length is a key.
    const Hash hash = Hasher(domain).update(key_).update(bytes).finish();
    return Name::from(hash.view().first(Name::size));
}

std::string Visits::row_of(const std::string& browser, const Kept& kept) const {
    std::string key = "v";
    key += text_of(name_of("history visits browser 1", bytes_of(browser)).view());
    for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(kept.at_ms >> shift));
    key += text_of(kept.name.view());
    return key;
}

Result<Visit> Visits::open(const Row& row) const {
    if (row.first.size() != key_bytes) return damaged();
    TRY_ASSIGN(plain, keyring_.open_local(bytes_of(row.first), bytes_of(row.second)));
    Reader in(plain);
    Visit visit;
    visit.row = row.first;
    visit.kept_ms = in.u64();
    visit.browser = in.text();
    visit.owner = in.u8() == 1;
    visit.told = decode_told(in);
    if (!in.at_end()) return damaged();
    return visit;
}

bool Visits::keep(const std::string& browser, const Kept& kept) {
    std::vector<Kept>& all = browsers_[browser];
    const auto before = [](const Kept& a, const Kept& b) { return a.before(b); };
    const auto place = std::lower_bound(all.begin(), all.end(), kept, before);
    if (place != all.end() && !kept.before(*place)) return false;
    all.insert(place, kept);
    crowded_ = crowded_ || all.size() > browser_rows_max;
    ++rows_;
    bytes_ += kept.bytes;
    return true;
}

bool Visits::drop(const std::string& browser, const Kept& kept) {
    const auto of = browsers_.find(browser);
    if (of == browsers_.end()) return false;
    std::vector<Kept>& all = of->second;
    const auto before = [](const Kept& a, const Kept& b) { return a.before(b); };
    const auto place = std::lower_bound(all.begin(), all.end(), kept, before);
    if (place == all.end() || kept.before(*place)) return false;
    --rows_;
    bytes_ -= place->bytes;
    all.erase(place);
    if (all.empty()) browsers_.erase(of);
    return true;
}

void Visits::load(Done done) {
    if (loaded_) return done({});
    loading_.push_back(std::move(done));
    if (loading_.size() > 1) return;
    browsers_.clear();
    rows_ = 0, bytes_ = 0;
    load_key();
}

void Visits::loaded(Result<> outcome) {
    loaded_ = outcome.ok();
    const std::vector<Done> waiting = std::exchange(loading_, {});
    for (const Done& done : waiting) done(outcome);
}

void Visits::load_key() {
    storage_.read({"v", std::string("v\0", 2), 1}, [this, alive = alive_](Result<std::vector<Row>> rows) {
        if (!*alive) return;
        if (!rows.ok()) return loaded(rows.error());
        keyed_ = !rows->empty();
        if (keyed_) {
            auto key = keyring_.open_local(bytes_of("v"), bytes_of(rows->front().second));
            if (!key.ok()) return loaded(key.error());
            key_ = std::move(*key);
            return load_rows(std::string("v\0", 2));
        }
        key_.resize(32);
        random_.fill(key_);
        loaded({});  // nothing was ever held
    });
}

void Visits::load_rows(std::string after) {
    storage_.read({std::move(after), "w", page_rows}, [this, alive = alive_](Result<std::vector<Row>> rows) {
        if (!*alive) return;
        if (!rows.ok()) return loaded(rows.error());
        for (const Row& row : *rows) {
            const Result<Visit> visit = open(row);
            if (!visit.ok()) return loaded(visit.error());
            const ByteView name = bytes_of(row.first).last(Name::size);
            keep(visit->browser, {time_of(visit->told), Name::from(name), visit->kept_ms,
                                  static_cast<std::uint32_t>(row.first.size() + row.second.size())});
        }
        if (rows->size() == page_rows) return load_rows(rows->back().first + '\0');
        expire([this](Result<> expired) { loaded(std::move(expired)); });
    });
}

std::vector<std::string> Visits::held_and_known(const Directory& directory) const {
    std::vector<std::string> known;
    for (const auto& [browser, kept] : browsers_)
        if (knows(directory, browser)) known.push_back(browser);
    std::sort(known.begin(), known.end());
    return known;
}

void Visits::hold(const std::vector<Told>& visits, Done done) {
    HISTORY_CHECK(loaded_);
    Batch batch;
    if (!keyed_) batch.puts.emplace_back("v", text_of(keyring_.seal_local(random_, bytes_of("v"), key_)));
    const std::uint64_t now_ms = clock_.now_ms();
    for (const Told& told : visits) {
        Writer content;
        encode(content, told);
        const std::vector<std::string> browsers = browsers_named(told);
        for (const std::string& browser : browsers) {
            Writer out;
            out.u64(now_ms);
            out.text(browser);
            out.u8(browser == browsers.front() ? 1 : 0);
            out.raw(content.view());
            Kept kept{time_of(told), name_of("history visits visit 1", content.view()), now_ms, 0};
            const std::string key = row_of(browser, kept);
            std::string sealed(text_of(keyring_.seal_local(random_, bytes_of(key), out.view())));
            kept.bytes = static_cast<std::uint32_t>(key.size() + sealed.size());
            if (keep(browser, kept)) batch.puts.emplace_back(key, std::move(sealed));
        }
    }
    if (crowded_ || bytes_ > limits_.bytes) batch.deletes = surplus();
    const std::set<std::string> gone(batch.deletes.begin(), batch.deletes.end());
    std::erase_if(batch.puts, [&](const Row& row) { return gone.count(row.first) != 0; });
    commit(std::move(batch), std::move(done));
}

// What is held in memory runs ahead of the disk; when a commit fails both are read anew.
void Visits::commit(Batch batch, Done done) {
    if (batch.empty()) return done({});
    storage_.commit(std::move(batch), Durability::strict,
                    [this, alive = alive_, done = std::move(done)](Result<> kept) {
                        if (!*alive) return;
                        if (kept.ok())
                            keyed_ = true;
                        else
                            loaded_ = false;
                        done(kept);
                    });
}

void Visits::read(const std::string& browser, std::uint32_t limit, ReadDone done) {
    const std::string prefix =
        'v' + std::string(text_of(name_of("history visits browser 1", bytes_of(browser)).view()));
    std::string end = prefix + std::string(8 + Name::size + 1, '\xff');
    read_rows({prefix, std::move(end), std::min(limit, page_rows)}, std::move(done));
}

void Visits::read_all(const std::string& after, ReadDone done) {
    read_rows({after.empty() ? std::string("v\0", 2) : after + '\0', "w", page_rows}, std::move(done));
}

void Visits::read_rows(Range range, ReadDone done) {
    storage_.read(std::move(range),
                  [this, alive = alive_, done = std::move(done)](Result<std::vector<Row>> rows) {
                      if (!*alive) return;
                      if (!rows.ok()) return done(rows.error());
                      std::vector<Visit> visits;
                      for (const Row& row : *rows) {
                          Result<Visit> visit = open(row);
                          if (!visit.ok()) return done(visit.error());
                          visits.push_back(std::move(*visit));
                      }
                      done(std::move(visits));
                  });
}

void Visits::forget(const std::vector<Visit>& visits, Done done) {
    Batch batch;
    for (const Visit& visit : visits) {
        const ByteView name = bytes_of(visit.row).last(Name::size);
        drop(visit.browser, {time_of(visit.told), Name::from(name), 0, 0});
        batch.deletes.push_back(visit.row);
    }
    commit(std::move(batch), std::move(done));
}

void Visits::expire(Done done) {
    Batch batch;
    batch.deletes = surplus();
    commit(std::move(batch), std::move(done));
}

std::vector<std::string> Visits::surplus() {
    struct One {
        std::uint64_t at_ms;
        const std::string* browser;
        Kept kept;
    };
    std::vector<std::string> rows;
    std::vector<One> going;
    const std::uint64_t now_ms = clock_.now_ms(), span_ms = limits_.days * day_ms;
    const bool full = bytes_ > limits_.bytes;
    crowded_ = false;
    for (const auto& [browser, all] : browsers_) {
        const std::size_t over =
            all.size() > browser_rows_max ? all.size() - browser_rows_max + browser_rows_max / 16 : 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (i < over || (all[i].kept_ms < now_ms && now_ms - all[i].kept_ms > span_ms))
                going.push_back({0, &browser, all[i]});
            else if (full)
                going.push_back({all[i].at_ms + 1, &browser, all[i]});
    }
    std::sort(going.begin(), going.end(), [](const One& a, const One& b) {
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.kept.before(b.kept);
    });
    // A little more room than is needed, so that the next visit does not look at all of them again.
    const std::uint64_t room = limits_.bytes - limits_.bytes / 16;
    for (const One& one : going) {
        if (one.at_ms != 0 && bytes_ <= room) break;
        const std::string browser = *one.browser;
        rows.push_back(row_of(browser, one.kept));
        drop(browser, one.kept);
    }
    return rows;
}

}  // namespace history::agent
