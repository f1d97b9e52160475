// poll: one round of every account that agent.json polls, or of those that are named.
#include "native/agent/commands.h"
#include "native/agent/poller.h"

namespace history::agent {

Result<> poll(const PollWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    std::vector<std::pair<std::string, std::string>> accounts;
    for (auto& [channel, account] : shell->config().accounts())
        if (shell->config().polled(channel, account) && (words.channel.empty() || words.channel == channel) &&
            (words.account.empty() || words.account == account))
            accounts.emplace_back(channel, account);
    if (accounts.empty())
        return fail(Errc::usage,
                    "agent.json polls no such account; `\"poll\": true` beside its secrets does.");
    if (!words.offline) try_sync(*shell, "The round goes on without it.");
    Inbox inbox(*shell);
    TRY(shell->answer<Ok>([&](auto done) { inbox.start(done); }));
    Poller poller(*shell, inbox);
    Result<> outcome;
    std::size_t under_way = accounts.size();
    for (const auto& [channel, account] : accounts)
        poller.round(channel, account, [&](Result<> one) {
            --under_way;
            if (one.ok()) return;
            note(one.error().what);
            outcome = fail(one.error().code, "Not every account could be polled.");
        });
    shell->loop().run_until([&] { return under_way == 0 && !inbox.busy(); });
    print(inbox.counts().json());
    if (!words.offline) try_sync(*shell, "What was brought is saved here; `history-agent sync` sends it.");
    return outcome;
}

}  // namespace history::agent
