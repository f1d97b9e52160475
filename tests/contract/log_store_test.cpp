// One suite for every log store: what the server relies on. Then what only the store on disk can show.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "sync/memory_store.h"
#include "sync/sqlite_store.h"

using namespace history;
using namespace history::sync;
namespace fs = std::filesystem;

namespace {
class Folder {  // a fresh one below $HISTORY_SCRATCH, gone afterwards
public:
    Folder() {
        const char* scratch = std::getenv("HISTORY_SCRATCH");
        const fs::path base = scratch != nullptr ? fs::path(scratch) : fs::temp_directory_path();
        static int number = 0;
        path_ = base / ("log_store_test." + std::to_string(::getpid()) + "." + std::to_string(++number));
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    fs::path path(const std::string& name = {}) const { return name.empty() ? path_ : path_ / name; }

private:
    fs::path path_;
};

std::unique_ptr<SqliteStore> open_in(const Folder& folder, std::uint32_t pages = 0) {
    Result<std::unique_ptr<SqliteStore>> store = SqliteStore::open({folder.path().string(), pages});
    if (!store.ok()) FAIL(store.error().what);
    return std::move(*store);
}

template <class Id>
Id id_of(std::uint8_t byte) {
    Id id;
    id.bytes.fill(byte);
    return id;
}

// A workspace's log as the server would write it, one entry after the other.
struct Log {
    WorkspaceId workspace;
    Frontier frontier;
    std::uint64_t time_ms = 1'000;
    std::map<StreamId, std::uint64_t> positions;

    explicit Log(std::uint8_t byte) : workspace(id_of<WorkspaceId>(byte)) {}

