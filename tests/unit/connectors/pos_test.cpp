#include "native/connectors/pos.h"

#include <doctest/doctest.h>

#include <map>

#include "core/insight/receipt.h"

using namespace history;
using namespace history::connectors;

namespace {

constexpr std::string_view header =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Phone,OrderRef\n";

Account till() {
    Account account;
    account.name = "till-1";
    account.zone = {{0, 300}};
    return account;
}

Parsed parse(std::string_view body, const Account& account = till()) {
    return pos().parse(bytes_of(body), account);
}

std::map<std::string, std::string> fields_of(const Item& item) {
    return {item.fields.begin(), item.fields.end()};
}

Receipt receipt_of(const std::map<std::string, std::string>& fields) {
    std::vector<std::string_view> lines;
    for (const auto& [name, value] : fields)
        if (name.starts_with("line/")) lines.push_back(value);
    return whole_receipt(lines);
}

constexpr std::string_view three_rows =
    "700100,LM-1,\"Lamp, small\",2,2026-09-01 10:00:00,1250.50,17042.0,Kazakhstan,87010000001,WEB-77\n"
    "700100,CN-2,Candle,1,2026-09-01 10:00:00,900,17042.0,Kazakhstan,87010000001,WEB-77\n"
    "C700101,LM-1,\"Lamp, small\",-1,2026-09-02 11:30:00,1250.50,,Kazakhstan,,\n";

}  // namespace

TEST_CASE("rows with one number are one receipt, and C before it makes a return") {
    const Parsed parsed = parse(std::string(header) + std::string(three_rows));
    CHECK(parsed.units == 3);
    CHECK(parsed.repeats == 1);
    CHECK(parsed.rejections.empty());
    REQUIRE(parsed.items.size() == 2);
    const auto sale = fields_of(parsed.items[0]);
    CHECK(parsed.items[0].native_id == "700100");
    CHECK(sale.at("kind") == "receipt");
    CHECK(sale.at("at") == "1788238800000");
    CHECK(sale.at("direction") == "in");
    CHECK(sale.at("number") == "700100");
    CHECK(sale.at("till") == "till-1");
    CHECK(sale.at("order_ref") == "WEB-77");
    const Receipt receipt = receipt_of(sale);
    REQUIRE(receipt.lines.size() == 2);
    CHECK(receipt.lines[0].name == "Candle");
    CHECK(receipt.lines[1].name == "Lamp, small");
    CHECK(receipt.lines[1].quantity == "2");
    CHECK(receipt.lines[1].price_minor == 125050);
    CHECK(receipt.lines[1].sum_minor == 250100);
    CHECK(receipt.total_minor == 340100);
    CHECK(receipt.currency == "KZT");
    const auto back = fields_of(parsed.items[1]);
    CHECK(back.at("kind") == "return");
    CHECK(receipt_of(back).total_minor == -125050);
}

TEST_CASE("the card comes before the phone, both are given, and a card of 17042.0 is 17042") {
    const Parsed parsed = parse(std::string(header) + std::string(three_rows));
    const auto& known = parsed.items.at(0).identifiers;
    REQUIRE(known.size() == 2);
    CHECK(known[0].type == "loyalty");
    CHECK(known[0].value == "17042");
    CHECK(known[0].scope.empty());
    CHECK(known[0].known == Known::given);
    CHECK(known[1].type == "phone");
    CHECK(known[1].value == "87010000001");
    CHECK(known[1].known == Known::given);
    CHECK(parsed.items.at(1).identifiers.empty());
}

TEST_CASE("rows of one receipt at two agents make the same lines as together") {
    const auto expected = fields_of(parse(std::string(header) + std::string(three_rows)).items.at(0));
    auto merged = fields_of(
        parse(three_rows.substr(0, three_rows.find('\n') + 1)).items.at(0));  // no header: the set's order
    std::string_view second = three_rows.substr(three_rows.find('\n') + 1);
    const Parsed other = parse(std::string(header) + std::string(second.substr(0, second.find('\n'))));
    for (const auto& [name, value] : other.items.at(0).fields) {
        const auto [found, fresh] = merged.emplace(name, value);
        if (!fresh) CHECK(found->second == value);
    }
    CHECK(merged == expected);
}

