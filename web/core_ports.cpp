#include "web/core_ports.h"

extern "C" {  // core_imports.js
double history_now();
void history_random(std::uint8_t* out, std::uint32_t size);
void history_read(std::uint32_t ticket, const char* from, std::uint32_t from_size, const char* to,
                  std::uint32_t to_size, std::uint32_t limit);
void history_commit(std::uint32_t ticket, const std::uint8_t* batch, std::uint32_t size, bool strict);
void history_keep(std::uint32_t ticket, const std::uint8_t* secrets, std::uint32_t size);
bool history_send(const std::uint8_t* message, std::uint32_t size);
void history_close();
}

namespace history::web {

namespace {
template <class Done>
Done take(std::unordered_map<Ticket, Done>& waiting, Ticket ticket) {
    auto found = waiting.find(ticket);
    HISTORY_CHECK(found != waiting.end());
    Done done = std::move(found->second);
    waiting.erase(found);
    return done;
}

void put(Writer& out, std::string_view text) {
    out.u32(static_cast<std::uint32_t>(text.size()));
    out.raw(bytes_of(text));
}

}  // namespace

Result<std::vector<Row>> decode_rows(ByteView bytes) {
    Reader in(bytes);
    std::vector<Row> rows;
    const std::uint32_t count = in.u32();
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const ByteView key = in.raw(in.u32());
        const ByteView value = in.raw(in.u32());
        rows.emplace_back(std::string(text_of(key)), std::string(text_of(value)));
    }
    if (!in.at_end()) return fail(Errc::storage, "The browser's storage answered with damaged rows.");
    return rows;
}

std::uint64_t WebClock::now_ms() {
    const double now = history_now();
    return now > 0 ? static_cast<std::uint64_t>(now) : 0;
}

void WebRandom::fill(std::span<std::uint8_t> out) {
    history_random(out.data(), static_cast<std::uint32_t>(out.size()));
}

Ticket WebStorage::read(Range range, ReadDone done) {
    const Ticket ticket = ++last_;
    reads_[ticket] = std::move(done);
    history_read(static_cast<std::uint32_t>(ticket), range.from.data(),
                 static_cast<std::uint32_t>(range.from.size()), range.to.data(),
                 static_cast<std::uint32_t>(range.to.size()), range.limit);
    return ticket;
}

Ticket WebStorage::commit(Batch batch, Durability durability, CommitDone done) {
    const Ticket ticket = ++last_;
    commits_[ticket] = std::move(done);
    Writer out;
    out.u32(static_cast<std::uint32_t>(batch.puts.size()));
    for (const Row& row : batch.puts) {
        put(out, row.first);
        put(out, row.second);
    }
    out.u32(static_cast<std::uint32_t>(batch.deletes.size()));
    for (const std::string& key : batch.deletes) put(out, key);
    history_commit(static_cast<std::uint32_t>(ticket), out.view().data(),
                   static_cast<std::uint32_t>(out.size()), durability == Durability::strict);
    return ticket;
}

void WebStorage::read_done(Ticket ticket, Result<ByteView> rows) {
    ReadDone done = take(reads_, ticket);
    if (!rows.ok()) return done(rows.error());
    done(decode_rows(*rows));
}

void WebStorage::commit_done(Ticket ticket, Result<> result) {
    take(commits_, ticket)(std::move(result));
}

void WebVault::store(Bytes secrets, std::function<void(Result<>)> done) {
    const Ticket ticket = ++last_;
    stores_[ticket] = std::move(done);
    history_keep(static_cast<std::uint32_t>(ticket), secrets.data(),
                 static_cast<std::uint32_t>(secrets.size()));
    volatile std::uint8_t* wiped = secrets.data();
    for (std::size_t i = 0; i < secrets.size(); ++i) wiped[i] = 0;
}

void WebVault::store_done(Ticket ticket, Result<> result) {
    take(stores_, ticket)(std::move(result));
}

bool WebTransport::send(Bytes message) {
    return history_send(message.data(), static_cast<std::uint32_t>(message.size()));
}

void WebTransport::close() {
    history_close();
}

}  // namespace history::web
