// Writes canonical JSON: no blanks, keys in the order they are written, invalid UTF-8 as U+FFFD. It never parses.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace history::view {

class JsonText {
public:
    JsonText& begin_object() { return open('{'); }
    JsonText& end_object() { return close('}'); }
    JsonText& begin_array() { return open('['); }
    JsonText& end_array() { return close(']'); }
    JsonText& key(std::string_view name);
    JsonText& text(std::string_view value);
    JsonText& number(std::uint64_t value);
    JsonText& signed_number(std::int64_t value);
    JsonText& yes();  // true: flags are written only when they hold

    // key and value; left out when the value is empty or zero
    JsonText& text(std::string_view name, std::string_view value) {
        return value.empty() ? *this : key(name).text(value);
    }
    JsonText& number(std::string_view name, std::uint64_t value) {
        return value == 0 ? *this : key(name).number(value);
    }
    JsonText& boolean(std::string_view name, bool value);  // always written
    JsonText& flag(std::string_view name, bool value) { return value ? key(name).yes() : *this; }

    std::string take() { return std::move(out_); }

private:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    void comma();
    std::string out_;
    bool fresh_ = true;  // no comma before the next value
};

}  // namespace history::view
