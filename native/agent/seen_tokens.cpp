#include "native/agent/seen_tokens.h"

namespace history::agent {

namespace {
constexpr std::uint32_t page_rows = 1024;
constexpr std::size_t dropped_at_once = 64;  // with one delivery
}  // namespace

SeenTokens::Name SeenTokens::name_of(std::string_view channel, const std::string& account,
                                     const std::string& token) {
    Hasher hasher("history webhook token 1");
    for (const std::string_view part : {channel, std::string_view(account), std::string_view(token)})
        hasher.update_u64(part.size()).update(bytes_of(part));
    return Name::from(hasher.finish().view().first(Name::size));
}

void SeenTokens::load(std::function<void(Result<>)> done) {
    tokens_.clear();
    by_end_.clear();
    read("t", std::move(done));
}

void SeenTokens::read(std::string after, std::function<void(Result<>)> done) {
    storage_.read({std::move(after), "u", page_rows},
                  [this, alive = alive_, done = std::move(done)](Result<std::vector<Row>> rows) {
                      if (!*alive) return;
                      if (!rows.ok()) return done(rows.error());
                      for (const Row& row : *rows) {
                          const auto plain = keyring_.open_local(bytes_of(row.first), bytes_of(row.second));
                          if (!plain.ok()) return done(plain.error());
                          Reader in(*plain);
                          Seen seen;
                          seen.until_ms = in.u64();
                          seen.body = in.id<Hash>();
                          if (!in.at_end() || row.first.size() != 1 + Name::size)
                              return done(fail(Errc::corrupt, "A row of the webhooks' tokens is damaged."));
                          keep(Name::from(bytes_of(row.first).subspan(1)), seen);
                      }
                      if (rows->size() < page_rows) return done({});
                      read(rows->back().first + '\0', done);
                  });
}

void SeenTokens::keep(const Name& name, const Seen& seen) {
    if (tokens_.emplace(name, seen).second) by_end_.emplace(seen.until_ms, name);
}

// What the window no longer takes, and what is too much: a few with each delivery.
void SeenTokens::drop_oldest(Batch& batch) {
    const std::uint64_t now = clock_.now_ms();
    for (std::size_t count = 0; count < dropped_at_once && !by_end_.empty(); ++count) {
        const auto [until_ms, name] = *by_end_.begin();
        if (until_ms >= now && tokens_.size() < most_) return;
        batch.deletes.push_back(row_key(name));
        tokens_.erase(name);
        by_end_.erase(by_end_.begin());
    }
}

SeenTokens::Verdict SeenTokens::take(std::string_view channel, const std::string& account,
                                     const OnceToken& once, ByteView body, Batch& batch) {
    const Name name = name_of(channel, account, once.token);
    const Seen seen{once.until_ms, hash_of("history webhook body 1", body)};
    if (const auto found = tokens_.find(name); found != tokens_.end())
        return found->second.body == seen.body ? Verdict::same_body : Verdict::other_body;
    drop_oldest(batch);
    keep(name, seen);
    const std::string key = row_key(name);
    Writer out;
    out.u64(seen.until_ms);
    out.id(seen.body);
    batch.puts.emplace_back(key, text_of(keyring_.seal_local(random_, bytes_of(key), out.view())));
    return Verdict::fresh;
}

void SeenTokens::forget(std::string_view channel, const std::string& account, const OnceToken& once) {
    const Name name = name_of(channel, account, once.token);
    const auto found = tokens_.find(name);
    if (found == tokens_.end()) return;
    by_end_.erase({found->second.until_ms, name});
    tokens_.erase(found);
}

}  // namespace history::agent
