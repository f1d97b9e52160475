// The text of vCards as properties: lines unfolded, parameters read, values decoded to UTF-8. What they mean: vcard.cpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace history::connectors {

struct CardProperty {
    std::string name;                // upper case, without its group
    std::vector<std::string> types;  // upper case: values of TYPE and of parameters without a name
    std::vector<std::string> parts;  // components of the value, divided at semicolons, unescaped
    // The value of a property that has no components.
    std::string whole() const;
    bool is(std::string_view type) const;
};

struct Card {
    std::vector<CardProperty> properties;
    std::string_view raw;  // its bytes in the body
    bool whole = true;     // false: the body ended before END:VCARD
};

// xCard (RFC 6351): every vcard element of the document, its properties in the same form. Nothing for no XML document.
std::vector<Card> read_xml_cards(ByteView body);

// Every card of the text in its order; of cards inside cards the outer ones. At most 200 lines of each are kept.
std::vector<Card> read_cards(std::string_view text);

}  // namespace history::connectors
