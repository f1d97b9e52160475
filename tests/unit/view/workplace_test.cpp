// Who works where: by what sources say, by people's words, never by a domain; and that it joins nobody.
#include "core/view/workplace.h"

#include <doctest/doctest.h>

#include "core/view/card_more.h"
#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using namespace history::tests;

namespace {

struct Firm : Office {
    Shelf::Subject& company = shelf.owned_by("firm", "company");
    Shelf::Subject& person = shelf.owned_by("person", "person");
    Directory directory;

    Firm() {
        shelf.know(firm(), {"inn", "", "7707083893", Known::proved, "ПАО Свет"}, "company");
        shelf.know(man(), {"phone", "", "+77010000001", Known::proved, "Болат"}, "hubspot");
    }
    Shelf::Subject& firm() { return shelf.owned_by("firm", "company"); }
    Shelf::Subject& man() { return shelf.owned_by("person", "person"); }
    void settle() {
        resolve();
        directory.clear();
        for (const SubjectRecord& one : records) directory.put(one);
    }
    view::OpenCustomer opened(const StreamId& stream) {
        view::OpenCustomer open{directory.customers().find(stream), {}};
        for (const StreamId& member : open.customer->members)
            for (const Shelf::Subject& subject : shelf.subjects())
                if (subject.stream == member) open.members.push_back({member, &subject.state, nullptr});
        return open;
    }
    std::string card_of(const StreamId& stream) {
        settle();
        const view::OpenCustomer open = opened(stream);
        return view::card(open, directory.customers(), {},
                          view::card_more(open, directory, view::Baskets().over(directory), {}));
    }
    void say(bool works) {
        settle();
        const auto writes = view::workplace_write(directory, hex(man().stream.view()),
                                                  hex(firm().stream.view()), "KZ", "сказал сам", works);
        REQUIRE(writes.ok());
        for (const StreamWrite& write : *writes)
            for (const Shelf::Subject& subject : shelf.subjects())
                if (subject.stream == write.stream)
                    shelf.set(const_cast<Shelf::Subject&>(subject), write.changes.front());
    }
    void source_says() { shelf.know(man(), {"employer", "", "inn::7707083893", Known::cc, ""}, "hubspot"); }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A source that names a person's company puts each on the other's card, and joins nobody") {
    Firm firm;
    firm.source_says();
    const std::string company = firm.card_of(firm.firm().stream), person = firm.card_of(firm.man().stream);
    CAPTURE(company);
    CAPTURE(person);
    CHECK(firm.directory.customers().all.size() == 2);
    CHECK(canonical_json(company));
    CHECK(canonical_json(person));
    CHECK(has(company, "\"people\":[{\"id\":\"" + hex(firm.man().stream.view()) +
                           "\",\"name\":\"Болат\",\"by\":\"source\"}]"));
    CHECK(has(company, "\"inn\":\"7707083893\""));
    CHECK(has(person, "\"company\":{\"name\":\"ПАО Свет\",\"id\":\"" + hex(firm.firm().stream.view()) +
                          "\",\"by\":\"source\"}"));
    CHECK_FALSE(has(person, "employer"));  // it is no way to reach him
}

TEST_CASE("A person's position stands on both cards, 64 bytes of it on the company's; a company has none") {
    Firm firm;
    firm.source_says();
    const std::string longer(70, 'x');
    for (const auto& [position, shown] :
         {std::pair<std::string, std::string>("Бухгалтер", "Бухгалтер"), {longer, longer.substr(0, 64)}}) {
        firm.shelf.set(firm.man(), {{EntityKind::subject, "", "position@hubspot", position + "\thubspot"}});
        firm.shelf.set(firm.firm(), {{EntityKind::subject, "", "position@register", "Директор\tregister"}});
        const std::string company = firm.card_of(firm.firm().stream),
                          person = firm.card_of(firm.man().stream);
        CAPTURE(company);
        CHECK(has(company, "\"name\":\"Болат\",\"position\":\"" + shown + "\",\"by\":\"source\"}]"));
        CHECK(has(person, "\"position\":\"" + position + "\""));
    }
    for (const SubjectRecord& one : firm.records)
        if (one.kind == "company") CHECK(one.position.empty());
}

TEST_CASE("A person's word says who works where, takes it back, and is stronger than a source") {
    Firm firm;
    CHECK_FALSE(has(firm.card_of(firm.firm().stream), "\"people\""));
    const std::string before_company = firm.card_of(firm.firm().stream);
    firm.say(true);
    CHECK(has(firm.card_of(firm.firm().stream), "\"by\":\"statement\""));
    CHECK(has(firm.card_of(firm.man().stream), "\"by\":\"statement\""));
    CHECK(firm.directory.customers().all.size() == 2);
    firm.say(false);
    CHECK(firm.card_of(firm.firm().stream) == before_company);
    CHECK_FALSE(has(firm.card_of(firm.man().stream), "\"company\""));
    firm.source_says();
    CHECK_FALSE(has(firm.card_of(firm.firm().stream), "\"people\""));
    firm.say(true);
    CHECK(has(firm.card_of(firm.firm().stream), "\"people\":[{"));
}

TEST_CASE("An address of the company's domain makes nobody work there; only a company employs") {
    Firm firm;
    firm.shelf.know(firm.firm(), {"email", "", "info@svet.example", Known::given, ""}, "company");
    firm.shelf.know(firm.man(), {"email", "", "bolat@svet.example", Known::proved, ""}, "email");
    CHECK_FALSE(has(firm.card_of(firm.firm().stream), "\"people\""));
    const std::string company = hex(firm.firm().stream.view()), person = hex(firm.man().stream.view());
    CHECK_FALSE(view::workplace_write(firm.directory, company, person, "KZ", "", true).ok());
    CHECK_FALSE(view::workplace_write(firm.directory, person, person, "KZ", "", true).ok());
    CHECK_FALSE(view::workplace_write(firm.directory, "+77019999999", company, "KZ", "", true).ok());
}
