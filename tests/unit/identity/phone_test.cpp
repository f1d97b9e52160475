#include <doctest/doctest.h>

#include "core/identity/identifier.h"
#include "core/identity/phone.h"
#include "core/port/fakes.h"

using namespace history;

namespace {
std::string normal(std::string_view raw, std::string_view country = "KZ") {
    const auto phone = normalise_phone(raw, country);
    return phone.ok() ? *phone : std::string("refused");
}
}  // namespace

TEST_CASE("every usual spelling of a Kazakh mobile number is one number") {
    for (std::string_view raw : {"+77010001234",
                                 "77010001234",
                                 "87010001234",
                                 "7010001234",
                                 "+7 701 000 12 34",
                                 "8 (701) 000-12-34",
                                 "8(701)0001234",
                                 "8-701-000-12-34",
                                 "8.701.000.12.34",
                                 "8/701/0001234",
                                 "+7(701)000-12-34",
                                 "007 701 000 12 34",
                                 "00 7 701 0001234",
                                 "8 10 7 701 000 12 34",
                                 "8~10 7 701 000-12-34",
                                 "tel:+7-701-000-12-34",
                                 "tel:+77010001234;ext=12",
                                 "TEL: 87010001234",
                                 "тел: 8701 000 1234",
                                 "Тел. 8 701 000 12 34",
                                 "т. 8 701 000 12 34",
                                 "моб. +7 701 000 12 34",
                                 "whatsapp +77010001234",
                                 "+7 701 000 12 34 доб. 12",
                                 "8 701 000 12 34 (доб. 5)",
                                 "8 701 000 12 34 вн. 7",
                                 "+77010001234 ext 12",
                                 "+77010001234x12",
                                 "+77010001234#12",
                                 "+77010001234,12",
                                 "+7 8 701 000 12 34",
                                 "+8 701 000 12 34",
                                 "８７０１０００１２３４",
                                 "＋７７０１０００１２３４",
                                 "٨٧٠١٠٠٠١٢٣٤",
                                 "۸۷۰۱۰۰۰۱۲۳۴",
                                 "+7\u00a0701\u00a0000\u00a012\u00a034",
                                 "+7\u2011701\u2013000\u201412\u221234",
                                 "\u202a+77010001234\u202c",
                                 "\u200e8 701 000 12 34",
                                 "  +77010001234\t"}) {
        CAPTURE(raw);
        CHECK(normal(raw) == "+77010001234");
    }
    CHECK(normal("87010001234", "RU") == "+77010001234");
    CHECK(normal("77010001234", "") == "+77010001234");
    CHECK(phone_country("+77010001234") == "KZ");
}

TEST_CASE("Russia and Kazakhstan share +7 and are told apart") {
    CHECK(normal("8 (495) 000-12-34", "RU") == "+74950001234");
    CHECK(normal("9990001234", "RU") == "+79990001234");
    CHECK(phone_country("+74950001234") == "RU");
    CHECK(phone_country("+79990001234") == "RU");
    CHECK(phone_country("+78001234567") == "RU");
    CHECK(phone_country("+77172000000") == "KZ");
    CHECK(phone_country("+76000000000") == "KZ");
    CHECK(phone_country("+7") == "");
    CHECK(phone_country("") == "");
    CHECK(phone_country("77010001234") == "");
}

TEST_CASE("numbers of other countries keep their own code, whatever the account's country is") {
    CHECK(normal("+380 50 123 45 67") == "+380501234567");
    CHECK(normal("380501234567") == "+380501234567");
    CHECK(normal("8 10 380 50 123 45 67") == "+380501234567");
    CHECK(normal("00 49 30 1234567") == "+49301234567");
    CHECK(normal("+49 (0) 30 1234567") == "+49301234567");
    CHECK(normal("+44 20 7946 0000") == "+442079460000");
    CHECK(normal("+1 (212) 555-0123") == "+12125550123");
    CHECK(normal("+39 02 12345678") == "+390212345678");  // Italy keeps its zero
    CHECK(normal("+998 90 123 45 67") == "+998901234567");
    CHECK(normal("+996 555 123456") == "+996555123456");
    CHECK(normal("030 1234567", "DE") == "+49301234567");
    CHECK(normal("06 20 123 4567", "HU") == "+36201234567");
    CHECK(normal("8 029 1234567", "BY") == "refused");  // 8 0 is dialled there, but 0 begins no number
    CHECK(normal("8 29 123 45 67", "BY") == "+375291234567");
    CHECK(phone_country("+380501234567") == "UA");
    CHECK(phone_country("+12125550123") == "");  // shared by many
    CHECK(phone_country("+999123") == "");
}

