#include "core/insight/order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "core/insight/item_facts.h"

using namespace history;

namespace {

constexpr std::uint64_t hour = 3600 * 1000, day = 24 * hour, noon = 1'790'000'000'000;

std::string line(const std::string& sku, const std::string& name, const std::string& quantity, int price,
                 int sum) {
    return sku + '\t' + name + '\t' + quantity + '\t' + std::to_string(price) + '\t' + std::to_string(sum) +
           "\tKZT";
}
const std::string garland = line("GR-1", "Гирлянда", "2", 1000, 2000);

struct Shelf {
    State state;
    std::uint64_t counter = 0;

    std::string put(const std::string& channel, const std::string& native, std::uint64_t at_ms,
                    std::vector<std::pair<std::string, std::string>> fields) {
        Delta delta;
        delta.counter = ++counter;
        delta.at.ms = counter;
        const std::string key = joined_key(channel, channel == "notes" ? "staff" : "shop", native);
        fields.push_back({"at", std::to_string(at_ms)});
        for (auto& [name, value] : fields) delta.ops.push_back({EntityKind::item, key, name, value});
        state.apply(delta, counter);
        return item_id_of(key);
    }
    void say(bool one, const std::string& a, const std::string& b, const char* stands = "stands") {
        Delta delta;
        delta.counter = ++counter;
        delta.at.ms = counter;
        delta.ops.push_back({EntityKind::statement, order_statement_key(one, a, b), "state", stands});
        state.apply(delta, counter);
    }
    std::vector<Order> orders(std::uint32_t seed = 0, const Catalogue* catalogue = nullptr) const {
        std::vector<const Entity*> items;
        for (const Entity& entity : state.entities())
            if (entity.kind == EntityKind::item) items.push_back(&entity);
        std::mt19937 random(seed);
        for (std::size_t i = items.size(); seed != 0 && i > 1; --i)
            std::swap(items[i - 1], items[random() % i]);
        const State* states[] = {&state};
        return orders_of(items, order_statements(states), catalogue);
    }
};

std::string told(const std::vector<Order>& orders) {
    std::string text;
    for (const Order& order : orders) {
        text += std::string(order.number) + '=';
        for (const OrderPart& part : order.documents)
            text += std::string(key_parts(part.item->key).third) + ' ';
        for (const OrderPart& part : order.parts)
            text += std::string(order_role_name(part.role)) + ':' +
                    std::string(key_parts(part.item->key).third) + ' ';
        text += std::string(order_stage_name(order.stage)) + ' ' + std::to_string(order.total.minor) + '-' +
                std::to_string(order.returned.minor) + '\n';
        for (const OrderMove& move : order.moves)
            text +=
                ' ' + std::string(move.channel) + '/' + std::string(move.state) + '/' + std::string(move.who);
        text += '\n';
    }
    return text;
}

TEST_CASE("one order out of site, 1C, till, payment, parcel and a mail that names it") {
    Shelf shelf;
    shelf.put("site", "s", noon, {{"kind", "order"}, {"number", "GS-10001"}, {"line/1", garland}});
    shelf.put("commerceml", "c", noon + 40 * day,
              {{"kind", "order"}, {"number", "ГС00-7"}, {"order_ref", "GS-10001"}, {"total", "2000 KZT"}});
    shelf.put("pos", "r", noon + 41 * day,
              {{"kind", "receipt"}, {"number", "536244"}, {"order_ref", "gs-10001"}});
    shelf.put("payments", "p", noon + hour,
              {{"kind", "payment"}, {"order_ref", "GS-10001"}, {"total", "2000 KZT"}});
    shelf.put("delivery", "d", noon + day,
              {{"kind", "parcel"},
               {"number", "GS1KZ"},
               {"order_ref", "GS-10001"},
               {"status@1790090000000", "in_transit"},
               {"status@1790190000000", "delivered"}});
    shelf.put("email", "m", noon + 2 * hour, {{"kind", "mail"}, {"text", "Где мой заказ №GS-10001?"}});
    shelf.put("email", "n", noon + 2 * hour, {{"kind", "mail"}, {"text", "Где мой заказ GS-100011?"}});
    const auto orders = shelf.orders();
    REQUIRE(orders.size() == 1);
    const Order& order = orders.front();
    CHECK(order.documents.size() == 3);
    CHECK(order.parts.size() == 3);
    CHECK(order.number == "GS-10001");
    CHECK(order.total.minor == 2000);
    CHECK(order.stage == OrderStage::done);
    CHECK(order.at_ms == noon);
    REQUIRE(order.moves.size() == 2);
    CHECK(order.moves[1].state == "delivered");
    CHECK(order.moves[1].channel == "delivery");
}

TEST_CASE("a note and 1C without a number are one order by goods, sum and day; a day later they are two") {
    Shelf shelf;
    shelf.put(
        "notes", "n", noon,
        {{"kind", "order"}, {"number", "IG-5"}, {"line/1", garland}, {"refers_to", "instagram\tshop\tdm"}});
    shelf.put("instagram", "dm", noon - hour, {{"kind", "message"}, {"text", "Хочу две"}});
    shelf.put("commerceml", "c", noon + 23 * hour,
              {{"kind", "order"}, {"number", "ГС00-7"}, {"line/1", garland}});
    shelf.put("commerceml", "e", noon + 25 * hour,
              {{"kind", "order"}, {"number", "ГС00-8"}, {"line/1", garland}});
    const auto orders = shelf.orders();
    REQUIRE(orders.size() == 2);
    CHECK(orders[1].documents.size() == 2);
    REQUIRE(orders[1].parts.size() == 1);
    CHECK(orders[1].parts[0].role == OrderRole::touch);
}

TEST_CASE("who orders the same twice in one shop has two orders, and each keeps its own copy") {
    Shelf shelf;
    for (const char* number : {"GS-10001", "GS-10002"}) {
        shelf.put("site", number, noon, {{"kind", "order"}, {"number", number}, {"line/1", garland}});
        shelf.put("commerceml", std::string("c") + number, noon + hour,
                  {{"kind", "order"}, {"order_ref", number}, {"line/1", garland}});
    }
    const auto orders = shelf.orders();
    REQUIRE(orders.size() == 2);
    for (const Order& order : orders) CHECK(order.documents.size() == 2);
}

TEST_CASE(
    "a copy that names another order is not joined by its goods; another sum or quantity is another order") {
    Shelf shelf;
    shelf.put("site", "s", noon, {{"kind", "order"}, {"number", "GS-10001"}, {"line/1", garland}});
    shelf.put("commerceml", "c", noon, {{"kind", "order"}, {"order_ref", "GS-99999"}, {"line/1", garland}});
    shelf.put("notes", "q", noon, {{"kind", "order"}, {"line/1", line("GR-1", "Гирлянда", "1", 1000, 1000)}});
    shelf.put("kaspi", "k", noon,
              {{"kind", "order"}, {"number", "3001"}, {"line/1", line("GR-1", "Гирлянда", "2", 900, 1800)}});
    CHECK(shelf.orders().size() == 4);
}

TEST_CASE(
    "two operators offline enter the same order: one order, both seen; undone it is exactly two, and one "
    "again") {
    Shelf shelf;
    const std::string a =
        shelf.put("notes", "a", noon, {{"kind", "order"}, {"line/1", garland}, {"author", "Айгуль"}});
    const std::string b =
        shelf.put("notes", "b", noon + hour, {{"kind", "order"}, {"line/1", garland}, {"author", "Ерлан"}});
    REQUIRE(shelf.orders().size() == 1);
    CHECK(shelf.orders().front().documents.size() == 2);
    shelf.say(false, a, b);
    CHECK(shelf.orders().size() == 2);
    shelf.say(true, b, a);  // the later word counts
    CHECK(shelf.orders().size() == 1);
    shelf.say(true, a, b, "withdrawn");
    CHECK(shelf.orders().size() == 2);
    shelf.say(false, a, b, "withdrawn");
    CHECK(shelf.orders().size() == 1);
}

TEST_CASE("people divide what shares a number and join what shares nothing") {
    Shelf shelf;
    const std::string a = shelf.put("site", "s", noon, {{"kind", "order"}, {"number", "GS-10001"}});
    const std::string b = shelf.put("commerceml", "c", noon, {{"kind", "order"}, {"order_ref", "GS-10001"}});
    const std::string c = shelf.put("kaspi", "k", noon + 90 * day, {{"kind", "order"}, {"number", "300100"}});
    CHECK(shelf.orders().size() == 2);
    shelf.say(false, a, b);
    CHECK(shelf.orders().size() == 3);
    shelf.say(true, b, c);
    const auto orders = shelf.orders();
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].documents.size() + orders[1].documents.size() == 3);
}

