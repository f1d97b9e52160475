// The Storage port's contract (core/port/ports.h) on SQLite.
#include <doctest/doctest.h>

#include <optional>

#include "native/port/sqlite_storage.h"
#include "tests/unit/agent/scratch_folder.h"

using namespace history;

namespace {

struct Store {
    explicit Store(std::uint32_t pages_max = 0) {
        auto opened = SqliteStorage::open(loop, folder / "store.sqlite", pages_max);
        REQUIRE(opened.ok());
        storage = std::move(*opened);
    }
    // The answer slot is filled in a later turn.
    std::shared_ptr<std::optional<Result<>>> ask(std::vector<Row> puts, std::vector<std::string> deletes = {},
                                                 Durability durability = Durability::strict) {
        auto slot = std::make_shared<std::optional<Result<>>>();
        storage->commit({std::move(puts), std::move(deletes)}, durability,
                        [slot](Result<> result) { slot->emplace(result); });
        return slot;
    }
    Result<> commit(std::vector<Row> puts) {
        auto slot = ask(std::move(puts));
        loop.run_until([&] { return slot->has_value(); });
        return **slot;
    }
    std::vector<Row> read(Range range) {
        std::optional<Result<std::vector<Row>>> rows;
        storage->read(std::move(range),
                      [&](Result<std::vector<Row>> result) { rows.emplace(std::move(result)); });
        loop.run_until([&] { return rows.has_value(); });
        REQUIRE(rows->ok());
        return **rows;
    }
    ScratchFolder folder;
    Loop loop;
    std::unique_ptr<SqliteStorage> storage;
};

std::string keys(const std::vector<Row>& rows) {
    std::string all;
    for (const Row& row : rows) all += row.first + ' ';
    return all;
}

}  // namespace

TEST_CASE("rows come back in the order of their bytes, between the ends of the range, at most so many") {
    Store store;
    REQUIRE(store.commit({{"b", "2"}, {"a", "1"}, {std::string("a\0x", 3), ""}, {"\xff", "last"}, {"c", "3"}})
                .ok());
    CHECK(keys(store.read({"a", "c", 10})) == std::string("a a\0x b ", 8));
    CHECK(store.read({std::string("a\0x", 3), "b", 10}).front().second.empty());
    CHECK(keys(store.read({"b", "", 10})) == "b c \xff ");
    CHECK(keys(store.read({"a", "", 2})) == std::string("a a\0x ", 6));
    CHECK(store.read({"d", "e", 10}).empty());
}

TEST_CASE("an answer never comes inside the call that asked, and answers keep the order of asking") {
    Store store;
    std::string order;
    store.storage->commit({{{"a", "1"}}, {}}, Durability::relaxed, [&](Result<>) { order += "first "; });
    store.storage->read(
        {"a", "b", 1}, [&](Result<std::vector<Row>> rows) { order += "read " + rows->front().second + ' '; });
    store.storage->commit({{{"a", "2"}}, {}}, Durability::strict, [&](Result<>) { order += "second"; });
    CHECK(order.empty());
    store.loop.run_until([&] { return order.size() > 18; });
    CHECK(order == "first read 1 second");  // the read saw what was asked before it and nothing later
}

TEST_CASE("commits that wait together are one transaction") {
    Store store;
    std::vector<std::shared_ptr<std::optional<Result<>>>> slots;
    for (int i = 0; i < 50; ++i) slots.push_back(store.ask({{"k" + std::to_string(i), "v"}}));
    store.loop.run_until([&] { return slots.back()->has_value(); });
    for (const auto& slot : slots) CHECK((*slot)->ok());
    CHECK(store.storage->transactions() == 1);
    CHECK(store.read({"k", "l", 100}).size() == 50);
}

TEST_CASE("what was committed is there when the store is opened again, and deleted rows are not") {
    Store store;
    REQUIRE(store.commit({{"kept", "1"}, {"gone", "2"}}).ok());
    auto slot = store.ask({{"more", "3"}}, {"gone"});
    store.loop.run_until([&] { return slot->has_value(); });
    store.storage.reset();
    auto again = SqliteStorage::open(store.loop, store.folder / "store.sqlite");
    REQUIRE(again.ok());
    store.storage = std::move(*again);
    CHECK(keys(store.read({"", "", 10})) == "kept more ");
}

TEST_CASE(
    "a commit that finds no room writes nothing, says so, takes no other along, and the next may succeed") {
    Store store(12);  // 48 KiB
    const std::string large(100 * 1024, 'x');
    auto before = store.ask({{"a", "1"}});
    auto too_large = store.ask({{"b", "small part"}, {"c", large}});
    auto after = store.ask({{"d", "4"}});
    store.loop.run_until([&] { return after->has_value(); });
    CHECK((*before)->ok());
    CHECK((*after)->ok());
    REQUIRE_FALSE((*too_large)->ok());
    CHECK((*too_large)->error().code == Errc::storage);
    CHECK((*too_large)->error().what.find("no room") != std::string::npos);
    CHECK(keys(store.read({"", "", 10})) == "a d ");

    CHECK_FALSE(store.commit({{"c", large}}).ok());
    REQUIRE(store.storage->limit_pages(1000).ok());
    CHECK(store.commit({{"b", "small part"}, {"c", large}}).ok());
    CHECK(keys(store.read({"", "", 10})) == "a b c d ");
}

TEST_CASE("a store that ends answers nobody any more") {
    Store store;
    auto slot = store.ask({{"a", "1"}});
    store.storage.reset();
    bool later = false;
    store.loop.post([&] { later = true; });
    store.loop.run_until([&] { return later; });
    CHECK_FALSE(slot->has_value());
}
