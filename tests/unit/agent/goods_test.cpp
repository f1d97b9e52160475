// Facts about products into goods streams and out of them: native/agent/goods.h.
#include "native/agent/goods.h"

#include <doctest/doctest.h>

#include <set>

#include "core/insight/summary.h"

using namespace history;
using namespace history::agent;
using connectors::ProductFact;

namespace {

// A workspace in memory: what replicas make of writes, without sealing anything. As writer.cpp: of one field the larger value stays.
struct Shelf {
    Directory directory;
    std::map<StreamId, State> states;
    std::uint8_t next = 1;

    void take(const StreamWrite& write) {
        CHECK(write.source);
        State& state = states[write.stream];
        for (const auto& change : write.changes) {
            Delta delta;
            delta.at.ms = 1;
            std::size_t bytes = 0;
            for (const Op& op : change) {
                bytes += op.key.size() + op.field.size() + op.value.size();
                const Entity* entity = state.find(op.kind, op.key);
                const Field* stands = entity ? entity->field(op.field) : nullptr;
                if (!stands || stands->value < op.value) delta.ops.push_back(op);
            }
            CHECK(bytes < 48 * 1024);
            state.apply(delta, 1);
        }
        directory.put(summarise(state, write.stream, states.size()));
    }
    void import(std::vector<ProductFact> facts, const char* account = "ut11") {
        take(write_of_goods(
            directory,
            [this] {
                StreamId stream;
                stream.bytes[0] = next++;
                return stream;
            },
            "stock", account, facts));
    }
    std::string known(const std::string& asked = {}) const {
        std::vector<const State*> all;
        for (const StreamId& stream : goods_streams(directory)) all.push_back(&states.at(stream));
        std::string text;
        for (const KnownFact& one : known_goods(all, asked)) {
            text += one.sku + ' ' + one.fact;
            if (!one.place.empty()) text += '/' + one.place;
            text += '=' + one.value + '@' + std::to_string(one.at_ms) + ' ';
        }
        return text;
    }
};

ProductFact fact(const char* sku, const char* name, const char* place, const char* value,
                 std::uint64_t at_ms) {
    return {sku, name, place, value, "1C", at_ms};
}

}  // namespace

TEST_CASE("facts of one account stand in one stream of kind goods, which is no customer") {
    Shelf shelf;
    shelf.import({fact("GR", "price", "", "1290000 KZT", 1000)});
    shelf.import({fact("LT", "quantity", "Store", "5", 1000)});
    shelf.import({fact("GR", "price", "", "1300000 KZT", 1000)}, "shop2");
    CHECK(shelf.states.size() == 2);
    CHECK(shelf.directory.customers().all.empty());
    for (const auto& [stream, state] : shelf.states) {
        CHECK(shelf.directory.find(stream)->kind == "goods");
        CHECK(shelf.directory.find(stream)->items == 0);
    }
    CHECK(shelf.known("GR") == "GR price=1300000 KZT@1000 GR price=1290000 KZT@1000 ");
}

TEST_CASE("the later fact is what is known, in whatever order they come; without a time it is the oldest") {
    const ProductFact old_price = fact("GR", "price", "", "1290000 KZT", 1000),
                      new_price = fact("GR", "price", "", "990000 KZT", 20000),
                      undated = fact("GR", "price", "", "1500000 KZT", 0);
    for (const auto& order :
         {std::vector{old_price, new_price, undated}, std::vector{undated, new_price, old_price},
          std::vector{new_price, undated, old_price}}) {
        Shelf together, apart;
        together.import(order);
        for (const ProductFact& one : order) apart.import({one});
        CHECK(together.known("GR") == "GR price=990000 KZT@20000 ");
        CHECK(apart.known("GR") == "GR price=990000 KZT@20000 ");
    }
    Shelf alone;
    alone.import({undated});
    CHECK(alone.known("GR") == "GR price=1500000 KZT@0 ");
}

