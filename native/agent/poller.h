// Rounds of questions to the vendors that are polled (native/polling/poll.h), for every account that agent.json polls.
//
// One account, one client, one question at a time, never faster than the vendor's pace. What fails is asked again with back-off
// (half of it random), or when the vendor itself says (Retry-After). An answer goes into the inbox first, strictly; then the cursor
// is kept. Killed in between, the same question is asked again, and brings the same items.
//
// row: 'k', channel, 0, account; value sealed by the keyring's local key: the cursor as JSON text
#pragma once
#include "native/agent/inbox.h"
#include "native/polling/table.h"
#include "native/port/backoff.h"

namespace history::agent {

class Poller {
public:
    Poller(Shell& shell, Inbox& inbox) : shell_(shell), inbox_(inbox) {}
    ~Poller() { *alive_ = false; }
    Poller(const Poller&) = delete;

    // Rounds for as long as agent.json polls the account; again after it was read again: for accounts that are new in it.
    void begin();
    // One round of one account, for `history-agent poll`; given up after `failures_max` failures in a row.
    // done: Errc::usage, when agent.json does not say how to poll it.
    void round(const std::string& channel, const std::string& account, std::function<void(Result<>)> done);

    std::uint64_t questions() const { return questions_; }
    static constexpr unsigned failures_max = 6;
    static constexpr unsigned failures_said = 3;  // in a row: before that it is the vendor's everyday

private:
    struct Asked {  // an account at work
        Asked(Shell& shell, const polling::Poll& way, std::string name)
            : poll(way), account(std::move(name)), client(shell.loop()), backoff(shell.random()) {}
        const polling::Poll& poll;
        std::string account;
        RemoteClient client;
        Backoff backoff;
        Json cursor;
        std::uint64_t free_ms = 0;           // when the pace's bucket is empty
        std::string trouble;                 // said already
        std::function<void(Result<>)> done;  // of a single round
        std::string key() const { return 'k' + std::string(poll.channel) + '\0' + account; }
    };
    using AskedPtr = std::shared_ptr<Asked>;

    Result<polling::Settings> settings_of(const polling::Poll& poll, const std::string& account) const;
    AskedPtr asked(const polling::Poll& poll, const std::string& account);
    void load(const AskedPtr& one);
    void step(const AskedPtr& one);
    void ask(const AskedPtr& one);
    void answered(const AskedPtr& one, Result<Reply> reply);
    void deliver(const AskedPtr& one, std::shared_ptr<polling::Taken> taken, std::size_t next);
    void keep(const AskedPtr& one, std::shared_ptr<polling::Taken> taken);
    void failed(const AskedPtr& one, std::string sentence, std::uint64_t wait_ms);
    void after(const AskedPtr& one, std::uint64_t wait_ms, void (Poller::*turn)(const AskedPtr&));
    void say(const AskedPtr& one, std::string sentence);

    Shell& shell_;
    Inbox& inbox_;
    std::vector<AskedPtr> all_;
    std::uint64_t questions_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace history::agent
