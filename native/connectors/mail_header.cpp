#include "native/connectors/mail_header.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "native/connectors/csv.h"

namespace history::connectors {
bool begins_as_mail(std::string_view text) {
    static constexpr std::string_view names[] = {
        "from",        "to",           "cc",           "date",     "subject", "message-id",  "received",
        "return-path", "mime-version", "content-type", "reply-to", "sender",  "delivered-to"};
    text = text.substr(0, header_max);
    bool found = false;
    for (bool first = true; !text.empty(); first = false) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line == "\r") break;
        if (line.front() == ' ' || line.front() == '\t' || line.starts_with("From ") ||
            line.starts_with(">From "))
            continue;
        const std::size_t colon = line.find(':');
        const std::string_view name = line.substr(0, colon);
        if (colon == std::string_view::npos || name.empty() ||
            name.find_first_of("<>{}\"") != std::string_view::npos) {
            if (first) return false;
            continue;
        }
        std::string folded = lower(name);
        while (folded.ends_with(' ') || folded.ends_with('\t')) folded.pop_back();
        found = found || std::find(std::begin(names), std::end(names), folded) != std::end(names);
    }
    return found;
}

std::string next_id(std::string_view& ids) {
    const std::size_t open = ids.find('<');
    if (open != std::string_view::npos) {
        const std::size_t close = ids.find('>', open);
        if (close == std::string_view::npos) {
            ids = {};
            return {};
        }
        std::string id = utf8_of(ids.substr(open, close - open + 1));
        ids.remove_prefix(close + 1);
        id.erase(std::remove_if(id.begin(), id.end(),
                                [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }),
                 id.end());
        return id.size() > 2 && id.size() <= 998 ? id : std::string();
    }
    const std::size_t first = ids.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    const std::string id = utf8_of(ids.substr(first, ids.find_first_of(" \t\r\n", first) - first));
    ids = {};
    return id.size() <= 996 ? "<" + id + ">" : std::string();
}

}  // namespace history::connectors
