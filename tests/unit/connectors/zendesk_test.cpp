#include "native/connectors/zendesk.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

// The body of an event, as the vendor's documentation shows it.
std::string event_from_docs(const std::string& type, const std::string& event) {
    return R"({"type":"zen:event-type:)" + type +
           R"(","id":"e-1","time":"2026-08-24T08:05:00Z","subject":"zen:ticket:15",
        "detail":{"id":"15","subject":"Лампа","status":"OPEN","requester_id":"7","created_at":"2026-08-24T08:00:00Z",
        "updated_at":"2026-08-24T08:04:00Z","via":{"channel":"web"}},"event":)" +
           event + "}";
}

}  // namespace

TEST_CASE("an event of a comment is the ticket and the message, told apart by who wrote it") {
    const Parsed parsed = read_one(
        zendesk(),
        event_from_docs(
            "ticket.comment_added",
            R"({"comment":{"id":"31","body":"Не горит, 8 701 000 00 31","is_public":true,"author":{"id":"7","is_staff":false,"name":"Дана"}}})"));
    REQUIRE(parsed.items.size() == 2);
    const Item &ticket = parsed.items[0], &comment = parsed.items[1];
    CHECK(ticket.native_id == "ticket:15");
    CHECK(value_of(ticket, "kind") == "ticket");
    CHECK(value_of(ticket, "title") == "Лампа");
    CHECK(value_of(ticket, "status@1787558640000") == "open");
    CHECK(spelled(ticket.identifiers) == "crm 7 proved");
    CHECK(comment.native_id == "comment:31");
    CHECK(value_of(comment, "direction") == "in");
    CHECK(value_of(comment, "thread") == "ticket:15");
    CHECK(spelled(comment.identifiers) == "crm 7 proved; phone 8 701 000 00 31 said");
    const Parsed answer = read_one(
        zendesk(),
        event_from_docs(
            "ticket.comment_added",
            R"({"comment":{"id":"32","body":"Проверим","is_public":true,"author":{"id":"1","is_staff":true,"name":"Айна"}}})"));
    CHECK(value_of(answer.items[1], "direction") == "out");
    CHECK(value_of(answer.items[1], "author") == "Айна");
    CHECK(spelled(answer.items[1].identifiers) == "crm 7 proved");
    const Parsed note = read_one(
        zendesk(),
        event_from_docs(
            "ticket.comment_added",
            R"({"comment":{"id":"33","body":"Ждём","is_public":false,"author":{"id":"1","is_staff":true}}})"));
    CHECK(value_of(note.items[1], "kind") == "note");
    CHECK(value_of(note.items[1], "direction") == "none");
}

TEST_CASE("a change of state is named by its own time, so that order of arrival does not matter") {
    const Parsed parsed = read_one(
        zendesk(), event_from_docs("ticket.status_changed", R"({"current":"SOLVED","previous":"OPEN"})"));
    REQUIRE(parsed.items.size() == 2);
    CHECK(parsed.items[1].stub);
    CHECK(value_of(parsed.items[1], "status@1787558700000") == "solved");
    CHECK(read_one(zendesk(),
                   R"({"type":"zen:event-type:article.published","id":"e","time":"2026-08-24T08:05:00Z"})")
              .unknown == 1);
}

TEST_CASE("answers of the API: users beside comments tell who is a customer") {
    const Parsed parsed = read_one(zendesk(), R"({"comments":[
        {"id":1,"author_id":7,"plain_body":"Здравствуйте","public":true,"created_at":"2026-08-24T08:00:00Z",
         "attachments":[{"file_name":"a.png","content_type":"image/png","size":9,"content_url":"https://z.example/a"}]},
        {"id":2,"author_id":1,"body":"Слушаю","public":true,"created_at":"2026-08-24T08:01:00Z"}],
        "users":[{"id":7,"role":"end-user","name":"Дана","email":"d@post.example","external_id":"u-1","updated_at":"2026-08-24T08:00:00Z"},
        {"id":1,"role":"agent","name":"Айна","email":"a@shop.example"}]})");
    CHECK(parsed.units == 4);
    CHECK(parsed.other == 2);
    REQUIRE(parsed.items.size() == 2);
    CHECK(value_of(parsed.items[0], "direction") == "in");
    CHECK(value_of(parsed.items[0], "file/1") == "image\ta.png\timage/png\t9\thttps://z.example/a");
    CHECK(spelled(parsed.items[0].identifiers) == "crm 7 proved; email d@post.example given; user u-1 given");
    CHECK(value_of(parsed.items[1], "direction") == "out");
    CHECK(parsed.items[1].identifiers.empty());
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.statements[0].facts[0].second == "Дана");
    CHECK(read_one(zendesk(), R"({"tickets":[]})").other == 1);
}

