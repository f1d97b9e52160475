#include "native/agent/file_bodies.h"

#include <doctest/doctest.h>

#include "native/connectors/table.h"
#include "tests/unit/agent/scratch_folder.h"

using namespace history;
using namespace history::agent;

namespace {

struct Read {
    std::vector<std::string> bodies;
    std::vector<std::uint64_t> lines, skipped;
    std::vector<std::string> refused;
    std::vector<connectors::Item> items;
    std::vector<std::string> places;  // of rejections
};

Read read(const ScratchFolder& folder, const std::string& name, const char* channel, std::size_t part_bytes,
          const connectors::Account& account = {}) {
    Read all;
    const connectors::Connector& connector = *connectors::find_connector(channel);
    const auto done = each_body(
        folder / name, connector, account,
        [&](const FileBody& body) -> Result<> {
            all.bodies.emplace_back(body.bytes);
            all.lines.push_back(body.line);
            all.skipped.push_back(body.skipped);
            if (body.refused != nullptr) {
                all.refused.emplace_back(body.refused);
                return {};
            }
            connectors::Parsed parsed = connector.parse(bytes_of(body.bytes), account);
            for (connectors::Item& item : parsed.items) all.items.push_back(std::move(item));
            for (const auto& one : parsed.rejections)
                all.places.push_back(place_in_file(one.place, body.skipped));
            return {};
        },
        part_bytes);
    CHECK(done.ok());
    return all;
}

std::string ids(const Read& all) {
    std::string text;
    for (const connectors::Item& item : all.items) text += item.native_id + ' ';
    return text;
}

}  // namespace

TEST_CASE("lines are bodies with their numbers, blank ones are none") {
    ScratchFolder folder;
    folder.write("a.jsonl", "{1}\r\n\n  \n{2}\n{3}");
    const Read all = read(folder, "a.jsonl", "telegram", 1000);
    CHECK(all.bodies == std::vector<std::string>{"{1}", "{2}", "{3}"});
    CHECK(all.lines == std::vector<std::uint64_t>{1, 4, 5});
    folder.write("a.json", "a\nb");
    CHECK(read(folder, "a.json", "telegram", 1000).bodies == std::vector<std::string>{"a\nb"});
    folder.write("none.jsonl", "");
    CHECK(read(folder, "none.jsonl", "telegram", 1000).bodies.empty());
}

