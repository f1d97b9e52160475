// One source of items: what the importer, the webhooks, `history-agent try` and `history-agent connectors` know of it.
// The table of all stands in native/connectors/table.h.
#pragma once
#include <optional>
#include <string_view>

#include "native/connectors/item.h"

namespace history::connectors {

// How a file is divided into bodies. Tables and mail boxes are one body, but a long one (native/agent/file_bodies.h) is read
// in portions of whole rows or mails, so that an export of any length needs little memory.
enum class Split : std::uint8_t {
    whole,         // the file is one body, however long (JSON, XML, eml)
    lines,         // every line is one body (*.jsonl, *.forms)
    rows,          // a table with a header, which stands before every portion
    rows_perhaps,  // a table whose first row is a header only if none of its cells begins with a digit
    mails,         // a mail box (mbox)
};

inline Split split_nothing(std::string_view) {  // every file is one body
    return Split::whole;
}

// What people read about a source: `history-agent connectors`, and its page of documentation. One sentence each.
struct About {
    std::string_view title;         // vendor's name of the interface: "Telegram Bot API"
    std::string_view formats;       // files and bodies that are read
    std::string_view fields;        // of the source, in its own names, that the history uses
    std::string_view ways;          // of: webhook, poll, import, export
    std::string_view authenticity;  // how a webhook is known to be the vendor's; empty: it is not signed
    std::string_view id_rule;       // what names an item for ever
    std::string_view
        identifiers;         // each identifier and how it is known: "chat id proved; numbers in words said"
    std::string_view setup;  // what to do at the vendor and in agent.json
    std::string_view left_out;  // what the format has and the history does not take
    bool tried = true;          // false: known from documentation alone, not tried on live data
};

// A delivery as HTTP shows it, before it is known to be genuine.
struct Request {
    std::string_view method;  // GET | POST
    const std::map<std::string, std::string>& query;
    ByteView body;
};
struct Answer {
    unsigned status = 200;
    std::string text;
};

struct Connector {
    std::string_view channel;                                // as in the test world's FORMAT.md
    Parsed (*parse)(ByteView body, const Account& account);  // pure; never throws
    // Constant-time compares. None: the source does not sign; webhooks ask for the account's token.
    Authenticity (*check)(ByteView body, const Headers& headers, const Account& account) = nullptr;
    bool (*claims)(std::string_view file_name);  // base name only; not claimed = `skipped`
    Split (*split)(std::string_view file_name);

    About about = {};
    // The key in the account's secrets without which a webhook takes nothing; empty: no webhook. Another vendor of the same
    // channel may have a key of its own; an account is of one vendor, so the first that it has decides.
    std::string_view webhook_secret = {};
    std::string_view webhook_secret_else = {};
    // The vendor's handshake, answered instead of kept; nothing: this request is none.
    std::optional<Answer> (*handshake)(const Request& request, const Account& account) = nullptr;
    // When the vendor signed, ms since 1970; 0: the delivery does not say. None: the vendor signs no time.
    std::uint64_t (*signed_at)(ByteView body, const Headers& headers, const Account& account) = nullptr;
    std::uint64_t window_ms = 5 * 60 * 1000;  // between the vendor's clock and ours, to either side
    std::string_view accepted = "kept\n";     // body of the 200 that the vendor waits for
    // Of tables: the column by its name here; neighbouring rows with the same value are never divided. Empty: any may be.
    std::string_view whole_by = {};

    Authenticity authenticity(ByteView body, const Headers& headers, const Account& account) const {
        return check ? check(body, headers, account) : Authenticity::missing;
    }
    // What was signed outside the window, or by a vendor that signs times without one, may be a delivery caught long ago.
    bool in_window(ByteView body, const Headers& headers, const Account& account, std::uint64_t now) const {
        if (!signed_at) return true;
        const std::uint64_t at = signed_at(body, headers, account);
        return at != 0 && (at > now ? at - now : now - at) <= window_ms;
    }
};

}  // namespace history::connectors
