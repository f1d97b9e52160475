#include "core/insight/offer.h"

#include <doctest/doctest.h>

#include "tests/unit/view/office.h"

using namespace history;
using tests::Office;
using tests::Shelf;

namespace {

// Who buys what: a garland goes with batteries three times, with a lamp twice, with a rose once.
struct Shop {
    Office office;
    std::string rules;
    Shelf::Subject& person(const std::string& name) { return office.shelf.owned_by(name, "person"); }
    void buys(const std::string& who, const std::vector<std::string>& products) {
        for (const std::string& one : products)
            office.item(person(who), "segment", who + ' ' + one,
                        {{"kind", "order"}, {"at", "1000"}, {"line/0", one + "\t" + one + "\t1\t5\t5\tKZT"}});
    }
    Shop() {
        buys("asem", {"garland"});
        buys("a", {"garland", "battery", "lamp"});
        buys("b", {"garland", "battery", "lamp"});
        buys("c", {"garland", "battery", "rose"});
        buys("d", {"vase", "candle"});
        buys("e", {"vase", "candle"});
    }
    std::vector<Offer> offers(std::set<std::string> returned = {}) {
        office.resolve();
        RecordOf records;
        for (const SubjectRecord& record : office.records) records[record.stream] = &record;
        OfferFacts facts;
        facts.customer = office.customers.find(person("asem").stream);
        for (const Customer& one : office.customers.all) facts.others.push_back(&one);
        facts.record = [&](const StreamId& stream) { return records.at(stream); };
        facts.bought = {"garland"};
        facts.returned = std::move(returned);
        facts.now_ms = 9000;
        const FindProduct find = [](std::string_view product, std::string_view) {
            return ProductRef{std::string(product), {}};
        };
        static const Calendar always;
        return offers_of(facts, offer_rules(rules), {find, always, nullptr});
    }
    std::string told(std::set<std::string> returned = {}) {
        std::string text;
        for (const Offer& one : offers(std::move(returned)))
            text += one.product + ' ' + std::to_string(one.customers) + ' ' + one.why + ';';
        return text;
    }
};

}  // namespace

TEST_CASE("what two customers at least bought together is offered, by how many, with what it goes with") {
    Shop shop;
    CHECK(shop.told() == "battery 3 ;lamp 2 ;");
    CHECK(shop.offers().front().with == "garland");
    shop.buys("f", {"garland", "rose"});
    CHECK(shop.told() == "battery 3 ;lamp 2 ;rose 2 ;");
}

TEST_CASE("what he bought or sent back is not offered, nor what goes with what he sent back") {
    Shop shop;
    CHECK(shop.told({"lamp"}) == "battery 3 ;");
    CHECK(shop.told({"garland"}).empty());
}

TEST_CASE("rules of the business stand first with their reason, where he bought what they are about") {
    Shop shop;
    shop.rules = "garland\tlamp\tShines as well\nvase\tcandle\tx\nno rule\n";
    CHECK(offer_rules(shop.rules).size() == 2);
    CHECK(shop.told() == "lamp 0 Shines as well;battery 3 ;");
}

TEST_CASE("no offer against a complaint about the product, none at all after a stop") {
    Shop shop;
    shop.office.item(shop.person("asem"), "notes", "n",
                     {{"kind", "complaint"}, {"at", "2000"}, {"text", "Брак"}, {"product", "battery"}});
    CHECK(shop.told() == "lamp 2 ;");
    shop.office.item(shop.person("asem"), "notes", "r",
                     {{"kind", "complaint_resolved"}, {"at", "3000"}, {"product", "battery"}});
    CHECK(shop.told() == "battery 3 ;lamp 2 ;");
    shop.office.shelf.set(shop.person("asem"), {{EntityKind::subject, "", "marketing@4000", "stop\tsms"}});
    CHECK(shop.told().empty());
}
