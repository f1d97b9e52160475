// Is a text one JSON value without blanks outside of strings? A checker of its own: core only writes JSON.
#pragma once
#include <string_view>

#include "core/base/fold.h"

namespace history::tests {

class JsonCheck {
public:
    explicit JsonCheck(std::string_view text) : text_(text) {}
    bool canonical() { return is_utf8(text_) && value(0) && at_ == text_.size(); }

private:
    bool eat(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool word(std::string_view expected) {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    bool string() {
        if (!eat('"')) return false;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
            if (text_[at_] == '\\') {
                ++at_;
                if (at_ >= text_.size()) return false;
                if (text_[at_] == 'u') {
                    for (int i = 0; i < 4; ++i)
                        if (++at_ >= text_.size() ||
                            std::string_view("0123456789abcdef").find(text_[at_]) == std::string_view::npos)
                            return false;
                } else if (std::string_view("\"\\nrt").find(text_[at_]) == std::string_view::npos) {
                    return false;
                }
            }
            ++at_;
        }
        return eat('"');
    }
    bool number() {
        eat('-');
        const std::size_t from = at_;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
        return at_ > from && (text_[from] != '0' || at_ == from + 1);
    }
    bool value(int depth) {
        if (depth > 16 || at_ >= text_.size()) return false;
        const char c = text_[at_];
        if (c == '"') return string();
        if (c == 't') return word("true");
        if (c == 'f') return word("false");
        if (c != '{' && c != '[') return number();
        const char end = c == '{' ? '}' : ']';
        ++at_;
        if (eat(end)) return true;
        do {
            if (c == '{' && (!string() || !eat(':'))) return false;
            if (!value(depth + 1)) return false;
        } while (eat(','));
        return eat(end);
    }
    std::string_view text_;
    std::size_t at_ = 0;
};

inline bool canonical_json(std::string_view text) {
    return JsonCheck(text).canonical();
}
inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}
inline std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++found;
    return found;
}

}  // namespace history::tests