TEST_CASE("a line at the limit is read, one byte more is refused and the lines behind it are whole") {
    ScratchFolder folder;
    const std::string longest(line_bytes_max, 'x');
    folder.write("a.jsonl", longest + "\n" + longest + "x\n{2}\n" + longest + "xyz");
    const Read all = read(folder, "a.jsonl", "telegram", 1000);
    REQUIRE(all.bodies.size() == 4);
    CHECK(all.bodies[0] == longest);
    CHECK(all.bodies[2] == "{2}");
    CHECK(all.lines == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(all.refused ==
          std::vector<std::string>{"The line is larger than 16 MiB.", "The line is larger than 16 MiB."});
}

TEST_CASE("a table in portions gives the rows, and the places of broken ones, that it gives as a whole") {
    ScratchFolder folder;
    std::string table = "\xEF\xBB\xBFNo;When;\"What\nthey said\"\r\n";
    for (int row = 0; row < 20'000; ++row) {
        const std::string number = std::to_string(row);
        table += number + ";2026-03-10T09:15:00Z;\"words,\n" +
                 std::string(static_cast<std::size_t>(row % 90), 'w') + " \"\"of\"\" " + number + "\"\r\n";
        if (row % 1999 == 7) table += number + ";cut\n\n";
    }
    folder.write("long.csv", table);
    connectors::Account account;
    account.columns = {{"id", "No"}, {"at", "When"}, {"text", "What\nthey said"}};
    const Read whole = read(folder, "long.csv", "table", table.size(), account);
    const Read parts = read(folder, "long.csv", "table", 100'000, account);
    CHECK(whole.bodies.size() == 1);
    CHECK(parts.bodies.size() > 3);
    CHECK(whole.items.size() == 20'000);
    CHECK(ids(parts) == ids(whole));
    for (std::size_t i = 0; i < whole.items.size(); ++i)
        if (whole.items[i].fields != parts.items[i].fields) FAIL("row " << i << " differs");
    CHECK(whole.places.size() == 11);
    CHECK(parts.places == whole.places);
}

TEST_CASE("rows of one receipt are never divided, with a header and without") {
    ScratchFolder folder;
    for (const bool header : {true, false}) {
        std::string table =
            header ? "StockCode,InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                   : "";
        for (int receipt = 100'000; receipt < 102'000; ++receipt)
            for (int line = 0; line < 11; ++line)
                table +=
                    (header ? "85123A," + std::to_string(receipt) : std::to_string(receipt) + ",85123A") +
                    ",HOLDER,6,01.12.2010 08:26,2.55,17850,KZ\n";
        folder.write("till.csv", table);
        const Read whole = read(folder, "till.csv", "pos", table.size());
        const Read parts = read(folder, "till.csv", "pos", 60'000);
        CHECK(parts.bodies.size() > 2);
        CHECK(whole.items.size() == 2000);
        REQUIRE(parts.items.size() == 2000);
        for (std::size_t i = 0; i < 2000; ++i) CHECK(parts.items[i].fields == whole.items[i].fields);
    }
}

TEST_CASE("a row without an end costs itself alone") {
    ScratchFolder folder;
    folder.write("a.csv", "No,When\n1,2026-03-10\n2," + std::string(5'000'000, 'x') + "\n3,2026-03-11\n4,\n");
    connectors::Account account;
    account.columns = {{"id", "No"}, {"at", "When"}};
    const Read all = read(folder, "a.csv", "table", 10'000, account);
    CHECK(ids(all) == "1 3 4 ");
    CHECK(all.places == std::vector<std::string>{"line 3"});
}

TEST_CASE("a mail box in portions gives the mails that it gives as a whole") {
    ScratchFolder folder;
    std::string box;
    for (int mail = 0; mail < 3000; ++mail) {
        box += "From ann@shop.example Mon Sep  4 10:00:00 2026\nMessage-ID: <" + std::to_string(mail) +
               "@shop.example>\nFrom: Ann <ann@shop.example>\nSubject: words\n\n" +
               std::string(static_cast<std::size_t>(mail % 700), 'w') +
               "\n>From here on\n\nFrom words alone\n\n";
        if (mail % 1000 == 9)
            box +=
                "From ann@shop.example Mon Sep  4 10:00:00 2026\nX:\n\n" + std::string(300'000, 'y') + "\n\n";
    }
    folder.write("mail.mbox", box);
    const Read whole = read(folder, "mail.mbox", "email", box.size());
    const Read parts = read(folder, "mail.mbox", "email", 50'000);
    CHECK(whole.bodies.size() == 1);
    CHECK(parts.bodies.size() > 10);
    CHECK(ids(parts) == ids(whole));
    CHECK(whole.items.size() == 3000);
    CHECK(whole.places == std::vector<std::string>{"part 11", "part 1012", "part 2013"});
    CHECK(parts.places == whole.places);
    for (std::size_t i = 0; i < whole.items.size(); ++i)
        if (whole.items[i].fields != parts.items[i].fields) FAIL("mail " << i << " differs");
}

TEST_CASE("what is one body is refused above 64 MiB, and a mail above it does not cost the next one") {
    ScratchFolder folder;
    folder.write("a.json", std::string(file_whole_bytes_max + 1, ' '));
    CHECK(read(folder, "a.json", "telegram", 1000).refused ==
          std::vector<std::string>{"The file is one body and larger than 64 MiB; export it in parts."});
    const std::string from = "From ann@shop.example Mon Sep  4 10:00:00 2026\n";
    folder.write("mail.mbox", from + "Message-ID: <1@x>\n\n" + std::string(70u << 20, 'z') + "\n\n" + from +
                                  "Message-ID: <2@x>\n\nshort\n");
    const Read all = read(folder, "mail.mbox", "email", 1'000'000);
    CHECK(all.refused == std::vector<std::string>{"The mail is larger than 64 MiB."});
    CHECK(ids(all) == "<2@x> ");
}
