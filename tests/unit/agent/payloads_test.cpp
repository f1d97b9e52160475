#include "native/agent/payloads.h"

#include <doctest/doctest.h>

#include "native/agent/importer.h"
#include "tests/unit/agent/scratch_folder.h"

using namespace history;
using namespace history::agent;

TEST_CASE("files come sorted, late deliveries after the rest, headers with their file and not as files") {
    ScratchFolder folder;
    for (const char* name : {"telegram/bot/backfill/a.jsonl", "telegram/bot/b.jsonl", "telegram/bot/a.json",
                             "telegram/bot/a.json.headers.json", "telegram/other/c.json"})
        folder.write(name, "{\"X-Token\": \"t\", \"n\": 1}");
    const auto files = list_payloads(folder / "telegram", "telegram");
    REQUIRE(files.ok());
    std::string order;
    for (const PayloadFile& file : *files) order += file.account + '/' + file.name + ' ';
    CHECK(order == "bot/a.json bot/b.jsonl other/c.json bot/a.jsonl ");
    const auto headers = read_sidecar(files->front().path);
    CHECK(headers.at("x-token") == "t");
    CHECK(headers.at("n") == "1");
    CHECK(read_sidecar((*files)[1].path).empty());
}

TEST_CASE("the account is the folder after the channel's; a path without one says nothing") {
    ScratchFolder folder;
    folder.write("telegram/bot/deep/a.json", "");
    folder.write("loose/a.json", "");
    folder.write("loose/telegram/a.json", "");
    CHECK(list_payloads(folder / "telegram/bot/deep/a.json", "telegram")->front().account == "bot");
    CHECK(list_payloads(folder / "loose/a.json", "telegram")->front().account.empty());
    CHECK(list_payloads(folder / "loose/telegram/a.json", "telegram")->front().account.empty());
    const auto none = list_payloads(folder / "nowhere", "telegram");
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code == Errc::not_found);
}

TEST_CASE("an import says its counts in the words of the command line, in their order") {
    ImportCounts counts;
    counts.read = 9;
    counts.fresh = 2;
    counts.skipped = 1;
    CHECK(
        counts.json() ==
        R"({"read":9,"items":0,"new":2,"duplicate":0,"rejected":0,"unknown":0,"other":0,"forged":0,"suppressed":0,"unfiled":0,"held":0,"released":0,"skipped":1})");
}
