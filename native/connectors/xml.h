// XML documents as trees of plain values: the one file that knows pugixml. No DTD is read and no entity expanded but the five of
// XML itself; names come without their namespace's prefix; text is UTF-8 whatever the declaration says of the bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace history::connectors {

inline constexpr std::size_t xml_bytes_max = 64u << 20;
inline constexpr int xml_depth_max = 64;
inline constexpr std::size_t xml_nodes_max =
    1'000'000;  // elements and attributes; each is some 200 bytes of memory

struct XmlElement {
    std::string name, text;            // text: of its own, without blanks around it
    std::vector<XmlElement> children;  // the attributes first, named @NAME

    // The first child of that name; an empty element when there is none.
    const XmlElement& child(std::string_view child_name) const;
    const std::string& text_of(std::string_view child_name) const { return child(child_name).text; }
};

// The element as XML again, for those who look at what could not be read; attributes that were read are.
std::string written(const XmlElement& element);

// Whose attributes become children: most formats keep their words in elements, registers keep them in attributes.
enum class XmlAttributes : std::uint8_t { of_root, of_all };

// The root element. Errc::corrupt with one sentence when the bytes are no whole XML document; Errc::limit.
Result<XmlElement> parse_xml(ByteView body, XmlAttributes attributes = XmlAttributes::of_root);

}  // namespace history::connectors
