// Strangers: browsers of which nobody knows yet who sits before them.
//
// A stranger's visit is an item whose only joining identifiers (proved or given, normalised by core) are of types `cookie` and
// `ga`, of a kind that asks for nothing (page, screen, track, video, cart, ad; `other`: nobody documented it; none: a state
// without its item), that names no order; or a statement that names nothing but browsers. A message, form, booking or order is
// somebody's word even without a name: it is filed at once, and makes its browser known.
// A browser is known once a subject of the workspace has its identifier proved or given.
#pragma once
#include <string>
#include <vector>

#include "core/replica/directory.h"
#include "native/connectors/item.h"

namespace history::agent {

// What a source told, as it waits to be filed: an item or a statement of one account.
struct Told {
    std::string channel, account, country;
    bool is_item = true;
    connectors::Item item;
    connectors::Statement statement;
};

// Keys of the browsers that it names, in its own order.
std::vector<std::string> browsers_named(const Told& told);
// Does it name nobody but browsers, and ask for nothing?
bool of_stranger(const Told& told);
bool knows(const Directory& directory, const std::string& identifier_key);

void encode(Writer& out, const Told& told);
Told decode_told(Reader& in);  // in.ok() is false when it is damaged

}  // namespace history::agent
