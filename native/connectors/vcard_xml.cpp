// xCard: a property is an element, its parameters stand in <parameters>, a value is an element named by its type; the components
// of a structured value (<n><surname/>...) are elements of their own, here in the order of the text form.
#include "core/base/ascii.h"
#include "native/connectors/vcard_text.h"
#include "native/connectors/xml.h"

namespace history::connectors {

namespace {

std::vector<std::string> components(const XmlElement& property,
                                    std::initializer_list<std::string_view> names) {
    std::vector<std::string> parts;
    for (std::string_view name : names) {
        std::string part;
        for (const XmlElement& one : property.children)
            if (one.name == name) part += (part.empty() ? "" : ",") + one.text;
        parts.push_back(std::move(part));
    }
    return parts;
}

std::vector<std::string> values(const XmlElement& property) {
    if (property.name == "n")
        return components(property, {"surname", "given", "additional", "prefix", "suffix"});
    if (property.name == "adr")
        return components(property, {"pobox", "ext", "street", "locality", "region", "code", "country"});
    std::vector<std::string> parts;
    for (const XmlElement& one : property.children)
        if (one.name != "parameters" && !one.name.starts_with('@')) parts.push_back(one.text);
    if (parts.empty()) parts.push_back(property.text);
    return parts;
}

void add_property(const XmlElement& element, Card& card) {
    if (element.name.starts_with('@')) return;
    CardProperty property;
    property.name = upper(element.name);
    for (const XmlElement& parameter : element.child("parameters").children)
        if (parameter.name == "type")
            for (const XmlElement& value : parameter.children) property.types.push_back(upper(value.text));
    property.parts = values(element);
    card.add(std::move(property));
}

}  // namespace

std::vector<Card> read_xml_cards(ByteView body) {
    std::vector<Card> cards;
    const Result<XmlElement> root = parse_xml(body);
    if (!root.ok()) return cards;
    const auto add = [&](const XmlElement& element) {
        if (element.name != "vcard") return;  // as many as a document may have elements
        Card& card = cards.emplace_back();
        for (const XmlElement& property : element.children) {
            if (property.name == "group")
                for (const XmlElement& grouped : property.children) add_property(grouped, card);
            else
                add_property(property, card);
        }
    };
    add(*root);
    for (const XmlElement& element : root->children) add(element);
    return cards;
}

}  // namespace history::connectors
