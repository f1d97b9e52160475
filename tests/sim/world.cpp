#include "tests/sim/world.h"

#include <sodium.h>

#include <algorithm>
#include <cstdio>

namespace history::sim {

SeededSigner::SeededSigner(Random& random) {
    std::array<std::uint8_t, 32> seed;
    random.fill(seed);
    crypto_sign_seed_keypair(key_.bytes.data(), secret_.data(), seed.data());
}

Signature SeededSigner::sign(std::string_view domain, ByteView message) const {
    const Bytes bytes = signed_bytes(domain, message);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, bytes.data(), bytes.size(), secret_.data());
    return signature;
}

// One connection: two ordered queues with delays. Cut at any moment; what is on its way is lost.
class Node::Link : public Transport, public sync::Peer {
public:
    Link(Node& node, std::uint64_t life) : node_(node), life_(life) {}

    bool send(Bytes message) override {  // device to server
        if (!*open_) return false;
        node_.world.look_for_leaks(message);
        auto held = std::make_shared<Bytes>(std::move(message));
        to_server_ = std::max(to_server_, node_.world.turns.now_ms()) + 1 +
                     node_.world.random.below(node_.world.network_delay_ms_max);
        node_.world.turns.after(to_server_ - node_.world.turns.now_ms(), [this, open = open_, held] {
            if (!*open || !alive()) return;
            node_.world.server_->on_message(session, *held);
            node_.world.commit_group();
        });
        return true;
    }
    void send(sync::Frame frame) override {  // server to device
        if (!*open_) return;
        node_.world.look_for_leaks(*frame);
        to_device_ = std::max(to_device_, node_.world.turns.now_ms()) + 1 +
                     node_.world.random.below(node_.world.network_delay_ms_max);
        node_.world.turns.after(to_device_ - node_.world.turns.now_ms(), [this, open = open_, frame] {
            if (*open && node_.replica) node_.replica->on_message(*frame);
        });
    }
    std::size_t queued_bytes() const override { return 0; }
    void close() override {  // by either side; the device hears of it in a later turn
        if (!*open_) return;
        node_.world.turns.after(
            1 + std::max(to_device_, node_.world.turns.now_ms()) - node_.world.turns.now_ms(),
            [this, open = open_] {
                if (*open) cut();
            });
    }
    void cut() {
        if (!*open_) return;
        *open_ = false;
        if (alive()) node_.world.server_->on_close(session);
        if (node_.replica) node_.replica->on_close();
    }
    bool open() const { return *open_; }
    bool alive() const { return node_.world.server_ && node_.world.server_life_ == life_; }
    sync::SessionId session{};

private:
    Node& node_;
    std::uint64_t life_;
    std::uint64_t to_server_ = 0, to_device_ = 0;
    std::shared_ptr<bool> open_ = std::make_shared<bool>(true);
};

class Node::Plug : public Transport {
public:
    bool send(Bytes message) override { return link && link->send(std::move(message)); }
    void close() override {
        if (link) link->close();
    }
    Link* link = nullptr;
};

Node::Node(World& the_world, std::string its_name, Keyring keyring)
    : world(the_world),
      name(std::move(its_name)),
      clock(world.turns, World::epoch_ms),
      storage(world.turns, world.random),
      vault(world.turns),
      plug_(std::make_unique<Plug>()) {
    vault.kept = keyring.secrets();
}
Node::~Node() {
    replica.reset();
    if (link_) link_->cut();
}

void Node::start() {
    HISTORY_CHECK(!replica);
    auto keyring = Keyring::restore(vault.kept);
    HISTORY_CHECK(keyring.ok());
    plug_->link = nullptr;
    started = false;
    replica =
        std::make_unique<Replica>(Ports{clock, world.random, storage, *plug_, vault}, std::move(*keyring));
    replica->start([this](Result<> result) {
        HISTORY_CHECK(result.ok());
        started = true;
    });
}

void Node::crash() {
    disconnect();
    replica.reset();
    storage.crash();
    started = false;
}

void Node::connect() {
    if (cut_off || !replica || !started || !world.server_ || (link_ && link_->open()) ||
        !replica->wants_connection())
        return;
    link_ = std::make_unique<Link>(*this, world.server_life_);
    plug_->link = link_.get();
    link_->session = world.server_->on_open(*link_, "");
    replica->on_open();
}

void Node::disconnect() {
    if (link_) link_->cut();
}

World::World(std::uint64_t seed)
    : random(seed), server_clock_(turns, epoch_ms), server_random_(seed ^ 0x5EED), signer_(server_random_) {
    start_server();
    beat();
}

World::~World() {
    nodes.clear();
    server_.reset();
}

// Every 100 ms: who is not connected tries again; every second the clocks tick.
void World::beat() {
    turns.after(100, [this] {
        for (auto& node : nodes) {
            node->connect();
            if (node->started) node->replica->tick();
        }
        if (server_) {
            server_->tick();
            commit_group();
        }
        beat();
    });
}

void World::start_server() {
    ++server_life_;
    committing_ = false;
    server_ = std::make_unique<sync::Server>(sync::ServerPorts{store, server_clock_, server_random_, signer_},
                                             sync::Admission{});
    HISTORY_CHECK(server_->start().ok());
}

void World::crash_server() {
    server_.reset();
    ++server_life_;
    for (auto& node : nodes) node->disconnect();
}

