// Random histories in Russian, Kazakh and English: words of shops, banks and clinics in their forms, numbers, names, slips.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "core/model/state.h"
#include "core/port/fakes.h"

namespace history::tests {

inline constexpr std::string_view shop_words[] = {"заказ",
                                                  "заказа",
                                                  "заказы",
                                                  "доставка",
                                                  "доставку",
                                                  "доставили",
                                                  "гирлянда",
                                                  "гирлянды",
                                                  "гирляндами",
                                                  "оплата",
                                                  "оплатила",
                                                  "оплачено",
                                                  "Асем",
                                                  "Асемге",
                                                  "Болат",
                                                  "Смагулова",
                                                  "возврат",
                                                  "возвраты",
                                                  "приём",
                                                  "врач",
                                                  "врача",
                                                  "анализы",
                                                  "кредит",
                                                  "кредита",
                                                  "карта",
                                                  "карты",
                                                  "картина",
                                                  "қала",
                                                  "қаланың",
                                                  "қалаларға",
                                                  "кітап",
                                                  "кітабымды",
                                                  "жеткізу",
                                                  "жеткізудің",
                                                  "төлем",
                                                  "төлемді",
                                                  "рахмет",
                                                  "сәлем",
                                                  "order",
                                                  "orders",
                                                  "delivery",
                                                  "deliveries",
                                                  "delivered",
                                                  "refund",
                                                  "refunds",
                                                  "Asem",
                                                  "Bolat",
                                                  "Smagulova",
                                                  "hello",
                                                  "thanks",
                                                  "привет",
                                                  "приветик",
                                                  "ещё",
                                                  "еще",
                                                  "GRL-01",
                                                  "GRL-2041/15",
                                                  "grl01",
                                                  "KSP-77120",
                                                  "4500",
                                                  "45000",
                                                  "+7 701 123 45 67",
                                                  "8 (701) 123-45-67",
                                                  "7021112233",
                                                  "12.10.2026",
                                                  "гирлянад",
                                                  "смагулва",
                                                  "можно",
                                                  "и",
                                                  "в",
                                                  "не",
                                                  "a",
                                                  "the"};

inline constexpr std::string_view asked_words[] = {
    "заказ",      "доставка ",  "гирлянд",   "оплатить",  "асем",      "asem",   "смагулова",
    "smagul",     "возвратом ", "врачу ",    "кредит",    "карта ",    "карт",   "қаланы ",
    "кала",       "кітап",      "китаптар ", "жеткізу",   "төлемге ",  "сәлем",  "order ",
    "delivery ",  "refund",     "ghbdtn",    "руддщ",     "еще ",      "GRL-01", "grl01",
    "GRL",        "ksp77120",   "4500 ",     "450",       "701 123",   "8701",   "7011234567",
    "123-45-67",  "77120",      "гирлянад ", "смагулва ", "и ",        "в",      "\"заказ доставка\"",
    "\"не the\"", "-заказ",     "-\"и в\"",  "zakaz",     "достваку ", "the "};

inline std::string random_text(fakes::SeededRandom& random, std::size_t words_max) {
    std::string text;
    const std::uint64_t count = random.below(words_max) + 1;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (!text.empty()) text += random.chance(10) ? ", " : " ";
        text += shop_words[random.below(std::size(shop_words))];
    }
    return text;
}

inline std::string random_query(fakes::SeededRandom& random) {
    std::string text;
    const std::uint64_t count = random.below(3) + 1;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (!text.empty() && text.back() != ' ') text += ' ';
        text += asked_words[random.below(std::size(asked_words))];
    }
    return text;
}

// Deltas of a history: items of several channels, some edited or deleted later.
inline std::vector<Delta> random_history(fakes::SeededRandom& random, std::size_t items) {
    static constexpr std::string_view channels[] = {"telegram", "email", "pos"},
                                      kinds[] = {"message", "mail", "order"}, ways[] = {"in", "out", ""};
    std::vector<Delta> deltas;
    const auto put = [&](const std::string& key, std::vector<std::pair<std::string, std::string>> fields) {
        Delta delta;
        delta.at.ms = 1'700'000'000'000 + deltas.size();
        for (auto& [name, value] : fields) delta.ops.push_back({EntityKind::item, key, name, value});
        deltas.push_back(std::move(delta));
    };
    for (std::size_t i = 0; i < items; ++i) {
        const std::string key = joined_key(channels[random.below(3)], "shop", std::to_string(i));
        std::vector<std::pair<std::string, std::string>> fields;
        if (!random.chance(4)) fields.emplace_back("kind", kinds[random.below(3)]);
        fields.emplace_back("at", std::to_string(1'700'000'000'000 + random.below(1000) * 1000));
        fields.emplace_back("direction", ways[random.below(3)]);
        fields.emplace_back("text", random_text(random, 12));
        if (random.chance(20)) fields.emplace_back("author", random_text(random, 2));
        if (random.chance(10)) fields.emplace_back("number", random_text(random, 1));
        put(key, fields);
        if (random.chance(10)) put(key, {{"edited@1700000000500", random_text(random, 12)}});
        if (random.chance(5)) put(key, {{"deleted@1700000000900", "1"}});
    }
    return deltas;
}

inline void shuffle(std::vector<Delta>& deltas, fakes::SeededRandom& random) {
    for (std::size_t i = deltas.size(); i > 1; --i) std::swap(deltas[i - 1], deltas[random.below(i)]);
}

}  // namespace history::tests
