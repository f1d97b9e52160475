#include "core/view/staff_word.h"

#include <doctest/doctest.h>

#include "core/view/answers.h"
#include "core/view/mentions.h"
#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using namespace history::tests;

namespace {

const std::vector<view::Colleague> staff{{"aina", "Айна", "operator", "", true},
                                         {"old", "Старый", "", "", false},
                                         {"samal", "Самал Ким", "seller", "", true}};

view::StaffWord word(const std::string& kind, const std::string& text) {
    view::StaffWord one;
    one.kind = kind;
    one.text = text;
    one.native = "00112233445566778899aabbccddeeff";
    one.at_ms = 1000;
    return one;
}

Result<StreamWrite> say(const Directory& directory, const view::StaffWord& one,
                        const std::string& who = "+77000000001") {
    return view::staff_write(directory, who, "KZ", one, staff, [](const std::string&) { return stream(77); });
}

Directory directory_of(const Office& office) {
    Directory directory;
    for (const SubjectRecord& record : office.records) directory.put(record);
    return directory;
}

std::string value(const StreamWrite& write, const std::string& field) {
    for (const Op& op : write.changes[0])
        if (op.kind == EntityKind::item && op.field == field) return op.value;
    return {};
}

}  // namespace

TEST_CASE("a word of every kind begins a customer that nobody has met, with its fields") {
    const Directory nobody;
    for (const std::string_view kind : view::staff_kinds) {
        view::StaffWord one = word(std::string(kind), "слова");
        if (kind == "reminder") one.due_ms = 5;
        if (kind == "contact") one.channel = "telephony";
        if (kind == "complaint_resolved") one.refers_to = joined_key("whatsapp", "shop", "7");
        const auto write = say(nobody, one);
        REQUIRE_MESSAGE(write.ok(), kind);
        CHECK(write->create);
        CHECK(value(*write, "kind") == kind);
    }
    view::StaffWord task = word("task", "Узнать");
    task.assignee = "aina";
    task.due_ms = 2000;
    task.refers_to = joined_key("whatsapp", "shop", "7");
    task.mentions = {"samal"};
    const auto write = say(nobody, task);
    REQUIRE(write.ok());
    CHECK(value(*write, "assignee") == "aina");
    CHECK(value(*write, "claim/aina") == "1000");
    CHECK(value(*write, "due") == "2000");
    CHECK(value(*write, "refers_to") == "whatsapp\tshop\t7");
    CHECK(value(*write, "mention/samal") == "1");
}

TEST_CASE("what cannot be said is refused in one sentence") {
    const Directory nobody;
    const auto sentence = [&](const view::StaffWord& one) {
        const auto write = say(nobody, one);
        return write.ok() ? std::string() : write.error().what;
    };
    CHECK(has(sentence(word("poem", "x")), "\"poem\" is no kind of word"));
    CHECK(has(sentence(word("note", "")), "There are no words"));
    CHECK(has(sentence(word("note", std::string(64 * 1024, 'a'))), "32 KiB at most"));
    view::StaffWord one = word("task", "x");
    one.assignee = "nobody";
    CHECK(sentence(one) == "There is no colleague \"nobody\".");
    one.assignee = "old";
    CHECK(sentence(one) == "Старый does not work here any more.");
    one.assignee.clear();
    one.due_ms = 253402300800000;
    CHECK(has(sentence(one), "before the year 10000"));
    one = word("note", "x");
    one.due_ms = 5;
    CHECK(has(sentence(one), "have a term"));
    CHECK(has(sentence(word("reminder", "x")), "needs its time"));
    CHECK(has(sentence(word("contact", "")), "needs its channel"));
    one = word("note", "x");
    one.product = std::string(300, 'p');
    CHECK(has(sentence(one), "256 bytes"));
    one = word("note", "x");
    one.native = "short";
    CHECK(has(sentence(one), "32 hex digits"));
    CHECK_FALSE(view::may_speak("connector").ok());
    CHECK_FALSE(view::may_speak("viewer").ok());
    CHECK(view::may_speak("operator").ok());
}

