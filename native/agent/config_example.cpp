#include "native/agent/config.h"

namespace history::agent {

std::string_view config_example() {
    return R"json(// What a business tells its agent about the sources: DIR/agent.json. All may be missing; comments are allowed.
// `history-agent check-config --data DIR` says whether it is right and what it opens; SIGHUP makes `serve` read it again.
{
    // Of numbers written without a country (ISO 3166), and of sums written without a currency (ISO 4217).
    "country": "KZ",
    "currency": "KZT",

    // Of times written without a zone: an offset for all times, "+05:00", or a list by date, as the calendar says. Without it:
    // Kazakhstan's (below), for RU Moscow's, else UTC.
    "zone": [
        {"offset": "+06:00"},
        {"from": "2024-02-29T18:00:00Z", "offset": "+05:00"}
    ],

    // When the business is open, for waiting times; all devices share it as soon as an owner's or operator's agent syncs. A
    // calendar named CHANNEL or CHANNEL/ACCOUNT holds for what comes in there, "main" for the rest; without hours: open always.
    "calendar": {
        "main": {
            "hours": {"mon-fri": "09:00-13:00,14:00-18:00", "sat": "10:00-15:00"},  // or "09:00-20:00" for every day
            "days": {"2026-12-16": "closed", "2026-12-31": "09:00-15:00"},          // instead of the weekday's hours
            "quiet": "21:00-09:00"                                                  // no promotions; or by days as hours
            // Here as well: "zone", of a branch elsewhere.
        }
    },

    // "required": a promotion is blocked until the customer agreed to marketing on that channel.
    "consent": "not required",

    // What goes with what: offered on the card of who bought the one, with the reason, never against a complaint or a stop.
    "offers": [{"after": "GR-100", "offer": "BT-4", "why": "The garland comes without batteries"}],

    // Who a campaign means, by name: `history-agent audience --segment quiet --channel sms`. All rules that are given must hold;
    // of a list one is enough. Days are of the last contact of his own; "spent" is the sum of orders in the currency above.
    "segments": {
        "quiet": {
            "channel": ["whatsapp", "pos"],               // he wrote, called or bought there
            "contact_days": {"from": 60, "to": 365},
            "spent": {"from": 50000},
            "bought": ["GR-100"], "category": [],         // sku, alias or name; as the catalogue has it
            "city": ["Almaty"],
            "consent": "sms",                             // agreed to marketing on it, and did not stop it
            "complaint": false                            // true: one is open; false: none is
        }
    },

    // How long, from when it was told, this agent alone keeps a visit of a browser that nobody is known to use, and how much of
    // them (MiB; the oldest go first).
    "visits": {"days": 90, "megabytes": 256},

    // Small pictures of images among attachments; false: none.
    "previews": true,

    // A secret is {"file": "PATH"} (one line, relative to this file), {"env": "NAME"}, or the text itself (then keep this file
    // private). Here: for every account that has none of that name. `history-agent connectors CHANNEL` says which names a source
    // knows; webhook_token is for those that sign nothing.
    "secrets": {},

    // "CHANNEL": {"ACCOUNT": {...}}, channels as `history-agent connectors` lists them, accounts by names of your own choice.
    "accounts": {
        "email": {
            "shop": {
                // Own addresses, numbers, bot ids: what they write is outgoing. Of `site`: origins of your pages.
                "own": ["shop@example.com"],
                // Mail is fetched by IMAP, and stays as it is on the server (not marked as read); the secret is imap_password,
                // the user the first own address or "user".
                "poll": {"address": "imaps://mail.example.com/INBOX", "minutes": 1, "days": 365}
            }
        },
        "telephony": {
            "pbx": {
                "extensions": ["101", "102"],  // of staff; without them 2 to 5 digits are extensions
                "outside_prefix": "9"          // dialled before an outside number
            }
        },
        "table": {
            "orders": {
                // Layout of tables. Of `notes` and `callback`: the account whose ids colleagues write down, and whose
                // cookie a form sends: {"vk": "220000101", "cookie": "site"}.
                "columns": {"id": "Number", "at": "Date", "phone": "Customer's phone"}
            }
        },
        "kaspi": {
            "shop": {
                // Ask the vendor for what is new: true, or minutes between rounds, days that the first round looks back, and the
                // address where it is not the vendor's own: {"minutes": 5, "days": 28, "address": "https://..."}.
                "poll": {"minutes": 5, "days": 28}
                // Here as well, for this account alone: country, currency, zone, secrets.
            }
        }
    }
}
)json";
}

}  // namespace history::agent
