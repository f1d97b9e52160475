// historyd: the blind sync server as one program.
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>

#include "sync/net.h"
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

Result<> serve(const std::string& folder, const std::string& listen, const std::string& workspaces) {
    if (workspaces == "token")
        return fail(Errc::usage,
                    "--workspaces token does not exist yet (the protocol's hello has no place for a token); "
                    "use `first`.");
    ::umask(077);  // log, slots and key are for this user alone
    TRY(take_folder(folder));
    TRY_ASSIGN(key, SigningKey::open(folder + "/server.key"));
    TRY_ASSIGN(store, SqliteStore::open({folder, 0}));
    SystemClock clock;
    SystemRandom random;
    Server server({*store, clock, random, *key}, workspaces == "open" ? Admission::open : Admission::first);
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
                     "New workspaces: first (the first one, then none), token, open (any)")
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
