// A whole workspace in one process: replicas, the blind server, their disks, clocks and a bad network, all from one seed.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/port/fakes.h"
#include "core/replica/replica.h"
#include "sync/memory_store.h"
#include "sync/server.h"

namespace history::sim {

class World;

class SeededSigner : public sync::Signer {
public:
    explicit SeededSigner(Random& random);
    SignKey public_key() const override { return key_; }
    Signature sign(std::string_view domain, ByteView message) const override;

private:
    SignKey key_;
    std::array<std::uint8_t, 64> secret_{};
};

// One device. It may crash (its process ends, its disk keeps what was flushed) and be started again.
class Node {
public:
    Node(World& world, std::string name, Keyring keyring);
    ~Node();
    void start();
    void crash();
    bool running() const { return replica != nullptr; }
    bool settled() const { return running() && replica->idle(); }
    void connect();     // when it wants to and the network lets it
    void disconnect();  // at any byte

    World& world;
    std::string name;
    fakes::FakeClock clock;
    fakes::FakeStorage storage;
    fakes::FakeVault vault;
    std::unique_ptr<Replica> replica;
    bool started = false;            // replica->start() is done
    bool cut_off = false;            // the network does not let it through
    std::vector<std::string> saved;  // marks of what the device was told is saved

private:
    class Link;  // one connection
    class Plug;  // the replica's Transport, over whatever connection there is
    friend class World;
    std::unique_ptr<Plug> plug_;
    std::unique_ptr<Link> link_;
};

class World {
public:
    explicit World(std::uint64_t seed);
    ~World();

    Node& found(std::string name);                           // the first device: owner
    Node& join(std::string name, Role role, Node& inviter);  // by an invite link; runs turns until it stands
    Node& copy(Node& original, std::string name);            // cloned machine: same disk, same keys
    std::string invite(Node& inviter, Role role, std::uint64_t ttl_ms = 3'600'000);
    Node& add(std::string name, Keyring keyring);

    void run(std::uint64_t ms);
    bool run_until(const std::function<bool()>& holds, std::uint64_t ms_max = 600'000);
    bool settle(const std::vector<Node*>& nodes);  // heals the network, runs until every one of them is idle

    // Writes one note on a subject (a new one when `stream` is zero); the mark is in the text.
    void note(Node& node, StreamId stream, const std::string& mark, std::function<void(bool)> done = {});
    void set_name(Node& node, StreamId stream, const std::string& value);
    std::string digest(Node& node);
    std::string value(Node& node, StreamId stream, EntityKind kind, const std::string& key,
                      const std::string& field);
    bool holds(Node& node, const std::string& mark);  // is the text in any subject?

    void start_server();
    void crash_server();
    bool server_running() const { return server_ != nullptr; }

    std::uint64_t same_turn_completions() const;
    std::uint64_t marker_leaks() const {
        return leaks_;
    }  // packets and server rows that held the canary text

    static constexpr std::uint64_t epoch_ms = 1'760'000'000'000;
    fakes::Turns turns;
    fakes::SeededRandom random;
    sync::MemoryStore store;
    std::vector<std::unique_ptr<Node>> nodes;
    std::uint64_t network_delay_ms_max = 30;

private:
    friend class Node;
    friend class Node::Link;
    void beat();
    void commit_group();
    void look_for_leaks(ByteView packet);

    fakes::FakeClock server_clock_;
    fakes::SeededRandom server_random_;
    SeededSigner signer_;
    std::unique_ptr<sync::Server> server_;
    std::uint64_t server_life_ = 0;
    bool committing_ = false;
    std::uint64_t leaks_ = 0;
};

inline constexpr std::string_view canary =
    "КанарейкаВидитВсё";  // stands in every note; must never leave a device unsealed

}  // namespace history::sim
