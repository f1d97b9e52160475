#include "native/agent/poller.h"

#include <algorithm>

#include "native/agent/commands.h"
#include "native/connectors/table.h"

namespace history::agent {

namespace {
constexpr std::uint64_t minute_ms = 60 * 1000;
constexpr std::uint64_t full_inbox_ms = 1000;
constexpr std::uint64_t wish_ms_max = 60 * minute_ms;  // a vendor's Retry-After

std::string dumped(const Json& cursor) {
    return cursor.dump(-1, ' ', false, Json::error_handler_t::replace);
}
}  // namespace

Result<polling::Settings> Poller::settings_of(const polling::Poll& poll, const std::string& account) const {
    const std::string channel(poll.channel), place = channel + '/' + account;
    const auto words = shell_.config().polled(channel, account);
    if (!words) return fail(Errc::usage, "agent.json does not poll " + place + " (\"poll\": true).");
    const auto& secrets = shell_.config().account(channel, account).secrets;
    const auto secret = secrets.find(std::string(poll.secret));
    if (secret == secrets.end() || secret->second.empty())
        return fail(Errc::usage,
                    "agent.json has no secret " + std::string(poll.secret) + " for " + place + '.');
    polling::Settings settings{words->address, words->user, secret->second,
                               words->days != 0 ? words->days : poll.days};
    if (settings.address.empty()) settings.address = poll.address;
    if (settings.address.empty() && secret->second.find("://") != std::string::npos)
        settings.address = secret->second;
    if (settings.address.empty())
        return fail(Errc::usage, "agent.json names no \"address\" in \"poll\" of " + place + '.');
    const auto& own = shell_.config().account(channel, account).own;
    if (settings.user.empty() && !own.empty()) settings.user = own.front();
    while (settings.address.ends_with('/')) settings.address.pop_back();
    return settings;
}

void Poller::begin() {
    std::erase_if(all_, [&](const AskedPtr& one) {
        return !shell_.config().polled(std::string(one->poll.channel), one->account);
    });
    for (const auto& [channel, account] : shell_.config().accounts()) {
        const polling::Poll* poll = polling::find_poll(channel);
        if (!poll || !shell_.config().polled(channel, account)) continue;
        if (std::none_of(all_.begin(), all_.end(), [&, name = account](const AskedPtr& one) {
                return &one->poll == poll && one->account == name;
            }))
            load(asked(*poll, account));
    }
}

void Poller::round(const std::string& channel, const std::string& account,
                   std::function<void(Result<>)> done) {
    const polling::Poll* poll = polling::find_poll(channel);
    if (!poll) return done(fail(Errc::usage, "The channel " + channel + " is not polled."));
    if (const auto settings = settings_of(*poll, account); !settings.ok()) return done(settings.error());
    const AskedPtr one = asked(*poll, account);
    one->done = std::move(done);
    load(one);
}

Poller::AskedPtr Poller::asked(const polling::Poll& poll, const std::string& account) {
    return all_.emplace_back(std::make_shared<Asked>(shell_, poll, account));
}

void Poller::load(const AskedPtr& one) {
    const std::string key = one->key();
    shell_.storage().read({key, key + '\0', 1}, [this, alive = alive_, one](Result<std::vector<Row>> rows) {
        if (!*alive) return;
        if (rows.ok() && !rows->empty()) {
            const auto plain = shell_.replica().keyring().open_local(bytes_of(rows->front().first),
                                                                     bytes_of(rows->front().second));
            if (const auto cursor = plain.ok() ? parse_json(text_of(*plain)) : std::nullopt)
                one->cursor = *cursor;
        }
        if (!one->cursor.is_object()) one->cursor = Json::object();
        step(one);
    });
}

// Waits until the bucket has room, then asks.
void Poller::step(const AskedPtr& one) {
    if (std::find(all_.begin(), all_.end(), one) == all_.end()) return;  // agent.json polls it no more
    const std::uint64_t now = shell_.clock().now_ms();
    const std::uint64_t room = one->poll.pace.each_ms * one->poll.pace.burst;
    one->free_ms = std::max(one->free_ms, now) + one->poll.pace.each_ms;
    // A wall clock that was set back must not make an agent wait for years.
    one->free_ms = std::min(one->free_ms, now + 2 * room + one->poll.pace.each_ms);
    after(one, one->free_ms > now + room ? one->free_ms - now - room : 0, &Poller::ask);
}

void Poller::ask(const AskedPtr& one) {
    const auto settings = settings_of(one->poll, one->account);
    if (!settings.ok()) return failed(one, settings.error().what, minute_ms);
    Question question;
    try {
        question = one->poll.ask(one->cursor, *settings, shell_.clock().now_ms());
    } catch (const Json::exception&) {  // a cursor of another version
        one->cursor = Json::object();
        question = one->poll.ask(one->cursor, *settings, shell_.clock().now_ms());
    }
    ++questions_;
    one->client.ask(std::move(question), [this, alive = alive_, one](Result<Reply> reply) {
        if (*alive) answered(one, std::move(reply));
    });
}

void Poller::answered(const AskedPtr& one, Result<Reply> reply) {
    if (!reply.ok()) return failed(one, "there is no answer: " + reply.error().what, 0);
    const unsigned status = reply->status;
    const std::uint64_t wish = std::min(reply->retry_after_ms, wish_ms_max);
    if (status == 401 || status == 403)
        return failed(one, "the vendor refuses the account's " + std::string(one->poll.secret), minute_ms);
    if (status == 429 || status >= 500)
        return failed(one, "the vendor answers " + std::to_string(status), wish);
    const auto settings = settings_of(one->poll, one->account);
    if (!settings.ok()) return failed(one, settings.error().what, minute_ms);
    auto taken = one->poll.take(one->cursor, *settings, *reply, shell_.clock().now_ms());
    if (!taken.ok()) return failed(one, taken.error().what, 0);
    one->backoff.succeeded();
    say(one, "");
    deliver(one, std::make_shared<polling::Taken>(std::move(*taken)), 0);
}

void Poller::deliver(const AskedPtr& one, std::shared_ptr<polling::Taken> taken, std::size_t next) {
    if (next == taken->bodies.size()) return keep(one, std::move(taken));
    inbox_.receive(*connectors::find_connector(one->poll.channel), one->account, taken->bodies[next],
                   OnceToken(), [this, alive = alive_, one, taken, next](Result<> kept) {
                       if (!*alive) return;
                       if (kept.ok()) return deliver(one, taken, next + 1);
                       shell_.loop().after(full_inbox_ms, [this, alive, one, taken, next] {
                           if (*alive) deliver(one, taken, next);
                       });
                   });
}

void Poller::keep(const AskedPtr& one, std::shared_ptr<polling::Taken> taken) {
    one->cursor = std::move(taken->cursor);
    const std::string key = one->key();
    Batch batch;
    batch.puts.emplace_back(key, text_of(shell_.replica().keyring().seal_local(
                                     shell_.random(), bytes_of(key), bytes_of(dumped(one->cursor)))));
    shell_.storage().commit(
        std::move(batch), Durability::relaxed, [this, alive = alive_, one, taken](Result<> kept) {
            if (!*alive) return;
            if (!kept.ok()) return failed(one, kept.error().what, 0);
            if (!taken->round_over) return after(one, taken->wait_ms, &Poller::step);
            if (one->done) {
                std::erase(all_, one);
                return one->done({});
            }
            const auto words = shell_.config().polled(std::string(one->poll.channel), one->account);
            const std::uint64_t minutes = words && words->minutes != 0 ? words->minutes : one->poll.minutes;
            // A tenth of it random, so that many agents of one vendor do not come in the same second.
            std::array<std::uint8_t, 2> drawn{};
            shell_.random().fill(drawn);
            const std::uint64_t pause = minutes * minute_ms;
            after(one, pause - pause / 10 * drawn[0] / 255 + taken->wait_ms, &Poller::step);
        });
}

void Poller::failed(const AskedPtr& one, std::string sentence, std::uint64_t wait_ms) {
    if (sentence.ends_with('.')) sentence.pop_back();
    const std::uint64_t pause = std::max(wait_ms, one->backoff.next_ms());
    const bool hopeless = one->backoff.failures() >= failures_max || wait_ms >= minute_ms;
    if (one->done && hopeless) {
        std::erase(all_, one);
        return one->done(fail(Errc::network, std::string(one->poll.channel) + '/' + one->account + ": " +
                                                 std::move(sentence) + '.'));
    }
    if (one->backoff.failures() >= failures_said || wait_ms >= minute_ms) say(one, std::move(sentence));
    after(one, pause, &Poller::step);
}

// Once for each trouble, and once when it is over.
void Poller::say(const AskedPtr& one, std::string sentence) {
    if (sentence == one->trouble) return;
    const std::string place = "Polling " + std::string(one->poll.channel) + '/' + one->account;
    if (!one->done || !sentence.empty())
        note(sentence.empty() ? place + " works again."
                              : place + ": " + sentence + "; it is asked again later.");
    one->trouble = std::move(sentence);
}

void Poller::after(const AskedPtr& one, std::uint64_t wait_ms, void (Poller::*turn)(const AskedPtr&)) {
    shell_.loop().after(wait_ms, [this, alive = alive_, one, turn] {
        if (*alive) (this->*turn)(one);
    });
}

}  // namespace history::agent
