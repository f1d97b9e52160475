// The simulation: `sim_seeds` runs the seeds that `./dev test` runs, then the scenarios; HISTORY_SEED=n or
// `sim_seeds n` replays one seed, `sim_seeds A B` a range. One line a seed: seed, digest of the merged facts,
// what happened. The lines are the same natively and in Wasm (tests/record.sh keeps and compares them).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/sim/world.h"

namespace history::sim {
namespace {

int failures = 0;
#define EXPECT(condition, ...)                                                                        \
    do {                                                                                              \
        if (!(condition)) {                                                                           \
            ++failures;                                                                               \
            std::printf("seed %llu FAILED: %s: ", static_cast<unsigned long long>(seed), #condition); \
            std::printf(__VA_ARGS__);                                                                 \
            std::printf("\n");                                                                        \
        }                                                                                             \
    } while (false)

StreamId any_stream(World& world, Node& node) {
    const auto& records = node.replica->directory().records();
    if (records.empty() || world.random.chance(3)) return {};
    std::vector<StreamId> streams;  // sorted: the order of a hash table is not the same everywhere
    for (const auto& [stream, record] : records) streams.push_back(stream);
    std::sort(streams.begin(), streams.end());
    return streams[world.random.below(streams.size())];
}

constexpr std::int64_t ten_years_ms = 315'360'000'000;

// One seed: three devices and a cloned one, everything goes wrong for a while, then the network heals.
void run_seed(std::uint64_t seed) {
    World world(seed);
    Node& a = world.found("a");
    Node& b = world.join("b", Role::op, a);
    Node& c = world.join("c", Role::op, a);
    std::vector<Node*> all{&a, &b, &c};
    const bool with_clone = seed % 4 == 0;
    const bool with_skew = seed % 2 == 0;
    Node* twin = nullptr;
    std::uint64_t crashes = 0, cuts = 0, full = 0, notes = 0;
    world.network_delay_ms_max = 1 + world.random.below(200);

    for (int step = 0; step < 120; ++step) {
        Node& node = *all[world.random.below(all.size())];
        const std::uint64_t what = world.random.below(20);
        if (what < 11 && node.started) {
            const StreamId stream = any_stream(world, node);
            const std::string mark = node.name + "-" + std::to_string(++notes);
            if (!stream.zero() && world.random.chance(4))
                world.set_name(node, stream, "name " + mark);
            else
                world.note(node, stream, mark);
        } else if (what == 11) {
            node.crash();
            node.start();
            ++crashes;
        } else if (what == 12) {
            node.cut_off = !node.cut_off;
            node.disconnect();
            ++cuts;
        } else if (what == 13) {
            node.disconnect();
            ++cuts;
        } else if (what == 14) {
            world.crash_server();
            world.run(world.random.below(300));
            world.start_server();
            ++crashes;
        } else if (what == 15) {
            node.storage.fail_next(static_cast<std::uint32_t>(1 + world.random.below(3)));
            ++full;
        } else if (what == 16 && with_skew) {
            node.clock.skew_ms = world.random.chance(2)   ? 0
                                 : world.random.chance(2) ? ten_years_ms
                                                          : -ten_years_ms / 10;
        } else if (what == 17) {
            world.store.fail_next_commit(world.random.chance(2) ? sync::MemoryStore::Fault::full
                                                                : sync::MemoryStore::Fault::lost_answer);
        } else if (what == 18 && with_clone && step > 60 && !twin && c.started) {
            twin = &world.copy(c, "twin");
        }
        if (twin && twin->started && world.random.chance(6))
            world.note(*twin, any_stream(world, *twin), "twin-" + std::to_string(++notes));
        if (!world.server_running()) world.start_server();
        world.run(world.random.below(400));
    }

    for (Node* node : all) node->clock.skew_ms = 0;
    if (!world.server_running()) world.start_server();
    world.store.fail_next_commit(sync::MemoryStore::Fault::none);
    for (auto& node : world.nodes) {
        node->cut_off = false;
        node->storage.fail_next(0);
        if (!node->running()) node->start();
    }
    for (int second = 0; second < 30;
         ++second) {  // heal; a clone may notice late, when its own words are refused
        if (!world.server_running()) world.start_server();
        world.run(1'000);
    }
    world.run_until([&] {
        return std::all_of(world.nodes.begin(), world.nodes.end(), [](const auto& node) {
            return node->settled() || node->replica->status().state == ReplicaState::clone;
        });
    });
    if (std::getenv("HISTORY_TRACE"))
        for (auto& node : world.nodes)
            std::printf("  healed %s: %s gpos %llu unsent %llu settled %d\n", node->name.c_str(),
                        std::string(state_name(node->replica->status().state)).c_str(),
                        static_cast<unsigned long long>(node->replica->status().gpos),
                        static_cast<unsigned long long>(node->replica->status().unsent), node->settled());
    // Of a device and its clone at most one goes on; the other reads on, sends nothing, and says so.
    std::vector<Node*> sound;
    std::size_t clones = 0;
    for (auto& node : world.nodes) {
        if (node->replica->status().state == ReplicaState::clone)
            ++clones;
        else
            sound.push_back(node.get());
    }
    EXPECT(clones <= (twin ? 2u : 0u), "%zu of %zu call themselves clones", clones, world.nodes.size());
    const bool settled = world.settle(sound);
    EXPECT(settled, "the sound devices did not come to rest together");
    if (!settled)
        for (Node* node : sound) {
            const Status& status = node->replica->status();
            std::printf("  %s: %s gpos %llu head %llu unsent %llu %s\n", node->name.c_str(),
                        std::string(state_name(status.state)).c_str(),
                        static_cast<unsigned long long>(status.gpos),
                        static_cast<unsigned long long>(status.head_gpos),
                        static_cast<unsigned long long>(status.unsent), status.sentence.c_str());
        }

    const std::string digest = world.digest(*sound.front());
    for (Node* node : sound) EXPECT(world.digest(*node) == digest, "%s differs", node->name.c_str());
    for (auto& node : world.nodes) {
        const bool clone = node->replica->status().state == ReplicaState::clone;
        if (clone)
            world.run_until(
                [&] { return node->replica->status().gpos == sound.front()->replica->status().gpos; });
        if (clone)
            EXPECT(world.digest(*node) == digest, "the clone %s reads another log", node->name.c_str());
        for (const std::string& mark :
             node->saved)  // on its own screen always; on the others' unless it is a clone's
            for (Node* reader : sound)
                if (!clone || reader == node.get())
                    EXPECT(world.holds(*reader, mark), "%s lost %s", reader->name.c_str(), mark.c_str());
        if (clone)
            for (const std::string& mark : node->saved)
                EXPECT(world.holds(*node, mark), "the clone lost its own %s", mark.c_str());
    }
    // No field is stuck: what is written now, by a right clock, beats whatever a wrong one wrote.
    if (!sound.empty()) {
        Node& writer = *sound.back();
        std::vector<StreamId> streams;
        for (const auto& [stream, record] : writer.replica->directory().records()) streams.push_back(stream);
        std::sort(streams.begin(), streams.end());
        for (const StreamId& stream : streams) world.set_name(writer, stream, "last word");
        EXPECT(world.settle(sound), "the last words did not arrive");
        for (Node* node : sound)
            for (const StreamId& stream : streams)
                EXPECT(world.value(*node, stream, EntityKind::subject, "", "name") == "last word",
                       "a field is stuck at %s: %s", node->name.c_str(),
                       world.value(*node, stream, EntityKind::subject, "", "name").c_str());
    }
    EXPECT(world.same_turn_completions() == 0, "%llu completions came in the turn of their request",
           static_cast<unsigned long long>(world.same_turn_completions()));
    EXPECT(world.marker_leaks() == 0, "plain text left a device %llu times",
           static_cast<unsigned long long>(world.marker_leaks()));
    const auto number = [](std::uint64_t value) { return std::to_string(value); };
    std::printf("%s\n", (number(seed) + " " + digest + " notes " + number(notes) + " crashes " +
                         number(crashes) + " cuts " + number(cuts) + " full " + number(full) + " clones " +
                         number(clones) + " gpos " + number(sound.front()->replica->status().gpos))
                            .c_str());
}

// A device is revoked "since Monday": its later words become void everywhere, what they had beaten stands
// again, and a replica that never merged them agrees.
void void_words_are_unmerged() {
    const std::uint64_t seed = 1'000'001;
    World world(seed);
    Node& a = world.found("a");
    Node& b = world.join("b", Role::op, a);
    world.note(a, {}, "a-1");
    EXPECT(world.settle({&a, &b}), "before");
    const StreamId stream = a.replica->directory().records().begin()->first;
    world.set_name(a, stream, "honest");
    EXPECT(world.settle({&a, &b}), "honest");
    const std::uint64_t cut = a.replica->status().gpos;
    world.set_name(b, stream, "stolen");
    world.note(b, stream, "b-1");
    world.note(b, {}, "b-2");
    EXPECT(world.settle({&a, &b}), "stolen");
    EXPECT(world.value(a, stream, EntityKind::subject, "", "name") == "stolen", "merged first");
    bool revoked = false;
    a.replica->revoke(b.replica->keyring().device(), cut, [&](Result<> result) { revoked = result.ok(); });
    EXPECT(world.run_until([&] { return revoked; }, 60'000), "the revocation stands");
    EXPECT(world.settle({&a}), "rebuilt");
    EXPECT(world.value(a, stream, EntityKind::subject, "", "name") == "honest",
           "what was beaten stands again");
    EXPECT(!world.holds(a, "b-1"), "void words are gone from the facts");
    Node& d = world.join("d", Role::op, a);  // never merged the void words
    EXPECT(world.settle({&a, &d}), "joined after");
    EXPECT(world.digest(a) == world.digest(d), "rebuilt and never seen agree");
    EXPECT(b.replica->status().state == ReplicaState::refused, "the revoked device is told");
    std::printf("void %s\n", world.digest(a).c_str());
}

// A server restored to an older state is noticed, said, and nothing is sent to it. (Healing comes later.)
void an_older_server_is_noticed() {
    const std::uint64_t seed = 1'000'002;
    World world(seed);
    Node& a = world.found("a");
    Node& b = world.join("b", Role::op, a);
    world.note(a, {}, "a-1");
    EXPECT(world.settle({&a, &b}), "before");
    const auto backup = world.store.contents();
    world.note(b, {}, "b-1");
    EXPECT(world.settle({&a, &b}), "after the backup");
    const auto newest = world.store.contents();
    world.crash_server();
    world.store.restore(backup);
    world.start_server();
    world.run(5'000);
    const std::uint64_t commits = world.store.commits();
    world.note(a, {}, "a-2");
    world.run(20'000);
    EXPECT(
        a.replica->status().state == ReplicaState::alarm && b.replica->status().state == ReplicaState::alarm,
        "both say so");
    EXPECT(!a.replica->status().sentence.empty(), "in one sentence");
    EXPECT(world.store.commits() == commits, "nothing was sent to it");
    EXPECT(a.replica->status().unsent == 1, "the note waits");
    world.crash_server();
    world.store.restore(newest);
    world.start_server();
    EXPECT(world.settle({&a, &b}), "the true log again");
    EXPECT(world.holds(b, "a-2"), "the note arrives");
    std::printf("restored %s\n", world.digest(a).c_str());
}

// A device that was away for long: the words of customers whom nobody looks at are only put down as they come, and each is counted
// once when they are all here; through crashes in the middle it ends with the same facts and the same records as the others.
void far_behind_each_customer_is_read_once() {
    const std::uint64_t seed = 1'000'004;
    World world(seed);
    Node& a = world.found("a");
    Node& b = world.join("b", Role::op, a);
    const auto note = [&](StreamId stream, const std::string& mark) {
        StreamWrite write;
        write.create = stream.zero();
        write.stream = stream.zero() ? a.replica->new_stream() : stream;
        const std::string key = joined_key("notes", "staff", mark);
        write.changes.push_back({{EntityKind::item, key, "kind", "note"},
                                 {EntityKind::item, key, "at", std::to_string(a.clock.now_ms())},
                                 {EntityKind::item, key, "text", mark + std::string(8'000, '.')}});
        a.replica->write({std::move(write)}, "anna", [](Result<WriteReport>) {});
    };
    const std::size_t customers = 24, rounds = 50;
    for (std::size_t i = 0; i < customers; ++i) note({}, "first " + std::to_string(i));
    EXPECT(world.settle({&a, &b}), "before");
    world.note(b, {}, "b-0");  // strictly committed, and with it all before it
    EXPECT(world.settle({&a, &b}), "flushed");
    std::vector<StreamId> streams;
    for (const auto& [stream, record] : a.replica->directory().records()) streams.push_back(stream);
    std::sort(streams.begin(), streams.end());
    b.crash();
    b.cut_off = true;
    for (std::size_t round = 1; round < rounds; ++round) {
        for (const StreamId& stream : streams) note(stream, std::to_string(round));
        world.run(500);
    }
    EXPECT(world.settle({&a}), "written");

    std::uint64_t waiting = 0;
    b.cut_off = false;
    for (std::uint64_t crash = 1; crash <= 4; ++crash) {
        b.start();
        world.run_until([&] {
            if (b.started) waiting = std::max(waiting, b.replica->stale_records());
            return b.started && b.replica->status().gpos > 200 * crash;
        });
        if (crash == 4) break;
        b.crash();
    }
    world.note(b, streams[3], "b-1");  // of one whose words are not all here
    EXPECT(world.settle({&a, &b}), "after");
    EXPECT(waiting > 10, "%llu waited to be counted", static_cast<unsigned long long>(waiting));
    EXPECT(world.digest(a) == world.digest(b), "the same facts");
    EXPECT(world.holds(a, "b-1"), "the word arrives");
    for (const StreamId& stream : streams) {
        const SubjectRecord *ours = a.replica->directory().find(stream),
                            *theirs = b.replica->directory().find(stream);
        EXPECT(ours && theirs && encode_record(*ours) == encode_record(*theirs), "the same record");
    }
    std::printf("behind %s\n", world.digest(b).c_str());
}

// An invite is good once, for its time, and for the server that was meant.
void a_wrong_used_or_expired_invite_is_refused() {
    const std::uint64_t seed = 1'000'003;
    World world(seed);
    Node& a = world.found("a");
    const std::string text = world.invite(a, Role::op);
    auto link = read_link(text);
    Node& b = world.add("b", Keyring::from_link(world.random, *link));
    EXPECT(world.settle({&a, &b}), "the first use");
    Node& c = world.add("c", Keyring::from_link(world.random, *link));
    world.run(10'000);
    EXPECT(c.replica->status().state == ReplicaState::refused, "the second use: %s",
           c.replica->status().sentence.c_str());
    auto late = read_link(world.invite(a, Role::op, 1'000));
    world.run(5'000);
    Node& d = world.add("d", Keyring::from_link(world.random, *late));
    world.run(10'000);
    EXPECT(d.replica->status().state == ReplicaState::refused, "expired: %s",
           d.replica->status().sentence.c_str());
    auto wrong = read_link(world.invite(a, Role::op));
    wrong->server.bytes[3] ^= 1;
    Node& e = world.add("e", Keyring::from_link(world.random, *wrong));
    world.run(10'000);
    EXPECT(e.replica->status().state == ReplicaState::alarm, "another server key: %s",
           e.replica->status().sentence.c_str());
    EXPECT(!read_link(text.substr(0, text.size() - 9)).ok(), "a cut link");
    for (auto& node : world.nodes)
        if (node->running()) node->crash();
    // Nobody is connected over night, and the server's last signed time grows old.
    world.run(8 * 3'600'000);
    world.network_delay_ms_max = 2;  // the invite is written before the server signs its time anew
    a.start();
    EXPECT(world.run_until([&] { return a.settled(); }), "in the morning");
    auto morning = read_link(world.invite(a, Role::op));
    Node& f = world.add("f", Keyring::from_link(world.random, *morning));
    EXPECT(world.settle({&a, &f}), "an invite of the morning is good: %s",
           f.replica->status().sentence.c_str());
    std::printf("invites %s\n", world.digest(a).c_str());
}

}  // namespace
}  // namespace history::sim

int main(int count, char** arguments) {
    using namespace history::sim;
    std::setvbuf(stdout, nullptr, _IOLBF, 4096);
    const auto number = [](const char* text) {
        return static_cast<std::uint64_t>(std::strtoull(text, nullptr, 10));
    };
    std::uint64_t first = 1, last = 200;
    const char* one = count == 2 ? arguments[1] : std::getenv("HISTORY_SEED");
    if (one) first = last = number(one);
    if (count == 3) first = number(arguments[1]), last = number(arguments[2]);
    const bool whole = !one && count == 1;
    for (std::uint64_t seed = first; seed <= last; ++seed) run_seed(seed);
    if (whole) {
        void_words_are_unmerged();
        an_older_server_is_noticed();
        a_wrong_used_or_expired_invite_is_refused();
        far_behind_each_customer_is_read_once();
    }
    std::printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
