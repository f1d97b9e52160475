#include "native/connectors/adobe_person.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/iso_time.h"

namespace history::connectors {

namespace {

constexpr std::size_t identities_max = 100;

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Type of our identifiers for a namespace of Adobe's; empty for hashed ids and for names of one's own.
std::string type_of(const std::string& space, const Account& account) {
    const std::string name = lower(space);
    if (const auto own = account.columns.find("user");
        own != account.columns.end() && lower(own->second) == name)
        return "user";
    if (one_of(name, {"crm", "crmid", "crm_id", "userid", "user_id", "customerid", "customer_id", "login"}))
        return "user";
    if (one_of(name, {"loyalty", "loyaltyid", "loyalty_id"})) return "loyalty";
    if (one_of(name, {"phone", "mobile"})) return "phone";
    if (one_of(name, {"email", "e-mail"})) return "email";
    if (one_of(name,
               {"ecid", "mcid", "aaid", "avid", "gaid", "idfa", "https://data.adobe.io/entities/namespace/4",
                "https://data.adobe.io/entities/namespace/10"}))
        return "cookie";
    return {};
}

bool full(AdobeIdentities& found) {
    found.cut = found.cut || found.list.size() == identities_max;
    return found.cut;
}

void add_one(AdobeIdentities& found, const std::string& space, std::string id, const std::string& state,
             const std::string& name, const Account& account) {
    const std::string type = type_of(space, account);
    constexpr std::string_view prefix = "https://data.adobe.io/entities/identity/";
    if (id.starts_with(prefix)) id.erase(0, prefix.size());
    if (type.empty() || full(found)) return;
    const bool scoped = type == "user" || type == "cookie";
    const bool proved = type == "user" && state != "ambiguous" && state != "loggedOut";
    add_identifier(found.list, type, scoped ? account.name : std::string(), std::move(id),
                   proved ? Known::proved : Known::given, type == "cookie" ? std::string() : name);
}

int rank(const Identifier& one) {
    constexpr std::string_view order[] = {"user", "loyalty", "phone", "email", "cookie"};
    return static_cast<int>(std::find(std::begin(order), std::end(order), one.type) - std::begin(order));
}

std::string id_of(const Json& identity) {
    const std::string id = text_at(identity, "id");
    return id.empty() ? text_at(identity, "@id") : id;
}

std::string name_of(const Json& record) {
    const Json& name = at(at(record, "person"), "name");
    const std::string whole = text_at(name, "fullName");
    return whole.empty() ? joined_name(text_at(name, "firstName"), text_at(name, "lastName")) : whole;
}

void add_contacts(AdobeIdentities& found, const Json& record, const std::string& name,
                  const Account& account) {
    const auto given = [&](const char* type, const char* scope, std::string value) {
        if (!value.empty() && !full(found))
            add_identifier(found.list, type, scope, std::move(value), Known::given, name);
    };
    given("user", account.name.c_str(), text_at(at(record, "userAccount"), "ID"));
    const Json& cards = at(at(record, "loyalty"), "loyaltyID");
    if (cards.is_array())
        for (const Json& card : cards)
            if (card.is_string()) given("loyalty", "", card.get<std::string>());
    for (const char* phone : {"mobilePhone", "homePhone", "workPhone", "directMarketingPhone"})
        given("phone", "", text_at(at(record, phone), "number"));
    for (const char* mail : {"personalEmail", "workEmail", "directMarketingEmail"})
        given("email", "", text_at(at(record, mail), "address"));
    given("email", "", text_at(at(record, "person"), "personalEmailID"));
}

enum class Wish : std::uint8_t { none, stop, resume };

// "y" and "n" with further letters for the weaker forms: explicit, implied, pending, unknown.
Wish wish_of(const std::string& value) {
    if (value == "y" || value == "in" || value == "vi" || value == "VI") return Wish::resume;
    return value == "n" || value == "out" ? Wish::stop : Wish::none;
}

// All channels together: one that is welcome is a resume, none but refused ones a stop.
Wish together(Wish before, Wish next) {
    if (next == Wish::none || before == Wish::resume) return before;
    return next;
}

struct Consent {
    Wish wish = Wish::none;
    std::uint64_t at_ms = 0;
};

Consent consent_of(const Json& record, std::uint64_t record_ms) {
    const Json& consents = at(record, "consents");
    const Json& marketing = at(consents, "marketing");
    Consent consent;
    consent.at_ms = iso_ms(text_at(at(consents, "metadata"), "time"));
    if (marketing.is_object()) {
        const Json& any = at(marketing, "any");
        consent.wish = wish_of(text_at(any, "val"));
        if (const std::uint64_t at_ms = iso_ms(text_at(any, "time")); at_ms != 0) consent.at_ms = at_ms;
        if (consent.wish == Wish::none)
            for (const auto& [channel, one] : marketing.items())
                if (channel != "any") consent.wish = together(consent.wish, wish_of(text_at(one, "val")));
    }
    if (const Json& old = at(record, "optInOut"); consent.wish == Wish::none && old.is_object()) {
        for (const auto& [channel, one] : old.items())
            if (one.is_string())
                consent.wish = together(consent.wish, wish_of(one.get_ref<const std::string&>()));
        if (at(old, "globalOptout") == Json(true)) consent.wish = Wish::stop;
    }
    if (consent.at_ms == 0) consent.at_ms = record_ms;
    return consent;
}

}  // namespace

AdobeIdentities adobe_identities(const Json& record, const Account& account) {
    AdobeIdentities found;
    const std::string name = name_of(record);
    if (const Json& spaces = at(record, "identityMap"); spaces.is_object())
        for (const auto& [space, identities] : spaces.items()) {
            if (!identities.is_array()) continue;
            for (const Json& one : identities)
                add_one(found, space, id_of(one), text_at(one, "authenticatedState"), name, account);
        }
    // Before identity maps: one identity under each name, with its namespace inside.
    const Json& old = at(record, "endUserIDs");
    const Json& ids = at(old, "_experience").is_object() ? at(old, "_experience") : old;
    if (ids.is_object())
        for (const auto& [key, one] : ids.items())
            add_one(found, text_at(at(one, "namespace"), "code"), id_of(one),
                    text_at(one, "authenticatedState"), name, account);
    add_contacts(found, record, name, account);
    std::stable_sort(found.list.begin(), found.list.end(),
                     [](const Identifier& a, const Identifier& b) { return rank(a) < rank(b); });
    return found;
}

bool add_adobe_person(const Json& record, const std::vector<Identifier>& person, std::uint64_t at_ms,
                      Found& found) {
    if (person.empty()) return false;
    Statement facts{person, {}, at_ms};
    const auto fact = [&](const char* name, std::string value) {
        // Without a time a newer value could not be told from an older one.
        if (!value.empty() && at_ms != 0) facts.facts.emplace_back(name, std::move(value));
    };
    fact("name", name_of(record));
    fact("birthday", text_at(at(record, "person"), "birthDate"));
    for (const char* place : {"homeAddress", "shippingAddress", "mailingAddress", "workAddress"})
        if (const std::string city = text_at(at(record, place), "city"); !city.empty()) {
            fact("city", city);
            fact("address", text_at(at(record, place), "street1"));
            break;
        }
    fact("language", text_at(record, "preferredLanguage"));
    fact("company", text_at(at(record, "organization"), "name"));
    fact("preference", text_at(at(at(record, "consents"), "marketing"), "preferred"));
    const bool several = person.size() > 1;
    const Consent consent = consent_of(record, at_ms);
    const bool wished = consent.wish == Wish::stop || (consent.wish == Wish::resume && consent.at_ms != 0);
    if (!facts.facts.empty() || several) found.add(std::move(facts));
    if (wished)
        found.add(Statement{
            person, {{"marketing", consent.wish == Wish::stop ? "stop" : "resume"}}, consent.at_ms});
    return true;
}

}  // namespace history::connectors
