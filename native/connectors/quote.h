// Divides a mail's text into what its author wrote and what he quotes. Rules from what the common programs write (Gmail,
// Outlook, Apple Mail, Thunderbird, Mail.ru, Yandex) in Russian, Kazakh, English and the languages of their samples.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

struct Quoted {
    std::string text;  // the author's own words, blank lines at both ends removed
    std::string
        quote;  // quoted lines and the line that introduces them, in their order; empty without a quote
};

// LF or CR LF in, LF out. A forwarded mail is no quote: it is what the author wants to show.
Quoted fold_quotes(std::string_view text);

}  // namespace history::connectors
