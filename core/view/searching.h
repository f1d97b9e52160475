// A search as the screen and the command line show it: the replica's hits with their customers, their words and the marks.
#pragma once
#include "core/replica/replica.h"

namespace history::view {

struct SearchWords {
    std::string query;
    search::Filter filter;
    std::string who;      // a customer as customer_named() takes it; empty: everybody
    std::string country;  // for his number
    std::size_t limit = 50;
};

// Words as they come from a command line or a page: lists separated by commas, direction in | out, times in ms since 1970.
// Errc::usage with one sentence.
Result<search::Filter> search_filter(std::string_view channels, std::string_view kinds,
                                     std::string_view direction, std::string_view from_ms,
                                     std::string_view to_ms);

inline constexpr std::size_t search_text_bytes = 240;  // of one row's text, around its first mark

using SearchEar = std::function<void(Result<std::string> slice, bool last)>;
// The slice `search` (core/view/slice.h) now and then and at last; afterwards `ear` is not called again. The number is for
// Replica::cancel_search; 0: nothing runs, the ear has heard why. The replica outlives the search.
std::uint64_t search(Replica& replica, const SearchWords& words, const SearchEar& ear);

}  // namespace history::view
