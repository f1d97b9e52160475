// serve: webhooks in, polling, sync on, until SIGTERM; SIGHUP reads agent.json and its secrets again.
#include "native/agent/commands.h"
#include "native/agent/poller.h"
#include "native/agent/webhooks.h"

namespace history::agent {

namespace {
constexpr std::uint64_t farewell_ms_max = 5000;
constexpr std::uint64_t look_ms = 60 * 60 * 1000;  // what is held too long goes
}  // namespace

Result<> serve(const ServeWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (shell->config().holds_literal_secrets())
        note("agent.json holds secrets as plain text; {\"file\": ...} or {\"env\": ...} keeps them apart.");
    Inbox inbox(*shell);
    TRY(shell->answer<Ok>([&](auto done) { inbox.start(done); }));
    Ringing ringing(*shell);
    Webhooks webhooks(shell->config(), shell->clock(), inbox, ringing);
    TRY_ASSIGN(server, HttpServer::open(shell->loop(), words.listen, {},
                                        [&](HttpRequest request, std::function<void(HttpAnswer)> answer) {
                                            webhooks.handle(std::move(request), std::move(answer));
                                        }));
    Poller poller(*shell, inbox);
    bool stopping = false, reloaded = false;
    shell->loop().on_stop_signal([&] { stopping = true; });
    shell->loop().on_reload_signal([&] {
        const Result<> loaded = shell->reload_config();
        note(loaded.ok() ? "agent.json is read again."
                         : loaded.error().what + " The settings stay as they were.");
        reloaded = loaded.ok();
        poller.begin();
    });
    std::string said;
    std::uint64_t seen_gpos = shell->replica().status().gpos;
    inbox.look();
    const std::function<void()> look_again = [&] {
        inbox.look();
        shell->loop().after(look_ms, look_again);
    };
    shell->loop().after(look_ms, look_again);
    shell->replica().on_change([&] {
        if (const std::uint64_t gpos = shell->replica().status().gpos; gpos != seen_gpos) {
            seen_gpos = gpos;
            inbox.look();
        }
        // What an administrator must know, once.
        const std::string& sentence = shell->replica().status().sentence;
        if (sentence != said && !sentence.empty()) note(sentence);
        said = sentence;
    });
    shell->go_online();
    if (const Result<> shared = shell->share_settings(); !shared.ok()) note(shared.error().what);
    poller.begin();
    print("listening on " + server->address());
    while (!stopping) {
        shell->loop().run_until([&] { return stopping || reloaded; });
        if (!std::exchange(reloaded, false)) continue;
        if (const Result<> shared = shell->share_settings(); !shared.ok()) note(shared.error().what);
    }
    server->stop();
    bool late = false;
    shell->loop().after(farewell_ms_max, [&] { late = true; });
    shell->loop().run_until([&] { return late || !inbox.busy(); });
    shell->replica().on_change({});
    return {};
}

}  // namespace history::agent