TEST_CASE("orders that staff write without lines are alike by product, sum or words") {
    Shelf shelf;
    shelf.put("notes", "a", noon, {{"kind", "order"}, {"product", "GR-1"}, {"text", "заказ"}});
    shelf.put("site", "s", noon + hour, {{"kind", "order"}, {"number", "GS-10001"}, {"line/1", garland}});
    shelf.put("notes", "b", noon + 9 * day, {{"kind", "order"}, {"total", "5000 KZT"}});
    shelf.put("commerceml", "c", noon + 9 * day,
              {{"kind", "order"}, {"line/1", line("X", "Ваза", "1", 5000, 5000)}});
    shelf.put("notes", "d", noon + 20 * day, {{"kind", "order"}, {"text", "Две розы, к обеду"}});
    shelf.put("notes", "e", noon + 20 * day + 1, {{"kind", "order"}, {"text", "две розы к обеду!"}});
    shelf.put("notes", "f", noon + 20 * day + 2, {{"kind", "order"}, {"text", "три розы к обеду"}});
    CHECK(shelf.orders().size() == 4);
}

TEST_CASE("sums are counted once, returns taken off, cancelled orders known by their words") {
    Shelf shelf;
    shelf.put("site", "s", noon, {{"kind", "order"}, {"number", "GS-10001"}, {"total", "2000 KZT"}});
    shelf.put("pos", "r", noon + day,
              {{"kind", "receipt"}, {"order_ref", "GS-10001"}, {"total", "2000 KZT"}});
    shelf.put("pos", "C1", noon + 2 * day,
              {{"kind", "return"}, {"order_ref", "GS-10001"}, {"total", "-2000 KZT"}});
    shelf.put("commerceml", "c", noon - 9 * day,
              {{"kind", "order"},
               {"number", "ГС00-8"},
               {"total", "1 KZT"},
               {"status@1789300000000", "[N] Принят"},
               {"cancelled@1789300000001", "1"}});
    const auto orders = shelf.orders();
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].total.minor == 2000);
    CHECK(orders[0].returned.minor == 2000);
    CHECK(orders[0].stage == OrderStage::returned);
    CHECK(orders[1].stage == OrderStage::cancelled);
}

