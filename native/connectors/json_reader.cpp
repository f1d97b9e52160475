#include "native/connectors/json_reader.h"

#include "core/base/fold.h"

namespace history::connectors {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// One pass from left to right; false as soon as the text is no JSON.
class Reader {
public:
    Reader(std::string_view text, int levels_max)
        : at_(text.data()), end_(text.data() + text.size()), levels_left_(levels_max) {}

    bool whole(Json& value) {
        if (std::string_view(at_, left()).starts_with("\xEF\xBB\xBF")) at_ += 3;
        if (!this->value(value)) return false;
        skip_blanks();
        return at_ == end_ || *at_ == '\0';  // some programs send their strings with the end
    }

private:
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }
    bool takes(char c) {
        skip_blanks();
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }
    bool word(std::string_view text) {
        if (!std::string_view(at_, left()).starts_with(text)) return false;
        at_ += text.size();
        return true;
    }

    bool value(Json& to) {
        skip_blanks();
        if (at_ == end_) return false;
        switch (*at_) {
            case '{':
                return object(to);
            case '[':
                return array(to);
            case '"':
                to = std::string();
                return text(to.get_ref<std::string&>());
            case 'n':
                to = nullptr;
                return word("null");
            case 't':
                to = true;
                return word("true");
            case 'f':
                to = false;
                return word("false");
            default:
                return number(to);
        }
    }

    bool object(Json& to) {
        if (levels_left_-- == 0) return false;
        to = Json::object();
        auto& members = to.get_ref<Json::object_t&>();
        ++at_;
        if (!takes('}')) {
            std::string name;
            do {
                skip_blanks();
                if (at_ == end_ || *at_ != '"' || !text(name) || !takes(':')) return false;
                // Of members of one name the last stands.
                if (!value(members[std::move(name)])) return false;
                name.clear();
            } while (takes(','));
            if (!takes('}')) return false;
        }
        ++levels_left_;
        return true;
    }

    bool array(Json& to) {
        if (levels_left_-- == 0) return false;
        to = Json::array();
        auto& elements = to.get_ref<Json::array_t&>();
        ++at_;
        if (!takes(']')) {
            do {
                if (!value(elements.emplace_back())) return false;
            } while (takes(','));
            if (!takes(']')) return false;
        }
        ++levels_left_;
        return true;
    }

    // Digits alone are read here, everything else of a number by the library: it knows what overflows.
    bool number(Json& to) {
        const char* const begin = at_;
        std::uint64_t sum = 0;
        while (at_ != end_ && is_digit(*at_)) sum = sum * 10 + static_cast<std::uint64_t>(*at_++ - '0');
        const auto digits = at_ - begin;
        const bool more =
            at_ != end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E' || *at_ == '-' || *at_ == '+');
        if (digits > 0 && digits <= 18 && !more) {
            if (*begin == '0' && digits > 1) return false;
            to = sum;
            return true;
        }
        while (at_ != end_ &&
               (is_digit(*at_) || *at_ == '.' || *at_ == 'e' || *at_ == 'E' || *at_ == '-' || *at_ == '+'))
            ++at_;
        if (at_ == begin) return false;
        to = Json::parse(begin, at_, nullptr, false);
        return !to.is_discarded();
    }

    bool text(std::string& to) {
        const char* begin = ++at_;
        for (;;) {
            unsigned seen = 0;
            while (at_ != end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20)
                seen |= static_cast<unsigned char>(*at_++);
            if (at_ == end_) return false;
            const std::string_view piece(begin, static_cast<std::size_t>(at_ - begin));
            if (seen >= 0x80 && !is_utf8(piece)) return false;
            to += piece;
            if (*at_ == '"') {
                ++at_;
                return true;
            }
            if (*at_ != '\\' || !escape(to)) return false;
            begin = at_;
        }
    }

    bool escape(std::string& to) {
        ++at_;
        if (at_ == end_) return false;
        constexpr std::string_view written = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        const char c = *at_++;
        if (const std::size_t which = written.find(c); which != std::string_view::npos) {
            to.push_back(meant[which]);
            return true;
        }
        if (c != 'u') return false;
        char32_t code = 0, low = 0;
        if (!hex4(code) || (code >= 0xDC00 && code <= 0xDFFF)) return false;
        if (code >= 0xD800 && code <= 0xDBFF) {
            if (!word("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(to, code);
        return true;
    }

    bool hex4(char32_t& code) {
        if (left() < 4) return false;
        for (int i = 0; i < 4; ++i) {
            const char c = *at_++, small = static_cast<char>(c | 0x20);
            if (is_digit(c))
                code = code * 16 + static_cast<char32_t>(c - '0');
            else if (small >= 'a' && small <= 'f')
                code = code * 16 + static_cast<char32_t>(small - 'a' + 10);
            else
                return false;
        }
        return true;
    }

    const char* at_;
    const char* end_;
    int levels_left_;
};

}  // namespace

std::optional<Json> read_json(std::string_view text, int levels_max) {
    std::optional<Json> value(std::in_place);
    if (!Reader(text, levels_max).whole(*value)) return std::nullopt;
    return value;
}

}  // namespace history::connectors
