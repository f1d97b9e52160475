#include "core/identity/trait.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/base/fold.h"
#include "core/identity/name.h"

namespace history {

namespace {

constexpr std::size_t address_bytes_max = 128;

// In Latin as latin() writes them. Kinds of places, streets and rooms in Russian, Kazakh and English.
constexpr std::string_view everywhere[] = {
    "ul",         "ulitsa",    "prospekt", "pr",     "prt",      "per",     "pereulok", "pl",
    "ploshad",    "bul",       "bulvar",   "sh",     "shosse",   "nab",     "proezd",   "d",
    "dom",        "korp",      "korpus",   "str",    "stroenie", "kv",      "kvartira", "of",
    "ofis",       "pom",       "g",        "gorod",  "obl",      "oblast",  "r",        "rn",
    "raion",      "s",         "selo",     "pos",    "poselok",  "mkr",     "mkrn",     "mikroraion",
    "respublika", "kazahstan", "rossiya",  "rf",     "rk",       "koshesi", "dangyly",  "ui",
    "pater",      "kalasy",    "audany",   "oblysy", "street",   "st",      "road",     "rd",
    "avenue",     "ave",       "av",       "lane",   "ln",       "drive",   "dr",       "flat",
    "apt",        "apartment", "unit",     "house",  "city",     "no",      "nomer"};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string birthday_of(std::string_view text) {
    std::array<std::string_view, 3> parts{};
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size() && count < 3;) {
        if (!digit(text[at])) {
            ++at;
            continue;
        }
        const std::size_t from = at;
        while (at < text.size() && digit(text[at])) ++at;
        parts[count++] = text.substr(from, at - from);
    }
    std::string year, month, day;
    if (count > 0 && parts[0].size() == 8) {
        year = parts[0].substr(0, 4), month = parts[0].substr(4, 2), day = parts[0].substr(6);
    } else if (count == 3 && parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2) {
        year = parts[0], month = parts[1], day = parts[2];
    } else if (count == 3 && parts[2].size() == 4 && parts[0].size() <= 2 && parts[1].size() <= 2) {
        year = parts[2], month = parts[1], day = parts[0];
    } else {
        return {};
    }
    if (month.size() < 2) month.insert(0, "0");
    if (day.size() < 2) day.insert(0, "0");
    const std::string date = year + month + day;
    if (year < "1900" || year > "2099" || month < "01" || month > "12" || day < "01" || day > "31" ||
        date == "19000101" || date == "19700101")
        return {};
    return date;
}

std::string address_of(std::string_view text) {
    const std::string plain = latin(fold(cut_utf8(text, 512))) + ' ';
    std::string words, word;
    const auto end_word = [&] {
        const bool common =
            std::find(std::begin(everywhere), std::end(everywhere), word) != std::end(everywhere);
        if (!word.empty() && !common && words.size() + word.size() < address_bytes_max)
            words += (words.empty() ? "" : " ") + word;
        word.clear();
    };
    for (std::size_t at = 0; at < plain.size();) {
        const char32_t code = next_code_point(plain, at);
        const bool number = code >= '0' && code <= '9',
                   letter = (code >= 'a' && code <= 'z') ||
                            (code >= 0xC0 && code != 0xD7 && code != 0xF7 && code < 0x2000);
        if (!number && !letter) {
            end_word();
            continue;
        }
        if (!word.empty() && digit(word.back()) != number) end_word();
        append_utf8(word, code);
    }
    return words;
}

}  // namespace history
