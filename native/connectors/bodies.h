// What connectors of JSON bodies share: reading a body into units, keeping items distinct, and the small forms of values.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "native/connectors/connector.h"
#include "native/json.h"

namespace history::connectors {

inline constexpr std::size_t body_limit = 16u << 20;  // bytes; the vendors stay below 4 MiB
inline constexpr std::size_t line_limit = 1000;       // lines of one order that are read (list_bound.h)

// Gathers what the units of one body hold, and counts as FORMAT.md section 4 wants it: a unit that gave neither an item nor
// an unknown kind nor a rejection is `other`; an item that stands in the body already is one of `repeats`.
class Found {
public:
    explicit Found(const Account& of) : account(of) {}

    void begin_unit() {
        ++parsed_.units;
        silent_ = true;
    }
    void end_unit() {
        if (silent_) ++parsed_.other;
    }

    // A second item of one id only adds the fields that the first has not.
    void add(Item item);
    void add_stub(Item item) {
        item.stub = true;
        parsed_.items.push_back(std::move(item));
    }
    // An item of kind `other` that keeps the payload; `native_id` empty: named by the hash of the payload.
    void add_unknown(std::string native_id, const Json& payload, std::uint64_t at_ms,
                     std::vector<Identifier> of);
    void add(Statement statement) { parsed_.statements.push_back(std::move(statement)); }
    void reject(std::string place, std::string reason, std::string raw) {
        silent_ = false;
        parsed_.rejections.push_back({std::move(place), std::move(reason), std::move(raw)});
    }
    // The whole body, as one unit.
    void reject_body(std::string reason, ByteView body) {
        begin_unit();
        reject("", std::move(reason), std::string(text_of(body)));
        end_unit();
    }
    Parsed take() { return std::move(parsed_); }

    const Account& account;

private:
    Parsed parsed_;
    std::unordered_map<std::string, std::size_t> seen_;
    bool silent_ = true;
};

// Parses the body and hands the value to `read`, which begins and ends the units. A body that is no JSON in
// UTF-8, or is larger than body_limit, is one unit and one rejection.
Parsed parse_json_body(ByteView body, const Account& account, void (*read)(const Json& value, Found& found));

// Names of files with JSON bodies, not their sidecars; *.jsonl holds one body a line, tables are rows under a header.
bool claims_json(std::string_view file_name);
Split split_json(std::string_view file_name);

void put(Item& item, std::string_view name, std::string value);  // nothing for an empty value
// Columns of line/<n>, leg/<id> and file/<n>: joined by TAB; a TAB or line end inside a cell becomes a space.
std::string columns(std::initializer_list<std::string_view> cells);
// Seconds since 1970 as ms; 0 and "" for what is no time of years 1970 to 9999.
std::uint64_t ms_of(std::int64_t seconds);
std::string ms_text(std::uint64_t ms);  // "" for 0
// Empty values are left out, and so is one that stands there already.
void add_identifier(std::vector<Identifier>& list, std::string type, std::string scope, std::string value,
                    Known known, std::string name = {});
std::string joined_name(std::string first, const std::string& last);
std::string dump(const Json& value);  // never throws

// A price or quantity as exact decimal text: of a JSON number its shortest form, which gives back every
// number of up to 15 digits as the source wrote it. Empty for everything else.
std::string decimal_text(const Json& value);
// Amounts of the JSON number or text in minor units of the currency; nothing when it is none.
std::optional<std::int64_t> minor_units(const Json& value, std::string_view currency);

}  // namespace history::connectors
