// The questions of polled vendors as pure functions; the runner is tried in tests/stories/polling.py.
#include <doctest/doctest.h>

#include "native/polling/table.h"

using namespace history;
using namespace history::polling;

namespace {

constexpr std::uint64_t now_ms = 1'795'000'000'000, day_ms = 86'400'000;
const Settings settings{"https://vendor.example/api", "user", "secret", 28};

Reply answer(const Json& body, unsigned status = 200) {
    return {status, body.dump(), 0, 0};
}

Json order(const char* id, const char* state) {
    return {
        {"type", "orders"}, {"id", id}, {"attributes", {{"state", state}, {"status", "APPROVED_BY_BANK"}}}};
}

std::string question_of(const Poll& poll, Json& cursor, std::uint64_t at_ms = now_ms) {
    const Question question = poll.ask(cursor, settings, at_ms);
    return question.url + ' ' + question.body;
}

}  // namespace

TEST_CASE("every vendor that is polled has a pace of its own, a secret and a period") {
    for (const Poll& poll : all_polls()) {
        CHECK(find_poll(poll.channel) == &poll);
        CHECK(!poll.secret.empty());
        CHECK(poll.minutes > 0);
        CHECK(poll.days > 0);
        CHECK(poll.pace.burst > 0);
        CHECK(poll.pace.each_ms > 0);
        CHECK(!poll.pace.reason.empty());
    }
    CHECK(find_poll("telegram") == nullptr);
}

TEST_CASE(
    "a round of Kaspi asks six states in windows of 14 days, lines once, and skips windows that it refuses") {
    Json cursor = Json::object();
    CHECK(question_of(kaspi(), cursor).find("state%5D=NEW&") != std::string::npos);
    auto taken =
        kaspi().take(cursor, settings, answer({{"data", {order("a", "NEW"), order("b", "NEW")}}}), now_ms);
    REQUIRE(taken.ok());
    CHECK(taken->bodies.empty());  // their lines first
    for (const char* id : {"a", "b"}) {
        CHECK(question_of(kaspi(), taken->cursor) ==
              "https://vendor.example/api/orders/" + std::string(id) + "/entries ");
        CHECK_FALSE(kaspi().take(taken->cursor, settings, {200, "<html>", 0, 0}, now_ms).ok());
        const Json lines = {{"data", {{{"id", "1"}, {"attributes", {{"quantity", 2}}}}}}};
        taken = kaspi().take(taken->cursor, settings, *id == 'a' ? answer(lines) : answer({}, 404), now_ms);
        REQUIRE(taken.ok());
        REQUIRE(taken->bodies.size() == 1);
        CHECK((taken->bodies[0].find("quantity") != std::string::npos) == (*id == 'a'));
    }
    int questions = 0;
    while (!taken->round_over) {
        const std::string question = question_of(kaspi(), taken->cursor, now_ms + 5000);
        const bool second = question.find(std::to_string(now_ms - 28 * day_ms)) != std::string::npos;
        taken = kaspi().take(taken->cursor, settings,
                             second ? answer({}, 400) : answer({{"data", Json::array()}}), now_ms);
        REQUIRE(taken.ok());
        REQUIRE(++questions <= 11);
    }
    CHECK(questions == 11);
    question_of(kaspi(), taken->cursor);
    taken = kaspi().take(taken->cursor, settings,
                         answer({{"data", {order("a", "NEW"), order("b", "PICKUP")}}}), now_ms);
    REQUIRE(taken.ok());
    REQUIRE(taken->bodies.size() == 1);  // only what changed, without asking its lines again
    CHECK(taken->bodies[0].find("PICKUP") != std::string::npos);
}

