// Durable pushes per second: a started historyd on a fresh folder, 64 devices of one workspace over loopback WebSocket, each
// sending its next push of one 1 KiB envelope when the last one is acknowledged (fsynced). They do not pull, so that what is
// measured is storing, not fan-out. Beside it, in the same run on the same machine: how often one thread verifies such a push
// and nothing else, and what a bare SQLite loop stores. Pushes are signed before the clock starts.
#include <utility>  // before Boost 1.74

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "sync/signing_key.h"
#include "sync/sqlite.h"
#include "sync/sqlite_store.h"
#include "tests/bench/figure.h"
#include "tests/unit/sync/test_device.h"

using namespace history;
using namespace history::bench;
using namespace history::testing;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace fs = std::filesystem;
using Time = std::chrono::steady_clock;

namespace {
constexpr std::size_t writers = 64;
constexpr std::size_t pushes_each = 300;
constexpr std::uint32_t envelope_bytes = 1024;
constexpr int rounds = 3;

struct Writer {
    Keys keys;
    std::vector<Bytes> messages;  // ready to send
};

struct Office {  // a folder with a founded workspace of 64 devices, and their pushes
    fs::path folder;
    WorkspaceId workspace;
    std::vector<Writer> people;

    explicit Office(fs::path where) : folder(std::move(where)) {
        fs::remove_all(folder);
        fs::create_directories(folder);
        const auto key = std::move(*sync::SigningKey::open((folder / "server.key").string()));
        auto store = std::move(*sync::SqliteStore::open({folder.string(), 0}));
        const Keys owner(200);
        const std::uint64_t now = 1'700'000'000'000;
        sync::Part part;
        Roster roster;
        const auto add = [&](const Bytes& record) {
            sync::Append append;
            append.entry = {true, roster.position() + 1, now, {roster.position() + 1}, record};
            HISTORY_CHECK(roster.apply(record, roster.position() + 1, now).ok());
            append.placed = {{roster_stream(), roster.position(), {0, roster.head()}}};
            part.head.frontier.append(
                leaf_hash({roster.position(), roster_stream(), roster.position(), roster.head(), now}));
            part.appends.push_back(std::move(append));
        };
        const Bytes founded = genesis(owner, key->public_key());
        add(founded);
        workspace = workspace_id(founded);
        for (std::size_t i = 0; i < writers; ++i) {
            people.push_back({Keys(static_cast<std::uint8_t>(i + 1)), {}});
            const Keys ticket(static_cast<std::uint8_t>(i + 100));
            add(invite(owner, roster, ticket, Role::op, now));
            add(join(roster, ticket, people.back().keys));
        }
        SignedHead& head = part.head.signed_head;
        head = {1, part.head.frontier.count(), part.head.frontier.root(), now, {}};
        head.signature = key->sign("history head 1", head_message(workspace, head));
        part.workspace = workspace;
        HISTORY_CHECK(store->commit({{part}}).ok());
        for (std::size_t i = 0; i < writers; ++i) {
            Pen pen(workspace, people[i].keys);
            for (std::size_t n = 0; n < pushes_each; ++n)
                people[i].messages.push_back(message::encode(
                    pen.push(stream_of(static_cast<std::uint32_t>(i)), n == 0, envelope_bytes)));
        }
    }
    ~Office() { fs::remove_all(folder); }
    Office(const Office&) = delete;
};

class Daemon {
public:
    explicit Daemon(const fs::path& folder) {
        const char* bin = std::getenv("HISTORY_BIN");
        const fs::path program = bin != nullptr
                                     ? fs::path(bin) / "historyd"
                                     : fs::read_symlink("/proc/self/exe").parent_path() / "historyd";
        int ends[2];
        HISTORY_CHECK(::pipe(ends) == 0);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], 1);
            ::execl(program.c_str(), "historyd", "serve", "--data", folder.c_str(), "--listen", "127.0.0.1:0",
                    nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        std::string line;
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
        ::close(ends[0]);
        HISTORY_CHECK(line.rfind("listening on ", 0) == 0);
        port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    }
    ~Daemon() {
        ::kill(process_, SIGTERM);
        int status = 0;
        ::waitpid(process_, &status, 0);
    }
    double cpu_seconds()
        const {  // of all its threads so far: fields 14 and 15 of /proc/PID/stat, in clock ticks
        std::ifstream stat("/proc/" + std::to_string(process_) + "/stat");
        std::string word;
        double ticks = 0;
        for (int field = 1; field <= 15 && stat >> word; ++field)
            if (field >= 14) ticks += std::stod(word);
        return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    Daemon(const Daemon&) = delete;
    std::uint16_t port() const { return port_; }

private:
    pid_t process_ = 0;
    std::uint16_t port_ = 0;
};

struct Load {
    std::size_t first = 0;  // of each writer's pushes
    std::size_t last = 0;
    double per_second = 0;       // of all writers together; 0: as fast as acknowledgements come
    std::vector<double> waited;  // s, one a push
    std::size_t done = 0;
};

class Client {
public:
    Client(asio::io_context& io, const Office& office, std::size_t index, std::uint16_t port)
        : stream_(io), timer_(io), writer_(office.people[index]), index_(index) {
        stream_.next_layer().connect({asio::ip::address_v4::loopback(), port});
        stream_.next_layer().set_option(asio::ip::tcp::no_delay(true));
        stream_.handshake("127.0.0.1", "/");
        stream_.binary(true);
        const auto challenge = std::get<message::ServerHello>(*message::decode_from_server(read()));
        const Bytes words =
            message::encode(hello(challenge, office.workspace, message::As::device, writer_.keys));
        stream_.write(asio::buffer(words));
        HISTORY_CHECK(read().at(0) == static_cast<std::uint8_t>(message::Kind::welcome));
    }

