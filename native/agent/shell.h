// A data folder at work: its lock, ports, event loop and replica. A command opens a shell, does its work, and goes.
//
// DIR/lock         held by one process at a time
// DIR/device.keys  the device's secrets (0600)
// DIR/store.sqlite rows: the replica's (core/replica/replica.h), 'k' cursors of polling, 'q' quarantine,
//                  't' tokens of webhooks, 'v' strangers' visits, 'w' webhooks' inbox
// DIR/agent.json   settings (native/agent/config.h)
#pragma once
#include <memory>
#include <optional>

#include "core/insight/work.h"
#include "native/agent/config.h"
#include "native/agent/folder_lock.h"
#include "native/agent/importer.h"
#include "native/agent/uplink.h"
#include "native/port/file_vault.h"
#include "native/port/sqlite_storage.h"
#include "native/port/system_ports.h"

namespace history::agent {

class Shell {
public:
    // `make`: the folder may be new. Errc::conflict when another process works in it.
    static Result<std::unique_ptr<Shell>> enter(const std::string& folder, bool make);
    ~Shell();
    Shell(const Shell&) = delete;

    bool inhabited() const { return vault_->read().ok(); }  // a device lives here
    Result<> open();                   // the device that lives here; its replica is started
    Result<> settle(Keyring keyring);  // a new device: secrets stored first, then as open()
    void abandon();                    // a device that the server never took: its files go

    // What the server says before anything else: its key.
    Result<SignKey> ask_server_key(const std::string& url);

    Loop& loop() { return loop_; }
    Clock& clock() { return clock_; }
    Random& random() { return random_; }
    Storage& storage() { return *storage_; }
    Replica& replica() { return *replica_; }
    Uplink& uplink() { return uplink_; }
    const Config& config() const { return config_; }
    Result<> reload_config();  // DIR/agent.json read again; on an error what was read before stays
    const std::string& folder() const { return folder_; }
    Importer::Ports importer_ports() { return {*replica_, *storage_, clock_, random_, *visits_}; }
    Visits& visits() { return *visits_; }

    // Starts something and runs turns until it answers.
    template <class T, class Ask>
    Result<T> answer(Ask ask) {
        auto held = std::make_shared<std::optional<Result<T>>>();
        ask([held](Result<T> result) { held->emplace(std::move(result)); });
        loop_.run_until([&] { return held->has_value(); });
        return std::move(**held);
    }

    // Pushes and pulls until this device and the server agree; strangers' visits come in when somebody else made their browser
    // known. Gives up after `patience_ms` without any progress, or at once
    // when the server cannot be reached and `persistent` is false. Errc::network then; other errors say what is wrong for good.
    Result<> sync(bool persistent, std::uint64_t patience_ms = 30 * 1000);
    void go_online() { uplink_.keep(*replica_, replica_->keyring().server_url()); }

    // What colleagues share: names, settings, calendars. The state is held as long as the pointer is.
    Result<std::shared_ptr<const Subject>> shared();
    // A setting that colleagues share; empty when there is none.
    Result<std::string> shared_setting(const std::string& name);
    // Calendars and rules of the workspace; while nobody set any, open always by this agent's zone.
    Result<WorkSettings> work_settings();
    // What agent.json says of what all share, where this device may write that; nothing when it stands already.
    Result<> share_settings();

private:
    explicit Shell(std::string folder) : folder_(std::move(folder)), uplink_(loop_, clock_, random_) {}
    Result<> start(Keyring keyring);
    Result<> agree(bool persistent, std::uint64_t patience_ms);

    std::string folder_;
    FolderLock lock_;
    Loop loop_;
    SystemClock clock_;
    SystemRandom random_;
    Config config_;
    std::unique_ptr<SqliteStorage> storage_;
    std::unique_ptr<FileVault> vault_;
    Uplink uplink_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Visits> visits_;
};

}  // namespace history::agent
