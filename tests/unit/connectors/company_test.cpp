#include "native/connectors/company.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

Account moscow() {
    Account account = test_account();
    account.zone = {{0, 180}};
    account.country = "RU";
    return account;
}

std::string fact(const Statement& statement, std::string_view name) {
    for (const auto& [known, value] : statement.facts)
        if (known == name) return value;
    return {};
}

std::string extract(const std::string& inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ЕГРЮЛ ДатаВыгрузки=\"01.04.2026\">" + inside +
           "</ЕГРЮЛ>";
}

Statement only_statement(const std::string& body) {
    Parsed parsed = read_one(company(), body, moscow());
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.units == 1);
    CHECK(parsed.other == 1);
    CHECK(parsed.items.empty());
    CHECK(parsed.rejections.empty());
    return parsed.statements.front();
}

constexpr std::uint64_t april = 1774990800000;  // 2026-04-01, midnight in Moscow

// A record as the tax service's own files have it.
const std::string official =
    "<EGRUL><СвЮЛ ДатаВып=\"2026-04-01\" ОГРН=\"1027700132195\" ДатаОГРН=\"2002-08-16\" ИНН=\"7707083893\" "
    "КПП=\"773601001\" КодОПФ=\"12247\"><СвНаимЮЛ НаимЮЛПолн=\"АО &quot;ПРИМЕР&quot;\"><СвНаимЮЛСокр "
    "НаимСокр=\"ПРИМЕР\"/></СвНаимЮЛ><СвАдресЮЛ><АдресРФ Индекс=\"117997\" КодАдрКладр=\"770000000001234\" "
    "Дом=\"ДОМ 19\"><Регион ТипРегион=\"ГОРОД\" НаимРегион=\"МОСКВА\"/><Улица ТипУлица=\"УЛИЦА\" "
    "НаимУлица=\"ВАВИЛОВА\"/></АдресРФ></СвАдресЮЛ><СвСтатус><СвСтатус КодСтатусЮЛ=\"105\" "
    "НаимСтатусЮЛ=\"В процессе ликвидации\"/></СвСтатус><СведДолжнФЛ><СвФЛ Фамилия=\"ИВАНОВ\" Имя=\"ИВАН\" "
    "ИННФЛ=\"500100732259\"/><СвДолжн НаимДолжн=\"ДИРЕКТОР\"/></СведДолжнФЛ></СвЮЛ></EGRUL>";

}  // namespace

TEST_CASE("the sample extracts: three companies and two entrepreneurs, each a statement of its number") {
    std::vector<Statement> found;
    std::uint64_t units = 0, other = 0;
    for (const auto& file : sample_files("company")) {
        if (file.extension() != ".xml") continue;
        Parsed parsed = read_one(company(), bytes_in(file), moscow());
        CHECK(parsed.rejections.empty());
        units += parsed.units;
        other += parsed.other;
        for (Statement& one : parsed.statements) found.push_back(std::move(one));
    }
    if (units == 0) return;
    CHECK(units == 5);
    CHECK(other == 5);
    REQUIRE(found.size() == 5);  // entrepreneurs first: egrip_sample.xml
    for (const Statement& one : found) CHECK(one.at_ms == april);
    const Statement& ended = found[1];
    CHECK(spelled(ended.identifiers) == "inn 773173381311 proved");
    CHECK(fact(ended, "name") == "Петрова Мария Сергеевна");
    CHECK(fact(ended, "ogrnip") == "320774000000048");
    CHECK(fact(ended, "closed") == "12.09.2024");
    CHECK(fact(ended, "status") == "прекращено");
    CHECK(fact(found[0], "status") == "Действующий");
    const Statement& bank = found[2];
    CHECK(spelled(bank.identifiers) == "inn 7707083893 proved");
    CHECK(bank.identifiers[0].name == "ПАО СБЕРБАНК");
    CHECK(fact(bank, "company") == "ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО 'СБЕРБАНК РОССИИ'");
    CHECK(fact(bank, "kpp") == "773601001");
    CHECK(fact(bank, "ogrn") == "1027700132195");
    CHECK(fact(bank, "okved") == "64.19");
    CHECK(fact(bank, "okved_more") == "64.99.1");
    CHECK(fact(bank, "address") == "г Москва, ул Вавилова");
    CHECK(fact(bank, "postal_code") == "117997");
    CHECK(fact(bank, "head") == "Греф Герман Оскарович");
    CHECK(fact(bank, "position") == "Президент, Председатель Правления");
    CHECK(fact(bank, "status") == "Действующее");
    CHECK(fact(found[3], "address") == "г Санкт-Петербург, ул Почтамтская, 3-5");
    CHECK(fact(found[4], "status") == "Неопределено");  // the register's own word, whatever it is
}