    void start(Load& load) {
        load_ = &load;
        next_ = load.first;
        pace_ = std::chrono::duration<double>(load.per_second > 0 ? writers / load.per_second : 0);
        due_ = Time::now() + std::chrono::duration_cast<Time::duration>(pace_ * (double(index_) / writers));
        send();
    }

private:
    Bytes read() {
        beast::flat_buffer buffer;
        stream_.read(buffer);
        const auto* bytes = static_cast<const std::uint8_t*>(buffer.cdata().data());
        return {bytes, bytes + buffer.size()};
    }
    void send() {
        if (next_ == load_->last) return;
        if (load_->per_second > 0 && Time::now() < due_) {
            timer_.expires_at(due_);
            return timer_.async_wait([this](beast::error_code) { send(); });
        }
        sent_ = load_->per_second > 0
                    ? due_
                    : Time::now();  // by the plan, so that a stall is counted for all it delays
        due_ += std::chrono::duration_cast<Time::duration>(pace_);
        stream_.async_write(
            asio::buffer(writer_.messages[next_++]), [this](beast::error_code code, std::size_t) {
                HISTORY_CHECK(!code);
                stream_.async_read(buffer_, [this](beast::error_code failed, std::size_t) { take(failed); });
            });
    }
    void take(beast::error_code code) {
        HISTORY_CHECK(!code);
        const auto kind = *static_cast<const std::uint8_t*>(buffer_.cdata().data());
        buffer_.consume(buffer_.size());
        if (kind == static_cast<std::uint8_t>(message::Kind::time))  // the minute's
            return stream_.async_read(buffer_,
                                      [this](beast::error_code failed, std::size_t) { take(failed); });
        HISTORY_CHECK(kind == static_cast<std::uint8_t>(message::Kind::ack));
        load_->waited.push_back(std::chrono::duration<double>(Time::now() - sent_).count());
        ++load_->done;
        send();
    }

