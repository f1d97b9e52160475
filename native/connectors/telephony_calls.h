// Calls of one body, gathered from their legs in whatever order they stand there.
#pragma once
#include <unordered_map>

#include "native/connectors/call_leg.h"

namespace history::connectors {

class GatheredCalls {
public:
    void begin_unit() { ++parsed_.units; }
    void add(const CallLeg& leg);
    // A state that is no leg yet: counts as other.
    void add_state(Item item);
    void other() { ++parsed_.other; }
    void reject(std::string place, std::string_view reason, std::string_view raw) {
        parsed_.rejections.push_back({std::move(place), std::string(reason), std::string(raw)});
    }
    Parsed take();

private:
    void add_peer(Item& call, std::int64_t& start, const CallLeg& leg);

    Parsed parsed_;
    std::unordered_map<std::string, std::size_t> calls_;
    std::vector<std::int64_t> starts_;  // of the row that gave the identifier, by item
};

}  // namespace history::connectors
