// XML documents as trees of plain values: the one file that knows pugixml. No DTD is read and no entity expanded but the five of
// XML itself; names come without their namespace's prefix; text is UTF-8 whatever the declaration says of the bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace history::connectors {

inline constexpr std::size_t xml_bytes_max = 64u << 20;
inline constexpr int xml_depth_max = 64;

struct XmlElement {
    std::string name, text;  // text: of its own, without blanks around it
    std::vector<XmlElement> children;

    // The first child of that name; an empty element when there is none.
    const XmlElement& child(std::string_view child_name) const;
    const std::string& text_of(std::string_view child_name) const { return child(child_name).text; }
};

// The root element. Errc::corrupt with one sentence when the bytes are no whole XML document; Errc::limit.
Result<XmlElement> parse_xml(ByteView body);

}  // namespace history::connectors
