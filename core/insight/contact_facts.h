// What must be known before a customer is written to or called (core/identity/contact_facts.h), read from merged facts. Pure;
// the order
// of items does not matter.
//
// A photo without words that we answer with an apology is a complaint, though nobody wrote so: about something that he bought.
#pragma once
#include "core/identity/contact_facts.h"
#include "core/insight/item_facts.h"

namespace history {

class ContactGathering {
public:
    void add(const Entity& item, const ItemFacts& facts);
    // What sources said about the person without an item: `marketing` and `preference` of the entity subject.
    void add_subject(const Entity& subject);
    // Sorted by time, then by all the rest, without repeats; the newest contact_facts_max of each kind.
    ContactFacts take();

private:
    struct Turn {
        std::uint64_t at_ms = 0;
        const Entity* item = nullptr;  // outlives this
        std::string_view channel, account;
    };
    void add_note(const Entity& item, const ItemFacts& facts);
    void add_words(const Entity& item, const ItemFacts& facts);
    void add_bought(const Entity& item, const ItemFacts& facts);
    void read_photos();
    void name_consents();

    ContactFacts facts_;
    std::vector<Turn> photos_, ours_;  // without words; our messages
    std::vector<Turn> short_words_;    // inbound and short: one of them may be a stop
};

ContactFacts contact_facts_of(const State& state);
// Over the subjects of one customer.
ContactFacts joined(const std::vector<const ContactFacts*>& subjects);

// What is said of a complaint where its customer cannot be seen: a note "resolved" that names the item, filed under a number
// of his that
// nothing joins to him. Made once over the whole directory; small, for few complain.
class ResolvedElsewhere {
public:
    void add(const ContactFacts* subject);   // null: nothing
    void add_to(ContactFacts& facts) const;  // of those that its complaints name
    bool empty() const { return all_.empty(); }

private:
    std::vector<ContactFacts::Resolution> all_;
};

}  // namespace history
