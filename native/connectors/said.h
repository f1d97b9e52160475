// Phone numbers and mail addresses that stand in a person's words. They are `said`: a suggestion, never a join.
#pragma once
#include <string_view>
#include <vector>

#include "native/connectors/item.h"

namespace history::connectors {

// Appends what looks like a whole phone number (+ and 10 to 15 digits; 11 digits that begin with 7 or 8; ten that begin like a
// number of Kazakhstan; usual separators) or a mail address, as written. Looks at the first 8 KiB and takes at most four.
void add_said(std::vector<Identifier>& identifiers, std::string_view text);

}  // namespace history::connectors
