// Mailboxes of the mbox family: mails one after another, each behind a line "From sender date".
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace history::connectors {

bool is_mbox(std::string_view body);

// The mails, as views into the body. A From_ line counts at the beginning or after a blank line, when it holds a time and a
// year and a header follows: so neither quoted text nor a wrong Content-Length divides a mail.
std::vector<std::string_view> mbox_mails(std::string_view body);

// Where the next mail's From_ line begins behind `from`; npos: there is none.
std::size_t mbox_next(std::string_view body, std::size_t from);

// Takes one > from lines ">From ", ">>From " ... (mboxrd).
std::string mbox_unescape(std::string_view mail);

}  // namespace history::connectors
