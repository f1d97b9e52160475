#include "core/insight/spoken_term_words.h"

#include "core/insight/item_facts.h"
#include "core/insight/words.h"

namespace history {

namespace {

struct Meaning {
    std::string_view word;  // with * its beginning
    int value;
};

template <std::size_t size>
std::optional<int> meaning(const Meaning (&table)[size], std::string_view word) {
    for (const Meaning& one : table)
        if (word_is(word, one.word)) return one.value;
    return std::nullopt;
}

}  // namespace

std::optional<int> weekday_word(std::string_view word) {
    static constexpr Meaning table[] = {
        {"понедельник*", 0}, {"вторник*", 1},  {"среда", 2},     {"среду", 2},     {"среды", 2},
        {"среде", 2},        {"четверг*", 3},  {"пятниц*", 4},   {"суббот*", 5},   {"воскресень*", 6},
        {"пн", 0},           {"вт", 1},        {"ср", 2},        {"чт", 3},        {"пт", 4},
        {"сб", 5},           {"вс", 6},        {"дүйсенбі*", 0}, {"сейсенбі*", 1}, {"сәрсенбі*", 2},
        {"бейсенбі*", 3},    {"жұма", 4},      {"жұмада", 4},    {"жұмаға", 4},    {"жұмадан", 4},
        {"сенбі*", 5},       {"жексенбі*", 6}, {"monday*", 0},   {"tuesday*", 1},  {"wednesday*", 2},
        {"thursday*", 3},    {"friday*", 4},   {"saturday*", 5}, {"sunday*", 6},
    };
    return meaning(table, word);
}

std::optional<int> month_word(std::string_view word) {
    static constexpr Meaning table[] = {
        {"январ*", 1},    {"феврал*", 2},   {"март*", 3},    {"апрел*", 4},    {"мая", 5},
        {"май*", 5},      {"июн*", 6},      {"июл*", 7},     {"август*", 8},   {"сентябр*", 9},
        {"октябр*", 10},  {"ноябр*", 11},   {"декабр*", 12}, {"қаңтар*", 1},   {"ақпан*", 2},
        {"наурыз*", 3},   {"сәуір*", 4},    {"мамыр*", 5},   {"маусым*", 6},   {"шілде*", 7},
        {"тамыз*", 8},    {"қыркүйек*", 9}, {"қазан*", 10},  {"қараша*", 11},  {"желтоқсан*", 12},
        {"january", 1},   {"february", 2},  {"march", 3},    {"april", 4},     {"may", 5},
        {"june", 6},      {"july", 7},      {"august", 8},   {"september", 9}, {"october", 10},
        {"november", 11}, {"december", 12}, {"jan", 1},      {"feb", 2},       {"mar", 3},
        {"apr", 4},       {"jun", 6},       {"jul", 7},      {"aug", 8},       {"sep", 9},
        {"oct", 10},      {"nov", 11},      {"dec", 12},
    };
    return meaning(table, word);
}

std::optional<int> day_word(std::string_view word) {
    static constexpr Meaning table[] = {
        {"сегодня", 0}, {"завтра", 1},     {"послезавтра", 2}, {"бүгін*", 0},  {"ертең*", 1},
        {"ертен", 1},   {"бүрсігүні*", 2}, {"today", 0},       {"tonight", 0}, {"tomorrow", 1},
    };
    return meaning(table, word);
}

std::optional<TimeUnit> unit_word(std::string_view word) {
    static constexpr Meaning table[] = {
        {"мин", 0},    {"минут*", 0}, {"минуттан", 0}, {"minute*", 0}, {"min", 0},    {"mins", 0},
        {"час", 1},    {"часа", 1},   {"часов", 1},    {"ч", 1},       {"часик*", 1}, {"сағат*", 1},
        {"hour*", 1},  {"hrs", 1},    {"день", 2},     {"дня", 2},     {"дней", 2},   {"дн", 2},
        {"сутки", 2},  {"суток", 2},  {"күн", 2},      {"күннен", 2},  {"күнде", 2},  {"day", 2},
        {"days", 2},   {"недел*", 3}, {"апта", 3},     {"аптадан", 3}, {"week", 3},   {"weeks", 3},
        {"месяц*", 4}, {"ай", 4},     {"айдан", 4},    {"month*", 4},
    };
    const std::optional<int> unit = meaning(table, word);
    return unit ? std::optional(static_cast<TimeUnit>(*unit)) : std::nullopt;
}

std::optional<int> half_count_word(std::string_view word) {
    static constexpr Meaning table[] = {
        {"один", 2},      {"одного", 2},    {"одну", 2},        {"одной", 2},       {"полтора", 3},
        {"полутора", 3},  {"два", 4},       {"две", 4},         {"двух", 4},        {"пару", 4},
        {"пары", 4},      {"три", 6},       {"трех", 6},        {"четыре", 8},      {"четырех", 8},
        {"пять", 10},     {"пяти", 10},     {"шесть", 12},      {"шести", 12},      {"семь", 14},
        {"семи", 14},     {"восемь", 16},   {"восьми", 16},     {"девять", 18},     {"девяти", 18},
        {"десять", 20},   {"десяти", 20},   {"пятнадцать", 30}, {"пятнадцати", 30}, {"двадцать", 40},
        {"двадцати", 40}, {"тридцать", 60}, {"тридцати", 60},   {"бір", 2},         {"екі", 4},
        {"үш", 6},        {"төрт", 8},      {"бес", 10},        {"алты", 12},       {"жеті", 14},
        {"сегіз", 16},    {"тоғыз", 18},    {"он", 20},         {"жиырма", 40},     {"отыз", 60},
        {"жарты", 1},     {"a", 2},         {"an", 2},          {"the", 2},         {"one", 2},
        {"two", 4},       {"couple", 4},    {"three", 6},       {"four", 8},        {"five", 10},
        {"six", 12},      {"seven", 14},    {"eight", 16},      {"nine", 18},       {"ten", 20},
        {"fifteen", 30},  {"twenty", 40},   {"thirty", 60},
    };
    if (!word.empty() && word.size() <= 3 && word.find_first_not_of("0123456789") == std::string_view::npos)
        return static_cast<int>(number_of(word)) * 2;
    return meaning(table, word);
}

}  // namespace history
