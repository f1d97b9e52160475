// Who owns an item, where it goes, and what is written: native/agent/filing.h.
#include "native/agent/filing.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/insight/item_facts.h"
#include "tests/unit/agent/workspace.h"

using namespace history;
using namespace history::agent;
using connectors::Identifier;
using connectors::Item;
using connectors::Statement;

namespace {

Item heard(const std::string& native, std::vector<Identifier> identifiers, const std::string& at = "1000") {
    Item item;
    item.native_id = native;
    item.fields = {{"kind", "message"}, {"at", at}, {"direction", "in"}, {"text", "words of " + native}};
    item.identifiers = std::move(identifiers);
    return item;
}

Identifier proved(const std::string& type, const std::string& value, const std::string& name = "") {
    return {type, type == "phone" || type == "email" ? "" : "shop", value, connectors::Known::proved, false,
            name};
}
Identifier as_cc(Identifier identifier) {
    return identifier.cc = true, identifier;
}
Identifier as_said(Identifier identifier) {
    return identifier.known = connectors::Known::said, identifier;
}

std::string owner_of(const State& state) {
    return std::string(state.find(EntityKind::subject, "")->value("owner"));
}
std::string phone_key(const std::string& number) {
    return joined_key("phone", "", number);
}
std::string key_of(const std::string& native) {
    return item_key_of("telegram", "shop", native);
}

}  // namespace

TEST_CASE("the first identifier that is neither said nor another recipient's owns the item") {
    Workspace workspace;
    const Filed filed = workspace.import(
        {heard("1", {as_said(proved("phone", "+77010000001")), as_cc(proved("email", "a@b.example")),
                     proved("telegram", "55"), proved("phone", "8 (701) 000-00-02")})});
    CHECK(filed.fresh == 1);
    const State& state = workspace.only();
    CHECK(owner_of(state) == joined_key("telegram", "shop", "55"));
    CHECK(state.find(EntityKind::subject, "")->value("kind") == "person");
    CHECK(state.find(EntityKind::identifier, phone_key("+77010000001"))->value("said") == "telegram");
    CHECK(state.find(EntityKind::identifier, joined_key("email", "", "a@b.example"))->value("cc") ==
          "telegram");
    const Entity* phone = state.find(EntityKind::identifier, phone_key("+77010000002"));
    CHECK(phone->value("proved") == "telegram");
    CHECK(phone->value("raw") == "8 (701) 000-00-02");  // as it was written, since that differs
    CHECK(state.find(EntityKind::item, key_of("1"))->value("text") == "words of 1");
}

TEST_CASE("items of one owner share a subject, within a portion and after it") {
    Workspace workspace;
    workspace.import({heard("1", {proved("telegram", "55")}), heard("2", {proved("telegram", "55")})});
    workspace.import({heard("3", {proved("telegram", "55")})});
    CHECK(workspace.only().find(EntityKind::item, key_of("3")) != nullptr);
    workspace.import({heard("4", {proved("telegram", "56")})});
    CHECK(workspace.states.size() == 2);
}

TEST_CASE("the same item again is not fresh and goes where it stands") {
    Workspace workspace;
    CHECK(workspace.import({heard("1", {proved("telegram", "55")}), heard("1", {proved("telegram", "55")})})
              .fresh == 1);
    CHECK(workspace.import({heard("1", {proved("telegram", "55")})}).fresh == 0);
    CHECK(workspace.states.size() == 1);
}

TEST_CASE(
    "an item of nobody is an unfiled subject of its own, and two agents' copies of it share their owner") {
    Workspace a, b;
    CHECK(a.import({heard("1", {}), heard("2", {as_said(proved("phone", "+77010000001"))})}).fresh == 2);
    b.import({heard("1", {})});
    CHECK(a.states.size() == 2);
    CHECK(b.only().find(EntityKind::subject, "")->value("kind") == "unfiled");
    const std::string key = joined_key("item", "telegram/shop", "1");
    CHECK(owner_of(b.only()) == key);
    CHECK(b.only().find(EntityKind::identifier, key)->value("proved") == "telegram");
    CHECK(a.directory.with_identifier(key).size() == 1);
    CHECK(a.import({heard("1", {})}).fresh == 0);
    CHECK(a.states.size() == 2);
}

