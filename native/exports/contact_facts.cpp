#include "native/exports/contact_facts.h"

#include <algorithm>

#include "core/view/customer_facts.h"

namespace history::exports {

ContactFacts contact_facts(const view::OpenCustomer& customer, std::string_view channel) {
    ContactFacts contact;
    const view::Face face = view::face_of(customer);
    if (face.kind == "unfiled") return contact;
    contact.public_id = hex(customer.customer->id.view());
    contact.company = face.kind == "company";
    contact.name = face.name;
    const std::size_t blank = contact.name.rfind(' ');
    contact.last_name = blank == std::string::npos ? contact.name : contact.name.substr(blank + 1);
    contact.first_name = blank == std::string::npos ? std::string() : contact.name.substr(0, blank);
    for (const view::Contact& one : view::contacts_of(customer)) {
        if (one.known != Known::proved && one.known != Known::given) continue;
        const KeyParts parts = key_parts(one.key);
        if (parts.first == "phone") contact.phones.emplace_back(parts.third);
        if (parts.first == "email") contact.emails.emplace_back(parts.third);
        if (parts.first == "crm" && contact.id.empty() && one.channels.contains(channel))
            contact.id = parts.third;
    }
    for (const auto& [name, fact] : view::facts_of(customer)) {
        if (fact.channel == channel) contact.at_ms = std::max(contact.at_ms, fact.at_ms);
        for (auto [wanted, place] : {std::pair(std::string_view("company"), &contact.works_for),
                                     {"position", &contact.position},
                                     {"address", &contact.address},
                                     {"city", &contact.city},
                                     {"birthday", &contact.birthday},
                                     {"language", &contact.language},
                                     {"note", &contact.note}})
            if (name == wanted) *place = fact.value;
    }
    return contact;
}

}  // namespace history::exports
