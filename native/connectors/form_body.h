// Bodies of application/x-www-form-urlencoded (URL Standard, url.spec.whatwg.org, section 5): name=value pairs between `&`,
// `+` a blank, %XX a byte.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "native/connectors/connector.h"

namespace history::connectors {

inline constexpr std::size_t form_bytes_max = 1u << 20;
inline constexpr std::size_t form_fields_max = 1000;

struct FormBody {
    std::vector<std::pair<std::string, std::string>>
        fields;                    // decoded, in the order of the body; empty when broken
    const char* broken = nullptr;  // one sentence why this is no form

    // The first field of that name, empty when there is none: its bytes as they were sent, or as text in UTF-8 without NUL
    // (a character cut at the end is dropped, bytes of no UTF-8 are read as windows-1251).
    std::string_view bytes(std::string_view name) const;
    std::string text(std::string_view name) const;
    bool has(std::string_view name) const;
};

FormBody parse_form(ByteView body);

// Names of files with form bodies: *.form holds one, *.forms one a line.
bool claims_form(std::string_view file_name);
Split split_form(std::string_view file_name);

}  // namespace history::connectors
