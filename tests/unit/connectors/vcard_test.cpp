// Address books: what every program writes into a card, our own cards in its ways.
#include <doctest/doctest.h>

#include "native/connectors/vcard.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Parsed parse(const std::string& body) {
    Account account;
    account.name = "phone";
    return vcard().parse(bytes_of(body), account);
}

Statement only_card(const std::string& body) {
    const Parsed parsed = parse(body);
    REQUIRE(parsed.statements.size() == 1);
    CHECK(parsed.units == 1);
    CHECK(parsed.rejections.empty());
    CHECK(parsed.items.empty());
    return parsed.statements[0];
}

std::string fact(const Statement& card, std::string_view name) {
    for (const auto& [known, value] : card.facts)
        if (known == name) return value;
    return {};
}

}  // namespace

TEST_CASE("a card of version 4 gives identifiers, facts and the moment of its revision") {
    const Statement card = only_card(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:7f0c\r\nFN:Айгерім "
        "Сейтқали\r\nTEL;TYPE=cell;PREF=1:tel:+7 700 "
        "000 12 34\r\nTEL;TYPE=\"work,fax\":+7 727 000 00 00\r\nEMAIL:aigerim@\r\n "
        "example.kz\r\nORG:Гирлянды\\, "
        "ТОО;Склад\r\nADR;TYPE=home:;;ул. Абая\\, 10;Алматы;;050000;Казахстан\r\nBDAY:19900412\r\nLANG:kk\r\n"
        "NOTE:Писать\\nне звонить\r\nREV:20210314T092838Z\r\nEND:VCARD\r\n");
    REQUIRE(card.identifiers.size() == 3);
    CHECK(card.identifiers[0].type == "crm");
    CHECK(card.identifiers[0].scope == "vcard:phone");
    CHECK(card.identifiers[0].value == "7f0c");
    CHECK(card.identifiers[0].known == Known::proved);
    CHECK(card.identifiers[1].value == "+7 700 000 12 34");
    CHECK(card.identifiers[1].known == Known::given);
    CHECK(card.identifiers[1].name == "Айгерім Сейтқали");
    CHECK(card.identifiers[2].value == "aigerim@example.kz");
    CHECK(card.at_ms == 1615714118000u);
    CHECK(fact(card, "company") == "Гирлянды, ТОО, Склад");
    CHECK(fact(card, "address") == "ул. Абая, 10, Алматы, 050000, Казахстан");
    CHECK(fact(card, "city") == "Алматы");
    CHECK(fact(card, "birthday") == "19900412");
    CHECK(fact(card, "language") == "kk");
    CHECK(fact(card, "note") == "Писать\nне звонить");
}

TEST_CASE(
    "version 2.1 is read with bare parameters, groups, quoted-printable over soft breaks, and windows-1251") {
    const Statement card = only_card(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=\n=D0=B0=D0=BD=D0="
        "BE=D0=B2;"
        "=D0=9F=D1=91=D1=82=D1=80;;;\nitem1.TEL;CELL;PREF:8 (707) 000-12-34\nTEL;PAGER:111\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=CA=EE=F2\nPHOTO;ENCODING=BASE64;JPEG:/9j/"
        "4AAQ\n END\nEND:VCARD\n");
    CHECK(fact(card, "name") == "Пётр Иванов");
    CHECK(fact(card, "note") == "Кот");
    REQUIRE(card.identifiers.size() == 2);
    CHECK(card.identifiers[0].value.starts_with("hash:"));
    CHECK(card.identifiers[1].value == "8 (707) 000-12-34");
    CHECK(card.at_ms == 0);
}

TEST_CASE("a card without UID keeps its name through notes and mails, and has another with another number") {
    const auto id = [](const std::string& tail) {
        return only_card("BEGIN:VCARD\nFN:Пётр\nTEL:+77070001234\n" + tail + "END:VCARD\n")
            .identifiers[0]
            .value;
    };
    CHECK(id("") == id("NOTE:постоянный\nEMAIL:p@mail.example\n"));
    CHECK(id("") != id("TEL:+77070001235\n"));
}

