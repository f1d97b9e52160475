#include "native/agent/inbox.h"

#include "native/agent/commands.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"

namespace history::agent {

namespace {

constexpr std::size_t deliveries_at_once = 256;
constexpr std::uint32_t page_rows = 64;  // a body may have 4 MiB

constexpr std::string_view collect = "collect";  // how the row names what came through POST /collect

const connectors::Connector* door(std::string_view name) {
    return name == collect ? &connectors::collected() : connectors::find_connector(name);
}

std::string row_key(std::uint64_t number) {
    std::string key = "w";
    for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(number >> shift));
    return key;
}

}  // namespace

void Inbox::start(std::function<void(Result<>)> done) {
    tokens_.load([this, alive = alive_, done = std::move(done)](Result<> known) {
        if (!*alive) return;
        if (!known.ok()) return done(known);
        load("w", [this, done](Result<> loaded) {
            if (loaded.ok()) work();
            done(loaded);
        });
    });
}

void Inbox::load(std::string after, std::function<void(Result<>)> done) {
    shell_.storage().read({std::move(after), "x", page_rows}, [this, alive = alive_, done = std::move(done)](
                                                                  Result<std::vector<Row>> rows) {
        if (!*alive) return;
        if (!rows.ok()) return done(rows.error());
        for (const Row& row : *rows) {
            Delivery one;
            for (std::size_t i = 1; i < row.first.size() && i < 9; ++i)
                one.number = one.number << 8 | static_cast<unsigned char>(row.first[i]);
            next_number_ = one.number + 1;
            const auto plain =
                shell_.replica().keyring().open_local(bytes_of(row.first), bytes_of(row.second));
            if (!plain.ok()) return done(plain.error());
            Reader in(*plain);
            one.received_ms = in.u64();
            one.connector = door(in.text());
            one.account = in.text();
            one.body = in.text();
            if (!in.at_end() || !one.connector)
                return done(fail(Errc::corrupt, "A row of the webhooks' inbox is damaged."));
            waiting_bytes_ += one.body.size();
            waiting_.push_back(std::move(one));
        }
        if (rows->size() < page_rows) return done({});
        load(rows->back().first + '\0', done);
    });
}

void Inbox::receive(const connectors::Connector& connector, const std::string& account, std::string body,
                    const OnceToken& once, std::function<void(Result<>)> done) {
    if (waiting_.size() + storing_ >= waiting_max || waiting_bytes_ + body.size() > waiting_bytes_max)
        return done(fail(Errc::limit, "More deliveries wait than this agent holds; repeat this one later."));
    Batch batch;
    bool fresh = false;
    if (!once.token.empty()) {
        const auto verdict = tokens_.take(connector.channel, account, once, bytes_of(body), batch);
        if (verdict == SeenTokens::Verdict::other_body)
            return done(
                fail(Errc::unauthorized, "The token of the signature came before with another body."));
        fresh = verdict == SeenTokens::Verdict::fresh;
    }
    Delivery one{next_number_++, shell_.clock().now_ms(), &connector, account, std::move(body)};
    Writer out;
    out.u64(one.received_ms);
    out.text(&connector == &connectors::collected() ? collect : connector.channel);
    out.text(one.account);
    out.text(one.body);
    const std::string key = row_key(one.number);
    batch.puts.emplace_back(
        key, text_of(shell_.replica().keyring().seal_local(shell_.random(), bytes_of(key), out.view())));
    ++storing_;
    waiting_bytes_ += one.body.size();
    auto held = std::make_shared<Delivery>(std::move(one));
    shell_.storage().commit(std::move(batch), Durability::strict,
                            [this, alive = alive_, held, once, fresh, done = std::move(done)](Result<> kept) {
                                if (!*alive) return;
                                --storing_;
                                if (kept.ok()) {
                                    waiting_.push_back(std::move(*held));
                                } else {
                                    waiting_bytes_ -= held->body.size();
                                    if (fresh) tokens_.forget(held->connector->channel, held->account, once);
                                }
                                done(kept);
                                work();
                            });
}

void Inbox::look() {
    if (asked_) return;
    asked_ = true;
    shell_.loop().after(look_ms, [this, alive = alive_] {
        if (!*alive) return;
        asked_ = false;
        look_ = true;
        work();
    });
}

void Inbox::release() {
    look_ = false;
    importer_.release([this, alive = alive_](Result<> outcome) {
        if (!*alive) return;
        if (!outcome.ok()) {
            note(outcome.error().what + " Held visits wait until it is mended.");
            look();
        }
        working_ = false;
        work();
    });
}

void Inbox::work() {
    if (working_ || (waiting_.empty() && !look_)) return;
    working_ = true;
    if (look_) return release();
    // A portion that failed waits in the importer; until it is saved nothing is added.
    if (importer_.waiting() == 0)
        for (taken_ = 0; taken_ < waiting_.size() && taken_ < deliveries_at_once && !importer_.full();
             ++taken_) {
            const Delivery& one = waiting_[taken_];
            const std::string channel(one.connector->channel);
            importer_.take(*one.connector, shell_.config().account(channel, one.account), bytes_of(one.body),
                           one.connector == &connectors::collected() ? collected_file : webhook_file, 0,
                           one.received_ms);
        }
    importer_.save([this, alive = alive_](Result<> outcome) {
        if (*alive) worked(std::move(outcome));
    });
}

void Inbox::worked(Result<> outcome) {
    if (outcome.ok()) {
        if (in_trouble_) note("Deliveries are being saved again.");
        in_trouble_ = false;
        return forget(taken_);
    }
    if (!in_trouble_) note(outcome.error().what + " Deliveries wait until it is mended.");
    in_trouble_ = true;
    shell_.loop().after(retry_ms, [this, alive = alive_] {
        if (!*alive) return;
        working_ = false;
        work();
    });
}

// The rows go after what they held is in the workspace; a crash in between does the work twice, to the same end.
void Inbox::forget(std::size_t count) {
    Batch batch;
    for (std::size_t i = 0; i < count; ++i) {
        batch.deletes.push_back(row_key(waiting_.front().number));
        waiting_bytes_ -= waiting_.front().body.size();
        waiting_.pop_front();
    }
    taken_ = 0;
    if (batch.empty()) {
        working_ = false;
        return work();
    }
    shell_.storage().commit(std::move(batch), Durability::relaxed, [this, alive = alive_](Result<>) {
        if (!*alive) return;
        working_ = false;
        work();
    });
}

}  // namespace history::agent
