// Sorting that is the same everywhere and small: equals keep their order, so that no library's std::sort decides what a screen
// shows, and the merge itself exists once instead of three kilobytes per list in core.wasm. It compares through a pointer to a
// function: where a list of a million numbers is sorted, std::sort stays (core/search/index_builder.cpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace history {

// Whether element `a` of the list behind `list` goes before element `b`.
using GoesBefore = bool (*)(const void* list, std::uint32_t a, std::uint32_t b);
// The order of `count` elements (fewer than 2^32): at [i] the place where the i-th stands now. Empty when they are in order.
std::vector<std::uint32_t> order_of(std::size_t count, GoesBefore before, const void* list);

template <typename Iterator, typename Less = std::less<>>
void arrange(Iterator first, Iterator last, Less less = {}) {
    struct List {
        Iterator first;
        Less& less;
    };
    const List list{first, less};
    std::vector<std::uint32_t> order = order_of(
        static_cast<std::size_t>(last - first),
        [](const void* of, std::uint32_t a, std::uint32_t b) -> bool {
            const List& one = *static_cast<const List*>(of);
            return one.less(one.first[a], one.first[b]);
        },
        &list);
    for (std::uint32_t at = 0; at < order.size(); ++at) {  // along each cycle, one swap per element
        std::uint32_t to = at;
        while (order[to] != at) {
            using std::swap;
            swap(first[to], first[order[to]]);
            const std::uint32_t next = order[to];
            order[to] = to;
            to = next;
        }
        order[to] = to;
    }
}

}  // namespace history