TEST_CASE("each warehouse has its quantity, and the source is kept beside the value") {
    Shelf shelf;
    shelf.import({fact("GR", "quantity", "Store", "5", 1000), fact("GR", "quantity", "Depot", "40", 2000),
                  fact("GR", "quantity", "Store", "4", 3000)});
    CHECK(shelf.known() == "GR quantity/Depot=40@2000 GR quantity/Store=4@3000 ");
    const State& state = shelf.states.begin()->second;
    const Entity* product = state.find(EntityKind::product, joined_key("GR", "Store"));
    REQUIRE(product != nullptr);
    CHECK(product->value("quantity@1000") == "5\t1C");
}

TEST_CASE("a product is found by its number in any case of letters, and by each of its aliases") {
    Shelf shelf;
    shelf.import({fact("GR-1", "name", "", "Гирлянда", 1000),
                  fact("GR-1", "alias", "", "2000018987155", 1000),
                  fact("GR-1", "alias", "", "Garland", 1000), fact("LT-1", "name", "", "Лампа", 1000)});
    CHECK(shelf.known("gr-1") == shelf.known("GARLAND"));
    CHECK(shelf.known("2000018987155") ==
          "GR-1 alias=Garland@1000 GR-1 alias=2000018987155@1000 GR-1 name=Гирлянда@1000 ");
    CHECK(shelf.known("Гирлянда").empty());
    CHECK(shelf.known().size() > shelf.known("GR-1").size());
}

TEST_CASE("two agents' streams of one account are read as one") {
    Shelf shelf, other;
    shelf.import({fact("GR", "quantity", "Store", "5", 1000)});
    other.next = 100;
    other.import({fact("GR", "quantity", "Store", "3", 2000)});
    shelf.states[other.states.begin()->first] = other.states.begin()->second;
    shelf.directory.put(other.directory.records().begin()->second);
    CHECK(shelf.known("GR") == "GR quantity/Store=3@2000 ");
}

TEST_CASE("a number and a place have 256 bytes, a value 4096; what is longer is cut at a character") {
    const auto kept = [](std::size_t number, std::size_t place, const std::string& value) {
        Shelf shelf;
        shelf.import({fact(std::string(number, 's').c_str(), "quantity", std::string(place, 'p').c_str(),
                           value.c_str(), 5)});
        std::vector<const State*> all;
        for (const StreamId& stream : goods_streams(shelf.directory)) all.push_back(&shelf.states.at(stream));
        const std::vector<KnownFact> known = known_goods(all, {});
        REQUIRE(!known.empty());
        CHECK(known.size() == (value.size() > 4096 ? 2 : 1));  // what is left out is told beside it
        CHECK(known.back().source == "1C");
        return std::to_string(known.back().sku.size()) + ' ' + std::to_string(known.back().place.size()) +
               ' ' + std::to_string(known.back().value.size());
    };
    CHECK(kept(256, 256, std::string(4096, '1')) == "256 256 4096");
    CHECK(kept(257, 257, std::string(4097, '1')) == "256 256 4096");
    CHECK(kept(1, 1, std::string(4095, '1') + "ж") == "1 1 4095");
    CHECK(kept(1, 1, std::string(4094, '1') + "ж") == "1 1 4096");
}

TEST_CASE("a long list is cut into changes that fit, and hostile words stay words") {
    Shelf shelf;
    std::vector<ProductFact> facts;
    for (int i = 0; i < 3000; ++i)
        facts.push_back(
            fact(("SKU-" + std::to_string(i)).c_str(), "name", "", std::string(90, 'n').c_str(), 1000));
    shelf.import(facts);
    CHECK(shelf.states.begin()->second.size() == 3000 + 2);
    shelf.import({fact("A\x1f"
                       "B\tC",
                       "price", "x\x1fy", "1\t2", 5),
                  fact("\xff", "price", "", "1", 5), fact("", "price", "", "1", 5),
                  fact("Z", "name", "", "", 5)});
    CHECK(shelf.known("A B C") == "A B C price/x y=1 2@5 ");
    CHECK(shelf.known("Z").empty());
}

