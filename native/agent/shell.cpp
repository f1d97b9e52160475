#include "native/agent/shell.h"

#include <sodium.h>

#include <sys/stat.h>
#include <unistd.h>
#include <cstdio>

#include <cerrno>

#include "core/wire/message.h"
#include "native/agent/shared_words.h"

namespace history::agent {

namespace {
constexpr std::uint64_t greeting_ms_max = 15 * 1000;
}

Result<std::unique_ptr<Shell>> Shell::enter(const std::string& folder, bool make) {
    if (make) {
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return fail(Errc::storage, "The folder " + folder + " cannot be made.");
    } else if (::access((folder + "/device.keys").c_str(), F_OK) != 0) {
        return fail(Errc::not_found, "No device lives in " + folder +
                                         " yet; make a workspace with `history-agent init` or follow an "
                                         "invite with `history-agent join`.");
    }
    std::unique_ptr<Shell> shell(new Shell(folder));
    TRY(shell->lock_.take(folder, "--data"));
    TRY_ASSIGN(config, Config::load(folder + "/agent.json"));
    shell->config_ = std::move(config);
    TRY_ASSIGN(storage, SqliteStorage::open(shell->loop_, folder + "/store.sqlite"));
    shell->storage_ = std::move(storage);
    shell->vault_ = std::make_unique<FileVault>(shell->loop_, folder + "/device.keys");
    return shell;
}

Shell::~Shell() {
    visits_.reset();
    replica_.reset();
}

Result<> Shell::reload_config() {
    TRY_ASSIGN(config, Config::load(folder_ + "/agent.json"));
    config_ = std::move(config);
    if (visits_) visits_->limit(config_.visits());
    return {};
}

Result<> Shell::open() {
    TRY_ASSIGN(secrets, vault_->read());
    auto keyring = Keyring::restore(secrets);
    sodium_memzero(secrets.data(), secrets.size());
    if (!keyring.ok()) return keyring.error();
    return start(std::move(*keyring));
}

Result<> Shell::settle(Keyring keyring) {
    TRY(answer<Ok>([&](auto done) { vault_->store(keyring.secrets(), done); }));
    return start(std::move(keyring));
}

Result<> Shell::start(Keyring keyring) {
    replica_ = std::make_unique<Replica>(Ports{clock_, random_, *storage_, uplink_.transport(), *vault_},
                                         std::move(keyring));
    visits_ = std::make_unique<Visits>(replica_->keyring(), *storage_, clock_, random_, config_.visits());
    TRY(answer<Ok>([&](auto done) { replica_->start(done); }));
    // Records of another version's rules: a list, a join or an import before they are made anew would not know half the customers.
    const std::uint64_t stale = replica_->stale_records();
    if (stale > 1000)
        std::fprintf(stderr, "This version summarises customers anew, once: %llu of them.\n",
                     static_cast<unsigned long long>(stale));
    loop_.run_until([&] { return replica_->stale_records() == 0; });
    return {};
}

void Shell::abandon() {
    visits_.reset();
    replica_.reset();
    storage_.reset();
    for (const char* file :
         {"/device.keys", "/store.sqlite", "/store.sqlite-wal", "/store.sqlite-shm", "/lock"})
        ::unlink((folder_ + file).c_str());
    ::rmdir(folder_.c_str());  // stays when somebody keeps anything else in it, as agent.json
}

Result<SignKey> Shell::ask_server_key(const std::string& url) {
    auto heard = std::make_shared<std::optional<Result<SignKey>>>();
    WebSocket socket(
        loop_,
        {[] {},
         [heard](ByteView bytes) {
             if (heard->has_value()) return;
             auto message = message::decode_from_server(bytes);
             const auto* hello = message.ok() ? std::get_if<message::ServerHello>(&*message) : nullptr;
             if (hello)
                 heard->emplace(hello->server);
             else
                 heard->emplace(fail(Errc::unsupported, "What answers there is no history server."));
         },
         [heard, url](const std::string& why) {
             if (!heard->has_value())
                 heard->emplace(fail(Errc::network, "There is no connection to " + url + ": " + why + '.'));
         }});
    TRY(socket.connect(url));
    loop_.after(greeting_ms_max, [heard, url] {
        if (!heard->has_value())
            heard->emplace(fail(Errc::network, url + " does not answer as a history server."));
    });
    loop_.run_until([&] { return heard->has_value(); });
    return **heard;
}

Result<> Shell::sync(bool persistent, std::uint64_t patience_ms) {
    TRY(agree(persistent, patience_ms));
    Importer importer(importer_ports());
    TRY(answer<Ok>([&](auto done) { importer.release(done); }));
    TRY(share_settings());
    return replica_->idle() ? Result<>() : agree(persistent, patience_ms);
}

Result<> Shell::agree(bool persistent, std::uint64_t patience_ms) {
    go_online();
    uplink_.retry_now();
    struct Progress {
        std::uint64_t gpos = 0, unsent = 0;
        bool open = false;
        bool operator==(const Progress&) const = default;
    };
    const auto now = [&] {
        return Progress{replica_->status().gpos, replica_->status().unsent, uplink_.open()};
    };
    Progress last = now();
    const unsigned failures = uplink_.failures();
    auto quiet_ms = std::make_shared<std::uint64_t>(0);
    auto going = std::make_shared<bool>(true);
    constexpr std::uint64_t step_ms = 100;
    std::function<void()> beat = [this, quiet_ms, going, &beat] {
        if (!*going) return;
        *quiet_ms += step_ms;
        loop_.after(step_ms, [going, &beat] {
            if (*going) beat();
        });
    };
    beat();
    Result<> outcome;
    loop_.run_until([&] {
        const Status& status = replica_->status();
        if (const Progress seen = now(); !(seen == last)) {
            last = seen;
            *quiet_ms = 0;
        }
        const std::string where = replica_->keyring().server_url();
        if (replica_->idle() && status.state == ReplicaState::ready) return true;
        if (status.state == ReplicaState::refused)
            outcome = fail(Errc::unauthorized, status.sentence);
        else if (status.state == ReplicaState::alarm || status.state == ReplicaState::clone)
            outcome = fail(Errc::alarm, status.sentence);
        else if (!persistent && uplink_.failures() > failures)
            outcome =
                fail(Errc::network, "There is no connection to " + where + ": " + uplink_.trouble() + '.');
        else if (*quiet_ms > patience_ms)
            outcome = !status.sentence.empty() ? fail(Errc::storage, status.sentence)
                      : uplink_.open()         ? fail(Errc::network, where + " does not answer any more.")
                                       : fail(Errc::network, "There is no connection to " + where + ": " +
                                                                 uplink_.trouble() + '.');
        return !outcome.ok();
    });
    *going = false;
    return outcome;
}

Result<std::shared_ptr<const Subject>> Shell::shared() {
    auto opened = answer<std::vector<std::shared_ptr<const Subject>>>(
        [&](auto done) { replica_->open({shared_stream()}, done); });
    if (!opened.ok() && opened.error().code == Errc::not_found)
        return std::shared_ptr<const Subject>(std::make_shared<Subject>());
    if (!opened.ok()) return opened.error();
    return opened->front();
}

Result<std::string> Shell::shared_setting(const std::string& name) {
    TRY_ASSIGN(held, shared());
    const Entity* setting = held->current().find(EntityKind::setting, name);
    return setting ? std::string(setting->value("value")) : std::string();
}

Result<WorkSettings> Shell::work_settings() {
    std::vector<Calendar::Offset> offsets;
    for (const auto& [from, minutes] : config_.zone()) offsets.push_back({from, minutes});
    TRY_ASSIGN(held, shared());
    return history::work_settings(held->current(), Calendars(Calendar::of_offsets(std::move(offsets))));
}

Result<> Shell::share_settings() {
    for (const auto& [name, text] :
         {std::pair<const char*, const std::string&>("calendars", config_.calendars()),
          {"offers", config_.offers()},
          {"consent", config_.consent()}}) {
        if (text.empty() || !writes_shared(*this)) continue;
        TRY_ASSIGN(stands, shared_setting(name));
        if (stands == text) continue;
        TRY(write_shared(*this, {{EntityKind::setting, name, "value", text}}, ""));
    }
    return {};
}

}  // namespace history::agent
