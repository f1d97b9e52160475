// What may be offered to a customer, each with its reason: what others bought together with what he bought, and what the business
// says goes with it. Small and deterministic: counts over the directory records, no model. Never what he bought or returned, never
// what a complaint of his touches (its product and category), nothing at all while he wants no marketing on any channel.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/resolver.h"
#include "core/insight/guard.h"

namespace history {

struct OfferRule {  // who bought `after` may want `offer`
    std::string after, offer, why;
};
// A line a rule: after TAB offer TAB why; other lines count as none. At most offer_rules_max.
std::vector<OfferRule> offer_rules(std::string_view text);

struct Offer {
    std::string product;          // sku where the catalogue knows it, else as sources wrote it
    std::string with;             // what he bought that it goes with
    std::uint64_t customers = 0;  // how many others bought both; 0: a rule of the business says so
    std::string why;              // of a rule
};

struct OfferFacts {
    const Customer* customer = nullptr;
    // Each other customer once who bought something of `bought`; further ones add nothing.
    std::vector<const Customer*> others;
    std::function<const SubjectRecord*(const StreamId&)> record;  // null: there is none
    std::set<std::string> bought, returned;                       // by sku or name, as sources wrote them
    std::uint64_t now_ms = 0;
};

// Rules first, in their order, then by how many bought it, then by product; offers_max at most.
std::vector<Offer> offers_of(const OfferFacts& facts, const std::vector<OfferRule>& rules,
                             const GuardShop& shop);

inline constexpr std::size_t offers_max = 4, offer_rules_max = 256;
inline constexpr std::uint64_t together_min = 2;  // one neighbour is no custom

}  // namespace history