TEST_CASE("a round of Satu goes down by ids and ends when a page brings none below the last") {
    Json cursor = Json::object();
    CHECK(question_of(satu(), cursor).find("last_id") == std::string::npos);
    Json page = Json::array();
    for (int id = 500; id > 400; --id) page.push_back({{"id", id}});
    auto taken = satu().take(cursor, settings, answer({{"orders", page}}), now_ms);
    REQUIRE(taken.ok());
    CHECK_FALSE(taken->round_over);
    CHECK(question_of(satu(), taken->cursor).find("last_id=401") != std::string::npos);
    taken =
        satu().take(taken->cursor, settings, answer({{"orders", page}}), now_ms);  // the same page for ever
    REQUIRE(taken.ok());
    CHECK(taken->round_over);
    CHECK(taken->cursor.at("since") == now_ms - 600'000);
    CHECK_FALSE(satu().take(Json{{"round", {{"until", 1}}}}, settings, {200, "null", 0, 0}, now_ms).ok());
}

TEST_CASE("pages of Bitrix24 follow the date of the last row, and count on only inside one second") {
    Json cursor = Json::object();
    question_of(bitrix24(), cursor);
    const auto rows = [](const char* at) {
        Json page = Json::array();
        for (int id = 1; id <= 50; ++id) page.push_back({{"ID", std::to_string(id)}, {"DATE_MODIFY", at}});
        return page;
    };
    auto taken =
        bitrix24().take(cursor, settings, answer({{"result", rows("2026-11-10T10:00:00+03:00")}}), now_ms);
    REQUIRE(taken.ok());
    std::string question = question_of(bitrix24(), taken->cursor);
    CHECK(question.find(R"(">=DATE_MODIFY":"2026-11-10T07:00:00+00:00")") != std::string::npos);
    CHECK(question.find(R"("start":0)") != std::string::npos);
    taken = bitrix24().take(taken->cursor, settings, answer({{"result", rows("2026-11-10T10:00:00+03:00")}}),
                            now_ms);
    REQUIRE(taken.ok());
    CHECK(question_of(bitrix24(), taken->cursor).find(R"("start":50)") != std::string::npos);
    const Json tired = {{"result", Json::array()},
                        {"time", {{"operating", 450.5}, {"operating_reset_at", now_ms / 1000 + 120}}}};
    taken = bitrix24().take(taken->cursor, settings, answer(tired), now_ms);
    REQUIRE(taken.ok());
    CHECK(taken->wait_ms == 120'000);
    CHECK(question_of(bitrix24(), taken->cursor).find("crm.contact.list") != std::string::npos);
    // A portal without telephony is no trouble; a refused filter is.
    while (!taken->round_over) {
        question_of(bitrix24(), taken->cursor);
        CHECK_FALSE(bitrix24()
                        .take(taken->cursor, settings, answer({{"error", "INVALID_FILTER"}}, 400), now_ms)
                        .ok());
        taken = bitrix24().take(taken->cursor, settings, answer({{"error", "ERROR_METHOD_NOT_FOUND"}}, 404),
                                now_ms);
        REQUIRE(taken.ok());
    }
}

TEST_CASE(
    "a mailbox is searched from the last number on, read message by message, and from the start when it is "
    "new") {
    Json cursor = Json::object();
    CHECK(mailbox().ask(cursor, settings, now_ms).body == "UID SEARCH SINCE 21-Oct-2026");
    auto taken = mailbox().take(cursor, settings, {200, "* SEARCH 9 7\r\n* 3 EXISTS\r\n", 0, 5}, now_ms);
    REQUIRE(taken.ok());
    CHECK_FALSE(taken->round_over);
    CHECK(mailbox().ask(taken->cursor, settings, now_ms).body == "UID FETCH 7 (UID BODY.PEEK[]<0.16777216>)");
    const std::string fetched = "* 1 FETCH (UID 7 BODY[]<0> {9}\r\na\r\n)\r\nb\r\n)\r\n";
    taken = mailbox().take(taken->cursor, settings, {200, fetched, 0, 5}, now_ms);
    REQUIRE(taken.ok());
    CHECK(taken->bodies == std::vector<std::string>{"a\r\n)\r\nb\r\n"});
    for (const char* gone : {"", "* 1 FETCH (UID 9)\r\n", "* 1 FETCH (BODY[] {99999999999999999999}\r\n",
                             "* 1 FETCH (BODY[] {9}\r\nab"}) {
        const auto without = mailbox().take(taken->cursor, settings, {200, gone, 0, 5}, now_ms);
        REQUIRE(without.ok());
        CHECK(without->bodies.empty());
        CHECK(without->cursor.at("last") == 9);
    }
    CHECK_FALSE(mailbox().take(taken->cursor, settings, {400, "", 0, 5}, now_ms).ok());
    const auto anew = mailbox().take(taken->cursor, settings, {200, fetched, 0, 6}, now_ms);
    REQUIRE(anew.ok());
    CHECK(anew->bodies.empty());
    CHECK(anew->cursor.at("last") == 0);
    Json read = {{"validity", 5}, {"last", 9}, {"waiting", Json::array()}};
    CHECK(mailbox().ask(read, settings, now_ms).body == "UID SEARCH UID 10:*");
    // A server answers n:* with its last message, even where that is older.
    CHECK(mailbox().take(read, settings, {200, "* SEARCH 9\r\n", 0, 5}, now_ms)->round_over);
}

TEST_CASE("secrets go to https alone, or to this machine") {
    CHECK(is_loopback("http://127.0.0.1:8080/x"));
    CHECK_FALSE(is_loopback("http://127.0.0.1.evil.example/"));
    CHECK_FALSE(is_loopback("http://localhost.evil.example/"));
    CHECK_FALSE(is_loopback("http://192.168.0.1/"));
}
