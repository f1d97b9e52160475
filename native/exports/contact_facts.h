// A customer as an address book has him: names, numbers, addresses, what is known, and the id that a system gave him.
#pragma once
#include <string>
#include <vector>

#include "core/view/slice.h"

namespace history::exports {

struct ContactFacts {
    std::string
        id;  // type `crm` as the system's own connector brought it; empty: that system does not know him
    std::string public_id;
    bool company = false;
    std::string name, first_name, last_name;  // of a person: the last word is the last name
    std::vector<std::string> phones, emails;  // proved and given ones, strongest first
    std::string works_for, position, address, city, birthday, language, note;
    std::uint64_t at_ms = 0;  // of the newest of these facts that `channel` brought

    // Something to reach or to recognise him by.
    bool holds_anything() const { return !id.empty() || !phones.empty() || !emails.empty(); }
};

// channel: connector whose `crm` ids are the wanted ones ("hubspot"). Unfiled items are nobody: they hold nothing.
ContactFacts contact_facts(const view::OpenCustomer& customer, std::string_view channel);

}  // namespace history::exports
