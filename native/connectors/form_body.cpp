#include "native/connectors/form_body.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/csv.h"

namespace history::connectors {

namespace {

// An escape without two hex digits stands for itself.
std::string decoded(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low >= 0) {
            plain.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            plain.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return plain;
}

// An escape that the body's end cuts: the rest is lost.
bool ends_in_escape(std::string_view body) {
    return body.ends_with('%') ||
           (body.size() > 1 && body[body.size() - 2] == '%' && hex_digit(body.back()) >= 0);
}

const char* no_form(std::string_view body) {
    if (body.size() > form_bytes_max) return "The form is larger than 1 MiB.";
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return "The body is empty.";
    if (body.front() == '<' || body.front() == '{' || body.front() == '[')
        return "The body is no form: it is a page or a JSON value.";
    if (body.find('=') == std::string_view::npos) return "The body is no form: it has no field.";
    if (ends_in_escape(body)) return "The form is cut inside an escape.";
    return nullptr;
}

}  // namespace

std::string_view FormBody::bytes(std::string_view name) const {
    for (const auto& [one, value] : fields)
        if (one == name) return value;
    return {};
}

std::string FormBody::text(std::string_view name) const {
    const std::string_view sent = bytes(name);
    std::string_view whole = sent;
    for (int cut = 0; cut < 3 && !whole.empty() && !valid_utf8(whole); ++cut) whole.remove_suffix(1);
    const unsigned char lead =
        whole.size() < sent.size() ? static_cast<unsigned char>(sent[whole.size()]) : 0;
    std::string text = valid_utf8(whole) && (lead == 0 || lead >= 0xC2) ? std::string(whole) : utf8_of(sent);
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    return text;
}

bool FormBody::has(std::string_view name) const {
    return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
}

FormBody parse_form(ByteView bytes) {
    std::string_view body = text_of(bytes);
    while (!body.empty() && (body.back() == '\n' || body.back() == '\r')) body.remove_suffix(1);
    FormBody form;
    form.broken = no_form(body);
    while (form.broken == nullptr && !body.empty()) {
        const std::string_view pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        if (pair.empty()) continue;
        if (form.fields.size() == form_fields_max) {
            form.fields.clear();
            form.broken = "The form has more than 1000 fields.";
            break;
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        form.fields.emplace_back(decoded(pair.substr(0, equals)),
                                 decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return form;
}

bool claims_form(std::string_view file_name) {
    return file_name.ends_with(".form") || file_name.ends_with(".forms");
}

Split split_form(std::string_view file_name) {
    return file_name.ends_with(".forms") ? Split::lines : Split::whole;
}

}  // namespace history::connectors
