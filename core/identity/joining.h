// Edges to groups: a forest over the subjects, the strongest edges first, in which nobody meets whom a person separated.
// Inside of the resolver.
#pragma once
#include <string_view>
#include <utility>

#include "core/identity/evidence.h"

namespace history {

struct Edge {
    std::uint32_t a = 0, b = 0;
    Known known = Known::proved;
    std::uint8_t rank = 0;                // reason_rank
    std::string_view type, scope, value;  // of a record or thing, which outlives the resolution
};
bool stronger(const Edge& x, const Edge& y);  // a total order, of what the edge says first
bool equally_strong(const Edge& x, const Edge& y);

using Apart = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // pairs of subjects

class Joining {
public:
    Joining(std::size_t subjects, const Apart& apart);
    // In any order. Afterwards taken() is the forest, refused() what a separation kept from joining.
    void run(std::vector<Edge> edges);
    std::uint32_t group(std::uint32_t subject);
    const std::vector<Edge>& taken() const { return taken_; }
    const std::vector<Edge>& refused() const { return refused_; }

private:
    bool apart(std::uint32_t a, std::uint32_t b) const;  // of groups
    bool unite(const Edge& edge);
    void decide(std::vector<Edge> level);  // equally strong edges of one disputed part

    std::vector<std::uint32_t> parent_, size_;
    std::vector<std::vector<std::uint32_t>> against_;  // subjects that stand against the group, by its root
    std::vector<Edge> taken_, refused_;
};

}  // namespace history
