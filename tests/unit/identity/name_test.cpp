#include <doctest/doctest.h>

#include "core/identity/name.h"

using namespace history;

TEST_CASE("one name in two alphabets, shortened or with its family name, does not contradict itself") {
    static constexpr std::pair<std::string_view, std::string_view> same[] = {
        {"Асем", "ASEM"},
        {"Асем Гирляндина", "Asem"},
        {"Әсем", "Асем"},
        {"Юлия Смагулова", "Yulia S."},
        {"Юлия", "Yuliya"},
        {"Юлия", "Julia"},
        {"Жанар", "Zhanar"},
        {"Жанар", "Janar"},
        {"Ерлан", "Yerlan"},
        {"Ерлан", "Erlan"},
        {"Артём", "Artyom"},
        {"Артём", "Артем"},
        {"Сері", "Серик"},
        {"Серик Кабдулов", "Сери"},
        {"Ахмет", "Akhmet"},
        {"Қайрат", "Kairat"},
        {"Гүлнара", "Гульнара"},
        {"Assel", "Асель"},
        {"Дмитрий", "Dmitriy"},
        {"Дмитрий", "Dmitry"},
        {"Щукина", "Shchukina"},
        {"Виктория", "Viktoria"},
        {"Аружан", "Aruzhan"},
        {"Ким Виктор", "Виктор КИМ"},
        {"", "Болат"},
        {"🌸🌸", "Болат"},
        {"А.", "Болат"},
        {"Максат 7", "Maksat"},
        {"Нұрсұлтан", "Nursultan"},
        {"Фёдор", "Fedor"},
    };
    for (const auto& names : same) {
        const auto a = names.first, b = names.second;
        CAPTURE(a);
        CAPTURE(b);
        CHECK(names_agree(a, b));
        CHECK(names_agree(b, a));
        CHECK(names_agree(a, a));
    }
}

TEST_CASE("different people contradict each other") {
    static constexpr std::pair<std::string_view, std::string_view> other[] = {
        {"Асем", "Болат"},  {"Юлия Смагулова", "Ерлан Смаилов"},
        {"Анна", "Жанна"},  {"Bolat", "Асем Гирляндина"},
        {"Марат", "Мария"}, {"Алия", "Айгуль"}};
    for (const auto& names : other) {
        const auto a = names.first, b = names.second;
        CAPTURE(a);
        CAPTURE(b);
        CHECK_FALSE(names_agree(a, b));
        CHECK_FALSE(names_agree(b, a));
    }
}

TEST_CASE("words of a name are letters only, and hostile names end") {
    CHECK(name_words("  Анна-Мария (мама) 7701 ").size() == 3);
    CHECK(name_words("").empty());
    CHECK(name_words("12345 !!").empty());
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "слово ";
    CHECK(name_words(many).size() == 16);
    CHECK(name_words(std::string("\xff\xfe\xd0", 3)).size() <= 1);
    CHECK(names_agree(std::string("\xd0", 1), "Асем"));
}
