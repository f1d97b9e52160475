// One source of items: what the importer, the webhooks and `history-agent try` know of it. The table of all
// stands in native/connectors/table.h.
#pragma once
#include <string_view>

#include "native/connectors/item.h"

namespace history::connectors {

enum class Split : std::uint8_t {
    whole,  // the file is one body (JSON, eml, mbox, CSV with its rows)
    lines,  // every line is one body (*.jsonl)
};

struct Connector {
    std::string_view channel;                                // as in the test world's FORMAT.md
    Parsed (*parse)(ByteView body, const Account& account);  // pure; never throws
    Authenticity (*check)(ByteView body, const Headers& headers,
                          const Account& account);  // constant-time compares
    bool (*claims)(std::string_view file_name);     // base name only; not claimed = `skipped`
    Split (*split)(std::string_view file_name);
};

}  // namespace history::connectors
