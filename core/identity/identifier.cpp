#include "core/identity/identifier.h"

#include "core/base/fold.h"
#include "core/identity/phone.h"
#include "core/identity/placeholder.h"

namespace history {

namespace {
std::string_view trimmed(std::string_view text) {
    const std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// One @ with something on both sides, a dot in the domain, no blanks or brackets: enough to tell it from a name. RFC 5321
// lets the local part be case-sensitive; no mailbox of today is, and people write it either way.
Result<std::string> normalise_email(std::string_view raw) {
    std::string_view text = trimmed(raw);
    if (text.substr(0, 7) == "mailto:") text.remove_prefix(7);
    if (!text.empty() && text.front() == '<' && text.back() == '>') text = text.substr(1, text.size() - 2);
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || text.size() > 254 ||
        text.find('.', at) == std::string_view::npos || text.back() == '.' ||
        text.find_first_of(" \t<>()[],;:\"") != std::string_view::npos)
        return fail(Errc::corrupt, "This is no e-mail address.");
    return fold(text);
}

Result<std::string> normal_form(std::string_view type, std::string_view raw, std::string_view country) {
    if (type == "phone") return normalise_phone(raw, country);
    if (type == "email") return normalise_email(raw);
    const std::string_view text = trimmed(raw);
    if (text.empty() || text.size() > 512 || text.find('\x1f') != std::string_view::npos || !is_utf8(text))
        return fail(Errc::corrupt, "This identifier is empty, too long or no text.");
    return std::string(text);
}
}  // namespace

Result<std::string> normalise(std::string_view type, std::string_view raw, std::string_view country) {
    TRY_ASSIGN(normal, normal_form(type, raw, country));
    if (blocked_value(type, normal))
        return fail(Errc::corrupt, "This value stands for nobody in particular.");
    return normal;
}

std::string guess_type(std::string_view query) {
    const std::string_view text = trimmed(query);
    if (normalise_email(text).ok()) return "email";
    std::size_t digits = 0;
    for (char c : text) digits += c >= '0' && c <= '9';
    if (digits >= 7 && normalise_phone(text, "KZ").ok()) return "phone";
    return "";
}

}  // namespace history