TEST_CASE(
    "of a family's number each name owns a subject, in whatever order its words stand; a mailbox is one") {
    Workspace work;
    const auto given = [](const char* type, const char* value, const char* name) {
        return Identifier{type, "", value, connectors::Known::given, false, name};
    };
    work.import({heard("1", {given("phone", "+77010000001", "Анна Ким")}),
                 heard("2", {given("phone", "+7 701 000 00 01", "Ким Анна")}),
                 heard("3", {given("phone", "+77010000001", "Болат Ким")}),
                 heard("4", {given("phone", "+77010000001", "")}),
                 heard("5", {proved("phone", "+77010000001", "Анна")})},
                "callback");
    CHECK(work.states.size() == 3);  // Анна, Болат, and the number itself
    work.import({heard("3", {given("phone", "+77010000001", "Болат Ким")})}, "callback");
    CHECK(work.states.size() == 3);
    work.import({heard("6", {given("email", "shop@example.com", "Анна")}),
                 heard("7", {given("email", "shop@example.com", "Болат")})},
                "email");
    CHECK(work.states.size() == 4);
}

TEST_CASE("a number that is none is kept as it was written and owns nothing") {
    Workspace workspace;
    workspace.import({heard("1", {proved("phone", "anonymous")})});
    const State& state = workspace.only();
    CHECK(state.find(EntityKind::subject, "")->value("kind") == "unfiled");
    const Entity* number = state.find(EntityKind::identifier, phone_key("anonymous"));
    REQUIRE(number != nullptr);
    CHECK(number->field("proved") == nullptr);
    CHECK(number->field("said") != nullptr);
}

TEST_CASE("an item that stands under another owner stays, and strangers of this copy join nothing") {
    Workspace workspace;
    // A call that was put through: the rows together belong to the caller, the last row alone shows the mobile only.
    workspace.import(
        {heard("call", {proved("phone", "+77010000001"), as_cc(proved("phone", "+77010000002"))})},
        "telephony");
    const Filed again = workspace.import({heard("call", {proved("phone", "+77010000002")})}, "telephony");
    CHECK(again.fresh == 0);
    const State& state = workspace.only();
    const Entity* mobile = state.find(EntityKind::identifier, phone_key("+77010000002"));
    CHECK(mobile->field("proved") == nullptr);
    CHECK(mobile->field("cc") != nullptr);
}

TEST_CASE("a copy that shows the owner and one identifier more makes both join") {
    Workspace workspace;
    workspace.import({heard("1", {proved("phone", "+77010000001")})}, "whatsapp");
    workspace.import({heard("1", {proved("whatsapp", "KZ.1"), proved("phone", "+77010000001")})}, "whatsapp");
    CHECK(workspace.only()
              .find(EntityKind::identifier, joined_key("whatsapp", "shop", "KZ.1"))
              ->field("proved") != nullptr);
}

TEST_CASE("a review that was removed by nobody known is that of its author") {
    Workspace workspace;
    Item review = heard("rating:5", {proved("facebook", "8")}), removed = heard("rating:5", {});
    review.fields[0].second = "review";
    removed.fields = {{"deleted@2000", "1"}};
    removed.stub = true;
    workspace.import({review});
    CHECK(workspace.import({removed}).fresh == 0);
    REQUIRE(workspace.states.size() == 1);
    CHECK(workspace.only().find(EntityKind::item, key_of("rating:5"))->value("deleted@2000") == "1");
}

TEST_CASE("what came before its owner was known joins by the item itself") {
    Workspace workspace;
    Item status = heard("1", {});
    status.fields = {{"read_at", "900"}};
    status.stub = true;
    CHECK(workspace.import({status}).fresh == 0);
    CHECK(workspace.import({heard("1", {proved("telegram", "55")})}).fresh == 1);
    REQUIRE(workspace.states.size() == 2);
    CHECK(workspace.directory.customers().all.size() == 1);
    CHECK(workspace.import({heard("1", {proved("telegram", "55")})}).fresh == 0);
}

