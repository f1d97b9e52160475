// What a colleague says a customer is: his name, where he lives, how he is spoken to. It stands before the word of every source,
// older or newer, until a colleague takes it back; sources stay to be read beside it. A field of the subject without a time
// (core/model/entity.h), so that the one merge rule decides between two colleagues.
#pragma once
#include "core/replica/replica.h"
#include "core/view/slice.h"

namespace history::view {

inline constexpr std::string_view corrected_facts[] = {"name",     "city",    "address", "language",
                                                       "birthday", "company", "position"};
inline constexpr std::size_t correction_bytes_max = 1024;  // of a name name_bytes_max

struct Correction {
    std::vector<StreamWrite> writes;
    std::string before;  // what a colleague had said; empty: nobody. The same correction with it is the undo
};
// An empty value takes back what was said. Errc::usage for another fact, a value over several lines, or a name that names nobody;
// Errc::limit for a value that is too long.
Result<Correction> correction_of(const OpenCustomer& customer, std::string_view fact, std::string_view value);

}  // namespace history::view
