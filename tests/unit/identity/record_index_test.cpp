#include "core/replica/record_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/port/fakes.h"

using namespace history;

namespace {
std::multiset<std::uint32_t> named(const RecordIndex& index, std::uint64_t hash) {
    std::multiset<std::uint32_t> numbers;
    index.each(hash, [&](std::uint32_t number) { numbers.insert(number); });
    return numbers;
}
}  // namespace

TEST_CASE("an index names whoever was added and not removed, through every growth and every gap") {
    fakes::SeededRandom random(5);
    // Few hashes: long runs of equals; whole ones; and of 32 bits, as Wasm makes them of text.
    for (const std::uint64_t hashes :
         {std::uint64_t{3}, std::uint64_t{200}, std::uint64_t{UINT32_MAX}, UINT64_MAX}) {
        RecordIndex index;
        std::multimap<std::uint64_t, std::uint32_t> stands;
        for (std::uint32_t round = 0; round < 6000; ++round) {
            const bool grows = round % 2000 < 1400;
            if (stands.empty() || random.below(4) < (grows ? 3u : 1u)) {
                const std::uint64_t hash = random.below(hashes);
                index.add(hash, round);
                stands.emplace(hash, round);
            } else {
                const auto one =
                    std::next(stands.begin(), static_cast<std::ptrdiff_t>(random.below(stands.size())));
                index.remove(one->first, one->second);
                stands.erase(one);
            }
            if (round % 100 != 99) continue;
            for (auto at = stands.begin(); at != stands.end();) {
                const auto end = stands.upper_bound(at->first);
                std::multiset<std::uint32_t> expected;
                for (auto one = at; one != end; ++one) expected.insert(one->second);
                const auto all = named(index, at->first);
                CHECK(std::includes(all.begin(), all.end(), expected.begin(), expected.end()));
                if (hashes <= 200) CHECK(all == expected);  // half of a hash tells these apart
                at = end;
            }
        }
        for (const auto& [hash, number] : stands) index.remove(hash, number);
        for (const auto& [hash, number] : stands) CHECK(named(index, hash).empty());
    }
}

TEST_CASE("a key that nobody has costs few steps, whatever the hashes look like") {
    for (const int bits : {31, 32, 61, 64}) {
        fakes::SeededRandom random(9);
        RecordIndex index;
        const auto hash = [&] { return random.below(UINT64_MAX) >> (64 - bits); };
        for (std::uint32_t i = 0; i < 50'000; ++i) index.add(hash(), i);
        std::size_t equal = 0;
        for (int i = 0; i < 50'000; ++i) index.each(hash(), [&](std::uint32_t) { ++equal; });
        // Of 2^31 keys 50,000 stand: one in 40,000 is met by chance, in a table that lies all in one corner this takes minutes.
        CHECK(equal <= 10);
    }
}