TEST_CASE(
    "an id that a source gave to two things, one of them nobody's, joins nothing in whatever order they "
    "come") {
    // Telegram's examples: message 123 of the person 456, and post 123 of a channel 456.
    Item post = heard("1", {});
    post.fields = {{"kind", "message"}, {"at", "1000"}, {"direction", "none"}, {"text", "a post"}};
    const Item message = heard("1", {proved("telegram", "55")});
    const auto owned = [](const Workspace& workspace) {
        for (const auto& [stream, state] : workspace.states)
            if (owner_of(state) == joined_key("telegram", "shop", "55")) return &state;
        return static_cast<const State*>(nullptr);
    };
    for (const auto& order : {std::vector{message, post, message}, std::vector{post, message, post},
                              std::vector{post, message, message}}) {
        Workspace apart, together;
        for (const Item& one : order) apart.import({one});
        together.import(order);
        for (const Workspace* workspace : {&apart, &together}) {
            REQUIRE(workspace->states.size() == 2);
            CHECK(workspace->directory.customers().all.size() == 2);  // the post is nobody's still
            const State* person = owned(*workspace);
            REQUIRE(person != nullptr);
            CHECK(person->find(EntityKind::item, key_of("1"))->value("direction") == "in");
            CHECK(person->find(EntityKind::identifier, joined_key("item", "telegram/shop", "1")) == nullptr);
        }
    }
    // The same thing, of nobody until its person is known: one.
    Workspace workspace;
    workspace.import({heard("1", {})});
    workspace.import({message});
    CHECK(owned(workspace)->find(EntityKind::identifier, joined_key("item", "telegram/shop", "1")) !=
          nullptr);
}

TEST_CASE("of two subjects that two agents made for one owner the one that holds the item gets it again") {
    Workspace workspace;
    workspace.import({heard("1", {proved("telegram", "55")})});
    Workspace other;
    other.next = 100;
    other.import({heard("2", {proved("telegram", "55")})});
    const StreamId second = other.states.begin()->first;
    workspace.states[second] = other.only();
    workspace.directory.put(summarise(other.only(), second, 2));
    CHECK(workspace.import({heard("2", {proved("telegram", "55")})}).fresh == 0);
    CHECK(workspace.states[second].find(EntityKind::item, key_of("2")) != nullptr);
    CHECK(workspace.states.size() == 2);
}

TEST_CASE("that holds also for the tablet in the shop, which many others used") {
    Workspace workspace;
    workspace.import({heard("1", {proved("cookie", "tablet")})});
    for (int visitor = 0; visitor < 40; ++visitor)
        workspace.import({heard("v" + std::to_string(visitor),
                                {proved("user", std::to_string(visitor)), proved("cookie", "tablet")})});
    Workspace other;
    other.next = 500;
    other.import({heard("2", {proved("cookie", "tablet")})});
    const StreamId second = other.states.begin()->first;
    workspace.states[second] = other.only();
    workspace.directory.put(summarise(other.only(), second, 100));
    const Filed again = workspace.import(
        {heard("1", {proved("cookie", "tablet")}), heard("2", {proved("cookie", "tablet")})});
    CHECK(again.fresh == 0);
}

TEST_CASE("what 16 share may say where an item stands; what one more shares says nothing") {
    const auto fresh = [](int people) {
        Workspace workspace;
        for (int person = 0; person < people; ++person)
            workspace.import(
                {heard("v" + std::to_string(person),
                       {proved("user", "u" + std::to_string(person)), proved("loyalty", "family")})});
        // The same visit told again, with the shared card alone.
        return workspace.import({heard("v0", {proved("loyalty", "family")})}).fresh;
    };
    CHECK(fresh(15) == 0);
    CHECK(fresh(16) == 0);
    CHECK(fresh(17) == 1);
}

TEST_CASE("a name stands once for each day it was used on, the same in whatever order items come") {
    Workspace workspace;
    const auto names = [&] {
        std::set<std::string> all;
        workspace.only()
            .find(EntityKind::identifier, joined_key("telegram", "shop", "55"))
            ->each("name", '@', [&](std::string_view at, const Field& field) {
                CHECK(at == name_field(number_of(at), field.value).substr(5));
                all.insert(std::to_string(number_of(at) / name_day_ms) + '=' + field.value);
            });
        return all;
    };
    workspace.import({heard("2", {proved("telegram", "55", "Асем")}, "2000"),
                      heard("1", {proved("telegram", "55", "Асем")}, "1000")});
    CHECK(names() == std::set<std::string>{"0=Асем"});
    workspace.import({heard("3", {proved("telegram", "55", "Асем Г.")}, "3000")});
    workspace.import({heard("4", {proved("telegram", "55", "Асем")}, "4000")});
    CHECK(names() == std::set<std::string>{"0=Асем", "0=Асем Г."});
    workspace.import({heard("5", {proved("telegram", "55", "Асем")}, "86400001")});
    CHECK(names() == std::set<std::string>{"0=Асем", "0=Асем Г.", "1=Асем"});
}