TEST_CASE("own ids tell the agents of a table") {
    Account account = test_account();
    account.own = {"1"};
    const std::string rows =
        "id,ticket_id,body,public,user_id,created\n"
        "5,15,Да,TRUE,1,2026-08-24 08:00:00\n6,15,Нет,TRUE,7,2026-08-24 08:00:01\n";
    const Parsed parsed = read_one(zendesk(), rows, account);
    REQUIRE(parsed.items.size() == 2);
    CHECK(value_of(parsed.items[0], "direction") == "out");
    CHECK(value_of(parsed.items[1], "direction") == "in");
    CHECK(value_of(read_one(zendesk(), rows).items[1], "direction") == "none");
}

TEST_CASE("bodies that are cut, foreign or of wrong types never end the reading of help desk payloads") {
    CHECK(read_one(zendesk(), "").rejections.size() == 1);
    CHECK(read_one(zendesk(), "a;b\n1;2\n").rejections.size() == 1);
    CHECK(read_one(zendesk(), R"({"ticket":{"id":1}})").rejections.size() == 1);
    CHECK(read_one(zendesk(), R"({"x":1})").unknown == 1);
    CHECK(read_one(zendesk(), "[1]").rejections.size() == 1);
    for (const char* wrong : {"1", "[]", "{}", "\"x\"", "null", "[[1]]"}) {
        const std::string value = wrong;
        CHECK(read_one(zendesk(), event_from_docs("ticket.comment_added", R"({"comment":)" + value + "}"))
                  .units == 1);
        CHECK(read_one(zendesk(), R"({"type":"zen:event-type:user.created","detail":)" + value + "}").units ==
              1);
        CHECK(read_one(zendesk(), R"({"ticket":{"id":1,"created_at":"2026-08-24T08:00:00Z","requester":)" +
                                      value + R"(,"via":)" + value + R"(},"users":)" + value + "}")
                  .units >= 1);
    }
    const std::string whole = event_from_docs("ticket.created", "{}");
    for (std::size_t size = 0; size < whole.size(); size += 5)
        CHECK(read_one(zendesk(), whole.substr(0, size)).units == 1);
}

TEST_CASE("a delivery is Zendesk's when the signature over its time and bytes fits") {
    Account account = test_account();
    const std::string body = R"({"id":1})", time = "2026-08-24T08:00:00Z";
    const auto check = [&](const std::string& text, const Headers& headers) {
        return zendesk().authenticity(bytes_of(text), headers, account);
    };
    Headers headers = {{"x-zendesk-webhook-signature", "Qsq/CP3Cb7Q1wvBM1AObAyfib2LQ/Dkb6LYxWiRR+Zk="},
                       {"x-zendesk-webhook-signature-timestamp", time}};
    CHECK(check(body, headers) == Authenticity::missing);
    account.secrets["zendesk_signing_secret"] = "secret";
    CHECK(check(body, headers) == Authenticity::genuine);
    CHECK(zendesk().signed_at({}, headers, account) == 1787558400000u);
    CHECK(check(R"({"id": 1})", headers) == Authenticity::forged);
    headers["x-zendesk-webhook-signature-timestamp"] = "2026-08-24T08:00:01Z";
    CHECK(check(body, headers) == Authenticity::forged);
    headers.erase("x-zendesk-webhook-signature-timestamp");
    CHECK(check(body, headers) == Authenticity::forged);
    CHECK(check(body, {}) == Authenticity::missing);
}

TEST_CASE("the sample tables of a help desk are read whole") {
    const auto files = sample_files("zendesk");
    if (files.empty()) return;
    const FolderCounts counts = read_folder(zendesk(), "zendesk", test_account());
    CHECK(files.size() == 22);
    CHECK(counts.skipped == 0);
    CHECK(counts.units == 239);
    CHECK(counts.items.size() == 40);       // 10 tickets, 20 comments, 10 chat messages
    CHECK(counts.stubs.size() == 40);       // 30 states of the history of fields, 10 chats
    CHECK(counts.statements.size() == 19);  // 9 end users, 10 organizations
    CHECK(counts.rejected == 0);
    CHECK(counts.unknown == 0);
    CHECK(counts.repeats == 0);
    CHECK(counts.other == 199);
    CHECK(field(counts.items.at("ticket:1595"), "status@1582077311000") == "deleted");
}
