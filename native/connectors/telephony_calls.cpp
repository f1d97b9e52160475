#include "native/connectors/telephony_calls.h"

#include <algorithm>

namespace history::connectors {
namespace {

constexpr std::size_t peers_max = 8;

// A row that stands twice is one leg.
void keep_last_of_equal_legs(Item& call) {
    auto& fields = call.fields;
    const auto equal = [](const auto& a, const auto& b) { return a.first == b.first; };
    std::reverse(fields.begin(), fields.end());
    std::stable_sort(fields.begin(), fields.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    fields.erase(std::unique(fields.begin(), fields.end(), equal), fields.end());
}

// As ListBound does, over rows that come one by one.
void leave_out_peer(Item& call) {
    constexpr std::string_view name = "left_out/identifier";
    auto& fields = call.fields;
    const auto told =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    if (told == fields.end())
        fields.emplace_back(name, "1");
    else
        told->second = std::to_string(std::stoul(told->second) + 1);
}

}  // namespace

// The number of the earliest row owns the call; another one (the customer was put through to a mobile) is a
// bystander. More than a few numbers in one call are damage.
void GatheredCalls::add_peer(Item& call, std::int64_t& start, const CallLeg& leg) {
    auto& peers = call.identifiers;
    auto peer = std::find_if(peers.begin(), peers.end(),
                             [&](const Identifier& known) { return known.value == leg.peer; });
    const bool owns = peers.empty() || leg.start < start;
    if (peer == peers.end()) {
        if (peers.size() == peers_max) return leave_out_peer(call);
        peers.push_back({"phone", "", leg.peer, Known::proved, !owns, leg.name});
        peer = peers.end() - 1;
    }
    if (peer->name.empty()) peer->name = leg.name;
    if (!owns) return;
    std::rotate(peers.begin(), peer, peer + 1);
    for (Identifier& other : peers) other.cc = &other != &peers.front();
    start = leg.start;
}

void GatheredCalls::add(const CallLeg& leg) {
    const auto [found, fresh] = calls_.try_emplace(leg.native_id, parsed_.items.size());
    if (fresh) {
        Item& call = parsed_.items.emplace_back();
        starts_.resize(parsed_.items.size());
        starts_.back() = leg.start;
        call.native_id = leg.native_id;
        call.fields.emplace_back("kind", "call");
        if (leg.at != 0) call.fields.emplace_back("at", std::to_string(leg.at));
    } else {
        ++parsed_.repeats;
    }
    Item& call = parsed_.items[found->second];
    call.fields.emplace_back("leg/" + leg.id, leg.value);
    if (!leg.peer.empty()) add_peer(call, starts_[found->second], leg);
}

void GatheredCalls::add_state(Item item) {
    ++parsed_.other;
    item.stub = true;
    parsed_.items.push_back(std::move(item));
    starts_.resize(parsed_.items.size());
}

Parsed GatheredCalls::take() {
    for (Item& call : parsed_.items) keep_last_of_equal_legs(call);
    return std::move(parsed_);
}

}  // namespace history::connectors