TEST_CASE(
    "a long text is cut at a character, a large item becomes several changes that each fit an envelope") {
    Workspace workspace;
    Item item = heard("1", {proved("telegram", "55")});
    std::string text = "x";
    while (text.size() < 100 * 1024) text += "ж";
    item.fields.emplace_back("quote", text);
    item.fields.emplace_back("raw", text);
    Filing filing = workspace.filing();
    filing.add("telegram", Workspace::account(), item);
    const Filed filed = workspace.file(filing);
    const std::string_view kept = workspace.only().find(EntityKind::item, key_of("1"))->value("quote");
    CHECK(workspace.only().find(EntityKind::item, key_of("1"))->value("cut/quote") ==
          std::to_string((text.size() - kept.size()) / 2));
    CHECK(kept.size() <= value_bytes_max);
    CHECK(kept.size() > value_bytes_max - 4);
    CHECK(kept == std::string_view(text).substr(0, kept.size()));
    CHECK((static_cast<unsigned char>(text[kept.size()]) & 0xc0) != 0x80);
    REQUIRE(filed.writes.size() == 1);
    CHECK(filed.writes[0].changes.size() > 1);
    for (const auto& change : filed.writes[0].changes) {
        std::size_t bytes = 0;
        for (const Op& op : change) bytes += op.value.size();
        CHECK(bytes <= 48 * 1024);
    }
}

TEST_CASE("a fact that is cut says so beside it, in a field that is no fact") {
    Workspace workspace;
    Filing filing = workspace.filing();
    Statement statement;
    statement.identifiers = {proved("telegram", "55")};
    statement.facts = {{"note", std::string(1030, 'x')}, {"city", "Almaty"}};
    statement.at_ms = 7;
    CHECK(filing.add("telegram", Workspace::account(), statement));
    workspace.file(filing);
    const Entity* subject = workspace.only().find(EntityKind::subject, "");
    REQUIRE(subject != nullptr);
    CHECK(subject->value("note@7") == std::string(1021, 'x') + "…\ttelegram");
    CHECK(subject->value("cut/note/7") == "9\ttelegram");
    CHECK(subject->value("city@7") == "Almaty\ttelegram");
}

TEST_CASE("ids of any length and bytes make keys that differ as they do") {
    const std::string long_id(5000, 'a');
    CHECK(item_key_of("email", "shop", long_id) != item_key_of("email", "shop", long_id + 'b'));
    CHECK(item_key_of("email", "shop", long_id).size() < 1000);
    CHECK(key_parts(item_key_of("email",
                                "a\x1f"
                                "b",
                                "c\x1f"
                                "d"))
              .third == "c d");
}

TEST_CASE("what a source says of a person is a fact of the subject by the source's time") {
    Workspace workspace;
    Filing filing = workspace.filing();
    Statement statement;
    statement.identifiers = {proved("user", "7"), proved("phone", "+77010000001")};
    statement.facts = {{"city", "Алматы\tи область"}};
    statement.at_ms = 5000;
    CHECK(filing.add("segment", Workspace::account(), statement));
    Statement nobody = statement;
    nobody.identifiers = {as_said(proved("phone", "+77010000009"))};
    CHECK_FALSE(filing.add("segment", Workspace::account(), nobody));
    workspace.file(filing);
    const State& state = workspace.only();
    CHECK(state.find(EntityKind::subject, "")->value("city@5000") == "Алматы и область\tsegment");
    CHECK(owner_of(state) == joined_key("user", "shop", "7"));
    CHECK(state.find(EntityKind::identifier, phone_key("+77010000001"))->field("proved") != nullptr);
}

