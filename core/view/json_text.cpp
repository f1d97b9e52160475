#include "core/view/json_text.h"

#include "core/base/fold.h"

namespace history::view {

void JsonText::comma() {
    if (!fresh_) out_.push_back(',');
    fresh_ = false;
}

JsonText& JsonText::open(char bracket) {
    comma();
    out_.push_back(bracket);
    fresh_ = true;
    return *this;
}

JsonText& JsonText::close(char bracket) {
    out_.push_back(bracket);
    fresh_ = false;
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    text(name);
    out_.push_back(':');
    fresh_ = true;
    return *this;
}

JsonText& JsonText::text(std::string_view value) {
    comma();
    out_.push_back('"');
    for (std::size_t at = 0; at < value.size();) {
        const unsigned char c = static_cast<unsigned char>(value[at]);
        if (c >= 0x80) {
            const std::size_t from = at;
            const char32_t code = next_code_point(value, at);
            if (code == 0xFFFD)
                append_utf8(out_, code);
            else
                out_.append(value.substr(from, at - from));
            continue;
        }
        ++at;
        static constexpr std::string_view digits = "0123456789abcdef";
        if (c == '"' || c == '\\')
            out_.append(1, '\\').push_back(static_cast<char>(c));
        else if (c == '\n')
            out_.append("\\n");
        else if (c == '\t')
            out_.append("\\t");
        else if (c == '\r')
            out_.append("\\r");
        else if (c < 0x20 || c == 0x7F)
            out_.append("\\u00").append(1, digits[c >> 4]).push_back(digits[c & 15]);
        else
            out_.push_back(static_cast<char>(c));
    }
    out_.push_back('"');
    return *this;
}

JsonText& JsonText::number(std::uint64_t value) {
    comma();
    out_.append(std::to_string(value));
    return *this;
}

JsonText& JsonText::signed_number(std::int64_t value) {
    comma();
    out_.append(std::to_string(value));
    return *this;
}

JsonText& JsonText::yes() {
    comma();
    out_.append("true");
    return *this;
}

JsonText& JsonText::boolean(std::string_view name, bool value) {
    key(name).comma();
    out_.append(value ? "true" : "false");
    return *this;
}

}  // namespace history::view
