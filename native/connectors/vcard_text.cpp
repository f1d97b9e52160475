#include "native/connectors/vcard_text.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/charset.h"

namespace history::connectors {

namespace {

constexpr std::size_t properties_max = 200;
constexpr std::size_t value_bytes_max = 64 * 1024;  // photos and sounds are longer, and not read

std::string_view take_line(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end;
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n' && (end == at || text[end] == '\r')) ++at;
    return line;
}

// One line of content: unfolded (RFC 6350 3.2), and joined at the soft breaks of quoted-printable (2.1).
std::string logical_line(std::string_view text, std::size_t& at) {
    std::string line(take_line(text, at));
    const bool quoted = upper(line.substr(0, line.find(':'))).find("QUOTED-PRINTABLE") != std::string::npos;
    while (at < text.size()) {
        if (text[at] == ' ' || text[at] == '\t') {
            const std::string_view more = take_line(text, at);
            if (line.size() <= 2 * value_bytes_max)
                line += more.substr(1);  // so that it is seen to be too long
        } else if (quoted && line.ends_with('=')) {
            line.pop_back();
            line += take_line(text, at);
        } else {
            break;
        }
    }
    return line;
}

std::string from_quoted(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::vector<std::string> components(std::string_view value) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == ';') {
            parts.emplace_back();
        } else if (value[i] == '\\' && i + 1 < value.size()) {
            const char next = value[++i];
            parts.back() += next == 'n' || next == 'N' ? '\n' : next;
        } else {
            parts.back() += value[i];
        }
    }
    return parts;
}

// "item1.TEL;TYPE=home,voice;X=\"a:b\":+1 234". False for what has no name and colon.
bool read_property(const std::string& line, CardProperty& property) {
    std::size_t colon = 0;
    for (bool quoted = false; colon < line.size() && (quoted || line[colon] != ':'); ++colon)
        if (line[colon] == '"') quoted = !quoted;
    if (colon == line.size()) return false;
    std::string_view head = std::string_view(line).substr(0, colon);
    std::string charset, encoding;
    bool first = true;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find(';'), head.size());
        const std::string_view word = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        if (first) {
            const std::size_t dot = word.rfind('.');
            property.name = upper(dot == std::string_view::npos ? word : word.substr(dot + 1));
            first = false;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = equals == std::string_view::npos ? "TYPE" : upper(word.substr(0, equals));
        std::string value = upper(equals == std::string_view::npos ? word : word.substr(equals + 1));
        std::erase(value, '"');
        if (name == "CHARSET") charset = value;
        if (name == "ENCODING" || value == "QUOTED-PRINTABLE" || value == "BASE64") encoding = value;
        if (name != "TYPE") continue;
        for (std::size_t at = 0; at <= value.size();) {
            const std::size_t comma = std::min(value.find(',', at), value.size());
            property.types.push_back(value.substr(at, comma - at));
            at = comma + 1;
        }
    }
    std::string value = line.substr(colon + 1);
    if (property.name.empty() || encoding == "B" || encoding == "BASE64") return false;
    if (value.size() > value_bytes_max) return true;  // its name alone
    if (encoding == "QUOTED-PRINTABLE") value = from_quoted(value);
    property.parts = components(decoded(value, charset));
    return true;
}

}  // namespace

std::string CardProperty::whole() const {
    std::string out;
    for (const std::string& part : parts) out += (&part == &parts.front() ? "" : ";") + part;
    return out;
}

bool CardProperty::is(std::string_view type) const {
    return std::find(types.begin(), types.end(), type) != types.end();
}

void Card::add(CardProperty property) {
    if (properties.size() < properties_max)
        properties.push_back(std::move(property));
    else
        ++left_out;
}

std::vector<Card> read_cards(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<Card> cards;
    std::size_t depth = 0, begun = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const std::string line = logical_line(text, at);
        CardProperty property;
        if (!read_property(line, property)) continue;
        const bool card = upper(property.whole()).starts_with("VCARD");
        if (property.name == "BEGIN" && card) {
            if (depth++ == 0) {
                cards.emplace_back();
                begun = from;
            }
        } else if (property.name == "END" && card) {
            if (depth == 0) continue;
            if (--depth == 0) cards.back().raw = text.substr(begun, at - begun);
        } else if (depth == 1 && property.parts.empty()) {
            const bool words = property.name != "PHOTO" && property.name != "LOGO" &&
                               property.name != "SOUND" && property.name != "KEY";
            cards.back().left_out += words ? 1 : 0;
        } else if (depth == 1) {
            cards.back().add(std::move(property));
        }
    }
    if (depth != 0) {
        cards.back().raw = text.substr(begun);
        cards.back().whole = false;
    }
    return cards;
}

}  // namespace history::connectors
