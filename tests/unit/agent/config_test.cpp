#include "native/agent/config.h"

#include <doctest/doctest.h>

#include "core/insight/calendar.h"
#include "tests/unit/agent/scratch_folder.h"
#include "tests/unit/images/drawn.h"

using namespace history;
using namespace history::agent;

TEST_CASE("without agent.json everything has a default") {
    ScratchFolder folder;
    const auto config = Config::load(folder / "agent.json");
    REQUIRE(config.ok());
    CHECK(config->country() == "KZ");
    CHECK(config->currency() == "KZT");
    const auto account = config->account("telephony", "pbx");
    CHECK(account.name == "pbx");
    REQUIRE(account.zone.size() == 2);  // Kazakhstan changed its own
    CHECK(account.zone[0].second == 360);
    CHECK(account.zone[1] == std::pair<std::uint64_t, int>(1709229600000, 300));
    CHECK_FALSE(config->knows("telephony", "pbx"));
}

TEST_CASE("an account has its own settings and the others' defaults") {
    const auto config = Config::parse(R"({
        "country": "RU", "currency": "RUB", "secrets": {"meta_app_secret": "shared", "other": "o"},
        "accounts": {"whatsapp": {"7701": {"own": ["7701", 7702], "secrets": {"meta_app_secret": "own"}},
                                  "7703": {}},
                     "pos": {"till": {"zone": [{"offset": "+06:00"}, {"from": "2024-02-29T18:00:00Z", "offset": "+05:00"}],
                                      "columns": {"invoiceno": "bon"}, "currency": "KZT"}}}})",
                                      "");
    REQUIRE(config.ok());
    const auto first = config->account("whatsapp", "7701");
    CHECK(first.own == std::vector<std::string>{"7701", "7702"});
    CHECK(first.secrets.at("meta_app_secret") == "own");
    CHECK(first.secrets.at("other") == "o");
    CHECK(first.zone == std::vector<std::pair<std::uint64_t, int>>{{0, 180}});
    CHECK(config->account("whatsapp", "7703").secrets.at("meta_app_secret") == "shared");
    const auto till = config->account("pos", "till");
    CHECK(till.zone == std::vector<std::pair<std::uint64_t, int>>{{0, 360}, {1709229600000, 300}});
    CHECK(till.columns.at("invoiceno") == "bon");
    CHECK(till.currency == "KZT");
    CHECK(config->knows("whatsapp", "7703"));
    CHECK(config->only_account("pos") == "till");
    CHECK(config->only_account("whatsapp").empty());
    CHECK(config->holds_literal_secrets());
}

TEST_CASE("secrets come from a file beside it or from the environment") {
    ScratchFolder folder;
    folder.write("keys/telegram", "from the file\n");
    folder.write("agent.json",
                 R"({"secrets": {"a": {"file": "keys/telegram"}, "b": {"env": "HISTORY_TEST_SECRET"}}})");
    ::setenv("HISTORY_TEST_SECRET", "from the environment", 1);
    const auto config = Config::load(folder / "agent.json");
    REQUIRE(config.ok());
    CHECK(config->account("telegram", "any").secrets.at("a") == "from the file");
    CHECK(config->account("telegram", "any").secrets.at("b") == "from the environment");
    CHECK_FALSE(config->holds_literal_secrets());
}

TEST_CASE("previews are made for every account, until they are switched off") {
    const std::string image = drawn::png(40, 20, [](std::uint32_t, std::uint32_t) {
        return drawn::Colour{9, 9, 9};
    });
    const auto on = Config::parse(R"({"accounts": {"email": {"named": {}}}})", "");
    const auto off = Config::parse(R"({"previews": false, "accounts": {"email": {"named": {}}}})", "");
    REQUIRE(on.ok());
    REQUIRE(off.ok());
    for (const char* account : {"named", "other"}) {
        REQUIRE(on->account("email", account).preview);
        CHECK_FALSE(on->account("email", account).preview(bytes_of(image)).empty());
        CHECK(on->account("email", account).preview(bytes_of("no image")).empty());
        CHECK_FALSE(off->account("email", account).preview);
    }
}

TEST_CASE("what makes no sense is named in one sentence") {
    for (const char* text : {"[]", "{", R"({"zone": "5 hours"})", R"({"zone": "+25:00"})",
                             R"({"zone": [{"from": "spring", "offset": "+05:00"}]})",
                             R"({"accounts": {"pos": "till"}})", R"({"accounts": []})", R"({"previews": 1})",
                             R"({"secrets": {"a": 1}})", R"({"secrets": {"a": {"file": "no/such/file"}}})",
                             R"({"secrets": {"a": {"env": "HISTORY_TEST_NO_SUCH"}}})"}) {
        CAPTURE(text);
        const auto config = Config::parse(text, "");
        REQUIRE_FALSE(config.ok());
        CHECK(config.error().what.size() > 20);
        CHECK(config.error().what.find('\n') == std::string::npos);
    }
}

