// Recovery words: bytes as pronounceable five-letter words of 16 bits each (proquints, D. S. Wilkerson 2009),
// the last word a checksum. 32 bytes are 17 words.
#pragma once
#include <string>

#include "core/base/bytes.h"

namespace history {

std::string to_proquints(ByteView bytes);  // even number of bytes; words joined by blanks
Result<Bytes> from_proquints(
    std::string_view text);  // upper case and any blanks or dashes are forgiven; the checksum is not

}  // namespace history
