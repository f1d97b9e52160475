// A server in one process with its connections, clock and store, all of them driven by the test.
#pragma once
#include <doctest/doctest.h>

#include <deque>
#include <memory>
#include <stdexcept>

#include "sync/memory_store.h"
#include "sync/server.h"
#include "sync/signing_key.h"
#include "tests/unit/sync/test_device.h"

namespace history::testing {

class TestClock : public Clock {
public:
    std::uint64_t now_ms() override { return now; }
    std::uint64_t now = 1'700'000'000'000;
};

class TestRandom : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(state_ = state_ * 1103515245 + 12345);
    }

private:
    std::uint32_t state_ = 1;
};

class Line : public sync::Peer {  // one connection: what the server said, in order
public:
    void send(sync::Frame frame) override {
        if (stuck) queued += frame->size();
        Result<message::FromServer> message = message::decode_from_server(*frame);
        HISTORY_CHECK(message.ok());
        said.push_back(std::move(*message));
    }
    std::size_t queued_bytes() const override { return queued; }
    void close() override { closed = true; }

    template <class Message>
    bool next_is() const {
        return !said.empty() && std::holds_alternative<Message>(said.front());
    }
    template <class Message>
    Message next() {
        if (said.empty()) throw std::runtime_error("the server said nothing");
        if (!next_is<Message>()) {
            const auto* refusal = std::get_if<message::Refusal>(&said.front());
            throw std::runtime_error(refusal ? refusal->sentence
                                             : "kind " + std::to_string(said.front().index()));
        }
        Message message = std::move(std::get<Message>(said.front()));
        said.pop_front();
        return message;
    }

    std::deque<message::FromServer> said;
    sync::SessionId session = 0;
    message::ServerHello challenge;
    bool closed = false;
    bool stuck = false;
    std::size_t queued = 0;
};

struct Office {
    std::vector<std::shared_ptr<Line>> lines;  // a peer lives as long as its session may
    TestClock clock;
    TestRandom random;
    std::unique_ptr<sync::SigningKey> key = sync::SigningKey::from_seed({7});
    sync::MemoryStore store;
    std::unique_ptr<sync::Server> server;
    Keys owner{1};
    Bytes genesis_record = genesis(owner, key->public_key(), {"https://shop.example"});
    WorkspaceId workspace = workspace_id(genesis_record);

    Office() { start(); }
    void start(sync::Admission admission = {}) {
        server = std::make_unique<sync::Server>(sync::ServerPorts{store, clock, random, *key}, admission);
        HISTORY_CHECK(server->start().ok());
    }
    std::shared_ptr<Line> dial(std::string origin = {}) {
        auto line = std::make_shared<Line>();
        lines.push_back(line);
        line->session = server->on_open(*line, std::move(origin));
        if (line->next_is<message::ServerHello>()) line->challenge = line->next<message::ServerHello>();
        return line;
    }
    template <class Message>
    void say(Line& line, const Message& message) {
        server->on_message(line.session, message::encode(message));
    }
    Result<> commit() {
        while (server->has_group()) {
            const sync::Group group = server->take_group();
            const Result<> told = server->on_committed(store.commit(group));
            if (!told.ok()) return told.error();
        }
        return {};
    }
    void found() {
        auto line = dial();
        message::DeviceHello made = hello(line->challenge, workspace, message::As::genesis, owner);
        made.record = genesis_record;
        say(*line, made);
        HISTORY_CHECK(commit().ok() && line->next_is<message::Welcome>());
        server->on_close(line->session);
    }
    std::shared_ptr<Line> sign_in(const Keys& keys, message::As as = message::As::device,
                                  std::string origin = {}) {
        auto line = dial(std::move(origin));
        say(*line, hello(line->challenge, workspace, as, keys));
        return line;
    }
    std::shared_ptr<Line> live(const Keys& keys) {  // signed in and pulled up to the head
        auto line = sign_in(keys);
        std::uint64_t at = 0;
        for (std::uint64_t head = line->next<message::Welcome>().head.gpos; at < head;) {
            say(*line, message::Pull{at});
            const auto batch = line->next<message::Batch>();
            at = batch.entries.back().first_gpos + batch.entries.back().positions.size() - 1;
        }
        return line;
    }
    Roster roster() {
        Roster roster;
        const auto records = store.roster(workspace);
        for (const message::Entry& entry : *records)
            HISTORY_CHECK(roster.apply(entry.body, entry.first_gpos, entry.time_ms).ok());
        return roster;
    }
    // Invites and joins in one go; the device may sign in afterwards.
    void admit(const Keys& invited, const Keys& device, Role role) {
        auto line = sign_in(owner);
        server->on_message(line->session, message::encode_roster(
                                              invite(owner, roster(), invited, role, clock.now + 60'000)));
        HISTORY_CHECK(commit().ok());
        auto guest = sign_in(invited, message::As::invite);
        HISTORY_CHECK(guest->next_is<message::Welcome>());
        server->on_message(guest->session, message::encode_roster(join(roster(), invited, device)));
        HISTORY_CHECK(commit().ok() && roster().member(device_id(device.key)) != nullptr);
        server->on_close(line->session);
        server->on_close(guest->session);
    }
};

inline void check_head(const Office& office, const SignedHead& head) {
    CHECK(verify_head(office.workspace, head, office.key->public_key()));
}

}  // namespace history::testing
