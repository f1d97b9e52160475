#include "core/insight/offer.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/base/arrange.h"
#include "core/insight/columns.h"

namespace history {

namespace {

constexpr std::string_view marketing_channels[] = {"sms", "email", "whatsapp", "telegram", "viber", "call"};

// Each name that sources use, once as the catalogue knows it.
class Names {
public:
    explicit Names(const FindProduct& find) : find_(find) {}
    const std::string& of(const std::string& written) {
        const auto [place, fresh] = known_.try_emplace(written);
        if (fresh) {
            place->second = find_(written, {}).sku;
            if (place->second.empty()) place->second = written;
        }
        return place->second;
    }
    std::set<std::string> of(const std::set<std::string>& written) {
        std::set<std::string> all;
        for (const std::string& one : written) all.insert(of(one));
        return all;
    }

private:
    const FindProduct& find_;
    std::unordered_map<std::string, std::string> known_;
};

std::vector<const SubjectRecord*> records_of(const OfferFacts& facts) {
    std::vector<const SubjectRecord*> members;
    for (const StreamId& member : facts.customer->members)
        if (const SubjectRecord* record = facts.record(member)) members.push_back(record);
    return members;
}

struct Guarding {
    std::vector<const SubjectRecord*> members;
    bool not_proved = false;
    const GuardShop& shop;
    std::uint64_t now_ms = 0;

    bool blocked(std::string_view channel, const std::string& product, GuardKind kind) const {
        PlannedContact contact;
        contact.channel = channel;
        contact.promotion = true;
        contact.product = product;
        contact.at_ms = now_ms;
        const GuardAnswer answer = guard(members, not_proved, contact, shop);
        return std::any_of(answer.reasons.begin(), answer.reasons.end(), [&](const GuardReason& one) {
            return one.kind == kind && one.decision == Decision::block;
        });
    }
    // A stop on any channel; without a consent where one is required there is no channel left to offer by.
    bool wants_none() const {
        if (std::all_of(std::begin(marketing_channels), std::end(marketing_channels),
                        [&](std::string_view one) { return blocked(one, {}, GuardKind::no_consent); }))
            return true;
        return std::any_of(std::begin(marketing_channels), std::end(marketing_channels),
                           [&](std::string_view one) { return blocked(one, {}, GuardKind::marketing_stop); });
    }
};

}  // namespace

std::vector<OfferRule> offer_rules(std::string_view text) {
    std::vector<OfferRule> rules;
    while (!text.empty() && rules.size() < offer_rules_max) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::string_view after = take_column(line), offer = take_column(line);
        if (!after.empty() && !offer.empty())
            rules.push_back({std::string(after), std::string(offer), std::string(take_column(line))});
    }
    return rules;
}

std::vector<Offer> offers_of(const OfferFacts& facts, const std::vector<OfferRule>& rules,
                             const GuardShop& shop) {
    std::vector<Offer> offers;
    Names names(shop.find_product);
    const std::set<std::string> own = names.of(facts.bought), back = names.of(facts.returned);
    if (own.empty()) return offers;
    const Guarding guarding{records_of(facts), facts.customer->not_proved, shop, facts.now_ms};
    if (guarding.wants_none()) return offers;
    std::set<std::string> told;
    const auto may = [&](const std::string& product) {
        return own.count(product) == 0 && back.count(product) == 0 && told.count(product) == 0 &&
               !guarding.blocked("email", product, GuardKind::complaint);
    };
    for (const OfferRule& rule : rules) {
        const std::string after = names.of(rule.after), product = names.of(rule.offer);
        if (offers.size() >= offers_max || own.count(after) == 0 || back.count(after) != 0 || !may(product))
            continue;
        told.insert(product);
        offers.push_back({product, after, 0, rule.why});
    }
    struct Count {
        std::uint64_t customers = 0;
        std::map<std::string, std::uint64_t> with;
    };
    std::map<std::string, Count> counts;
    for (const Customer* other : facts.others) {
        if (other->id == facts.customer->id) continue;
        std::set<std::string> basket;
        for (const StreamId& member : other->members) {
            const SubjectRecord* record = facts.record(member);
            if (!record || !record->contact) continue;
            for (const ContactFacts::Bought& one : record->contact->bought)
                if (one.at_ms <= facts.now_ms) basket.insert(names.of(one.product));
        }
        std::vector<const std::string*> shared;
        for (const std::string& one : basket)
            if (own.count(one) != 0 && back.count(one) == 0) shared.push_back(&one);
        if (shared.empty()) continue;
        for (const std::string& one : basket) {
            if (own.count(one) != 0) continue;
            Count& count = counts[one];
            ++count.customers;
            for (const std::string* with : shared) ++count.with[*with];
        }
    }
    std::vector<std::pair<const std::string*, const Count*>> best;
    for (const auto& [product, count] : counts)
        if (count.customers >= together_min) best.emplace_back(&product, &count);
    arrange(best.begin(), best.end(), [](const auto& a, const auto& b) {
        return a.second->customers != b.second->customers ? a.second->customers > b.second->customers
                                                          : *a.first < *b.first;
    });
    for (const auto& [product, count] : best) {
        if (offers.size() >= offers_max) break;
        if (!may(*product)) continue;
        const auto with = std::max_element(count->with.begin(), count->with.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (with->second < together_min) continue;
        offers.push_back({*product, with->first, with->second, {}});
    }
    return offers;
}

}  // namespace history