TEST_CASE("how long and how much of strangers' visits is kept") {
    CHECK(Config::parse("{}", "")->visits().days == 90);
    CHECK(Config::parse("{}", "")->visits().bytes == 256ull << 20);
    const auto set = Config::parse(R"({"visits": {"days": 7, "megabytes": 1}})", "");
    REQUIRE(set.ok());
    CHECK(set->visits().days == 7);
    CHECK(set->visits().bytes == 1 << 20);
    for (const char* wrong : {R"({"visits": 7})", R"({"visits": {"days": 0}})",
                              R"({"visits": {"days": 3651}})", R"({"visits": {"days": "7"}})",
                              R"({"visits": {"megabytes": -1}})", R"({"visits": {"megabytes": 65537}})"}) {
        const auto config = Config::parse(wrong, "");
        REQUIRE_FALSE(config.ok());
        CHECK(config.error().what.find("visits") != std::string::npos);
    }
}

TEST_CASE("the example is a configuration, with comments, that says nothing else than the defaults") {
    const auto example = Config::parse(config_example(), "");
    REQUIRE(example.ok());
    CHECK(example->unknown().empty());
    const auto none = Config::parse("{}", "");
    REQUIRE(none.ok());
    CHECK(example->account("email", "other").zone == none->account("email", "other").zone);
    CHECK(example->country() == none->country());
    CHECK(example->visits().days == none->visits().days);
    CHECK(example->visits().bytes == none->visits().bytes);
    CHECK(example->polled("kaspi", "shop"));
    CHECK_FALSE(example->polled("table", "orders"));
}

TEST_CASE("a line that is no JSON is named, and so is a word that no setting has") {
    const auto broken = Config::parse("{\n  \"country\": \"KZ\",\n  oops\n}", "");
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().what == "agent.json: line 3 is no JSON.");
    const auto strange =
        Config::parse(R"({"accounts": {"kaspi": {"shop": {"pol": true}}}, "contry": "KZ"})", "");
    REQUIRE(strange.ok());
    CHECK(strange->unknown() == std::vector<std::string>{"contry", "accounts.kaspi.shop.pol"});
    CHECK_FALSE(Config::parse(R"({"accounts": {"kaspi": {"shop": {"poll": {"minutes": -1}}}}})", "").ok());
}

TEST_CASE("the calendars of agent.json become the text that all devices share") {
    const auto config = Config::parse(R"({"country": "KZ", "calendar": {
        "main": {"hours": {"mon-fri": "09:00-13:00, 14:00-18:00", "sun": "closed"}, "days": {"2026-12-16": "closed", "2026-12-20": "10:00-12:00"},
                 "quiet": "21:00-09:00"},
        "telephony/branch": {"hours": "22:00-06:00", "zone": "+03:00"}}})",
                                      "");
    REQUIRE_MESSAGE(config.ok(), config.error().what);
    CHECK(config->calendars() ==
          "calendar main\noffset 0 360\noffset 1709229600000 300\nopen mon-fri 09:00-13:00,14:00-18:00\n"
          "closed 2026-12-16\nopen 2026-12-20 10:00-12:00\nquiet all 21:00-09:00\n"
          "calendar telephony/branch\noffset 0 180\nopen all 22:00-06:00\n");
    CHECK(Config::parse("{}", "")->calendars().empty());
    const auto example = Config::parse(config_example(), "");
    REQUIRE_MESSAGE(example.ok(), example.error().what);
    CHECK(example->unknown().empty());
    CHECK(Calendars::read(example->calendars()).ok());
}

TEST_CASE("a calendar that cannot be is refused with its name") {
    for (const auto& [text, sentence] :
         {std::pair(R"({"calendar": "9-18"})", "\"calendar\" is an object of calendars by name."),
          {R"({"calendar": {"main": "9-18"}})", "the calendar \"main\": it is an object"},
          {R"({"calendar": {"main": {"hours": {"mon": "25:00-26:00"}}}})",
           "means nothing: \"open mon 25:00-26:00\""},
          {R"({"calendar": {"main": {"hours": {"mon": "09:00-10:00\nclosed 2026-01-01"}}}})",
           "the hours of \"mon\""},
          {R"({"calendar": {"main": {"zone": "east"}}})", "an offset looks like"}}) {
        const auto config = Config::parse(text, "");
        REQUIRE_MESSAGE(!config.ok(), text);
        CHECK_MESSAGE(config.error().what.find(sentence) != std::string::npos, config.error().what);
    }
    CHECK(Config::parse(R"({"calendar": {"main": {"ours": "09:00-10:00"}}})", "")->unknown() ==
          std::vector<std::string>{"calendar.main.ours"});
}
