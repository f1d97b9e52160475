// Small readings of mail headers that need no MIME.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

constexpr std::size_t header_max = 64 * 1024;  // bytes of one header, and of the look for the first ones

// A mail begins with header lines, and one of them is a header that only mails have.
bool begins_as_mail(std::string_view text);

// "<a@b>" at the front of `ids`, and the rest stays; ids without brackets get them. Empty at the end.
std::string next_id(std::string_view& ids);

}  // namespace history::connectors
