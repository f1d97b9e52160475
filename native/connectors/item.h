// What a connector makes of a payload: items, statements and counts. Nothing else; no clock, no network, no state.
//
// A connector is a pure function  Parsed parse(ByteView body, const Account& account)  in native/connectors/<source>.h.
// The same function serves webhook, poll, file import, `try` and fuzzing. It never throws and is bounded before it
// allocates.
//
// Fields of an item (a value is UTF-8 text; times are ms since 1970 UTC, decimal; codes: core/model/fields.cpp):
//   kind            message | comment | mail | call | sms is a message | page | screen | track | video | order | cart |
//                   receipt | return | payment | refund | parcel | request | booking | event | survey | review |
//                   mailing | ad | note | promise | consultation | in_person | complaint | complaint_resolved | task |
//                   ticket | deal | system | other
//   at              business time
//   direction       in | out | none
//   text            the person's words; title: mail subject, page title, event name, service, topic
//   author          name of the operator or bot on our side; bot = 1: a machine wrote it (notice, auto-reply, bot turn)
//   reply_to        native id of the item it answers (same channel and account); thread: native thread id
//   refers_to       item it is about: channel TAB account TAB native id
//   edited@<ms>     text after an edit at that source time; deleted@<ms> = 1; reaction@<ms>
//   sent_at delivered_at read_at failed_at          each its own field, so order of arrival does not matter
//   status@<ms>     any other state of the source, in the source's own word, named by the source's own time
//   line/<n>        receipt or order line: sku TAB name TAB quantity TAB price_minor TAB sum_minor TAB ISO currency
//                   (core/insight/receipt.h makes the whole receipt)
//   leg/<id>        a row of a call: start_ms TAB answer_ms TAB end_ms TAB billed_s TAB src TAB dst TAB disposition TAB
//                   operator TAB queue TAB recording TAB direction TAB peer (empty where absent; direction and peer, the
//                   outside number, as this row shows them; core/insight/call.h makes the whole call)
//   step/<id>       a step of a parcel or mailing: ms TAB state TAB words TAB place
//   total           minor units, a space, ISO currency ("1234500 KZT"); number: order, receipt, document, parcel number
//   order_ref       number of the order that it belongs to
//   method          of payment: card | terminal | kaspi_pay | qiwi | fortepay | account | cash | the source's own word
//   delivery        how it is delivered, address: where to; carrier, eta (ms) of a parcel
//   due             ms until when something is promised or wished; starts, ends: ms of a booking or event
//   rating          a number as written; answer/<question> = answer of a survey or form
//   file/<n>        kind TAB name TAB mime TAB size TAB source reference (an id, an address, or a path beside the import)
//   file_hash/<n>   of its bytes, `sha256:` and hex; of a source that has its own word for equal bytes, word:value
//                   ("file_unique_id:AgAD")
//   file_preview/<n> hash TAB small JPEG in base64 (native/images/preview.h); it shows the file whose hash it names
//   left_out/<list> how many of a list (line, file, answer ...) the source told beyond what an item holds (list_bound.h);
//                   left_out/text: bytes of a mail's body beyond those that are read
//   cut/<field>     how many characters of a field the importer left out (native/agent/item_values.h)
//   quote           what a mail quotes of earlier mails, folded away
//   shop till place payment stage product device app          plain texts
//   url referrer source campaign query click  visit and ad facts, each a plain text (click: gclid=..., fbclid=...)
//   raw             the payload of an item of kind `other`, at most 32 KiB
// Values above 32 KiB are cut at a character by the importer, never by a connector; cut/<field> says so.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"

