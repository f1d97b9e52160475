// Encoded words of mail headers, "=?koi8-r?B?...?=" (RFC 2047). Done here and not by GMime, whose version in Debian 12
// (3.2.13) drops what follows a padded word when the next one has the same charset: half of many a Russian name.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

enum class HeaderKind : std::uint8_t {
    text,       // Subject, display names, file names
    addresses,  // From, To ...: what was decoded is put into quotes, so that a comma in a name divides
                // nothing
};

// Decodes the encoded words in `header`, whose other bytes stay as they are. Neighbours in one charset are joined before
// they are decoded: some writers divide a character between them. `utf8`: bytes in a named charset as UTF-8.
std::string decode_words(std::string_view header, HeaderKind kind,
                         std::string (*utf8)(std::string_view bytes, std::string_view charset));

}  // namespace history::connectors