TEST_CASE("a change is written to every copy of the item, and says what was before") {
    Office office;
    const std::string phone = joined_key("phone", "", "+77000000001");
    office.shelf.owned_by(phone, "person");
    Shelf::Subject& second = office.shelf.owned_by(joined_key("telegram", "bot", "5"), "person");
    office.shelf.set(second, {{EntityKind::identifier, phone, "proved", "telegram"}});
    Shelf::Subject& first = office.shelf.owned_by(phone, "person");
    office.shelf.set(first, {{EntityKind::identifier, phone, "proved", "telephony"}});
    const std::string key = joined_key("notes", "staff", "p");
    for (Shelf::Subject* subject : {&first, &second})
        office.shelf.set(*subject, {{EntityKind::item, key, "kind", "promise"},
                                    {EntityKind::item, key, "at", "1000"},
                                    {EntityKind::item, key, "text", "Перезвоню"},
                                    {EntityKind::item, key, "due", "9000"}});
    office.resolve();
    const Directory directory = directory_of(office);
    const view::OpenCustomer customer = office.open(first.stream);
    const auto change = [&](const std::string& field, const std::string& to,
                            const std::string& who = "aina") {
        return view::change_write(directory, customer, office.settings, staff,
                                  {view::item_id(key), field, to, who}, 5000);
    };
    const auto done = change("state", "done");
    REQUIRE(done.ok());
    CHECK(done->writes.size() == 2);
    CHECK(done->before == "open");
    CHECK(change("due", "99")->before == "9000");
    CHECK(change("assignee", "samal")->before.empty());
    CHECK(change("assignee", "")->writes[0].changes[0].size() == 1);
    CHECK(change("seen", "1")->writes[0].changes[0][0].field == "seen/aina");
    for (const auto& [field, to] : {std::pair("state", "maybe"),
                                    {"assignee", "nobody"},
                                    {"due", "soon"},
                                    {"due", "253402300800000"},
                                    {"text", "other words"}})
        CHECK_FALSE(change(field, to).ok());
    CHECK_FALSE(change("seen", "1", "").ok());
    CHECK(view::change_write(directory, customer, office.settings, staff,
                             {std::string(32, '0'), "state", "done", ""}, 5000)
              .error()
              .code == Errc::not_found);
}

TEST_CASE("colleagues are added, renamed, retired; ids are for ever") {
    State shared;
    std::uint64_t ms = 0;
    const auto apply = [&](Result<std::vector<Op>> ops) {
        REQUIRE_MESSAGE(ops.ok(), ops.error().what);
        Delta delta;
        delta.at.ms = ++ms;
        delta.ops = std::move(*ops);
        shared.apply(std::move(delta), ms);
    };
    apply(view::colleague_ops({}, {"aina", "Айна", "operator", {}, {}}, true));
    apply(view::colleague_ops(view::colleagues_of(shared), {"samal", "Самал", "", {}, {}}, true));
    CHECK(
        view::colleague_ops(view::colleagues_of(shared), {"aina", "Другая", "", {}, {}}, true).error().code ==
        Errc::conflict);
    apply(view::colleague_ops(view::colleagues_of(shared), {"aina", "Айна О.", "", "1:x", {}}, false));
    apply(view::colleague_ops(view::colleagues_of(shared), {"samal", "", "", {}, false}, false));
    const auto all = view::colleagues_of(shared);
    CHECK(view::colleagues_slice(all) ==
          "{\"slice\":\"colleagues\",\"rows\":[{\"id\":\"aina\",\"name\":\"Айна "
          "О.\",\"profile\":\"operator\",\"pin\":true},"
          "{\"id\":\"samal\",\"name\":\"Самал\",\"retired\":true}]}");
    CHECK((*view::colleague_named(all, "айна о."))->id == "aina");
    CHECK(view::colleague_named(all, "кто").error().code == Errc::not_found);
    for (const char* id : {"", "a b", "айна", "0123456789012345678901234567890123"})
        CHECK_FALSE(view::colleague_ops(all, {id, "x", "", {}, {}}, true).ok());
    CHECK_FALSE(view::colleague_ops(all, {"new", "x", "king", {}, {}}, true).ok());
    CHECK_FALSE(view::colleague_ops(all, {"new", " ", "", {}, {}}, true).ok());
    CHECK_FALSE(view::colleague_ops(all, {"gone", "x", "", {}, {}}, false).ok());
}