void World::commit_group() {
    if (!server_ || committing_ || !server_->has_group()) return;
    committing_ = true;
    turns.after(1 + random.below(10), [this, life = server_life_] {
        if (!server_ || life != server_life_) return;  // the machine died before the commit
        const sync::Group group = server_->take_group();
        const Result<> outcome = store.commit(group);
        for (const sync::Part& part : group.parts)
            for (const sync::Append& append : part.appends) look_for_leaks(append.entry.body);
        turns.after(1 + random.below(10), [this, life, outcome] {
            if (!server_ || life != server_life_) return;  // ... or after it, before anybody was told
            if (!server_->on_committed(outcome).ok()) return crash_server();
            committing_ = false;
            commit_group();
        });
    });
}

void World::look_for_leaks(ByteView packet) {
    if (text_of(packet).find(canary) != std::string_view::npos) ++leaks_;
}

Node& World::add(std::string name, Keyring keyring) {
    nodes.push_back(std::make_unique<Node>(*this, std::move(name), std::move(keyring)));
    nodes.back()->start();
    return *nodes.back();
}

Node& World::found(std::string name) {
    std::string words;
    Node& node = add(std::move(name),
                     Keyring::found(random, "ws://127.0.0.1:1", signer_.public_key(), {}, epoch_ms, words));
    HISTORY_CHECK(run_until([&] { return node.settled(); }));
    return node;
}

std::string World::invite(Node& inviter, Role role, std::uint64_t ttl_ms) {
    std::string link;
    bool over = false;
    inviter.replica->invite(role, ttl_ms, "", [&](Result<std::string> result) {
        over = true;
        if (result.ok())
            link = *result;
        else
            std::printf("%s was not allowed to invite: %s\n", inviter.name.c_str(),
                        result.error().what.c_str());
    });
    HISTORY_CHECK(run_until([&] { return over; }));
    return link;
}

Node& World::join(std::string name, Role role, Node& inviter) {
    auto link = read_link(invite(inviter, role));
    HISTORY_CHECK(link.ok());
    Node& node = add(std::move(name), Keyring::from_link(random, *link));
    HISTORY_CHECK(run_until([&] { return node.settled(); }));
    return node;
}

Node& World::copy(Node& original, std::string name) {
    auto keyring = Keyring::restore(original.vault.kept);
    nodes.push_back(std::make_unique<Node>(*this, std::move(name), std::move(*keyring)));
    Node& node = *nodes.back();
    node.storage.restore(original.storage.rows());
    node.start();
    return node;
}

void World::run(std::uint64_t ms) {
    turns.run_until(turns.now_ms() + ms);
}

bool World::run_until(const std::function<bool()>& holds, std::uint64_t ms_max) {
    const std::uint64_t end = turns.now_ms() + ms_max;
    while (!holds()) {
        if (turns.now_ms() >= end || !turns.run_one()) return false;
    }
    return true;
}

bool World::settle(const std::vector<Node*>& which) {
    if (!server_) start_server();
    for (Node* node : which) {
        node->cut_off = false;
        if (!node->running()) node->start();
    }
    run(200);
    return run_until([&] {
        return std::all_of(which.begin(), which.end(), [&](Node* node) {
            return node->settled() && node->replica->status().gpos == which.front()->replica->status().gpos;
        });
    });
}

void World::note(Node& node, StreamId stream, const std::string& mark, std::function<void(bool)> done) {
    StreamWrite write;
    write.create = stream.zero();
    write.stream = stream.zero() ? node.replica->new_stream() : stream;
    const std::string key = joined_key("notes", "staff", mark);
    std::vector<Op> ops{{EntityKind::item, key, "kind", "note"},
                        {EntityKind::item, key, "at", std::to_string(node.clock.now_ms())},
                        {EntityKind::item, key, "text", std::string(canary) + " " + mark}};
    if (write.create) {
        ops.push_back({EntityKind::subject, "", "kind", "person"});
        ops.push_back({EntityKind::identifier,
                       joined_key("phone", "", "+7700000" + std::to_string(1000 + random.below(9000))),
                       "proved", "telephony"});
    }
    write.changes.push_back(std::move(ops));
    node.replica->write({std::move(write)}, "anna", [&node, mark, done](Result<WriteReport> result) {
        if (result.ok()) node.saved.push_back(mark);
        if (done) done(result.ok());
    });
}

void World::set_name(Node& node, StreamId stream, const std::string& value) {
    StreamWrite write{stream, false, false, {{{EntityKind::subject, "", "name", value}}}};
    node.replica->write({std::move(write)}, "anna", [](Result<WriteReport>) {});
}

std::string World::digest(Node& node) {
    std::string text;
    bool over = false;
    node.replica->digest([&](Result<Hash> result) {
        over = true;
        if (result.ok()) text = hex(result->view());
    });
    HISTORY_CHECK(run_until([&] { return over; }));
    return text;
}

std::string World::value(Node& node, StreamId stream, EntityKind kind, const std::string& key,
                         const std::string& field) {
    std::string found;
    bool over = false;
    node.replica->open({stream}, [&](Result<std::vector<std::shared_ptr<const Subject>>> result) {
        over = true;
        if (!result.ok()) return;
        const Entity* entity = result->front()->current().find(kind, key);
        if (entity) found = std::string(entity->value(field));
    });
    HISTORY_CHECK(run_until([&] { return over; }));
    return found;
}

bool World::holds(Node& node, const std::string& mark) {
    const std::string key = joined_key("notes", "staff", mark);
    for (const auto& [stream, record] : node.replica->directory().records())
        if (value(node, stream, EntityKind::item, key, "text") == std::string(canary) + " " + mark)
            return true;
    return false;
}

std::uint64_t World::same_turn_completions() const {
    std::uint64_t count = 0;
    for (const auto& node : nodes) count += node->storage.same_turn_completions;
    return count;
}

}  // namespace history::sim
