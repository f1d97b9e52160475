// The item in which a subject's source told an identifier: what a person looks at before he believes a join.
#pragma once
#include <string_view>

#include "core/model/state.h"

namespace history::view {

// The earliest item that shows it: of an order's number the item that has it, of `item` the item itself; else one of the
// channel that says so, at the moment at which it told the name, or with the number or address in its words or legs; else, of
// the identifier that owns the subject, the channel's first one. Null: only a statement (a contact card, a CRM's row) tells it.
const Entity* evidence_item(const State& state, std::string_view type, std::string_view scope,
                            std::string_view value);
// The channel whose word is the strongest for it.
std::string_view evidence_channel(const State& state, std::string_view type, std::string_view scope,
                                  std::string_view value);

}  // namespace history::view
