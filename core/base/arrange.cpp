#include "core/base/arrange.h"

#include <algorithm>

#include "core/base/check.h"

namespace history {

std::vector<std::uint32_t> order_of(std::size_t count, GoesBefore before, const void* list) {
    HISTORY_CHECK(count <= 0xffff'ffffu);
    const auto size = static_cast<std::uint32_t>(count);
    std::uint32_t sorted = 1;
    while (sorted < size && !before(list, sorted, sorted - 1)) ++sorted;
    if (sorted >= size) return {};

    std::vector<std::uint32_t> order(size), merged(size);
    for (std::uint32_t at = 0; at < size; ++at) order[at] = at;
    const auto merge = [&](std::uint32_t from, std::uint32_t middle, std::uint32_t end) {
        std::uint32_t left = from, right = middle;
        for (std::uint32_t out = from; out < end; ++out) {
            const bool take_right =
                left == middle || (right < end && before(list, order[right], order[left]));
            merged[out] = order[take_right ? right++ : left++];
        }
    };
    // What is in order at the front stays one run (a few new elements behind a long list cost one merge); the rest is put in
    // one by one to runs of eight, which are merged.
    constexpr std::uint32_t run = 8;
    for (std::uint32_t from = sorted; from < size; from += run)
        for (std::uint32_t at = from + 1; at < size && at < from + run; ++at)
            for (std::uint32_t to = at; to > from && before(list, order[to], order[to - 1]); --to)
                std::swap(order[to], order[to - 1]);
    for (std::uint64_t width = run; width < size - sorted; width *= 2) {
        for (std::uint64_t from = sorted; from < size; from += 2 * width)
            merge(static_cast<std::uint32_t>(from),
                  static_cast<std::uint32_t>(std::min<std::uint64_t>(from + width, size)),
                  static_cast<std::uint32_t>(std::min<std::uint64_t>(from + 2 * width, size)));
        std::copy(merged.begin() + sorted, merged.end(), order.begin() + sorted);
    }
    merge(0, sorted, size);
    order.swap(merged);
    return order;
}

}  // namespace history