TEST_CASE("a colleague called by name in a note finds it until he has seen it, nobody else does") {
    CHECK(view::mentions_in("@aina посмотри, и @Самал Ким тоже", staff) ==
          std::vector<std::string>{"aina", "samal"});
    CHECK(view::mentions_in("пишите на shop@aina.kz, @ainagul, @old", staff).empty());
    CHECK(view::mentions_in("@aina, @AINA. @Айна", staff) == std::vector<std::string>{"aina"});
    Office office;
    Shelf::Subject& subject = office.shelf.add();
    const std::string key = joined_key("notes", "staff", "n");
    office.shelf.set(subject, {{EntityKind::item, key, "kind", "note"},
                               {EntityKind::item, key, "at", "1000"},
                               {EntityKind::item, key, "text", "@aina посмотри"},
                               {EntityKind::item, key, "mention/aina", "1"}});
    office.resolve();
    const std::string seen = view::mentions(directory_of(office), "aina", {});
    CHECK(canonical_json(seen));
    CHECK(has(seen, "\"total\":1,\"rows\":[{\"id\":\"" + hex(subject.stream.view()) + "\",\"item\":\"" +
                        view::item_id(key) + "\",\"at\":1000,\"words\":\"@aina посмотри\""));
    CHECK(has(view::mentions(directory_of(office), "samal", {}), "\"total\":0"));
    CHECK_FALSE(has(office.worklist(view::WorklistView::all), "flags"));
    office.shelf.set(subject, {{EntityKind::item, key, "seen/aina", "1"}});
    office.resolve();
    CHECK(has(view::mentions(directory_of(office), "aina", {}), "\"total\":0"));
}

TEST_CASE("ready answers have title, language, text and age, and come back after a removal") {
    State shared;
    std::uint64_t ms = 0;
    const auto apply = [&](Result<std::vector<Op>> ops) {
        REQUIRE_MESSAGE(ops.ok(), ops.error().what);
        Delta delta;
        delta.at.ms = ++ms;
        delta.colleague = "aina";
        delta.ops = std::move(*ops);
        shared.apply(std::move(delta), 1000);
    };
    const std::string id = "0011223344556677";
    apply(view::answer_ops(shared, {id, "Доставка", "ru", "Доставим завтра", {}, 0}));
    CHECK(view::answers_slice(view::ready_answers(shared)) ==
          "{\"slice\":\"answers\",\"rows\":[{\"id\":\"0011223344556677\",\"title\":\"Доставка\",\"language\":"
          "\"ru\",\"text\":\"Доставим завтра\",\"at\":1,\"colleague\":\"aina\"}]}");
    apply(view::answer_removal(shared, id, false));
    CHECK(view::ready_answers(shared).empty());
    apply(view::answer_removal(shared, id, true));
    CHECK(view::ready_answers(shared).size() == 1);
    for (const view::ReadyAnswer& wrong : {view::ReadyAnswer{"x", "a", "ru", "b", {}, 0},
                                           {id, "", "ru", "b", {}, 0},
                                           {id, "a", "RU", "b", {}, 0},
                                           {id, "a", "ru", "", {}, 0},
                                           {id, "a", "ru", std::string(9000, 'b'), {}, 0}})
        CHECK_FALSE(view::answer_ops(shared, wrong).ok());
    CHECK_FALSE(view::answer_removal(shared, "ffffffffffffffff", false).ok());
}