    Append push(const DeviceId& device, std::uint64_t number, const std::vector<StreamId>& streams,
                std::size_t bytes = 200) {
        Append append;
        append.entry.first_gpos = frontier.count() + 1;
        append.entry.time_ms = ++time_ms;
        append.entry.body = Bytes(bytes, static_cast<std::uint8_t>(number));
        append.device = device;
        append.mark = {number, id_of<Hash>(static_cast<std::uint8_t>(number)),
                       id_of<Hash>(static_cast<std::uint8_t>(number - 1)), append.entry.first_gpos};
        for (const StreamId& stream : streams) {
            const std::uint64_t pos = ++positions[stream];
            append.entry.positions.push_back(pos);
            append.placed.push_back({stream, pos, {static_cast<std::uint32_t>(number), id_of<Hash>(77)}});
            frontier.append(leaf_hash({frontier.count() + 1, stream, pos, id_of<Hash>(77), time_ms}));
            if (pos == 1) append.slots.push_back({stream, Bytes(slot_bytes, stream.bytes[0])});
        }
        return append;
    }
    Append record() {
        Append append;
        append.entry.roster = true;
        append.entry.first_gpos = frontier.count() + 1;
        append.entry.time_ms = ++time_ms;
        append.entry.body = Bytes(100, 9);
        const std::uint64_t pos = ++positions[roster_stream()];
        append.entry.positions = {pos};
        append.placed = {{roster_stream(), pos, {}}};
        frontier.append(leaf_hash({append.entry.first_gpos, roster_stream(), pos, {}, time_ms}));
        return append;
    }
    Part part(std::vector<Append> appends) const {
        Part part;
        part.workspace = workspace;
        part.appends = std::move(appends);
        part.head.frontier = frontier;
        part.head.signed_head = {1, frontier.count(), frontier.root(), time_ms, id_of<Signature>(5)};
        return part;
    }
    Group group(std::vector<Append> appends) const { return {{part(std::move(appends))}}; }
};

const DeviceId device = id_of<DeviceId>(1);
const StreamId stream_a = id_of<StreamId>(0xa1);
const StreamId stream_b = id_of<StreamId>(0xb1);

bool same(const message::Entry& a, const message::Entry& b) {
    return a.roster == b.roster && a.first_gpos == b.first_gpos && a.time_ms == b.time_ms &&
           a.positions == b.positions && a.body == b.body;
}

// Runs `test` on every store; a reopened one must answer like the one that wrote.
void on_every_store(const std::function<void(LogStore&)>& write, const std::function<void(LogStore&)>& read) {
    SUBCASE("in memory") {
        MemoryStore store;
        write(store);
        read(store);
    }
    SUBCASE("SQLite") {
        const Folder folder;
        auto store = open_in(folder);
        write(*store);
        read(*store);
    }
    SUBCASE("SQLite, opened again") {
        const Folder folder;
        write(*open_in(folder));
        read(*open_in(folder));
    }
}
}  // namespace

TEST_CASE("an empty store holds nothing and says so without an error") {
    on_every_store([](LogStore&) {},
                   [](LogStore& store) {
                       const WorkspaceId workspace = id_of<WorkspaceId>(1);
                       CHECK(store.workspaces()->empty());
                       CHECK_FALSE(store.head(workspace)->has_value());
                       CHECK(store.roster(workspace)->empty());
                       CHECK(store.entries(workspace, 0, 100, 1'000)->empty());
                       CHECK(*store.stream_pos(workspace, stream_a) == 0);
                       CHECK(store.push_mark(workspace, device)->number == 0);
                       CHECK(store.envelope_mark(workspace, device, stream_a)->number == 0);
                       CHECK(store.slot(workspace, stream_a)->empty());
                       CHECK(store.bundle(workspace, id_of<SignKey>(1))->empty());
                       CHECK(*store.bundles(workspace) == 0);
                   });
}

TEST_CASE("what a group carried is read back: head, entries, marks, positions, slots") {
    Log log(1);
    const Append genesis = log.record();
    const Append first = log.push(device, 1, {stream_a, stream_b, stream_a});
    const Append second = log.push(device, 2, {stream_a});
    const Group group = log.group({genesis, first, second});
    on_every_store([&](LogStore& store) { REQUIRE(store.commit(group).ok()); },
                   [&](LogStore& store) {
                       REQUIRE(store.workspaces()->size() == 1);
                       CHECK(store.workspaces()->front() == log.workspace);
                       const auto head = store.head(log.workspace);
                       REQUIRE(head->has_value());
                       CHECK((*head)->signed_head.gpos == 5);
                       CHECK((*head)->signed_head.root == log.frontier.root());
                       CHECK((*head)->signed_head.signature == id_of<Signature>(5));
                       CHECK((*head)->signed_head.time_ms == log.time_ms);
                       CHECK((*head)->frontier.root() == log.frontier.root());
                       const auto entries = store.entries(log.workspace, 0, 100, 100'000);
                       REQUIRE(entries->size() == 3);
                       CHECK(same((*entries)[0], genesis.entry));
                       CHECK(same((*entries)[1], first.entry));
                       CHECK(same((*entries)[2], second.entry));
                       const auto roster = store.roster(log.workspace);
                       REQUIRE(roster->size() == 1);
                       CHECK(same(roster->front(), genesis.entry));
                       CHECK(*store.stream_pos(log.workspace, stream_a) == 3);
                       CHECK(*store.stream_pos(log.workspace, stream_b) == 1);
                       const auto mark = store.push_mark(log.workspace, device);
                       CHECK(mark->number == 2);
                       CHECK(mark->hash == id_of<Hash>(2));
                       CHECK(mark->previous == id_of<Hash>(1));
                       CHECK(mark->first_gpos == 5);
                       CHECK(store.envelope_mark(log.workspace, device, stream_b)->number == 1);
                       CHECK(store.envelope_mark(log.workspace, device, stream_a)->number == 2);
                       CHECK(store.envelope_mark(log.workspace, id_of<DeviceId>(2), stream_a)->number == 0);
                       CHECK(*store.slot(log.workspace, stream_a) == Bytes(slot_bytes, 0xa1));
                   });
}

TEST_CASE(
    "entries come whole, in order, within the range, and never more bytes than asked beyond the first") {
    Log log(1);
    std::vector<Append> appends;
    for (std::uint64_t number = 1; number <= 10; ++number)
        appends.push_back(log.push(device, number, {stream_a, stream_b}, 100));
    on_every_store([&](LogStore& store) { REQUIRE(store.commit(log.group(appends)).ok()); },
                   [&](LogStore& store) {
                       CHECK(store.entries(log.workspace, 0, 20, 350)->size() == 3);
                       CHECK(store.entries(log.workspace, 0, 20, 300)->size() == 3);
                       CHECK(store.entries(log.workspace, 0, 20, 0)->size() == 1);
                       CHECK(store.entries(log.workspace, 0, 20, 99)->size() == 1);
                       CHECK(store.entries(log.workspace, 4, 20, 1'000'000)->size() == 8);
                       CHECK(store.entries(log.workspace, 4, 20, 1'000'000)->front().first_gpos == 5);
                       CHECK(store.entries(log.workspace, 4, 9, 1'000'000)->size() == 3);
                       CHECK(store.entries(log.workspace, 20, 20, 1'000'000)->empty());
                       CHECK(store.entries(id_of<WorkspaceId>(9), 0, 20, 1'000'000)->empty());
                   });
}

TEST_CASE("workspaces are apart, also in one group") {
    Log one(1), two(2);
    const Append push_one = one.push(device, 1, {stream_a});
    const Append push_two = two.push(device, 1, {stream_a, stream_a});
    const Group group{{one.part({push_one}), two.part({push_two})}};
    on_every_store([&](LogStore& store) { REQUIRE(store.commit(group).ok()); },
                   [&](LogStore& store) {
                       CHECK(store.workspaces()->size() == 2);
                       CHECK((*store.head(one.workspace))->signed_head.gpos == 1);
                       CHECK((*store.head(two.workspace))->signed_head.gpos == 2);
                       CHECK(*store.stream_pos(one.workspace, stream_a) == 1);
                       CHECK(*store.stream_pos(two.workspace, stream_a) == 2);
                   });
}

TEST_CASE("a group without an entry moves the head's time") {
    Log log(1);
    const Append first = log.record();
    const Group founded = log.group({first});
    on_every_store(
        [&](LogStore& store) {
            REQUIRE(store.commit(founded).ok());
            Group later = founded;
            later.parts[0].appends.clear();
            later.parts[0].head.signed_head.time_ms += 60'000;
            REQUIRE(store.commit(later).ok());
        },
        [&](LogStore& store) {
            CHECK((*store.head(log.workspace))->signed_head.time_ms ==
                  founded.parts[0].head.signed_head.time_ms + 60'000);
            CHECK(store.entries(log.workspace, 0, 9, 1'000)->size() == 1);
        });
}

TEST_CASE("a bundle waits until it is handed out") {
    Log log(1);
    const SignKey invite = id_of<SignKey>(3);
    const Append first = log.record();
    on_every_store(
        [&](LogStore& store) {
            Group group = log.group({first});
            group.parts[0].bundles = {{invite, Bytes(500, 1)}, {id_of<SignKey>(4), Bytes(10, 2)}};
            REQUIRE(store.commit(group).ok());
            CHECK(*store.bundle(log.workspace, invite) == Bytes(500, 1));
            CHECK(*store.bundles(log.workspace) == 2);
            group.parts[0].appends.clear();
            group.parts[0].bundles = {{invite, {}}};
            REQUIRE(store.commit(group).ok());
        },
        [&](LogStore& store) {
            CHECK(store.bundle(log.workspace, invite)->empty());
            CHECK(*store.bundle(log.workspace, id_of<SignKey>(4)) == Bytes(10, 2));
            CHECK(*store.bundles(log.workspace) == 1);
        });
}

TEST_CASE(
    "no room: nothing of the group is in the log, reading works, and the next group fits when there is "
    "room") {
    const auto try_it = [](LogStore& store, const std::function<void(bool)>& room) {
        Log log(1);
        const Append first = log.record();
        REQUIRE(store.commit(log.group({first})).ok());
        const Log before = log;
        room(false);
        const Append large = log.push(device, 1, {stream_a}, 400'000);
        const Result<> full = store.commit(log.group({large}));
        REQUIRE_FALSE(full.ok());
        CHECK(full.error().code == Errc::storage);
        CHECK((*store.head(log.workspace))->signed_head.gpos == 1);
        CHECK(store.entries(log.workspace, 0, 9, 1'000)->size() == 1);
        CHECK(*store.stream_pos(log.workspace, stream_a) == 0);
        CHECK(store.push_mark(log.workspace, device)->number == 0);
        room(true);
        Log again = before;
        const Append fits = again.push(device, 1, {stream_a}, 400'000);
        REQUIRE(store.commit(again.group({fits})).ok());
        CHECK(store.entries(log.workspace, 1, 9, 1'000)->front().body.size() == 400'000);
        CHECK(*store.slot(log.workspace, stream_a) == Bytes(slot_bytes, 0xa1));
    };
    SUBCASE("in memory") {
        MemoryStore store;
        try_it(store, [&](bool room) {
            store.fail_next_commit(room ? MemoryStore::Fault::none : MemoryStore::Fault::full);
        });
    }
    SUBCASE("SQLite") {
        const Folder folder;
        auto store = open_in(folder);
        try_it(*store, [&](bool room) { REQUIRE(store->set_pages_max(room ? 1'000'000 : 40).ok()); });
    }
}

TEST_CASE("a memory store can be set back to an older state") {
    MemoryStore store;
    Log log(1);
    const Append first = log.record();
    REQUIRE(store.commit(log.group({first})).ok());
    const MemoryStore::Contents backup = store.contents();
    const Append second = log.push(device, 1, {stream_a});
    REQUIRE(store.commit(log.group({second})).ok());
    CHECK((*store.head(log.workspace))->signed_head.gpos == 2);
    store.restore(backup);
    CHECK((*store.head(log.workspace))->signed_head.gpos == 1);
    CHECK(store.push_mark(log.workspace, device)->number == 0);
}

TEST_CASE("a flipped bit in a file on disk is never served as a row") {
    Log log(1);
    std::vector<Append> appends{log.record()};
    for (std::uint64_t number = 1; number <= 3; ++number)
        appends.push_back(log.push(device, number, {stream_a, stream_b}, 600));
    const Folder folder;
    REQUIRE(open_in(folder)->commit(log.group(appends)).ok());  // closing checkpoints into the file itself
    const auto read_file = [](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const auto write_file = [](const fs::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    };
    std::size_t noticed = 0;
    for (const char* name : {"log.db", "slots.db"}) {
        const std::string whole = read_file(folder.path(name));
        REQUIRE(whole.size() > 8192);
        for (std::size_t at = 4096; at < whole.size(); at += 37) {  // the first page is the schema
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
            write_file(folder.path(name), damaged);
            Result<std::unique_ptr<SqliteStore>> store = SqliteStore::open({folder.path().string(), 0});
            if (!store.ok()) {
                ++noticed;
                continue;
            }
            LogStore& opened = **store;
            bool wrong = false;
            if (const auto entries = opened.entries(log.workspace, 0, 100, 1'000'000); entries.ok()) {
                for (const message::Entry& entry : *entries) {
                    bool known = false;
                    for (const Append& append : appends) known = known || same(entry, append.entry);
                    CHECK(known);
                }
                wrong = wrong || entries->size() != appends.size();
            } else {
                wrong = true;
            }
            if (const auto head = opened.head(log.workspace); head.ok() && head->has_value())
                CHECK((*head)->frontier.root() == log.frontier.root());
            else
                wrong = true;
            if (const auto mark = opened.push_mark(log.workspace, device); mark.ok() && mark->number != 0)
                CHECK(mark->hash == id_of<Hash>(3));
            else
                wrong = true;
            if (const auto slot = opened.slot(log.workspace, stream_a); slot.ok() && !slot->empty())
                CHECK(*slot == Bytes(slot_bytes, 0xa1));
            else
                wrong = true;
            if (wrong) ++noticed;
        }
        write_file(folder.path(name), whole);
    }
    CHECK(noticed > 20);  // the files are small and mostly unused pages; what was hit was seen
}

TEST_CASE("a slot that was replaced and a bundle that was handed out are not in the files any more") {
    const Folder folder;
    const std::string secret = "the bundle's own words, easy to find";
    {
        auto store = open_in(folder);
        Log log(1);
        const Append first = log.record();
        Group group = log.group({first});
        group.parts[0].bundles = {{id_of<SignKey>(3), Bytes(secret.begin(), secret.end())}};
        REQUIRE(store->commit(group).ok());
        group.parts[0].appends.clear();
        group.parts[0].bundles = {{id_of<SignKey>(3), {}}};
        REQUIRE(store->commit(group).ok());
    }
    std::size_t files = 0;
    for (const auto& file : fs::directory_iterator(folder.path())) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        CHECK(bytes.find(secret) == std::string::npos);
        ++files;
    }
    CHECK(files >= 2);
}

TEST_CASE("a database of another program or of a newer version is left alone") {
    const Folder folder;
    { open_in(folder); }
    std::string bytes;
    {
        std::ifstream in(folder.path("log.db"), std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    bytes[63] = 2;  // user_version, big-endian at 60 (sqlite.org/fileformat.html)
    std::ofstream(folder.path("log.db"), std::ios::binary | std::ios::trunc) << bytes;
    const Result<std::unique_ptr<SqliteStore>> store = SqliteStore::open({folder.path().string(), 0});
    REQUIRE_FALSE(store.ok());
    CHECK(store.error().code == Errc::unsupported);
}
