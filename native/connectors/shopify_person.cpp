#include <map>

#include "native/connectors/row_json.h"
#include "native/connectors/shopify_parts.h"

namespace history::connectors::shopify_parts {

namespace {

std::string name_of(const Json& person) {
    const std::string name = joined_name(text_at(person, "first_name"), text_at(person, "last_name"));
    return name.empty() ? text_at(person, "name") : name;
}

// The customer's answers by their times; of several answers at one moment a stop counts.
class Wishes {
public:
    void add(const Json& consent, std::uint64_t otherwise_ms) {
        const std::string state = text_at(consent, "state");
        const std::uint64_t changed = row_ms(text_at(consent, "consent_updated_at"));
        // Never asked is no wish: only an answer has a time.
        if (state.empty() || state == "invalid" || state == "redacted" || state == "pending" ||
            (state == "not_subscribed" && changed == 0))
            return;
        add(state == "subscribed", changed != 0 ? changed : otherwise_ms);
    }
    void add(bool wanted, std::uint64_t at_ms) {
        const auto [known, fresh] = wanted_.try_emplace(at_ms, wanted);
        if (!fresh) known->second = known->second && wanted;
    }
    void state(const std::vector<Identifier>& person, Found& found) const {
        for (const auto& [at_ms, wanted] : wanted_)
            found.add(Statement{person, {{"marketing", wanted ? "resume" : "stop"}}, at_ms});
    }

private:
    std::map<std::uint64_t, bool> wanted_;
};

std::vector<Identifier> person_of(const Json& customer, const std::string& id, const Account& account) {
    std::vector<Identifier> list;
    const std::string name = name_of(customer);
    add_identifier(list, "user", account.name, id, Known::proved, name);
    add_identifier(list, "phone", "", text_at(customer, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(customer, "email"), Known::given, name);
    return list;
}

}  // namespace

std::vector<Identifier> buyer_of(const Json& object, const Account& account) {
    const Json &customer = at(object, "customer"), &billing = at(object, "billing_address"),
               &shipping = at(object, "shipping_address");
    std::string id = text_at(customer, "id");
    if (id.empty()) id = text_at(object, "customer_id");
    std::vector<Identifier> list = person_of(customer, id, account);
    std::string name = name_of(customer);
    if (name.empty()) name = name_of(billing);
    if (!list.empty() && list.front().name.empty()) list.front().name = name;
    add_identifier(list, "phone", "", text_at(object, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(object, {"email", "contact_email"}), Known::given, name);
    add_identifier(list, "phone", "", text_at(billing, "phone"), Known::given, name);
    const std::string recipient = name_of(shipping);
    const std::size_t known = list.size();
    add_identifier(list, "phone", "", text_at(shipping, "phone"), Known::given, recipient);
    // A parcel for somebody else: that person's number is not the buyer's.
    if (list.size() > known && !name.empty() && !recipient.empty() && recipient != name)
        list.back().cc = true;
    return list;
}

void add_customer(const Json& customer, const std::string& place, Found& found) {
    const std::string id = text_at(customer, "id");
    if (id.empty()) return found.reject(place, "The customer has no id.", dump(customer));
    const std::uint64_t updated = row_ms(text_at(customer, {"updated_at", "created_at"}));
    Statement statement;
    statement.identifiers = person_of(customer, id, found.account);
    statement.at_ms = updated;
    const auto fact = [&](const char* name, std::string value) {
        if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
    };
    const Json& home = at(customer, "default_address");
    add_identifier(statement.identifiers, "phone", "", text_at(home, "phone"), Known::given,
                   statement.identifiers.front().name);
    fact("name", name_of(customer));
    fact("city", text_at(home, "city"));
    fact("address", address_text(home));
    fact("company", text_at(home, "company"));
    fact("language", text_at(customer, {"locale", "customer_locale"}));
    fact("note", text_at(customer, "note"));
    const std::vector<Identifier> person = statement.identifiers;
    found.add(std::move(statement));
    const Json &mail = at(customer, "email_marketing_consent"), &sms = at(customer, "sms_marketing_consent");
    Wishes wishes;
    wishes.add(mail, updated);
    wishes.add(sms, updated);
    // The older form of the same, and the only one in tables.
    if (const Json& accepts = at(customer, "accepts_marketing"); !mail.is_object() && !accepts.is_null()) {
        const std::uint64_t changed = row_ms(text_at(customer, "accepts_marketing_updated_at"));
        wishes.add(truth(accepts), changed != 0 ? changed : updated);
    }
    wishes.state(person, found);
}

// customers_marketing_consent/update and customers_email_marketing_consent/update.
void add_consent(const Json& change, const std::string& place, Found& found) {
    std::vector<Identifier> person;
    add_identifier(person, "user", found.account.name, text_at(change, "customer_id"), Known::proved);
    add_identifier(person, "phone", "", text_at(change, "phone"), Known::given);
    add_identifier(person, "email", "", text_at(change, {"email_address", "email"}), Known::given);
    if (person.empty()) return found.reject(place, "The consent names no customer.", dump(change));
    Wishes wishes;
    wishes.add(at(change, "email_marketing_consent"), 0);
    wishes.add(at(change, "sms_marketing_consent"), 0);
    wishes.state(person, found);
}

}  // namespace history::connectors::shopify_parts
