// The index answers as a scan over the items does, in whatever order they came, and its signature never denies what is there.
#include <doctest/doctest.h>

#include "core/search/match.h"
#include "core/search/signature.h"
#include "tests/unit/search/histories.h"

using namespace history;
using namespace history::search;
using namespace history::tests;

namespace {

State state_of(const std::vector<Delta>& deltas) {
    State state;
    for (const Delta& delta : deltas) state.apply(delta, unsent_time);
    return state;
}

Bytes index_of(const State& state) {
    IndexBuilder builder;
    for (const Entity& entity : state.entities())
        if (entity.kind == EntityKind::item) builder.add(entity);
    return builder.finish();
}

using Pair = std::pair<std::uint64_t, ItemMark>;

std::vector<Pair> scan(const State& state, const Reading& reading, const Filter& filter, const Forms& forms) {
    std::vector<Pair> hits;
    for (const Entity& entity : state.entities()) {
        const ItemFacts facts = item_facts(entity);
        if (facts.arrived && filter.takes(facts.channel, facts.kind, facts.direction, facts.at_ms) &&
            item_agrees(reading, entity, forms))
            hits.emplace_back(facts.at_ms, item_mark(entity.key));
    }
    std::sort(hits.rbegin(), hits.rend());
    return hits;
}

std::vector<Pair> of_index(const State& state, ByteView index, const Reading& reading, const Filter& filter,
                           const Forms& forms) {
    auto found = search_index(index, {reading}, filter, 1'000'000, forms);
    REQUIRE(found.ok());
    std::vector<Pair> hits;
    for (const Hits& one : *found) {
        CHECK(one.total == one.newest.size());
        for (const Hit& hit : one.newest) {
            const Entity* entity = nullptr;
            for (const Entity& other : state.entities())
                if (item_mark(other.key) == hit.mark) entity = &other;
            REQUIRE(entity);
            if (phrases_agree(reading, *entity)) hits.emplace_back(hit.at_ms, hit.mark);
        }
    }
    return hits;
}

}  // namespace

TEST_CASE("an index finds exactly what a scan over the items finds") {
    const Forms forms;
    std::size_t found = 0, by_typo = 0, by_sound = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        fakes::SeededRandom random(seed);
        const State state = state_of(random_history(random, 30));
        const Bytes index = index_of(state);
        const auto signature = signature_of(index);
        REQUIRE(signature.ok());
        for (int round = 0; round < 40; ++round) {
            Filter filter;
            if (random.chance(5)) filter.channels = {"telegram", "pos"};
            if (random.chance(5)) filter.kinds = {"order"};
            if (random.chance(5)) filter.direction = Direction::in;
            if (random.chance(5)) filter.from_ms = 1'700'000'400'000;
            if (random.chance(5)) filter.to_ms = 1'700'000'600'000;
            const Query query = read_query(random_query(random), filter);
            for (const auto* readings : {&query.first, &query.second})
                for (const Reading& reading : *readings) {
                    const auto expected = scan(state, reading, filter, forms);
                    CHECK_MESSAGE(of_index(state, index, reading, filter, forms) == expected, reading.text);
                    found += expected.size();
                    by_typo += reading.way == Way::typo ? expected.size() : 0;
                    by_sound += reading.way == Way::transliteration ? expected.size() : 0;
                    if (!expected.empty())
                        CHECK_MESSAGE(SignatureQuery({reading}).may_hold(*signature), reading.text);
                }
        }
    }
    CHECK(found > 2000);
    CHECK(by_typo > 200);
    CHECK(by_sound > 200);
}

TEST_CASE("an index does not depend on the order of arrival, nor on being made at once or step by step") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        fakes::SeededRandom random(seed);
        std::vector<Delta> deltas = random_history(random, 60);
        const Bytes whole = index_of(state_of(deltas));
        shuffle(deltas, random);
        CHECK(index_of(state_of(deltas)) == whole);
        State state;
        Bytes index = index_of(state);
        for (std::size_t from = 0; from < deltas.size();) {
            const std::size_t to = std::min<std::size_t>(deltas.size(), from + 1 + random.below(10));
            std::vector<std::string> touched;
            for (; from < to; ++from) {
                touched.push_back(deltas[from].ops.front().key);
                state.apply(deltas[from], unsent_time);
            }
            std::sort(touched.begin(), touched.end());
            touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
            std::vector<ItemMark> marks;
            for (const std::string& key : touched) marks.push_back(item_mark(key));
            IndexBuilder builder;
            REQUIRE(builder.load(index, marks).ok());
            for (const std::string& key : touched) builder.add(*state.find(EntityKind::item, key));
            index = builder.finish();
            CHECK(index == index_of(state));
        }
        CHECK(index == whole);
    }
}

TEST_CASE("the newest come first, as many as asked for, and all are counted") {
    State state;
    for (int i = 0; i < 500; ++i) {
        Delta delta;
        delta.at.ms = 1;
        const std::string key = joined_key("telegram", "shop", std::to_string(i));
        for (const auto& [name, value] : {std::pair<std::string, std::string>{"kind", "message"},
                                          {"at", std::to_string(1000 + i)},
                                          {"text", "гирлянда"}})
            delta.ops.push_back({EntityKind::item, key, name, value});
        state.apply(delta, unsent_time);
    }
    const Forms forms;
    const Query query = read_query("гирлянды ", {});
    auto found = search_index(index_of(state), query.first, {}, 10, forms);
    REQUIRE(found.ok());
    REQUIRE(found->size() == 1);
    CHECK(found->front().total == 500);
    REQUIRE(found->front().newest.size() == 10);
    CHECK(found->front().newest.front().at_ms == 1499);
    CHECK(found->front().newest.back().at_ms == 1490);
}

TEST_CASE("damaged indexes are refused or answer something, and never harm") {
    fakes::SeededRandom random(7);
    const Forms forms;
    const State state = state_of(random_history(random, 20));
    const Bytes index = index_of(state);
    const Query query = read_query("заказ гирлянда 701", {});
    for (std::size_t cut = 0; cut < index.size(); ++cut) {
        const ByteView part = ByteView(index).first(cut);
        (void)search_index(part, query.first, {}, 10, forms);
        IndexBuilder builder;
        if (!builder.load(part, {}).ok()) CHECK(builder.items() == 0);
    }
    for (int round = 0; round < 3000; ++round) {
        Bytes broken = index;
        for (int i = 0; i < 3; ++i)
            broken[random.below(broken.size())] = static_cast<std::uint8_t>(random.below(256));
        (void)search_index(broken, query.first, {}, 10, forms);
        (void)signature_of(broken);
        IndexBuilder builder;
        (void)builder.load(broken, {1, 2, 3});
    }
}
