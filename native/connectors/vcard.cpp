#include "native/connectors/vcard.h"

#include "core/base/ascii.h"
#include "core/wire/hash.h"
#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/vcard_text.h"

namespace history::connectors {

namespace {

constexpr std::size_t identifiers_max = 64;

// "20210314T092838Z", as version 4 writes it, beside the long form.
std::uint64_t revision_ms(const std::string& text) {
    if (const std::uint64_t ms = iso_ms(text)) return ms;
    if (text.size() < 15 || text[8] != 'T') return 0;
    return iso_ms(text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6, 2) + 'T' +
                  text.substr(9, 2) + ':' + text.substr(11, 2) + ':' + text.substr(13));
}

std::string without(std::string value, std::string_view scheme) {
    return value.starts_with(scheme) ? value.substr(scheme.size()) : value;
}

// Components that hold something, one after another.
std::string together(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const std::string& part : parts) {
        const std::string one(trimmed(part));
        if (one.empty()) continue;
        if (!out.empty()) out += between;
        out += one;
    }
    return out;
}

// The whole address; a street that names its city already does not name it twice.
std::string address_of(std::vector<std::string> parts) {
    if (parts[2].find(trimmed(parts[3])) != std::string::npos) parts[3].clear();
    return together(parts, ", ");
}

// FN, else the parts of N as they are spoken: prefix, given, additional, family, suffix.
std::string name_of(const std::vector<CardProperty>& properties) {
    std::string spoken;
    for (const CardProperty& one : properties) {
        if (one.name == "FN" && !trimmed(one.whole()).empty()) return std::string(trimmed(one.whole()));
        if (one.name != "N" || !spoken.empty()) continue;
        std::vector<std::string> order;
        for (std::size_t at : {3u, 1u, 2u, 0u, 4u})
            if (at < one.parts.size()) order.push_back(one.parts[at]);
        spoken = together(order, " ");
    }
    return spoken;
}

void put_fact(Statement& statement, std::string_view name, std::string value) {
    for (const auto& [known, words] : statement.facts)
        if (known == name) return;  // the first of a kind: address books put the preferred one first
    if (!value.empty()) statement.facts.emplace_back(name, std::move(value));
}

void add_card(const Card& card, const std::string& place, std::string_view raw, Found& found) {
    const std::vector<CardProperty>& properties = card.properties;
    Statement statement;
    std::size_t left_out = card.left_out;
    const std::string name = name_of(properties);
    std::string uid, key = name;
    std::vector<Identifier> reached;
    put_fact(statement, "name", name);
    for (const CardProperty& one : properties) {
        const std::string value(trimmed(one.whole()));
        if (value.empty()) continue;
        const bool room = reached.size() < identifiers_max;
        if (one.name == "UID") {
            uid = without(value, "urn:uuid:");
        } else if (one.name == "TEL" && !one.is("FAX") && !one.is("PAGER") && !one.is("MODEM")) {
            if (!room) ++left_out;
            if (room) add_identifier(reached, "phone", "", without(value, "tel:"), Known::given, name);
            if (room) key += '\n' + value;
        } else if (one.name == "EMAIL") {
            if (!room) ++left_out;
            if (room) add_identifier(reached, "email", "", without(value, "mailto:"), Known::given, name);
        } else if (one.name == "KIND" && upper(value) == "ORG") {  // RFC 6350, 6.1.4
            put_fact(statement, "kind", "company");
        } else if (one.name == "ORG") {
            put_fact(statement, "company", together(one.parts, ", "));
        } else if (one.name == "TITLE") {
            put_fact(statement, "position", value);
        } else if (one.name == "ADR" &&
                   one.parts.size() > 3) {  // box, extended, street, city, region, code, country
            put_fact(statement, "address", address_of(one.parts));
            put_fact(statement, "city", std::string(trimmed(one.parts[3])));
        } else if (one.name == "BDAY") {
            put_fact(statement, "birthday", value);
        } else if (one.name == "LANG") {
            put_fact(statement, "language", value);
        } else if (one.name == "NOTE") {
            put_fact(statement, "note", value);
        } else if (one.name == "REV") {
            statement.at_ms = revision_ms(value);
        }
    }
    if (key.empty() && uid.empty() && reached.empty()) return;  // a card of nobody: `other`
    if (uid.empty()) uid = "hash:" + hex(hash_of("history card 1", bytes_of(key)).view()).substr(0, 32);
    if (uid.starts_with(own_uid))  // a card of our own export: the customer himself
        add_identifier(statement.identifiers, "customer", "", uid.substr(own_uid.size()), Known::proved,
                       name);
    else
        add_identifier(statement.identifiers, "crm", "vcard:" + found.account.name, uid, Known::proved, name);
    for (Identifier& one : reached) statement.identifiers.push_back(std::move(one));
    found.add(std::move(statement));
    if (left_out != 0)
        found.reject(place,
                     "The card has more than 200 lines, 64 KiB in a line or 64 numbers and addresses; " +
                         std::to_string(left_out) + " are left out.",
                     std::string(raw));
}

