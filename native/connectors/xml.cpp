#include "native/connectors/xml.h"

#include <pugixml.hpp>
#include "core/base/ascii.h"

#include "native/connectors/charset.h"
#include "native/connectors/csv.h"

namespace history::connectors {

namespace {

// encoding="..." of the declaration; empty when there is none.
std::string declared_charset(std::string_view body) {
    const std::string_view head = body.substr(0, body.find("?>"));
    if (head.size() > 512 || !head.starts_with("<?xml")) return {};
    const std::size_t at = head.find("encoding");
    const std::size_t open = at == std::string_view::npos ? at : head.find_first_of("\"'", at);
    if (open == std::string_view::npos) return {};
    const std::size_t close = head.find(head[open], open + 1);
    return close == std::string_view::npos ? std::string()
                                           : std::string(head.substr(open + 1, close - open - 1));
}

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Elements and attributes that the parser would make at most, counted before it takes memory for them.
std::size_t nodes_in(std::string_view text) {
    std::size_t nodes = 0;
    for (char c : text) nodes += c == '<' || c == '=';
    return nodes;
}

// A reference to half a surrogate (&#xD800;) comes out of the parser as three bytes that are no UTF-8.
std::string valid(std::string_view text) {
    return valid_utf8(text) ? std::string(text) : utf8_of(text);
}

std::string text_in_utf8(std::string_view body) {
    if (body.starts_with("\xFF\xFE")) return decoded(body.substr(2), "utf-16le");
    if (body.starts_with("\xFE\xFF")) return decoded(body.substr(2), "utf-16be");
    return valid_utf8(body) ? std::string(body) : decoded(body, declared_charset(body));
}

std::string escaped(std::string_view text, bool in_quotes) {
    std::string out;
    for (char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"' && in_quotes)
            out += "&quot;";
        else
            out.push_back(c);
    }
    return out;
}

bool copy(const pugi::xml_node& node, XmlElement& element, XmlAttributes attributes, int depth) {
    if (depth > xml_depth_max) return false;
    element.name = valid(local_name(node.name()));
    element.text = valid(trimmed(node.text().get()));
    if (depth == 0 ||
        attributes == XmlAttributes::of_all)  // the root's: when the exchange was made, and its schema
        for (const pugi::xml_attribute& one : node.attributes()) {
            element.children.emplace_back();
            element.children.back().name = '@' + valid(local_name(one.name()));
            element.children.back().text = valid(trimmed(one.value()));
        }
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        element.children.emplace_back();
        if (!copy(child, element.children.back(), attributes, depth + 1)) return false;
    }
    return true;
}

}  // namespace

const XmlElement& XmlElement::child(std::string_view child_name) const {
    static const XmlElement none;
    for (const XmlElement& one : children)
        if (one.name == child_name) return one;
    return none;
}

std::string written(const XmlElement& element) {
    std::string out = '<' + element.name;
    for (const XmlElement& child : element.children)
        if (child.name.starts_with('@'))
            out += ' ' + child.name.substr(1) + "=\"" + escaped(child.text, true) + '"';
    out += '>' + escaped(element.text, false);
    for (const XmlElement& child : element.children)
        if (!child.name.starts_with('@')) out += written(child);
    return out + "</" + element.name + '>';
}

Result<XmlElement> parse_xml(ByteView bytes, XmlAttributes attributes) {
    std::string_view body = text_of(bytes);
    if (body.size() > xml_bytes_max) return fail(Errc::limit, "The document is larger than 64 MiB.");
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    if (trimmed(body).empty()) return fail(Errc::corrupt, "The body is empty.");
    const std::string text = text_in_utf8(body);
    if (nodes_in(text) > xml_nodes_max)
        return fail(Errc::limit, "The document has more than a million elements and attributes.");
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return fail(Errc::corrupt, "The body is no XML document, or it is cut.");
    XmlElement root;
    if (!copy(document.document_element(), root, attributes, 0))
        return fail(Errc::limit, "The document is nested deeper than 64 levels.");
    return root;
}

}  // namespace history::connectors
