// Named segments of agent.json: whom of the customers a campaign means. A few rules over the facts of one customer, as the card
// has them; who is left out of the campaign all the same, and why, the guards say (`audience`). All rules that are given
// must hold; of a list one is enough.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/view/slice.h"
#include "native/json.h"

namespace history::agent {

struct Span {  // both included
    std::optional<std::int64_t> from, to;
    bool given() const { return from || to; }
    bool holds(std::int64_t value) const { return (!from || value >= *from) && (!to || value <= *to); }
};

struct Segment {
    std::vector<std::string> channels;  // he wrote, called, came or bought there
    Span contact_days;                  // of his last contact, before now; who had none has no age
    Span spent_minor;                   // sum of his orders in `currency`, returns taken off
    std::string currency;
    std::vector<std::string> bought;      // product: sku, alias or name
    std::vector<std::string> categories;  // of a product that he bought, as the catalogue names it
    std::vector<std::string> cities;      // folded
    std::string consent;                  // channel: agreed to marketing on it, and did not stop it since
    std::optional<bool> complaint;        // one is open, or none is

    // Of an opened customer whose members have their records.
    bool holds(const view::OpenCustomer& customer, const view::Shop& shop) const;
};

// agent.json's "segments"; null: none. Errc::usage with one sentence that names the place.
Result<std::map<std::string, Segment>> read_segments(const Json& json, const std::string& currency);

}  // namespace history::agent
