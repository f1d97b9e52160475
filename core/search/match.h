// One item against one reading of a query, from its own texts: what the index answers faster, and where the marks are.
#pragma once
#include "core/search/relation.h"

namespace history::search {

struct Mark {  // bytes of a text
    std::uint32_t from = 0, to = 0;
};

bool item_agrees(const Reading& reading, const Entity& item, const Forms& forms);

// Its phrases alone stand in the item's texts: all that an index cannot tell.
bool phrases_agree(const Reading& reading, const Entity& item);

// Words of the text that the reading asks for, in their order, not overlapping.
std::vector<Mark> marks_of(const Reading& reading, std::string_view text, const Forms& forms);

// How the marked words were found: "number", "word" when all stand as they were typed, "form", or the reading's way.
std::string_view how_found(const Reading& reading, std::string_view text, const Forms& forms);

}  // namespace history::search
