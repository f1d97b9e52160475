#include "core/identity/company_number.h"

#include <doctest/doctest.h>

#include <vector>

using namespace history;

namespace {

using Check = bool (*)(std::string_view);

// How many numbers with one wrong digit pass.
int wrong_ones_taken(Check check, const std::string& number) {
    int taken = 0;
    for (std::size_t at = 0; at < number.size(); ++at)
        for (char c = '0'; c <= '9'; ++c) {
            std::string wrong = number;
            wrong[at] = c;
            taken += c != number[at] && check(wrong);
        }
    return taken;
}

}  // namespace

TEST_CASE("an INN of a company or a person has its check digits") {
    for (const char* number : {"7707083893", "7728168971", "7704217370", "7702235133", "7830002293"}) {
        CAPTURE(number);
        CHECK(valid_company_inn(number));
        CHECK(valid_inn(number));
        CHECK_FALSE(valid_person_inn(number));
        // Both rests 0 and 10 are written 0: only then may another digit fit.
        if (std::string_view(number).back() != '0') CHECK(wrong_ones_taken(valid_company_inn, number) == 0);
    }
    for (const char* number : {"500100732259", "773173381311"}) {
        CAPTURE(number);
        CHECK(valid_person_inn(number));
        CHECK(valid_inn(number));
        CHECK_FALSE(valid_company_inn(number));
        CHECK(wrong_ones_taken(valid_person_inn, number) == 0);
    }
    CHECK_FALSE(valid_inn("7707083894"));
    CHECK_FALSE(valid_inn("773601010101"));
    CHECK_FALSE(valid_inn("500100732258"));
    CHECK_FALSE(valid_inn("500100732249"));
}

TEST_CASE("an OGRN has 13 digits, an OGRNIP 15, and each its rest of the division") {
    for (const char* number : {"1027700132195", "1037700013020", "1027700043502"}) CHECK(valid_ogrn(number));
    for (const char* number : {"304500116000157", "304500116000061", "320774000000048"})
        CHECK(valid_ogrnip(number));
    CHECK_FALSE(valid_ogrn("1027700132196"));
    CHECK_FALSE(valid_ogrn("1027700123195"));
    CHECK_FALSE(valid_ogrnip("304500116000062"));
    CHECK_FALSE(valid_ogrnip("1027700132195"));
    CHECK(wrong_ones_taken(valid_ogrn, "1027700132195") == 0);
}

TEST_CASE("a KPP is four digits, two digits or letters, three digits") {
    CHECK(valid_kpp("773601001"));
    CHECK(valid_kpp("9972AB001"));
    CHECK_FALSE(valid_kpp("7736010011"));
    CHECK_FALSE(valid_kpp("77360100A"));
    CHECK_FALSE(valid_kpp("7736ab001"));
    CHECK_FALSE(valid_kpp(""));
}

TEST_CASE(
    "a BIN and an IIN of Kazakhstan have their check digit, by the second row of weights where the first "
    "gives 10") {
    for (const char* number :
         {"940140000385", "980540000397", "020540003431", "971240001315", "060440176784"})
        CHECK(valid_bin(number));
    CHECK(valid_bin("940140000909"));
    CHECK(valid_iin("850101300015"));
    CHECK_FALSE(valid_bin("940140000386"));
    CHECK_FALSE(valid_bin("850101300015"));  // a person's
    CHECK_FALSE(valid_iin("940140000385"));  // a company's
    CHECK_FALSE(valid_iin("850101300016"));
    CHECK(wrong_ones_taken(valid_bin, "971240001315") <=
          11);                                  // the second row takes one in ten of what gives 10
    for (char last = '0'; last <= '9'; ++last)  // both rows give 10: never given out
        CHECK_FALSE(valid_bin(std::string("94014000096") + last));
}

TEST_CASE("text that is no number of its length is none of all") {
    for (const std::string& text : std::vector<std::string>{
             "", "0", "7707083893 ", "77070838 3", "0000000000", "000000000000", "0000000000000",
             "000000000000000", "٧٧٠٧٠٨٣٨٩٣", std::string(10, '\0'), std::string(1000, '7')}) {
        CAPTURE(text);
        for (Check check : {valid_inn, valid_company_inn, valid_person_inn, valid_ogrn, valid_ogrnip,
                            valid_kpp, valid_bin, valid_iin})
            CHECK_FALSE(check(text));
    }
}