TEST_CASE("what is no number of anybody is refused") {
    for (std::string_view raw : {"",
                                 " ",
                                 "+",
                                 "anonymous",
                                 "unknown",
                                 "101",
                                 "1234",
                                 "12345",
                                 "00",
                                 "8800",
                                 "+7",
                                 "+7 701",
                                 "+7 701 000 12 3",
                                 "+7 701 000 12 345",
                                 "8 701 000 12 345",
                                 "+7 001 000 12 34",
                                 "+7 101 000 12 34",
                                 "+7 201 000 12 34",
                                 "+7 501 000 12 34",
                                 "0000000000",
                                 "+999 123 456 789",
                                 "+1 112 555 0123",
                                 "7010001234 и ещё 5",
                                 "a7010001234",
                                 "+7 701 000 12 34+",
                                 "++77010001234",
                                 "8 701 000 12 34 8 702 000 12 34",
                                 "12345678901234567890",
                                 "\xff\xfe",
                                 "+7701000123\xff",
                                 "2026-10-23"}) {
        CAPTURE(raw);
        CHECK(normal(raw) == "refused");
    }
    CHECK(normal(std::string(100'000, '7')) == "refused");
    CHECK(normal(std::string(128, ' ') + "87010001234") == "refused");
}

TEST_CASE("a normal form is its own normal form, and every spelling drawn at random reads back") {
    fakes::SeededRandom random(7);
    static constexpr std::string_view between[] = {"", "", " ", "-", ".", "(", ") ", "\u00a0", "\u2011"};
    std::size_t accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string raw = random.chance(2) ? "+" : "";
        const std::uint64_t digits = 5 + random.below(12);
        for (std::uint64_t i = 0; i < digits; ++i)
            raw.append(1, static_cast<char>('0' + random.below(10)))
                .append(between[random.below(std::size(between))]);
        const auto phone = normalise_phone(raw, "KZ");
        if (!phone.ok()) continue;
        ++accepted;
        CAPTURE(raw);
        REQUIRE(phone->size() <= 16);
        REQUIRE(normal(*phone) == *phone);
        REQUIRE(normal(*phone, "") == *phone);
        REQUIRE(normal("00" + phone->substr(1)) == *phone);
    }
    CHECK(accepted > 1000);
    for (int round = 0; round < 2'000; ++round) {  // national spellings of one subscriber
        std::string national = "7";
        for (int i = 0; i < 9; ++i) national += static_cast<char>('0' + random.below(10));
        REQUIRE(normal("8" + national) == "+7" + national);
        REQUIRE(normal("7" + national) == "+7" + national);
        REQUIRE(normal(national) == "+7" + national);
    }
}

TEST_CASE("e-mail addresses fold, and what is none is refused") {
    CHECK(*normalise("email", " Anna.B@Shop.Example ", "KZ") == "anna.b@shop.example");
    CHECK(*normalise("email", "<a+tag@b.kz>", "KZ") == "a+tag@b.kz");
    CHECK(*normalise("email", "mailto:a@b.kz", "KZ") == "a@b.kz");
    CHECK(*normalise("email", "ИВАН@почта.рф", "RU") == "иван@почта.рф");
    for (std::string_view raw :
         {"", "@", "a@", "@b.kz", "a@b", "a@b.", "a b@c.kz", "a@b.kz, c@d.kz", "Anna <a@b.kz>"}) {
        CAPTURE(raw);
        CHECK_FALSE(normalise("email", raw, "KZ").ok());
    }
    CHECK_FALSE(normalise("email", std::string(300, 'a') + "@b.kz", "KZ").ok());
}

TEST_CASE("other identifiers are trimmed and bounded") {
    CHECK(*normalise("telegram", " 500 ", "KZ") == "500");
    CHECK_FALSE(normalise("telegram", "", "KZ").ok());
    CHECK_FALSE(normalise("user",
                          "a\x1f"
                          "b",
                          "KZ")
                    .ok());
    CHECK_FALSE(normalise("user", "\xff", "KZ").ok());
    CHECK_FALSE(normalise("user", std::string(513, 'x'), "KZ").ok());
}

TEST_CASE("a query is a number, an address or a name") {
    CHECK(guess_type("8 (701) 000-12-34") == "phone");
    CHECK(guess_type("+380501234567") == "phone");
    CHECK(guess_type("a@b.kz") == "email");
    CHECK(guess_type("Асем") == "");
    CHECK(guess_type("1234") == "");
    CHECK(guess_type("") == "");
    CHECK(guess_type("GS-10064") == "");
}
