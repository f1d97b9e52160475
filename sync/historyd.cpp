// historyd: the blind sync server as one program.
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>

#include "core/wire/hash.h"
#include "sync/net.h"
#include "sync/private_file.h"
#include "sync/signing_key.h"
#include "sync/sqlite_store.h"

namespace history::sync {
namespace {

class SystemClock : public Clock {
public:
    std::uint64_t now_ms() override {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    }
};

class SystemRandom : public Random {
public:
    void fill(std::span<std::uint8_t> out) override { randombytes_buf(out.data(), out.size()); }
};

// The folder, private to this user, and held by one server at a time. The lock lasts as long as the process.
Result<> take_folder(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(Errc::storage, "The folder " + folder + " cannot be made.");
    const int lock = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return fail(Errc::storage, "The folder " + folder + " cannot be written.");
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::conflict, "Another historyd works in the folder " + folder + ".");
    return {};
}

// What founders of workspaces must know: one line in `path`, the administrator's own or, the first time, a fresh one.
Result<std::string> admission_token(const std::string& path) {
    Result<Bytes> stored = read_private_file(path, 4096);
    if (!stored.ok() && stored.error().code == Errc::not_found) {
        std::array<std::uint8_t, 24> secret{};
        randombytes_buf(secret.data(), secret.size());
        std::array<char, 33> text{};
        sodium_bin2base64(text.data(), text.size(), secret.data(), secret.size(),
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        const std::string line = std::string(text.data()) + '\n';
        TRY(write_private_file(path, bytes_of(line)));
        stored = Bytes(line.begin(), line.end());
        std::fprintf(
            stderr, "historyd: a fresh admission token is in %s; founders give it to `history-agent init`.\n",
            path.c_str());
    }
    if (!stored.ok()) return stored.error();
    std::string token(text_of(*stored));
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
    if (token.size() < 16)
        return fail(Errc::usage, "The admission token in " + path + " is shorter than 16 characters.");
    return token;
}

Result<> serve(const std::string& folder, const std::string& listen, const std::string& workspaces) {
    ::umask(077);  // log, slots and key are for this user alone
    TRY(take_folder(folder));
    TRY_ASSIGN(key, SigningKey::open(folder + "/server.key"));
    TRY_ASSIGN(store, SqliteStore::open({folder, 0}));
    SystemClock clock;
    SystemRandom random;
    Admission admission;
    if (workspaces == "open") admission.by = Admission::By::open;
    if (workspaces == "token") {
        TRY_ASSIGN(token, admission_token(folder + "/admission.token"));
        admission = {Admission::By::token, admission_key(token)};
    }
    Server server({*store, clock, random, *key}, std::move(admission));
    TRY(server.start());
    TRY_ASSIGN(net, Net::open(server, *store, listen));
    std::printf("listening on %s\n", net->address().c_str());
    std::fflush(stdout);
    return net->run();
}

}  // namespace
}  // namespace history::sync

int main(int count, char** words) {
    CLI::App app(
        "historyd keeps and relays the sealed changes of a workspace. It orders, stores and signs them, and "
        "cannot read them.",
        "historyd");
    app.require_subcommand(1);
    std::string folder;
    std::string listen = "127.0.0.1:7070";
    std::string workspaces = "first";
    CLI::App* serve =
        app.add_subcommand("serve", "Serve devices until SIGTERM; prints its address when it is ready");
    serve
        ->add_option("--data", folder,
                     "Folder for the log, the slots and the server's key; made when it is not there")
        ->required();
    serve->add_option("--listen", listen, "Loopback address and port; port 0 takes a free one")
        ->capture_default_str();
    serve
        ->add_option("--workspaces", workspaces,
                     "New workspaces: first (the first one, then none), token (founders prove the token in "
                     "DIR/admission.token), open (any)")
        ->check(CLI::IsMember({"first", "token", "open"}))
        ->capture_default_str();
    CLI11_PARSE(app, count, words);
    if (sodium_init() < 0) {
        std::fputs("historyd: libsodium cannot be used on this machine.\n", stderr);
        return 1;
    }
    const history::Result<> outcome = history::sync::serve(folder, listen, workspaces);
    if (outcome.ok()) return 0;
    std::fprintf(stderr, "historyd: %s\n", outcome.error().what.c_str());
    return outcome.error().code == history::Errc::usage ? 2 : 1;
}