TEST_CASE("a value has 4 KiB; of a longer one a fact beside it says how many characters are left out") {
    const std::string longest(goods_value_bytes_max, 'x'), longer = longest + "жж";
    const auto known = [&](const std::vector<ProductFact>& facts) {
        Shelf shelf;
        shelf.import(facts);
        return shelf.known();
    };
    CHECK(known({fact("GR", "name", "", longest.c_str(), 1000)}) == "GR name=" + longest + "@1000 ");
    CHECK(known({fact("GR", "name", "", longer.c_str(), 1000)}) ==
          "GR cut/name=2@1000 GR name=" + longest + "@1000 ");
    // A later whole one takes the place of both, a later cut one has its own count.
    CHECK(known({fact("GR", "name", "", longer.c_str(), 1000), fact("GR", "name", "", "Lamp", 2000)}) ==
          "GR name=Lamp@2000 ");
    CHECK(known({fact("GR", "name", "", longer.c_str(), 1000),
                 fact("GR", "name", "", (longest + 'y').c_str(), 2000)}) ==
          "GR cut/name=1@2000 GR name=" + longest + "@2000 ");
    // Each place its own.
    CHECK(known({fact("GR", "quantity", "Store", longer.c_str(), 1000),
                 fact("GR", "quantity", "Depot", "5", 1000)}) ==
          "GR cut/quantity/Store=2@1000 GR quantity/Depot=5@1000 GR quantity/Store=" + longest + "@1000 ");
    CHECK(known({fact("GR", "alias", "", longer.c_str(), 1000), fact("GR", "alias", "", "Lamp", 2000)})
              .find("GR cut/alias/xxx") != std::string::npos);
}

TEST_CASE("two products whose long numbers begin alike stay two, and one found again is the same") {
    const std::string begin(300, 'N'), one = begin + "1", other = begin + "2";
    Shelf shelf;
    for (int again = 0; again < 2; ++again)
        shelf.import({fact(one.c_str(), "quantity", "Store", "5", 1000),
                      fact(other.c_str(), "quantity", "Store", "7", 1000)});
    std::vector<const State*> all;
    for (const StreamId& stream : goods_streams(shelf.directory)) all.push_back(&shelf.states.at(stream));
    const std::vector<KnownFact> known = known_goods(all, {});
    REQUIRE(known.size() == 2);
    CHECK(known[0].sku != known[1].sku);
    for (const KnownFact& each : known) CHECK(each.sku.size() <= 256);
    CHECK(std::set<std::string>{known[0].value, known[1].value} == std::set<std::string>{"5", "7"});
}

TEST_CASE(
    "lines of orders name products; delivery is none, and a line without a number has its name for one") {
    connectors::Item order;
    order.fields = {{"kind", "order"},
                    {"line/1", "GR\tГирлянда\t1\t100\t100\tKZT"},
                    {"line/2", "\tСвеча\t1\t100\t100\tKZT"},
                    {"line/3", "D\tДоставка курьером\t1\t100\t100\tKZT"},
                    {"line/4", "X\t\t1\t100\t100\tKZT"}};
    const std::vector<ProductFact> names = names_in(order);
    REQUIRE(names.size() == 2);
    CHECK(names[0].sku == "GR");
    CHECK(names[0].value == "Гирлянда");
    CHECK(names[0].at_ms == 0);
    CHECK(names[1].sku == "Свеча");
    order.fields[0].second = "cart";
    CHECK(names_in(order).empty());
}

TEST_CASE("what another agent's stream of the account says is not written again") {
    Shelf shelf;
    shelf.import({fact("GR", "line_name", "", "Гирлянда", 0)});
    const State& list = shelf.states.begin()->second;
    const auto write = [&](const char* account) {
        return write_of_goods(shelf.directory, [] { return StreamId{}; }, "stock", account,
                              {fact("GR", "line_name", "", "Гирлянда", 0)}, {&list});
    };
    CHECK(write("ut11").changes.empty());
    CHECK_FALSE(write("other").changes.empty());
}