TEST_CASE("a thing scanned twice is two lines, and a second import adds none") {
    const std::string body = std::string(header) +
                             "1,A,Cup,1,2026-09-01 10:00:00,5,,,,\n1,A,Cup,1,2026-09-01 10:00:00,5,,,,\n"
                             "1,A,Cup,3,2026-09-01 10:00:00,5,,,,\n";
    const Parsed parsed = parse(body);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.repeats == 2);
    const auto fields = fields_of(parsed.items[0]);
    CHECK(receipt_of(fields).lines.size() == 3);
    CHECK(receipt_of(fields).total_minor == 2500);
    CHECK(fields_of(parse(body).items.at(0)) == fields);
}

TEST_CASE("broken rows are rejected one by one with their line") {
    const Parsed parsed = parse(std::string(header) +
                                "C5,\n"
                                "2,A,Cup,one,2026-09-01 10:00:00,5,,,,\n"
                                "2,A,Cup,1,yesterday,5,,,,\n"
                                ",A,Cup,1,2026-09-01 10:00:00,5,,,,\n"
                                "2,A,Cup,1,2026-09-01 10:00:00,5,,,,\n");
    CHECK(parsed.units == 5);
    CHECK(parsed.items.size() == 1);
    REQUIRE(parsed.rejections.size() == 4);
    CHECK(parsed.rejections[0].place == "line 2");
    CHECK(parsed.rejections[0].raw == "C5,");
    CHECK(parsed.rejections[3].place == "line 5");
}

TEST_CASE("a cell of several lines is read, and a cut quote costs its own line only") {
    const Parsed whole = parse(std::string(header) + "3,A,\"Cup\nwhite\",1,2026-09-01 10:00:00,5,,,,\n");
    REQUIRE(whole.items.size() == 1);
    CHECK(receipt_of(fields_of(whole.items[0])).lines.at(0).name == "Cup white");
    const Parsed cut = parse(
        std::string(header) +
        "3,A,\"Cup\n4,B,\"Plate\",1,2026-09-01 10:00:00,5,,,,\n5,B,Plate,1,2026-09-01 10:00:00,5,,,,\n");
    CHECK(cut.units == 3);
    CHECK(cut.rejections.size() == 1);
    REQUIRE(cut.items.size() == 2);
    CHECK(cut.items[0].native_id == "4");
}

TEST_CASE("windows-1251, semicolons, decimal commas and other column names are read") {
    Account account = till();
    account.columns = {{"InvoiceNo", "Чек"}, {"Quantity", "Кол"}};
    // "Чек;StockCode;Кол;InvoiceDate;Price;Description" and "Чашка" in windows-1251
    const Parsed parsed = parse(
        "\xD7\xE5\xEA;StockCode;\xCA\xEE\xEB;InvoiceDate;Price;Description\n"
        "8;A;0,350;01.09.2026 10:00;1999,99;\xD7\xE0\xF8\xEA\xE0\n",
        account);
    REQUIRE(parsed.items.size() == 1);
    const Receipt receipt = receipt_of(fields_of(parsed.items[0]));
    CHECK(receipt.lines.at(0).name == "Чашка");
    CHECK(receipt.total_minor == 70000);  // 0.350 * 1999.99 = 699.9965
}

TEST_CASE("a receipt over several currencies or beyond all sums has no total") {
    const std::vector<std::string_view> mixed = {"a\tA\t1\t100\t100\tKZT", "b\tB\t1\t100\t100\tUSD"};
    CHECK(whole_receipt(mixed).mixed);
    CHECK(whole_receipt(mixed).lines.size() == 2);
    const std::vector<std::string_view> huge(3, "a\tA\t1\t1\t999999999999999999\tKZT");
    CHECK(whole_receipt(huge).mixed);
    CHECK_FALSE(whole_receipt({}).mixed);
    const std::vector<std::string_view> damaged = {"", "\t\t", "a\tA\tx\ty\tz"};
    CHECK(whole_receipt(damaged).total_minor == 0);
}