namespace history::connectors {

// How an identifier is known; see design of identity. `said` never joins.
enum class Known : std::uint8_t { proved = 1, given = 2, said = 3 };

// Types: phone email; scoped by account: telegram whatsapp (BSUID) instagram messenger vk viber user (signed-in id of a
// site) customer (public id: a file of our own export) cookie ga (GA4 pseudo id) buyer (of a marketplace) contractor (1C) crm (id
// of a CRM's contact); of the whole business: loyalty inn bin; item (by filing alone).
struct Identifier {
    std::string type;
    std::string scope;  // account the id is unique in; empty for phone and email
    std::string value;  // raw, as the source wrote it: core normalises
    Known known = Known::proved;
    bool cc = false;   // another recipient: kept, never joins
    std::string name;  // the person's name as this source gave it together with the identifier, if it did
};

struct Item {
    std::string native_id;  // exactly as the test world's FORMAT.md names it
    std::vector<std::pair<std::string, std::string>> fields;
    // Strongest first (messenger id, calling number, signed-in user, buyer, loyalty card, then e-mail, then
    // cookie). The first that is neither `said` nor cc owns the item. None: the item is unfiled.
    std::vector<Identifier> identifiers;
    bool stub = false;  // a status, edit or reaction that came before (or without) its message: fields to
                        // add, not an item to count
};

// What a source says about a person without an item: Segment identify, a contact card, a number-change notice, a CRM's
// contact. Facts: name city address language company position birthday note marketing (stop | resume, with the channel)
// preference, inn kpp ogrn okved ..., value as the source wrote it.
struct Statement {
    std::vector<Identifier> identifiers;  // first = the subject it belongs to
    std::vector<std::pair<std::string, std::string>> facts;
    std::uint64_t at_ms = 0;  // source time: names the field `<fact>@<at_ms>`
};

// What a source says about a product: no item, no person. Several facts may come of one row of a price list.
struct ProductFact {
    std::string sku;
    std::string name;   // of the fact: name | category | price | quantity | arrival | alias
    std::string place;  // warehouse that the quantity or arrival is of; kind of price ("Retail"); else empty
    // price: minor units, a space, ISO currency ("1290000 KZT"); quantity: exact decimal text; arrival: the date as
    // 2026-08-29, or with its time, by the clock of the place; else text
    std::string value;
    std::string source;       // the program that knows it, as the row says: "1C"
    std::uint64_t at_ms = 0;  // when it was so; 0: the source does not tell, anything dated is newer
};

struct Rejection {
    std::string place;   // "line 12", "part 3" or "" for the whole body
    std::string reason;  // one sentence
    std::string raw;     // the bytes that could not be read, whole
};

// All counts are of units inside this body; the importer adds repeats and totals.
struct Parsed {
    std::vector<Item> items;  // unknown kinds too: kind `other`, with raw; they are counted in `unknown`
    std::vector<Statement> statements;
    std::vector<Rejection> rejections;
    std::uint64_t units = 0;  // bodies, mails, data rows (FORMAT.md section 4)
    std::uint64_t unknown = 0;
    std::uint64_t other = 0;  // readable without an item: statuses, reads, edits, reactions, identify
    std::uint64_t repeats =
        0;  // units that went into an item which stands in `items` already: further rows of a call
    std::vector<ProductFact> goods;
    std::uint64_t goods_units =
        0;  // units that gave facts of products; the counts show them among the items (they have no native id)
};

// A small JPEG of an image, the same for the same bytes; empty for what is no image.
using PreviewOf = std::function<Bytes(ByteView image)>;

// Settings of one account, from agent.json (`accounts.<channel>.<account>`), secrets resolved. Missing = empty.
struct Account {
    std::string name;
    std::vector<std::string> own;         // own addresses, numbers, bot ids: what they write is outgoing
    std::vector<std::string> extensions;  // staff extensions of a PBX; empty: 2 to 5 digits are extensions
    std::string outside_prefix;           // dialled before an outside number, as "9"
    std::string country = "KZ";           // for numbers written without a country
    std::string currency = "KZT";
    // Offsets by date, as the calendar of the account says: {from_ms, minutes east of UTC}, sorted; for times without a zone.
    std::vector<std::pair<std::uint64_t, int>> zone;
    std::map<std::string, std::string> secrets;  // webhook secrets by the vendor's name for them
    std::map<std::string, std::string> columns;  // layout of tables, where a connector supports it
    PreviewOf preview;                           // none: previews are off
};

// Headers of a delivery (lower-case names), from the HTTP request or a sidecar FILE.headers.json.
using Headers = std::map<std::string, std::string>;

// missing: the source signs, but the account has no secret configured or the headers are not there to see.
enum class Authenticity : std::uint8_t { genuine, forged, missing };

}  // namespace history::connectors
