#include "core/identity/joining.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/base/arrange.h"

namespace history {

bool equally_strong(const Edge& x, const Edge& y) {
    return x.known == y.known && x.rank == y.rank;
}

bool stronger(const Edge& x, const Edge& y) {
    if (x.known != y.known) return x.known > y.known;
    if (x.rank != y.rank) return x.rank < y.rank;
    if (x.type != y.type) return x.type < y.type;
    if (x.value != y.value) return x.value < y.value;
    if (x.scope != y.scope) return x.scope < y.scope;
    return x.a != y.a ? x.a < y.a : x.b < y.b;
}

Joining::Joining(std::size_t subjects, const Apart& apart)
    : parent_(subjects), size_(subjects, 1), against_(apart.empty() ? 0 : subjects) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (const auto& [one, other] : apart) {
        against_[one].push_back(other);
        against_[other].push_back(one);
    }
}

std::uint32_t Joining::group(std::uint32_t subject) {
    while (parent_[subject] != subject) subject = parent_[subject] = parent_[parent_[subject]];
    return subject;
}

bool Joining::apart(std::uint32_t a, std::uint32_t b) const {
    if (against_.empty()) return false;
    if (against_[a].size() > against_[b].size()) std::swap(a, b);
    for (std::uint32_t one : against_[a]) {
        while (parent_[one] != one) one = parent_[one];
        if (one == b) return true;
    }
    return false;
}

bool Joining::unite(const Edge& edge) {
    std::uint32_t a = group(edge.a), b = group(edge.b);
    if (a == b) return false;
    if (apart(a, b)) {
        refused_.push_back(edge);
        return false;
    }
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    if (!against_.empty() && !against_[b].empty()) {
        against_[a].insert(against_[a].end(), against_[b].begin(), against_[b].end());
        against_[b].clear();
    }
    taken_.push_back(edge);
    return true;
}

void Joining::run(std::vector<Edge> edges) {
    arrange(edges.begin(), edges.end(), stronger);
    // The parts of the graph of all edges; in most of them nobody was ever separated.
    std::vector<std::uint32_t> part;
    std::set<std::uint32_t> disputed;
    if (!against_.empty()) {
        part.resize(parent_.size());
        std::iota(part.begin(), part.end(), 0u);
        const auto root = [&](std::uint32_t i) {
            while (part[i] != i) i = part[i] = part[part[i]];
            return i;
        };
        for (const Edge& edge : edges) part[root(edge.a)] = root(edge.b);
        for (std::uint32_t i = 0; i < part.size(); ++i) part[i] = root(i);
        for (std::uint32_t i = 0; i < part.size(); ++i)
            for (std::uint32_t other : against_[i])
                if (part[i] == part[other]) disputed.insert(part[i]);
    }
    for (std::size_t from = 0, to = 0; from < edges.size(); from = to) {
        std::map<std::uint32_t, std::vector<Edge>> undecided;
        for (; to < edges.size() && equally_strong(edges[from], edges[to]); ++to)
            if (!disputed.empty() && disputed.count(part[edges[to].a]) != 0)
                undecided[part[edges[to].a]].push_back(edges[to]);
            else
                unite(edges[to]);
        for (auto& [_, level] : undecided) decide(std::move(level));
    }
    arrange(taken_.begin(), taken_.end(), stronger);
}

// Groups that a separation names are the poles. They join each other where nothing stands against it; then everybody else
// goes to the poles that are nearest, unless two of the nearest were separated: then he waits for weaker evidence.
void Joining::decide(std::vector<Edge> level) {
    std::vector<Edge> between, rest;
    std::map<std::uint32_t, std::set<std::uint32_t>> poles_beside;
    for (const Edge& edge : level) {
        const std::uint32_t a = group(edge.a), b = group(edge.b);
        if (a == b) continue;
        const bool poles = !against_[a].empty() && !against_[b].empty();
        (poles ? between : rest).push_back(edge);
        if (poles && !apart(a, b)) {
            poles_beside[a].insert(b);
            poles_beside[b].insert(a);
        }
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> torn_pairs;  // between two who were separated: neither
    for (const auto& [one, others] : poles_beside)
        for (std::uint32_t x : others)
            for (std::uint32_t y : others)
                if (x < y && apart(x, y))
                    for (std::uint32_t other : {x, y})
                        torn_pairs.insert({std::min(one, other), std::max(one, other)});
    std::vector<Edge> clear;
    for (const Edge& edge : between) {
        const std::uint32_t a = group(edge.a), b = group(edge.b);
        (torn_pairs.count({std::min(a, b), std::max(a, b)}) != 0 ? refused_ : clear).push_back(edge);
    }
    for (const Edge& edge : clear) unite(edge);
    std::map<std::uint32_t, std::vector<std::uint32_t>> beside;
    for (const Edge& edge : rest) {
        const std::uint32_t a = group(edge.a), b = group(edge.b);
        if (a == b) continue;
        beside[a].push_back(b);
        beside[b].push_back(a);
    }
    // Steps from the nearest poles, and which they are; poles let nothing through.
    std::map<std::uint32_t, std::set<std::uint32_t>> near;
    std::vector<std::uint32_t> ring;
    for (const auto& [one, _] : beside)
        if (!against_[one].empty()) {
            near[one] = {one};
            ring.push_back(one);
        }
    while (!ring.empty()) {
        std::map<std::uint32_t, std::set<std::uint32_t>> next;
        for (std::uint32_t one : ring)
            for (std::uint32_t other : beside[one])
                if (near.count(other) == 0) next[other].insert(near[one].begin(), near[one].end());
        ring.clear();
        for (auto& [one, poles] : next) {
            near[one] = std::move(poles);
            ring.push_back(one);
        }
    }
    const auto torn = [&](std::uint32_t one) {
        const auto found = near.find(one);
        if (found == near.end()) return false;
        for (std::uint32_t a : found->second)
            for (std::uint32_t b : found->second)
                if (a < b && apart(a, b)) return true;
        return false;
    };
    std::map<std::uint32_t, bool> waits;
    for (const auto& [one, _] : beside) waits[one] = torn(one);
    // Whose nearest poles are the same side may join; an edge between two sides joins nobody.
    std::vector<Edge> kept;
    for (const Edge& edge : rest) {
        const std::uint32_t a = group(edge.a), b = group(edge.b);
        if (a == b) continue;
        if (waits[a] || waits[b]) {
            refused_.push_back(edge);
            continue;
        }
        kept.push_back(edge);
    }
    // Towards the poles first, so that a step between two sides never comes before the step home.
    const auto against = [&](const Edge& edge) {
        const auto a = near.find(edge.a), b = near.find(edge.b);
        if (a == near.end() || b == near.end()) return false;
        for (std::uint32_t x : a->second)
            for (std::uint32_t y : b->second)
                if (apart(group(x), group(y))) return true;
        return false;
    };
    std::vector<std::pair<Edge, bool>> judged;
    for (Edge& edge : kept) {
        Edge roots = edge;
        roots.a = group(edge.a);
        roots.b = group(edge.b);
        judged.emplace_back(edge, against(roots));
    }
    for (const auto& [edge, crossing] : judged)
        if (crossing)
            refused_.push_back(edge);
        else
            unite(edge);
}

}  // namespace history
