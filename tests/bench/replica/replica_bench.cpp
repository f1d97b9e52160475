// Replica figures, natively and in Wasm: bytes on the wire beyond the events' own, sealing, and opening with verification and
// merge. The whole path runs in one process: writer, blind server in memory, reader; storage is the fake with no delay.
#include "tests/bench/figure.h"
#include "tests/bench/replica/mix.h"
#include "tests/sim/world.h"

using namespace history;
using namespace history::bench;

namespace {

struct Path {
    sim::World world{42};
    sim::Node& writer;
    Path() : writer(world.found("writer")) {
        world.network_delay_ms_max = 1;
        writer.storage.delay_ms_max = 1;
    }
    void write(std::vector<StreamWrite> writes) {
        bool over = false;
        writer.replica->write(std::move(writes), "", [&](Result<WriteReport> result) {
            HISTORY_CHECK(result.ok());
            over = true;
        });
        HISTORY_CHECK(world.run_until([&] { return over; }));
    }
};

std::vector<StreamWrite> dealt(Path& path, const std::vector<Event>& events, std::size_t customers) {
    std::vector<StreamWrite> writes(customers);
    for (StreamWrite& write : writes) {
        write.stream = path.writer.replica->new_stream();
        write.create = true;
        write.source = true;
    }
    for (std::size_t i = 0; i < events.size(); ++i) writes[i % customers].changes.push_back(events[i].ops);
    return writes;
}

std::size_t pushed_bytes(const Path& path) {  // envelopes and push frames in the server's log, slots not
    std::size_t bytes = 0;
    for (const auto& [workspace, rows] : path.world.store.contents())
        for (const auto& [gpos, entry] : rows.entries)
            if (!entry.roster) bytes += entry.body.size();
    return bytes;
}

void bulk(const std::vector<Event>& events, std::size_t customers, const std::string& name) {
    std::vector<double> sealed, opened;
    double own = 0, wire = 0;
    for (const Event& one : events) own += static_cast<double>(one.own_bytes);
    for (int round = 0; round < 3; ++round) {
        Path path;
        sim::Node& reader =
            path.world.join("reader", Role::op, path.writer);  // before the data: it checks every signature
        reader.storage.delay_ms_max = 1;
        for (sim::Node* node : {&reader, &path.writer}) {
            node->cut_off = true;
            node->disconnect();
        }
        std::vector<StreamWrite> writes = dealt(path, events, customers);
        sealed.push_back(static_cast<double>(events.size()) /
                         seconds([&] { path.write(std::move(writes)); }));
        HISTORY_CHECK(path.world.settle({&path.writer}));
        wire = static_cast<double>(pushed_bytes(path));
        opened.push_back(static_cast<double>(events.size()) / seconds([&] {
                             HISTORY_CHECK(path.world.settle({&path.writer, &reader}));
                         }));
    }
    figure("bytes_beyond_event_bulk_" + name, (wire - own) / static_cast<double>(events.size()), "B", 1);
    figure("seal_bulk_" + name, median(sealed), "events/s", 3);
    figure("open_verify_merge_" + name, median(opened), "events/s", 3);
}

void single(const std::vector<Event>& events) {
    Path path;
    const StreamId stream = path.writer.replica->new_stream();
    double own = 0;
    std::size_t before = 0;
    const double spent = seconds([&] {
        for (std::size_t i = 0; i < events.size(); ++i) {
            StreamWrite write{stream, true, true, {events[i].ops}};
            path.write({std::move(write)});
            HISTORY_CHECK(path.world.settle({&path.writer}));
            if (i == 0)
                before = pushed_bytes(path);  // the first carries the slot's hash
            else
                own += static_cast<double>(events[i].own_bytes);
        }
    });
    const double count = static_cast<double>(events.size() - 1);
    figure("bytes_beyond_event_single_push", (static_cast<double>(pushed_bytes(path) - before) - own) / count,
           "B", 1);
    figure("single_pushes_through_path", count / spent, "events/s", 1);
}

void first_screen(const std::vector<Event>& events) {
    Path path;
    const StreamId stream = path.writer.replica->new_stream();
    StreamWrite write{stream, true, true, {}};
    for (const Event& one : events) write.changes.push_back(one.ops);
    path.write({std::move(write)});
    HISTORY_CHECK(path.world.settle({&path.writer}));
    std::vector<double> spent;
    for (int round = 0; round < 5; ++round) {
        path.writer.crash();
        path.writer.start();
        HISTORY_CHECK(path.world.run_until([&] { return path.writer.started; }));
        spent.push_back(1000 * seconds([&] {
                            bool over = false;
                            path.writer.replica->open({stream}, [&](auto result) {
                                HISTORY_CHECK(result.ok());
                                over = true;
                            });
                            HISTORY_CHECK(path.world.run_until([&] { return over; }));
                        }));
    }
    figure("open_customer_" + std::to_string(events.size()) + "_items", median(spent), "ms", 5);
}

}  // namespace

int main() {
    const std::vector<Event> events = mix(12'000);
    double own = 0;
    for (const Event& one : events) own += static_cast<double>(one.own_bytes);
    figure("mix_own_bytes_mean", own / static_cast<double>(events.size()), "B", 1);
    bulk(events, 1, "one_customer");
    bulk(events, 2'000, "2000_customers");
    single(mix(500));
    first_screen(mix(10'000));
}