TEST_CASE(
    "cards in one file stand for themselves, a cut one is rejected with its bytes, one of nobody is other") {
    const Parsed parsed = parse(
        "\xEF\xBB\xBF"
        "BEGIN:VCARD\nFN:A\nEND:VCARD\nwords between\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:B\nAGENT:BEGIN:VCARD\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:"
        "C\n");
    CHECK(parsed.units == 4);
    CHECK(parsed.other == 1 + 2);  // statements are no items
    REQUIRE(parsed.statements.size() == 2);
    CHECK(fact(parsed.statements[1], "name") == "B");
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].place == "card 4");
    CHECK(parsed.rejections[0].raw == "BEGIN:VCARD\nFN:C\n");
}

TEST_CASE("a jCard is read as its text would be, and what is no card is rejected with a sentence") {
    const Statement card = only_card(
        R"(["vcard",[["version",{},"text","4.0"],["fn",{},"text","Simon"],["tel",{"type":["work","voice"]},"uri","tel:+1-418-262-6501"],
        ["tel",{"type":"fax"},"uri","tel:+1-1"],["adr",{},"text",["","Suite 5","2875 Laurier","Quebec","QC","G1V","Canada"]],
        ["email",{},"text","simon@mail.example"],["uid",{},"uri","urn:uuid:55"]]])");
    REQUIRE(card.identifiers.size() == 3);
    CHECK(card.identifiers[0].value == "55");
    CHECK(card.identifiers[1].value == "+1-418-262-6501");
    CHECK(fact(card, "city") == "Quebec");
    for (const char* body : {"", "Dear Sir", "[1,2]", "[[[]]]", "[\"vcard\",5]", "[\"vcard\""}) {
        const Parsed parsed = parse(body);
        CHECK(parsed.rejections.size() == 1);
        CHECK(parsed.units == 1);
    }
}

TEST_CASE("an xCard is read as its text would be") {
    const Statement card = only_card(R"(<?xml version="1.0" encoding="UTF-8"?>
<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0"><vcard><fn><text>Simon Perreault</text></fn>
<n><surname>Perreault</surname><given>Simon</given><additional/><prefix/><suffix>ing. jr</suffix><suffix>M.Sc.</suffix></n>
<group name="work"><tel><parameters><type><text>work</text><text>voice</text></type></parameters><uri>tel:+1-418-262-6501</uri></tel>
<tel><parameters><type><text>fax</text></type></parameters><uri>tel:+1-1</uri></tel></group>
<adr><pobox/><ext/><street>2875 boul. Laurier</street><locality>Quebec</locality><region>QC</region><code>G1V 2M2</code><country>Canada</country></adr>
<org><text>Viagenie</text></org><lang><language-tag>fr</language-tag></lang><bday><date>--0203</date></bday>
<note><text>a;b &amp; c</text></note><rev><timestamp>20210314T092838Z</timestamp></rev>
<email><text>simon@mail.example</text></email><uid><uri>urn:uuid:55</uri></uid></vcard></vcards>)");
    REQUIRE(card.identifiers.size() == 3);
    CHECK(card.identifiers[0].value == "55");
    CHECK(card.identifiers[0].name == "Simon Perreault");
    CHECK(card.identifiers[1].value == "+1-418-262-6501");
    CHECK(card.identifiers[2].value == "simon@mail.example");
    CHECK(card.at_ms == 1615714118000);
    for (const auto& [name, value] :
         {std::pair("city", "Quebec"), std::pair("company", "Viagenie"), std::pair("language", "fr"),
          std::pair("birthday", "--0203"), std::pair("note", "a;b & c"),
          std::pair("address", "2875 boul. Laurier, Quebec, QC, G1V 2M2, Canada")})
        CHECK(fact(card, name) == value);
    for (const char* body : {"<vcards>", "<a/>", "<vcards><vcard><fn>", "<"}) {
        CHECK(parse(body).rejections.size() == 1);
        CHECK(parse(body).rejections[0].reason == "The body is no XML document with a vcard, or it is cut.");
    }
    CHECK(parse("<vcards><vcard/><vcard><fn><text>Ann</text></fn></vcard></vcards>").units == 2);
}

TEST_CASE("of 28 sample cards of nine programs every one is somebody") {
    Account account;
    account.name = "samples";
    const FolderCounts found = read_folder(vcard(), "vcard", account);
    if (found.units == 0) return;
    CHECK(found.units == 28);
    CHECK(found.statements.size() == 28);
    CHECK(found.rejected == 0);
    CHECK(found.skipped == 0);
}
