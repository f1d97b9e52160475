// import: payload files into the workspace.
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "native/agent/commands.h"
#include "native/agent/file_bodies.h"
#include "native/agent/payloads.h"

namespace history::agent {

namespace {

using connectors::Account;
using connectors::Connector;

// Of payloads: what waits to be saved, and what waits to be sent, stands in memory several times over.
constexpr std::size_t unsaved_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t unsent_bytes_max = 8 * 1024 * 1024;

Result<Account> account_of(const PayloadFile& file, const ImportWords& words, const Config& config) {
    std::string name = words.account;
    if (name.empty()) name = file.account;
    if (name.empty()) name = config.only_account(words.channel);
    if (name.empty())
        return fail(Errc::usage,
                    "Nothing says which account " + file.path + " belongs to; name it with --account.");
    return config.account(words.channel, name);
}

// How far it is, on standard error: over one line on a terminal, else a line every few seconds, or after every portion.
class Progress {
public:
    explicit Progress(bool every_portion) : every_portion_(every_portion) {}
    ~Progress() {
        if (terminal_ && shown_) std::fputs("\r\033[K", stderr);
    }
    void saved(const ImportCounts& counts, std::size_t file, std::size_t files) {
        if (every_portion_) {
            std::fprintf(stderr, "saved %s\n", counts.json().c_str());
            std::fflush(stderr);
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < std::chrono::milliseconds(terminal_ ? 200 : 5000)) return;
        last_ = now;
        shown_ = true;
        std::fprintf(
            stderr,
            terminal_ ? "\r\033[K%s %zu of %zu, %llu items" : "history-agent: %s %zu of %zu, %llu items\n",
            "file", file, files, static_cast<unsigned long long>(counts.items));
        std::fflush(stderr);
    }

private:
    bool every_portion_;
    bool terminal_ = ::isatty(2) == 1;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

struct TakenBytes {
    std::size_t unsaved = 0, unsent = 0;
};

// One file into the importer; `save` is asked whenever a portion is full.
Result<> take_file(const PayloadFile& file, const Connector& connector, const Account& account,
                   Importer& importer, TakenBytes& taken, const std::function<Result<>()>& save) {
    if (!connector.claims(file.name)) {
        importer.count_skipped();
        return {};
    }
    // A webhook's body is short: what a signature is over is read whole, what is divided has none.
    const bool divided = is_divided(file.path, connector);
    const connectors::Headers headers = divided ? connectors::Headers{} : read_sidecar(file.path);
    return each_body(file.path, connector, account, [&](const FileBody& body) -> Result<> {
        if (body.refused != nullptr) {
            const std::string place = body.line != 0 ? "line " + std::to_string(body.line) : "";
            importer.reject(std::string(connector.channel), account, file.path,
                            {place, body.refused, std::string(body.bytes)});
            return {};
        }
        if (!divided && connector.authenticity(bytes_of(body.bytes), headers, account) ==
                            connectors::Authenticity::forged)
            importer.count_forged();
        else
            importer.take(connector, account, bytes_of(body.bytes), file.path, body.line, 0, body.skipped);
        taken.unsent += body.bytes.size();
        taken.unsaved += body.bytes.size();
        return importer.full() || taken.unsaved >= unsaved_bytes_max ? save() : Result<>{};
    });
}

}  // namespace

Result<> import_payloads(const ImportWords& words) {
    TRY_ASSIGN(connector, connector_of(words.channel));
    TRY_ASSIGN(shell, open_shell(words.data));
    std::vector<std::pair<PayloadFile, Account>> files;
    for (const std::string& path : words.paths) {
        TRY_ASSIGN(found, list_payloads(path, words.channel));
        for (PayloadFile& file : found) {
            TRY_ASSIGN(account, account_of(file, words, shell->config()));
            files.emplace_back(std::move(file), std::move(account));
        }
    }
    if (!words.offline) try_sync(*shell, "The import goes on without it.");
    TakenBytes taken;
    bool reachable = !words.offline && shell->replica().status().unsent == 0;

    Importer importer(shell->importer_ports(), words.portion);
    importer.read_beside();
    Progress progress(words.progress);
    std::size_t number = 0;
    const auto save = [&]() -> Result<> {
        TRY(shell->answer<Ok>([&](auto done) { importer.save(done); }));
        progress.saved(importer.counts(), number, files.size());
        // What waits to be sent waits in memory: a long import sends as it goes, as long as there is a server.
        taken.unsaved = 0;
        if (reachable && taken.unsent >= unsent_bytes_max) {
            reachable = shell->sync(false).ok();
            taken.unsent = 0;
        }
        return {};
    };
    Result<> outcome;
    for (const auto& [file, account] : files) {
        ++number;
        outcome = take_file(file, *connector, account, importer, taken, save);
        if (!outcome.ok()) break;
    }
    if (outcome.ok()) outcome = save();
    if (!outcome.ok())
        return fail(outcome.error().code,
                    outcome.error().what + " Of this import " + std::to_string(importer.counts().fresh) +
                        " new items are saved; the same command again brings the rest.");
    print(importer.counts().json());
    if (!words.offline) try_sync(*shell, "What was imported is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace history::agent
