#include "native/connectors/said.h"

#include <string>

namespace history::connectors {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool address(char c) {
    return digit(c) || (letter(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '_' ||
           c == '-' || c == '+' || c == '%';
}

// Length of the phone number that begins at text[0]; 0 = none does. Separators stand one by one or as ") " and the like.
std::size_t phone_length(std::string_view text) {
    const bool plus = text[0] == '+';
    std::size_t digits = 0, end = 0, gap = 0;
    for (std::size_t i = plus ? 1 : 0; i < text.size(); ++i) {
        const char c = text[i];
        if (digit(c)) {
            if (++digits > 15) return 0;
            gap = 0;
            end = i + 1;
        } else if ((c != ' ' && c != '-' && c != '(' && c != ')') || ++gap > 2) {
            break;
        }
    }
    if (end < text.size() && letter(text[end]) && static_cast<unsigned char>(text[end]) < 0x80) return 0;
    if (plus) return digits >= 10 ? end : 0;
    // Ten digits in one piece that begin like a number of Kazakhstan without its country (70x, 74x to 77x).
    if (digits == 10 && end == 10 && text[0] == '7' && (text[1] == '0' || (text[1] >= '4' && text[1] <= '7')))
        return end;
    return digits == 11 && (text[0] == '7' || text[0] == '8') ? end : 0;
}

// The address around the @ at `at`; empty when it is none.
std::string_view address_around(std::string_view text, std::size_t at) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && address(text[begin - 1])) --begin;
    while (end < text.size() &&
           (digit(text[end]) || text[end] == '.' || text[end] == '-' || letter(text[end])))
        ++end;
    while (end > at && text[end - 1] == '.') --end;
    const std::string_view host = text.substr(at + 1, end - at - 1);
    const std::size_t dot = host.rfind('.');
    if (begin == at || dot == std::string_view::npos || dot == 0 || host.size() - dot < 3) return {};
    return text.substr(begin, end - begin);
}

}  // namespace

void add_said(std::vector<Identifier>& identifiers, std::string_view text) {
    text = text.substr(0, 8192);
    int left = 4;
    const auto add = [&](const char* type, std::string_view value) {
        for (const Identifier& other : identifiers)
            if (other.type == type && other.value == value) return;
        identifiers.push_back({type, "", std::string(value), Known::said, false, ""});
        --left;
    };
    for (std::size_t i = 0; i < text.size() && left > 0; ++i) {
        const char c = text[i];
        if (c == '@') {
            const std::string_view mail = address_around(text, i);
            if (!mail.empty()) add("email", mail);
        } else if (c == '+' || c == '7' || c == '8') {
            // Not inside a longer number or word: an order or a tracking number is no phone.
            if (i > 0 &&
                (digit(text[i - 1]) || letter(text[i - 1]) || text[i - 1] == '-' || text[i - 1] == '+'))
                continue;
            const std::size_t length = phone_length(text.substr(i, 40));
            if (length == 0) continue;
            add("phone", text.substr(i, length));
            i += length - 1;
        }
    }
}

}  // namespace history::connectors
