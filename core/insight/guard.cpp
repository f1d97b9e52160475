#include "core/insight/guard.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/contact_facts.h"
#include "core/insight/window.h"

namespace history {

std::string_view guard_name(GuardKind kind) {
    switch (kind) {
        case GuardKind::complaint:
            return "complaint";
        case GuardKind::preference:
            return "preference";
        case GuardKind::marketing_stop:
            return "marketing_stop";
        case GuardKind::no_consent:
            return "no_consent";
        case GuardKind::quiet_hours:
            return "quiet_hours";
        case GuardKind::business_hours:
            return "business_hours";
        case GuardKind::window:
            return "window";
        case GuardKind::not_proved:
            return "not_proved";
    }
    return "";
}

std::string_view decision_name(Decision decision) {
    return decision == Decision::allow ? "allow" : decision == Decision::warn ? "warn" : "block";
}

namespace {

bool is_call(std::string_view channel) {
    return channel == "call" || channel == "telephony" || channel == "phone";
}

struct Guarding {
    const PlannedContact& contact;
    const FindProduct& find;
    GuardAnswer answer;

    void say(GuardReason reason) {
        answer.decision = std::max(answer.decision, reason.decision);
        answer.reasons.push_back(std::move(reason));
    }

    static bool alike(const ProductRef& a, const ProductRef& b) {
        return (!a.sku.empty() && a.sku == b.sku) || (!a.category.empty() && a.category == b.category);
    }

    // A complaint that names nothing is about something that he bought before it.
    bool bought(const ContactFacts& facts, const ProductRef& product, std::uint64_t before_ms) const {
        return std::any_of(facts.bought.begin(), facts.bought.end(), [&](const ContactFacts::Bought& one) {
            return one.at_ms <= before_ms && alike(product, find(one.product, {}));
        });
    }

    void complaints(const ContactFacts& facts) {
        if (!contact.promotion || facts.complaints.empty()) return;
        ProductRef product = contact.product.empty() ? ProductRef{} : find(contact.product, {});
        if (product.sku.empty()) product.sku = contact.product;
        if (product.category.empty()) product.category = contact.category;
        for (OpenComplaint& one : open_complaints(facts, find, contact.at_ms)) {
            const bool touches = one.product.sku.empty() && one.product.category.empty()
                                     ? bought(facts, product, one.at_ms)
                                     : alike(product, one.product);
            say({GuardKind::complaint,
                 touches ? Decision::block : Decision::warn,
                 std::move(one.item),
                 std::move(one.words),
                 {},
                 one.at_ms,
                 0});
        }
    }

    void preferences(const ContactFacts& facts) {
        if (!is_call(contact.channel)) return;
        const ContactFacts::Preference* refusal = nullptr;
        for (const ContactFacts::Preference& one : facts.preferences) {
            if (one.at_ms > contact.at_ms) continue;
            if (one.no_calls) refusal = &one;
            if (one.calls_again) refusal = nullptr;
        }
        if (refusal)
            say({GuardKind::preference,
                 contact.promotion ? Decision::block : Decision::warn,
                 refusal->item,
                 {},
                 "call",
                 refusal->at_ms,
                 0});
    }

    // Of each subject for itself: who stopped it is the number, not the person.
    void consents(const SubjectRecord& member) {
        if (!contact.promotion || !member.contact) return;
        const ContactFacts::Consent* last = nullptr;
        for (const ContactFacts::Consent& one : member.contact->consents)
            if (one.channel == contact.channel && one.at_ms <= contact.at_ms) last = &one;
        if (!last || !last->stop) return;
        const bool same =
            contact.address.empty() ||
            std::any_of(member.identifiers.begin(), member.identifiers.end(),
                        [&](const KnownIdentifier& one) { return one.key() == contact.address; });
        say({GuardKind::marketing_stop,
             same ? Decision::block : Decision::warn,
             last->item,
             {},
             last->channel,
             last->at_ms,
             0});
    }

    // The person's, whichever of his numbers gave it; a stop on the channel is told by itself.
    void consent_missing(const ContactFacts& facts) {
        if (!contact.promotion) return;
        const std::string_view channel =
            is_call(contact.channel) ? "call" : std::string_view(contact.channel);
        for (const ContactFacts::Consent& one : facts.consents)
            if (one.at_ms <= contact.at_ms && (one.channel == contact.channel || one.channel == channel ||
                                               (is_call(one.channel) && channel == "call")))
                return;
        say({GuardKind::no_consent, Decision::block, {}, {}, contact.channel, 0, 0});
    }

    void hours(const Calendar& calendar) {
        if (contact.promotion && calendar.quiet_at(contact.at_ms))
            say({GuardKind::quiet_hours,
                 Decision::block,
                 {},
                 {},
                 {},
                 contact.at_ms,
                 calendar.quiet_until(contact.at_ms).value_or(0)});
        else if (is_call(contact.channel) && !calendar.open_at(contact.at_ms))
            say({GuardKind::business_hours,
                 Decision::warn,
                 {},
                 {},
                 {},
                 contact.at_ms,
                 calendar.next_open(contact.at_ms).value_or(0)});
    }

    void window(const ContactFacts& facts) {
        const std::uint64_t length = window_ms_of(contact.channel);
        if (length == 0) return;
        std::uint64_t last = 0;
        for (const ContactFacts::LastWord& one : facts.last_words)
            if (one.channel == contact.channel &&
                (contact.account.empty() || one.account == contact.account) && one.at_ms <= contact.at_ms)
                last = std::max(last, one.at_ms);
        if (contact.at_ms - last <= length && last != 0) return;
        say({GuardKind::window, Decision::warn, {}, {}, contact.channel, last, 0});
    }
};

}  // namespace

GuardAnswer guard(const std::vector<const SubjectRecord*>& members, bool not_proved,
                  const PlannedContact& contact, const GuardShop& shop) {
    Guarding guarding{contact, shop.find_product, {}};
    static const ContactFacts nothing;
    std::vector<const ContactFacts*> parts;
    for (const SubjectRecord* member : members)
        if (member->contact) parts.push_back(member->contact.get());
    ContactFacts several;
    const bool elsewhere = shop.elsewhere && !shop.elsewhere->empty() &&
                           std::any_of(parts.begin(), parts.end(),
                                       [](const ContactFacts* one) { return !one->complaints.empty(); });
    if (parts.size() > 1 || elsewhere) several = joined(parts);
    if (elsewhere) shop.elsewhere->add_to(several);
    const ContactFacts& facts = parts.empty()                     ? nothing
                                : parts.size() == 1 && !elsewhere ? *parts.front()
                                                                  : several;
    guarding.complaints(facts);
    guarding.preferences(facts);
    for (const SubjectRecord* member : members) guarding.consents(*member);
    if (shop.consent_required) guarding.consent_missing(facts);
    guarding.hours(shop.calendar);
    guarding.window(facts);
    if (not_proved && !contact.promotion)
        guarding.say({GuardKind::not_proved, Decision::warn, {}, {}, {}, 0, 0});
    arrange(guarding.answer.reasons.begin(), guarding.answer.reasons.end(),
            [](const GuardReason& a, const GuardReason& b) {
                if (a.decision != b.decision) return a.decision > b.decision;
                return a.kind != b.kind ? a.kind < b.kind : a.at_ms < b.at_ms;
            });
    return std::move(guarding.answer);
}

}  // namespace history
