#include "native/connectors/table_rows.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Account shop() {
    Account account;
    account.name = "old-shop";
    account.zone = {{0, 300}};
    account.columns = {{"id", "No"},
                       {"at", "Date"},
                       {"kind", "=order"},
                       {"direction", "=in"},
                       {"phone", "Phone"},
                       {"name", "Client"},
                       {"total", "Sum"},
                       {"status", "State"},
                       {"version", "Change"},
                       {"crm", "ClientId"},
                       {"proved", "=crm"},
                       {"line.sku", "Sku"},
                       {"line.quantity", "Qty"},
                       {"line.price", "Price"},
                       {"text", "Note"}};
    return account;
}

const std::string header = "No;Date;Phone;Client;ClientId;Sum;State;Change;Sku;Qty;Price;Note\n";

}  // namespace

TEST_CASE("rows of one id are one order with its lines, in any order and any number of bodies") {
    const std::string first =
        "A-1;04.09.2026 19:46;8 701 000 00 01;Дана;55;300,50;new;2026-09-04T15:00:00Z;GR;2;100,25;\n";
    const std::string second =
        "A-1;04.09.2026 19:46;8 701 000 00 01;Дана;55;300,50;paid;2026-09-05T15:00:00Z;LT;1;100;\n";
    const Parsed both = table_rows().parse(bytes_of(header + first + second), shop());
    const Parsed turned = table_rows().parse(bytes_of(header + second + first), shop());
    REQUIRE(both.items.size() == 1);
    REQUIRE(turned.items.size() == 1);
    CHECK(both.repeats == 1);
    CHECK(both.units == 2);
    auto a = both.items[0].fields, b = turned.items[0].fields;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    CHECK(a == b);
    const Item& item = both.items[0];
    CHECK(item.native_id == "A-1");
    CHECK(field(item, "kind") == "order");
    CHECK(field(item, "at") == "1788533160000");
    CHECK(field(item, "total") == "30050 KZT");
    CHECK(field(item, "status@1788620400000") == "paid");
    CHECK(std::count_if(a.begin(), a.end(), [](const auto& one) { return one.first.starts_with("line/"); }) ==
          2);
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[0].type == "phone");
    CHECK(item.identifiers[0].name == "Дана");
    CHECK(item.identifiers[1].known == Known::proved);
    CHECK(item.identifiers[1].scope == "old-shop");
}

TEST_CASE("JSON lines are read by paths into their objects, and a row without an id is named by its hash") {
    Account account = shop();
    account.columns = {{"at", "when"},
                       {"kind", "=message"},
                       {"direction", "side"},
                       {"text", "body.words"},
                       {"email", "who.mail"}};
    const std::string line =
        R"({"when":"2026-09-04T15:00:00Z","side":"in","body":{"words":"Сколько?"},"who":{"mail":"a@mail.example"}})";
    const Parsed parsed = table_rows().parse(bytes_of(line), account);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id.starts_with("hash:"));
    CHECK(field(parsed.items[0], "text") == "Сколько?");
    CHECK(field(parsed.items[0], "direction") == "in");
    REQUIRE(parsed.items[0].identifiers.size() == 1);
    CHECK(parsed.items[0].identifiers[0].value == "a@mail.example");
    CHECK(table_rows().parse(bytes_of(line), account).items[0].native_id == parsed.items[0].native_id);
}

TEST_CASE(
    "a table without its columns in the settings, rows of another length and broken JSON are rejected") {
    Account account = shop();
    CHECK(table_rows().parse(bytes_of(header + "A-1;x\n"), account).rejections.size() == 1);
    CHECK(table_rows().parse(bytes_of(""), account).rejections.size() == 1);
    CHECK(table_rows().parse(bytes_of("{\"a\":"), account).rejections.size() == 1);
    CHECK(table_rows().parse(bytes_of("[1,{}]"), account).rejections.size() == 1);
    account.columns.clear();
    const Parsed nothing = table_rows().parse(bytes_of(header), account);
    REQUIRE(nothing.rejections.size() == 1);
    CHECK(nothing.rejections[0].reason.ends_with("."));
}

TEST_CASE("rows of one id may each name a file, by path or address") {
    Account account = shop();
    account.columns = {{"id", "No"}, {"file", "Photo"}};
    const Parsed parsed = table_rows().parse(
        bytes_of("No;Photo\nA-1;photos/a.jpg\nA-1;https://x.example/b.jpg\nA-2;\n"), account);
    REQUIRE(parsed.items.size() == 2);
    std::vector<std::string> files;
    for (const auto& [name, value] : parsed.items[0].fields)
        if (name.starts_with("file/")) files.push_back(value);
    std::sort(files.begin(), files.end());
    CHECK(files == std::vector<std::string>{"document\ta.jpg\t\t\tphotos/a.jpg",
                                            "document\tb.jpg\t\t\thttps://x.example/b.jpg"});
    for (const auto& [name, value] : parsed.items[1].fields) CHECK_FALSE(name.starts_with("file"));
}
