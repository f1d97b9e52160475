#include "native/connectors/charset.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "core/base/ascii.h"
#include "native/connectors/csv.h"

namespace history::connectors {
namespace {

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// windows-1251 has its small letters where koi8-r has its capitals; text is mostly small letters.
const char* likelier_cyrillic(std::string_view bytes) {
    std::size_t low = 0, high = 0;
    for (char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0xE0)
            ++high;
        else if (byte >= 0xC0)
            ++low;
    }
    return low > high ? "koi8-r" : "windows-1251";
}

// The name that iconv knows; empty for none at all.
std::string charset_name(std::string_view declared) {
    const std::string name = lower(declared);
    if (has(name, "1251")) return "windows-1251";
    if (has(name, "koi8")) return has(name, "koi8-u") ? "koi8-u" : "koi8-r";
    if (has(name, "utf") && has(name, "8")) return "utf-8";
    if (name == "gb2312") return "gb18030";
    if (name == "us-ascii" || name == "ascii" || has(name, "default") || has(name, "unknown")) return "";
    return name;
}

std::string without_nul(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    return text;
}

// Nothing when the charset is unknown or the bytes do not fit it.
std::optional<std::string> converted(std::string_view bytes, const std::string& charset) {
    const iconv_t state = iconv_open("UTF-8", charset.c_str());
    if (state == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string out;
    char* from = const_cast<char*>(bytes.data());  // iconv's old signature: it does not write there
    std::size_t left = bytes.size(), done = 0;
    bool whole = false, more = true;
    while (more) {
        out.resize(done + left * 2 + 64);
        char* to = out.data() + done;
        std::size_t room = out.size() - done;
        const std::size_t result = iconv(state, &from, &left, &to, &room);
        done = static_cast<std::size_t>(to - out.data());
        whole = result != static_cast<std::size_t>(-1) && left == 0;
        more = result == static_cast<std::size_t>(-1) && errno == E2BIG;
    }
    iconv_close(state);
    out.resize(done);
    return whole ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

std::string decoded(std::string_view bytes, std::string_view declared) {
    const std::string charset = charset_name(declared);
    const bool utf8 = valid_utf8(bytes);
    if (charset.empty() || charset == "utf-8") {
        if (utf8) return without_nul(std::string(bytes));
    } else if (auto text = converted(bytes, charset)) {
        return without_nul(utf8_of(*text));
    } else if (utf8) {
        return without_nul(std::string(bytes));
    }
    auto guessed = converted(bytes, likelier_cyrillic(bytes));
    return without_nul(guessed ? std::move(*guessed) : utf8_of(bytes));
}

}  // namespace history::connectors