TEST_CASE("the sample directory of towns is readable, and states nothing of anybody") {
    const auto files = sample_files("company");
    if (files.empty()) return;
    for (const auto& file : files) {
        if (file.extension() != ".csv") continue;
        const Parsed parsed = read_one(company(), bytes_in(file), moscow());
        CHECK(parsed.units == 558);
        CHECK(parsed.other == 558);
        CHECK(parsed.statements.empty());
        CHECK(parsed.rejections.empty());
    }
}

TEST_CASE("from_docs: the tax service's own form, in windows-1251 too") {
    const Statement one = only_statement(official);
    CHECK(one.at_ms == april);
    CHECK(spelled(one.identifiers) == "inn 7707083893 proved");
    CHECK(fact(one, "company") == "АО \"ПРИМЕР\"");
    CHECK(fact(one, "short_name") == "ПРИМЕР");
    CHECK(fact(one, "okopf") == "12247");
    CHECK(fact(one, "address") == "ГОРОД МОСКВА, УЛИЦА ВАВИЛОВА, ДОМ 19");
    CHECK(fact(one, "kladr") == "770000000001234");
    CHECK(fact(one, "status") == "В процессе ликвидации");
    CHECK(fact(one, "head") == "ИВАНОВ ИВАН");
    CHECK(fact(one, "registered") == "2002-08-16");
    CHECK(only_statement(official).facts == one.facts);
    const std::string old =  // ЕГРЮЛ, СвЮЛ ИНН ОГРН of letters that windows-1251 has in one byte
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><EGRUL><\xD1\xE2\xDE\xCB "
        "\xC4\xE0\xF2\xE0\xC2\xFB\xEF="
        "\"2026-04-01\" \xC8\xCD\xCD=\"7707083893\"/></EGRUL>";
    CHECK(spelled(only_statement(old).identifiers) == "inn 7707083893 proved");
}

TEST_CASE("from_docs: an address by FIAS has the FIAS id, an entrepreneur's end its own words") {
    const Statement fias = only_statement(
        extract("<СвЮЛ ИНН=\"7728168971\" ОГРН=\"1037700013020\"><СвАдресЮЛ><СвАдрЮЛФИАС "
                "ИдНом=\"0c5b2444-70a0-4932-980c-b4dc0d3f02b5\" Индекс=\"117420\"><НаимРегион>Москва"
                "</НаимРегион><ЭлУлДорСети Тип=\"ул\" Наим=\"Намёткина\"/><Здание Тип=\"д.\" Номер=\"16\"/>"
                "</СвАдрЮЛФИАС></СвАдресЮЛ></СвЮЛ>"));
    CHECK(fact(fias, "fias") == "0c5b2444-70a0-4932-980c-b4dc0d3f02b5");
    CHECK(fact(fias, "postal_code") == "117420");
    CHECK(fact(fias, "address") == "Москва, ул Намёткина, д. 16");
    const Statement end = only_statement(
        "<EGRIP><СвИП ДатаВып=\"2026-04-01\" ОГРНИП=\"320774000000048\" ИННФЛ=\"773173381311\"><СвФЛ><ФИОРус "
        "Фамилия=\"П\" Имя=\"М\"/></СвФЛ><СвПрекрИП><СвСтатус НаимСтатус=\"Прекратил деятельность\" "
        "ДатаПрекращ=\"2024-09-12\"/></СвПрекрИП></СвИП></EGRIP>");
    CHECK(fact(end, "name") == "П М");
    CHECK(fact(end, "status") == "Прекратил деятельность");
    CHECK(fact(end, "closed") == "2024-09-12");
}

