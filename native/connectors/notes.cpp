#include "native/connectors/notes.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/bodies.h"
#include "native/connectors/file_content.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

constexpr std::string_view kinds[] = {"note",         "promise",  "order", "complaint", "complaint_resolved",
                                      "consultation", "in_person"};
constexpr const char* messengers[] = {"telegram", "whatsapp", "instagram", "messenger", "vk", "viber"};
constexpr std::size_t files_max = 100;

std::string scope_of(const std::string& channel, const Json& refers_to, const Account& account) {
    if (text_at(refers_to, "channel") == channel) return text_at(refers_to, "account");
    const auto named = account.columns.find(channel);
    return named == account.columns.end() ? std::string() : named->second;
}

std::vector<Identifier> identifiers_of(const Json& note, const Account& account) {
    const Json& customer = at(note, "customer");
    const std::string name = text_at(customer, "name");
    std::vector<Identifier> list;
    for (const char* channel : messengers)
        add_identifier(list, channel, scope_of(channel, at(note, "refers_to"), account),
                       text_at(customer, channel), Known::given, name);
    add_identifier(list, "phone", "", text_at(customer, "phone"), Known::given, name);
    add_identifier(list, "loyalty", "", text_at(customer, "card"), Known::given, name);
    add_identifier(list, "email", "", text_at(customer, "email"), Known::given, name);
    add_said(list, text_at(note, "text"));
    return list;
}

void put_order(const Json& order, Item& item, const Account& account) {
    if (!order.is_object()) return;
    put(item, "number", text_at(order, "number"));
    if (const auto total = minor_units(at(order, "total"), account.currency))
        put(item, "total", std::to_string(*total) + ' ' + account.currency);
    const Json& lines = at(order, "lines");
    if (!lines.is_array()) return;
    ListBound bound(item, "line", line_limit);
    for (const Json& one : lines) {
        if (!bound.takes()) continue;
        OrderLine line;
        line.sku = text_at(one, "sku");
        line.name = text_at(one, "name");
        line.quantity = decimal_text(at(one, "qty"));
        line.currency = account.currency;
        line.price_minor = minor_units(at(one, "price"), account.currency);
        put_line(item, bound.taken(), line);
    }
}

void put_files(const Json& files, Item& item) {
    if (!files.is_array()) return;
    ListBound bound(item, "file", files_max);
    for (const Json& file : files) {
        if (!bound.takes()) continue;
        const std::string number = std::to_string(bound.taken());
        const std::string sha256 = text_at(file, "sha256"), path = text_at(file, "path");
        put(item, "file/" + number,
            columns({"document", text_at(file, "name"), text_at(file, "mime"), text_at(file, "size"),
                     path.empty() ? sha256 : path}));
        put(item, "file_hash/" + number, sha256_hash(sha256));
    }
}

void add_note(const Json& note, Found& found) {
    const std::string id = text_at(note, "note_id"), kind = text_at(note, "kind");
    const std::uint64_t at_ms = iso_ms(text_at(note, "at"));
    if (id.empty() || at_ms == 0) return found.reject("", "The note has no note_id or no time.", dump(note));
    std::vector<Identifier> of = identifiers_of(note, found.account);
    if (std::find(std::begin(kinds), std::end(kinds), kind) == std::end(kinds))
        return found.add_unknown(id, note, at_ms, std::move(of));
    Item item;
    item.native_id = id;
    put(item, "kind", kind);
    put(item, "direction", "none");
    put(item, "at", ms_text(at_ms));
    put(item, "author", text_at(note, "author"));
    put(item, "text", text_at(note, "text"));
    put(item, "product", text_at(note, "product_sku"));
    put(item, "due", ms_text(iso_ms(text_at(note, "due"))));
    const Json& about = at(note, "refers_to");
    if (const std::string native = text_at(about, "native_id"); !native.empty())
        put(item, "refers_to", columns({text_at(about, "channel"), text_at(about, "account"), native}));
    put_order(at(note, "order"), item, found.account);
    put_files(at(note, "attachments"), item);
    item.identifiers = std::move(of);
    found.add(std::move(item));
}

void read(const Json& value, Found& found) {
    const auto one = [&](const Json& note) {
        found.begin_unit();
        if (note.is_object())
            add_note(note, found);
        else
            found.reject("", "The note is no object.", dump(note));
        found.end_unit();
    };
    if (!value.is_array()) return one(value);
    for (const Json& note : value) one(note);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& notes() {
    static const Connector connector{
        .channel = "notes",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Notes of colleagues",
                  .formats = "one note a line (.jsonl), or one or a list in a file (.json)",
                  .fields =
                      "note_id, at, author, kind, customer, text, product_sku, refers_to, due, order with "
                      "number, total and lines, attachments with name, mime, size, sha256 and path",
                  .ways = "webhook, import",
                  .authenticity = "",
                  .id_rule = "note_id",
                  .identifiers = "whatever the author knew of the customer, given; numbers in words said",
                  .setup = "post each note to https://HOST/notes/ACCOUNT with the account's webhook_token, "
                           "or export the notes of the program that colleagues used before; name in columns "
                           "which account each "
                           "messenger's ids are of",
                  .left_out = "nothing"}};
    return connector;
}

}  // namespace history::connectors