// jCard: ["vcard", [[name, {parameters}, type, value...], ...]], or a list of such.
void read_one_jcard(const Json& value, Found& found) {
    found.begin_unit();
    if (!value.is_array() || value.size() < 2 || value[0] != "vcard" || !value[1].is_array()) {
        found.reject("", "The JSON is no jCard.", dump(value));
        return found.end_unit();
    }
    Card card;
    for (const Json& line : value[1]) {
        if (!line.is_array() || line.size() < 4 || !line[0].is_string()) continue;
        CardProperty property;
        property.name = upper(line[0].get<std::string>());
        const Json& types = at(line[1], "type");
        for (const Json& type : types.is_array() ? types : Json::array({types}))
            if (type.is_string()) property.types.push_back(upper(type.get<std::string>()));
        for (const Json& part : line[3].is_array() ? line[3] : Json::array({line[3]}))
            property.parts.push_back(part.is_string() ? part.get<std::string>() : std::string());
        card.add(std::move(property));
    }
    add_card(card, "", dump(value), found);
    found.end_unit();
}

void read_jcard(const Json& value, Found& found) {
    if (!value.is_array() || value.empty() || !value[0].is_array()) return read_one_jcard(value, found);
    for (const Json& one : value) read_one_jcard(one, found);
}

Parsed parse(ByteView body, const Account& account) {
    const std::string_view text = text_of(body);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '[')
        return parse_json_body(body, account, read_jcard);
    Found found(account);
    const bool xml = text.find_first_not_of("\xEF\xBB\xBF \t\r\n") == text.find('<') && text.find('<') < 8;
    const std::vector<Card> cards = body.size() > body_limit ? std::vector<Card>{}
                                    : xml                    ? read_xml_cards(body)
                                                             : read_cards(text);
    for (const Card& card : cards) {
        found.begin_unit();
        const std::string place = "card " + std::to_string(&card - cards.data() + 1);
        if (card.whole)
            add_card(card, place, card.raw, found);
        else
            found.reject(place, "The card has no END:VCARD.", std::string(card.raw));
        found.end_unit();
    }
    if (cards.empty()) {
        found.begin_unit();
        found.reject("",
                     body.size() > body_limit ? "The address book is larger than 16 MiB; divide it."
                     : xml                    ? "The body is no XML document with a vcard, or it is cut."
                                              : "There is no BEGIN:VCARD.",
                     std::string(text));
        found.end_unit();
    }
    return found.take();
}

bool claims(std::string_view file_name) {
    for (std::string_view ending : {".vcf", ".VCF", ".vcard", ".json", ".xml"})
        if (file_name.ends_with(ending)) return !file_name.ends_with(".headers.json");
    return false;
}

}  // namespace

const Connector& vcard() {
    static const Connector connector{
        .channel = "vcard",
        .parse = parse,
        .claims = claims,
        .split = split_nothing,
        .about = {
            .title = "Address books (vCard)",
            .formats =
                "vCard 2.1, 3.0 and 4.0 (.vcf, any number of cards a file), jCard (.json), xCard (.xml)",
            .fields = "UID, FN or N, TEL (no fax, pager, modem), EMAIL, ORG, TITLE, ADR, BDAY, LANG, NOTE, "
                      "KIND, REV",
            .ways = "webhook, import",
            .authenticity = "",
            .id_rule = "UID, else a hash of name and numbers; a card is a subject, not an item",
            .identifiers = "UID proved within the address book; numbers and mail given",
            .setup = "export the address book and import the file; or put each changed card to "
                     "https://HOST/vcard/ACCOUNT with the account's webhook_token",
            .left_out = "pictures, sounds, keys, fax and pager numbers, messenger names"}};
    return connector;
}

}  // namespace history::connectors