TEST_CASE("a company whose number has wrong check digits is nobody's: kept with the reason") {
    for (const std::string& body :
         {extract("<СвЮЛ ОГРН=\"1027700132195\" ИНН=\"7707083894\"/>"),
          std::string("inn,name\n7707083894,ООО\n"), std::string("bin,name\n940140000386,ТОО\n")}) {
        const Parsed parsed = read_one(company(), body);
        CHECK(parsed.statements.empty());
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.rejections[0].reason.find("check digits") != std::string::npos);
    }
}

TEST_CASE("a table of companies states numbers, address codes and place of each") {
    const Statement one = only_statement(
        "name;inn;kpp;ogrn;address;fias_id;kladr_id;okato;oktmo;geo_lat;geo_lon;date\n"
        "ООО;7707083893;773601001;1027700132195;г Майкоп;8cfbe842-e803-49ca-9347-1ef90481dd98;0100000100000;"
        "79401000000;79701000001;44.6;40.1;01.04.2026\n");
    CHECK(spelled(one.identifiers) == "inn 7707083893 proved");
    CHECK(one.at_ms == april);
    for (const auto& [name, value] :
         std::map<std::string, std::string>{{"company", "ООО"},
                                            {"kpp", "773601001"},
                                            {"ogrn", "1027700132195"},
                                            {"fias", "8cfbe842-e803-49ca-9347-1ef90481dd98"},
                                            {"kladr", "0100000100000"},
                                            {"okato", "79401000000"},
                                            {"oktmo", "79701000001"},
                                            {"geo", "44.6 40.1"}})
        CHECK(fact(one, name) == value);
    CHECK(spelled(only_statement("bin,name\n971240001315,АО\n").identifiers) == "bin 971240001315 proved");
    CHECK(spelled(only_statement("iin,name\n850101300015,ИП\n").identifiers) == "bin 850101300015 proved");
}

TEST_CASE("what cannot be read is rejected, an extract of nobody is other") {
    for (const std::string& body :
         std::vector<std::string>{"", "<a/>", "<ЕГРЮЛ>", "a,b\n1,2\n", extract("<СвЮЛ/>"),
                                  "{\"inn\":\"7707083893\"}", "<ЕГРЮЛ><СвЮЛ ИНН=\"7707083893\"/></ЕГРЮЛ>",
                                  "inn,date\n7707083893,soon\n", "inn,name\n7707083893\n"}) {
        CAPTURE(body);
        const Parsed parsed = read_one(company(), body, moscow());
        CHECK(parsed.units == 1);
        CHECK(parsed.rejections.size() == 1);
        CHECK(parsed.statements.empty());
    }
    const Parsed nobody = read_one(company(), extract(""), moscow());
    CHECK(nobody.units == 1);
    CHECK(nobody.other == 1);
    CHECK(nobody.rejections.empty());
}

TEST_CASE("cut anywhere, an extract is one rejection and no statement") {
    for (std::size_t size = 0; size + 1 < official.size(); ++size) {
        const Parsed parsed = read_one(company(), official.substr(0, size), moscow());
        CHECK(parsed.units == 1);
        CHECK(parsed.statements.empty());
        CHECK(parsed.rejections.size() == 1);
    }
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<Документ>";
    CHECK(read_one(company(), deep, moscow()).rejections.size() == 1);
}
