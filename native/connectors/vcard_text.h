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
    std::string_view raw;      // its bytes in the body
    bool whole = true;         // false: the body ended before END:VCARD
    std::size_t left_out = 0;  // properties that a card has no room for
    // One more, of at most 200; a photo or sound that is too long is none that is read.
    void add(CardProperty property);
};

// xCard (RFC 6351): every vcard element of the document, its properties in the same form. Nothing for no XML document.
std::vector<Card> read_xml_cards(ByteView body);

// Every card of the text in its order; of cards inside cards the outer ones.
std::vector<Card> read_cards(std::string_view text);

}  // namespace history::connectors