TEST_CASE("words of states: what undoes stands before what it undoes") {
    for (const auto& [word, stage] : {std::pair("[N] Принят", OrderStage::open),
                                      {"[P] Оплачен", OrderStage::paid},
                                      {"Не оплачен", OrderStage::open},
                                      {"[F] Доставлен", OrderStage::done},
                                      {"Не доставлен", OrderStage::sent},
                                      {"ARCHIVE COMPLETED", OrderStage::done},
                                      {"ARCHIVE CANCELLED", OrderStage::cancelled},
                                      {"out_for_delivery", OrderStage::sent},
                                      {"Жеткізілді", OrderStage::done},
                                      {"received", OrderStage::open},
                                      {"Отменён покупателем", OrderStage::cancelled},
                                      {"", OrderStage::open}}) {
        const std::string shown(word);
        CAPTURE(shown);
        CHECK(order_stage_of(word) == stage);
    }
}

TEST_CASE("any order of documents and of arrival gives the same orders") {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        struct Put {
            std::string channel, native;
            std::uint64_t at_ms;
            std::vector<std::pair<std::string, std::string>> fields;
        };
        std::vector<Put> puts;
        const int size = 4 + static_cast<int>(random() % 16);
        for (int i = 0; i < size; ++i) {
            static const char* channels[] = {"site", "commerceml", "notes", "pos", "kaspi", "payments"};
            const std::string channel = channels[random() % 6];
            const int sort = static_cast<int>(random() % 2);
            Put put{channel, std::to_string(i), noon + (random() % 72) * hour, {}};
            put.fields.push_back({"kind", channel == "pos"        ? "receipt"
                                          : channel == "payments" ? "payment"
                                                                  : "order"});
            if (random() % 2)
                put.fields.push_back(
                    {channel == "site" ? "number" : "order_ref", "GS-1000" + std::to_string(random() % 4)});
            if (random() % 3)
                put.fields.push_back({"line/1", line("G" + std::to_string(sort), "Г", "1", 5, 5)});
            if (random() % 3 == 0)
                put.fields.push_back(
                    {"status@" + std::to_string(noon + random() % 9), sort ? "Оплачен" : "Отменен"});
            puts.push_back(std::move(put));
        }
        std::string first;
        for (std::uint32_t turn = 0; turn < 4; ++turn) {
            Shelf shelf;
            for (const Put& put : puts) shelf.put(put.channel, put.native, put.at_ms, put.fields);
            shelf.say(
                false,
                item_id_of(joined_key(puts[0].channel, puts[0].channel == "notes" ? "staff" : "shop", "0")),
                item_id_of(joined_key(puts[1].channel, puts[1].channel == "notes" ? "staff" : "shop", "1")));
            const auto orders = shelf.orders(turn * 31);
            if (turn == 0) first = told(orders);
            CHECK(told(orders) == first);
            for (std::size_t i = puts.size(); i > 1; --i) {
                const std::size_t other = random() % i;
                // the first two keep their names in the statement, wherever they arrive
                if (i - 1 > 1 && other > 1) std::swap(puts[i - 1], puts[other]);
            }
        }
    }
}

}  // namespace