TEST_CASE("a company is one whether its deal or its own row came first") {
    for (const bool deal_first : {true, false}) {
        Workspace workspace;
        const auto deal = [&] { workspace.import({heard("deal", {proved("crm", "company:9")})}); };
        if (deal_first) deal();
        Filing filing = workspace.filing();
        Statement firm;
        firm.identifiers = {proved("crm", "company:9")};
        firm.facts = {{"kind", "company"}};
        CHECK(filing.add("hubspot", Workspace::account(), firm));
        workspace.file(filing);
        if (!deal_first) deal();
        REQUIRE(workspace.states.size() == 1);
        CHECK(workspace.directory.owner(joined_key("crm", "shop", "company:9"))->kind == "company");
    }
}

TEST_CASE("a company is one by its source's word; where a person works joins nobody and owns nothing") {
    Workspace workspace;
    Filing filing = workspace.filing();
    Statement firm;
    firm.identifiers = {proved("crm", "company:9")};
    firm.facts = {{"kind", "company"}, {"name", "ТОО Роса"}};
    CHECK(filing.add("hubspot", Workspace::account(), firm));
    Statement person;
    person.identifiers = {proved("crm", "contact:1"),
                          as_cc({"employer", "", "crm:shop:company:9", connectors::Known::given, false, ""})};
    person.facts = {{"kind", "person"}};
    CHECK(filing.add("hubspot", Workspace::account(), person));
    Statement nobody;
    nobody.identifiers = {as_cc({"employer", "", "crm:shop:company:9", connectors::Known::given, false, ""})};
    CHECK_FALSE(filing.add("hubspot", Workspace::account(), nobody));
    workspace.file(filing);
    REQUIRE(workspace.states.size() == 2);
    CHECK(workspace.directory.customers().all.size() == 2);
    const SubjectRecord* company = workspace.directory.owner(joined_key("crm", "shop", "company:9"));
    const SubjectRecord* man = workspace.directory.owner(joined_key("crm", "shop", "contact:1"));
    REQUIRE(company);
    REQUIRE(man);
    CHECK(company->kind == "company");
    CHECK(man->kind == "person");
    const State& state = workspace.states.at(man->stream);
    CHECK(state.find(EntityKind::subject, "")->field("kind@0") == nullptr);
    CHECK(state.find(EntityKind::identifier, joined_key("employer", "", "crm:shop:company:9"))->field("cc") !=
          nullptr);
}

TEST_CASE("our answer to a public comment is the commenter's, whichever came first") {
    Item asked = heard("comment:1", {proved("instagram", "55")}), answer = heard("comment:2", {});
    asked.fields[0].second = answer.fields[0].second = "comment";
    answer.fields[2].second = "out";
    answer.fields.emplace_back("reply_to", "comment:1");
    Item other = asked, stray = answer;
    other.native_id = "comment:3";
    other.identifiers = {proved("instagram", "56")};
    stray.native_id = "comment:4";
    stray.fields.back().second = "comment:9";  // never comes
    std::vector<std::vector<Item>> orders{{asked, answer, other, stray}, {stray, answer, other, asked}};
    for (const bool one_portion : {true, false})
        for (const std::vector<Item>& order : orders) {
            Workspace workspace;
            if (one_portion) workspace.import(order, "instagram");
            for (const Item& item : order)  // one by one, and all again after a portion
                workspace.import({item}, "instagram");
            CHECK(workspace.states.size() == 4);
            const Customers& customers = workspace.directory.customers();
            CHECK(customers.all.size() == 3);
            std::vector<std::string> groups;
            for (const Customer& customer : customers.all) {
                std::string text;
                for (const auto& [stream, state] : workspace.states)
                    if (customers.find(stream) == &customer)
                        for (const Entity& entity : state.entities())
                            if (entity.kind == EntityKind::item)
                                text += std::string(key_parts(entity.key).third) + ' ';
                std::vector<std::string> names;
                for (std::size_t at = 0; at < text.size(); at = text.find(' ', at) + 1)
                    names.push_back(text.substr(at, text.find(' ', at) - at));
                std::sort(names.begin(), names.end());
                std::string sorted;
                for (const std::string& name : names) sorted += name + ' ';
                groups.push_back(sorted);
            }
            std::sort(groups.begin(), groups.end());
            CHECK(groups == std::vector<std::string>{"comment:1 comment:2 ", "comment:3 ", "comment:4 "});
        }
}
