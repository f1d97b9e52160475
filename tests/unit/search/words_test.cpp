// Words of a text, word forms and keyboard layouts: examples a speaker of Russian, Kazakh or English would give.
#include <doctest/doctest.h>

#include "core/search/layout.h"
#include "core/search/relation.h"

using namespace history;
using namespace history::search;

namespace {

std::string keys(std::string_view text) {
    std::string line;
    for (const Word& word : words_of(text)) line += (line.empty() ? "" : " ") + word.key;
    return line;
}

std::string places(std::string_view text) {
    std::string line;
    for (const Word& word : words_of(text))
        line += (line.empty() ? "" : "|") + std::string(text.substr(word.from, word.to - word.from));
    return line;
}

bool agree(std::string_view asked, std::string_view written, Way way = Way::typed, bool begins = false) {
    const Forms forms;
    const Word question = words_of(asked).front(), word = words_of(written).front();
    Wanted wanted;
    wanted.key = question.key;
    wanted.kazakh = question.kazakh;
    wanted.begins = begins;
    prepare(wanted, forms);
    return agrees(wanted, word.key, word.kazakh, way, forms);
}

}  // namespace

TEST_CASE("words are folded, their accents and apostrophes gone, in every script") {
    CHECK(keys("Ещё ЁЛКУ, пожалуйста!") == "еще елку пожалуйста");
    CHECK(keys("Don\xE2\x80\x99t l'oublie Müller") == "dont loublie muller");
    CHECK(keys("Қазақ тілі, Ұлытау") == "казак тили улытау");
    CHECK(keys("мои\xCC\x86 е\xCC\x88ж") == "мой еж");
    CHECK(keys("١٢٣ ＡＢＣ") == "123 abc");
    CHECK(keys("שָׁלוֹם مَرْحَبًا") == "שלום مرحبا");
    CHECK(keys("東京タワー") == "東 京 タ ワ ー");
    CHECK(keys("👍🏽 спасибо ❤️!!!") == "спасибо");
    CHECK(keys("") == "");
    CHECK(keys("\xFF\xC0 ok") == "ok");
}

TEST_CASE("a word stands where it is written") {
    CHECK(places("Где мой «заказ»?") == "Где|мой|заказ");
    CHECK(places("мои\xCC\x86!") == "мои\xCC\x86");
}

TEST_CASE("numbers are also known without their blanks and joints") {
    CHECK(keys("8 (701) 123-45-67") == "8 701 123 45 67 #77011234567");
    CHECK(keys("+7 701 123 45 67, ждём") == "7 701 123 45 67 #77011234567 ждем");
    CHECK(keys("арт. GRL-01/A") == "арт grl 01 a grl01a");
    CHECK(keys("4 500 тенге") == "4 500 тенге");
    CHECK(keys("123456789012345678901234567890") == "123456789012345678901234567890");
}

TEST_CASE("forms of one Russian or English word agree, other words do not") {
    CHECK(agree("гирлянда", "гирляндами"));
    CHECK(agree("доставка", "доставку"));
    CHECK(agree("оплата", "оплаты"));
    CHECK(agree("чёрный", "черного"));
    CHECK(agree("order", "orders"));
    CHECK(agree("delivery", "deliveries"));
    CHECK(agree("returned", "returning"));
    CHECK_FALSE(agree("карта", "картина"));
    CHECK_FALSE(agree("луг", "лук"));
    CHECK_FALSE(agree("order", "ordinary"));
    CHECK(agree("дос", "доставка", Way::typed, true));
    CHECK_FALSE(agree("дос", "доставка"));
}

TEST_CASE("forms of one Kazakh word agree, also where the asker has no Kazakh keys") {
    CHECK(agree("қала", "қалаларға"));
    CHECK(agree("кітап", "кітабымды"));
    CHECK(agree("кітап", "кітаптарының"));
    CHECK(agree("жеткізу", "жеткізудің"));
    CHECK(agree("төлем", "төлемді"));
    CHECK(agree("баға", "бағасын"));
    CHECK(agree("китап", "кітабы"));
    CHECK(agree("тапсырыс", "тапсырыстарым"));
    CHECK(agree("балалар", "балаларды"));
    CHECK_FALSE(agree("қала", "қалың"));
}

TEST_CASE("names in the other alphabet sound alike, one slip of the finger is forgiven in long words") {
    CHECK(agree("Asem", "Асем", Way::transliteration));
    CHECK(agree("Юлия", "Julia", Way::transliteration));
    CHECK(agree("Zhanar", "Жанар", Way::transliteration));
    CHECK(agree("Girlyand", "Гирляндина", Way::transliteration, true));
    CHECK_FALSE(agree("Asem", "Асель", Way::transliteration));
    CHECK(agree("гирлянад", "гирлянда", Way::typo));
    CHECK(agree("Смагулва", "Смагулова", Way::typo));
    CHECK(agree("Иваноова", "Иванова", Way::typo));
    CHECK(agree("Исанова", "Иванова", Way::typo));
    CHECK_FALSE(agree("кот", "код", Way::typo));
    CHECK_FALSE(agree("Исонова", "Иванова", Way::typo));
}

TEST_CASE("text typed on the wrong layout has its other readings") {
    const auto others = [](std::string_view text) {
        std::string line;
        for (const std::string& one : other_layouts(text)) line += (line.empty() ? "" : "|") + one;
        return line;
    };
    CHECK(others("ghbdtn") == "привет");
    CHECK(others(",kfujlfh.") == "благодарю");
    CHECK(others("руддщ") == "hello");
    CHECK(others("0fpf0").find("қазақ") != std::string::npos);
    CHECK(others("Асем ghbdtn").find("Асем привет") != std::string::npos);
    CHECK(others("12345") == "");
}

TEST_CASE("hostile texts: a word of a megabyte, endless marks, broken bytes") {
    const std::string long_word(1'000'000, 'x');
    REQUIRE(words_of(long_word).size() == 1);
    CHECK(words_of(long_word).front().key.size() <= key_bytes_max);
    CHECK(words_of(long_word).front().to == long_word.size());
    std::string marks = "и";
    for (int i = 0; i < 100'000; ++i) marks += "\xCC\x88";
    CHECK(words_of(marks).size() == 1);
    std::string digits;
    for (int i = 0; i < 100'000; ++i) digits += "1-";
    for (const Word& word : words_of(digits)) CHECK(word.key.size() <= key_bytes_max + 1);
    CHECK(words_of(std::string(100'000, '\xFF')).empty());
}
