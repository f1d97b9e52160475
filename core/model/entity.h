// Entities: what fields belong to. An entity is named by its kind and key; ids are derived, never carried.
//
// kind         key (parts joined by unit_separator)       fields
// item         channel, account, native id                see native/connectors/item.h and fields.h
// identifier   type, scope, normalised value              raw, name@<day>, and how it is known, one field per way:
//                                                         proved | given | said | cc = channel of the source that says so
// subject      (empty)                                    kind (person | unfiled | goods | audit), kind/company, owner,
//                                                         <fact>@<source ms> = value TAB channel; of a colleague <fact> = value
// statement    link | separation, other subject's id hex  state (stands | withdrawn), reason
// note-like items of people are items of channel `notes`, account `staff`, native id = random hex
// colleague    id                                         name, profile, pin, state (active | retired)       (shared stream)
// setting      name                                       value                                              (shared stream)
// product      sku, warehouse (or kind of price, alias)   <fact>@<source ms> = value TAB source                (goods streams)
// matter       item_id hex of its root item               title, kind, state, stage, assignee, item/<item_id hex> = in | out
// reminder     id of one that a rule made (insight/work.h) state (done | cancelled | open), due
// device       device id hex, or its invite's key  name                                           (shared stream)
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace history {

enum class EntityKind : std::uint8_t {
    item = 1,
    identifier = 2,
    subject = 3,
    statement = 4,
    colleague = 5,
    setting = 6,
    device = 7,
    product = 8,
    matter = 9,
    reminder = 10
};
inline constexpr std::uint8_t entity_kind_max = 10;

inline constexpr char unit_separator = '\x1f';

std::string joined_key(std::string_view a, std::string_view b, std::string_view c);  // a US b US c
std::string joined_key(std::string_view a, std::string_view b);
// The parts of a key; missing ones are empty. The views point into `key`.
struct KeyParts {
    std::string_view first, second, third;
};
KeyParts key_parts(std::string_view key);

// Field of a name that came with an identifier: one for each day (UTC) on which it was used. The ms within the day follow from the
// name, so that several of one day stand beside each other, in whatever order they were told.
std::string name_field(std::uint64_t at_ms, std::string_view name);
inline constexpr std::uint64_t name_day_ms = 24 * 60 * 60 * 1000;

}  // namespace history
