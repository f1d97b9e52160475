// A word in the history of one customer, and in everybody's: first results and complete. The whole path of one device: sealed
// indexes and signatures out of storage (the fake one, without delay), opened, searched. Natively and in Wasm, where the store of
// the blind server beside it leaves room for fewer items.
#include "core/search/query.h"
#include "tests/bench/figure.h"
#include "tests/bench/replica/mix.h"
#include "tests/sim/world.h"

using namespace history;
using namespace history::bench;

namespace {

#ifdef __EMSCRIPTEN__
constexpr std::size_t everybodys_items = 100'000, one_customers_items = 20'000;
#else
constexpr std::size_t everybodys_items = 1'000'000, one_customers_items = 100'000;
#endif
constexpr std::size_t items_each = 20;  // of one subject among everybody's
constexpr std::string_view rare = "тубус";

struct Device {
    sim::World world{42};
    sim::Node& node;
    Device() : node(world.found("device")) {
        world.network_delay_ms_max = 1;
        node.storage.delay_ms_max = 1;
    }
    void write(std::vector<StreamWrite> writes) {
        bool over = false;
        node.replica->write(std::move(writes), "", [&](Result<WriteReport> result) {
            HISTORY_CHECK(result.ok());
            over = true;
        });
        HISTORY_CHECK(world.run_until([&] { return over; }));
    }
    struct Told {
        double first_ms = 0, complete_ms = 0;
        std::uint64_t total = 0;
    };
    Told search(std::string_view words, std::vector<StreamId> within) {
        Told told;
        bool over = false;
        const auto start = std::chrono::steady_clock::now();
        const auto now = [&] {
            return 1000 * std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
        node.replica->search(search::read_query(words, {}), std::move(within), 100,
                             [&](Result<SearchProgress> progress) {
                                 HISTORY_CHECK(progress.ok());
                                 if (told.first_ms == 0 && !progress->hits.empty()) told.first_ms = now();
                                 told.total = progress->total;
                                 over = progress->complete;
                             });
        HISTORY_CHECK(world.run_until([&] { return over; }, 3'600'000));
        told.complete_ms = now();
        return told;
    }
};

std::size_t bytes_of_rows(Device& device, char first) {
    std::size_t bytes = 0;
    for (const auto& [key, value] : device.node.storage.rows())
        if (!key.empty() && key[0] == first) bytes += key.size() + value.size();
    return bytes;
}

// Texts of the mix, and in few of them a word that nothing else has.
std::vector<StreamWrite> histories(Device& device, std::size_t items, std::size_t each) {
    const std::vector<Event> events = mix(items);
    std::vector<StreamWrite> writes;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i % each == 0) writes.push_back({device.node.replica->new_stream(), true, true, {}});
        std::vector<Op> ops = events[i].ops;
        if (i % (items / 10) == items / 20)
            ops.push_back({EntityKind::item, ops.front().key, "quote",
                           std::string(rare)});  // no event of the mix has one
        writes.back().changes.push_back(std::move(ops));
    }
    return writes;
}

void measure(const std::string& name, std::size_t items, std::size_t each) {
    Device device;
    std::vector<StreamWrite> writes = histories(device, items, each);
    std::vector<StreamId> within;
    if (each >= items) within = {writes.front().stream};
    while (!writes.empty()) {  // by portions, as an import does
        const std::size_t count = std::min<std::size_t>(writes.size(), 1000);
        std::vector<StreamWrite> part(
            std::make_move_iterator(writes.end() - static_cast<std::ptrdiff_t>(count)),
            std::make_move_iterator(writes.end()));
        writes.resize(writes.size() - count);
        device.write(std::move(part));
        HISTORY_CHECK(device.world.settle({&device.node}));
    }
    const Device::Told fresh = device.search(rare, within);  // makes the indexes on its way
    figure("search_first_ever_" + name, fresh.complete_ms, "ms", 1);
    HISTORY_CHECK(fresh.total >= 10);
    figure("search_index_bytes_per_item_" + name,
           static_cast<double>(bytes_of_rows(device, 'x') + bytes_of_rows(device, 'y')) /
               static_cast<double>(items),
           "B", 1);
    for (const auto& [what, words] : {std::pair("rare_word", rare),
                                      {"word", std::string_view("гирлянду")},
                                      {"two_words", std::string_view("вернуть секция")}}) {
        std::vector<double> first, complete;
        for (int round = 0; round < 5; ++round) {
            const Device::Told told = device.search(words, within);
            HISTORY_CHECK(told.total > 0);
            first.push_back(told.first_ms);
            complete.push_back(told.complete_ms);
        }
        figure("search_" + std::string(what) + '_' + name + "_first", median(first), "ms", 5);
        figure("search_" + std::string(what) + '_' + name + "_complete", median(complete), "ms", 5);
    }
}

}  // namespace

int main() {
    measure("one_customer_of_" + std::to_string(one_customers_items), one_customers_items,
            one_customers_items);
    measure("among_" + std::to_string(everybodys_items), everybodys_items, items_each);
}