    beast::websocket::stream<asio::ip::tcp::socket> stream_;
    asio::steady_timer timer_;
    beast::flat_buffer buffer_;
    const Writer& writer_;
    std::size_t index_;
    Load* load_ = nullptr;
    std::size_t next_ = 0;
    std::chrono::duration<double> pace_{};
    Time::time_point due_;
    Time::time_point sent_;
};

double p99_ms(std::vector<double> waited) {
    std::sort(waited.begin(), waited.end());
    return waited[waited.size() * 99 / 100] * 1'000;
}

double bare_verify_rate(const Office& office) {
    std::vector<Push> pushes;
    for (const Writer& writer : office.people)
        pushes.push_back(std::get<Push>(*message::decode_from_device(writer.messages[0])));
    std::size_t verified = 0;
    const double took = seconds([&] {
        for (int round = 0; round < 64; ++round)
            for (std::size_t i = 0; i < pushes.size(); ++i)
                verified += verify_push(office.workspace, pushes[i], {}, office.people[i].keys.key) ? 1 : 0;
    });
    HISTORY_CHECK(verified == 64 * writers);
    return static_cast<double>(verified) / took;
}

double bare_sqlite_rate(const fs::path& folder, std::size_t rows, std::size_t group) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    double took = 0;
    {
        auto db =
            std::move(*sync::Database::open((folder / "bare.db").string(), sync::Database::Mode::write));
        HISTORY_CHECK(db.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL)").ok());
        sync::Statement insert(db.handle(), "INSERT INTO row (body) VALUES (?)");
        const Bytes body(envelope_bytes + 300, 7);
        took = seconds([&] {
            for (std::size_t i = 0; i < rows; ++i) {
                if (i % group == 0) HISTORY_CHECK(db.execute("BEGIN IMMEDIATE").ok());
                HISTORY_CHECK(insert.bind(ByteView(body)).run().ok());
                if (i % group == group - 1) HISTORY_CHECK(db.execute("COMMIT").ok());
            }
        });
    }
    fs::remove_all(folder);
    return static_cast<double>(rows) / took;
}
}  // namespace

int main() {
    const char* scratch = std::getenv("HISTORY_SCRATCH");
    const fs::path base = (scratch != nullptr ? fs::path(scratch) : fs::temp_directory_path()) /
                          ("server_bench." + std::to_string(::getpid()));
    std::vector<double> rates, p99, half_p99, cpu, verify, share, single, grouped;
    for (int round = 0; round < rounds; ++round) {
        const Office office(base / "office");
        const double verify_before = bare_verify_rate(office);
        Load full{0, pushes_each * 2 / 3, 0, {}, 0};
        Load half{pushes_each * 2 / 3, pushes_each, 0, {}, 0};
        {
            const Daemon daemon(office.folder);
            asio::io_context io(1);
            std::vector<std::unique_ptr<Client>> clients;
            for (std::size_t i = 0; i < writers; ++i)
                clients.push_back(std::make_unique<Client>(io, office, i, daemon.port()));
            const double cpu_before = daemon.cpu_seconds();
            const double took = seconds([&] {
                for (auto& client : clients) client->start(full);
                io.run();
            });
            cpu.push_back((daemon.cpu_seconds() - cpu_before) / static_cast<double>(full.done) * 1e6);
            HISTORY_CHECK(full.done == writers * full.last);
            rates.push_back(static_cast<double>(full.done) / took);
            io.restart();
            half.per_second = rates.back() / 2;
            for (auto& client : clients) client->start(half);
            io.run();
        }
        p99.push_back(p99_ms(full.waited));
        half_p99.push_back(p99_ms(half.waited));
        verify.push_back((verify_before + bare_verify_rate(office)) / 2);
        share.push_back(rates.back() / verify.back() * 100);
        single.push_back(bare_sqlite_rate(base / "bare", 1'000, 1));
        grouped.push_back(bare_sqlite_rate(base / "bare", 12'800, 64));
    }
    fs::remove_all(base);
    figure("durable pushes, 64 writers, historyd over loopback WebSocket, 1 KiB envelopes", median(rates),
           "1/s", rounds);
    figure("durable push acknowledged, p99, 64 writers as fast as they can", median(p99), "ms", rounds);
    figure("durable push acknowledged, p99, 64 writers at half of that load", median(half_p99), "ms", rounds);
    figure("historyd CPU time per durable push, all threads", median(cpu), "us", rounds);
    figure("bare verification of such a push, one thread", median(verify), "1/s", rounds);
    figure("durable pushes as a share of the bare verify rate", median(share), "%", rounds);
    figure("bare SQLite loop, one row a transaction", median(single), "1/s", rounds);
    figure("bare SQLite loop, 64 rows a transaction", median(grouped), "1/s", rounds);
}
