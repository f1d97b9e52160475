// A workspace in memory, and what filing does to it. For tests only.
#pragma once
#include <doctest/doctest.h>

#include "core/insight/summary.h"
#include "core/wire/hash.h"
#include "native/agent/filing.h"

namespace history::agent {

// A workspace in memory: what replicas make of what filing wrote, without sealing anything.
struct Workspace {
    Directory directory;
    std::map<StreamId, State> states;
    std::vector<std::pair<StreamId, Delta>> written;
    std::uint64_t next = 1;

    StreamId new_stream() {
        StreamId stream;
        stream.bytes[0] = static_cast<std::uint8_t>(next);
        stream.bytes[1] = static_cast<std::uint8_t>(next++ >> 8);
        return stream;
    }
    Filed file(Filing& filing) {
        Filing::Opened opened;
        for (const StreamId& stream : filing.wanted()) opened[stream] = &states.at(stream);
        Filed filed = filing.file(opened);
        for (const StreamWrite& write : filed.writes) take(write);
        return filed;
    }
    void take(const StreamWrite& write) {
        CHECK(write.create == (states.count(write.stream) == 0));
        CHECK(write.source);
        Delta delta;
        delta.at.ms = 0;
        for (const auto& change : write.changes)
            delta.ops.insert(delta.ops.end(), change.begin(), change.end());
        apply(write.stream, delta);
        written.emplace_back(write.stream, std::move(delta));
    }
    void apply(const StreamId& stream, const Delta& delta) {
        states[stream].apply(delta, 1);
        directory.put(summarise(states[stream], stream, states.size()));
    }
    // As another agent's writes arrive.
    void hear(const Workspace& other) {
        for (const auto& [stream, delta] : other.written) apply(stream, delta);
    }
    // Every fact, one a line: equal texts are equal digests.
    std::string facts() const {
        std::set<std::string> lines;
        for (const auto& [stream, state] : states)
            for (const Entity& entity : state.entities())
                for (const Field& field : entity.fields)
                    lines.insert(hex(stream.view()) + ' ' + std::to_string(static_cast<int>(entity.kind)) +
                                 ' ' + entity.key + ' ' + field.name + ' ' + field.value + '\n');
        std::string text;
        for (const std::string& line : lines) text += line;
        return text;
    }
    Filing filing() {
        return Filing(directory, [this] { return new_stream(); });
    }
    Filed import(std::vector<connectors::Item> items, const char* channel = "telegram") {
        Filing portion = filing();
        for (connectors::Item& item : items) portion.add(channel, account(), std::move(item));
        return file(portion);
    }
    static connectors::Account account() {
        connectors::Account account;
        account.name = "shop";
        return account;
    }
    const State& only() const {
        REQUIRE(states.size() == 1);
        return states.begin()->second;
    }
};

}  // namespace history::agent
