#include "core/insight/promise.h"

#include <algorithm>

#include "core/base/any_of.h"
#include "core/insight/greeting.h"
#include "core/insight/spoken_term.h"

namespace history {

namespace {

// Beginnings of verbs of doing, perfective: what follows must be an ending of the first or third person of the future.
const Phrases& russian_verbs() {
    static const Phrases verbs(
        "перезвон*,позвон*,созвон*,дозвон*,набер*,напиш*,отпиш*,допиш*,ответ*,отвеч*,сообщ*,уточн*,провер*,"
        "пришл*,вышл*,отошл*,"
        "перешл*,скин*,отправ*,привез*,довез*,завез*,отвез*,доставл*,достав*,верн*,возвращ*,свяж*,подготов*,"
        "приготов*,сдела*,"
        "дадим,даст,дадут,отгруз*,отгруж*,замен*,помен*,реш*,закаж*,передад*,передам,забер*,подъед*,приед*,"
        "выед*,заед*,оформ*,выстав*,обеща*,"
        "постара*,узна*,выясн*,разбер*,посчита*,рассчита*,перевед*,зачисл*,начисл*,подтверд*,подтверж*,"
        "подбер*,покаж*,собер*,отлож*,"
        "запиш*,назнач*,предостав*,выда*,выдад*,выпиш*,починим,почин*,отремонтир*,исправ*,установ*,подключ*,"
        "одобр*,рассмотр*,"
        "изуч*,согласу*,утверд*,закро*,законч*,заверш*,принес*,принос*,вынес*,поступ*,придет,придут,прибуд*,"
        "получите,увед*,напомн*,"
        "поздрав*,организу*,обсуд*,посмотр*,найд*,сохран*,держу,держим,успе*");
    return verbs;
}

bool ends_as_future(std::string_view word) {
    for (std::string_view reflexive : {"ся", "сь"})
        if (word.size() > 4 && word.substr(word.size() - 4) == reflexive) {
            word.remove_suffix(4);
            break;
        }
    for (std::string_view ending : {"ю", "у", "им", "ем", "ит", "ет", "ут", "ют", "ат", "ят"})
        if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending) return true;
    return false;
}

bool kazakh_first_person(std::string_view word) {
    if (word.find("майм") != word.npos || word.find("мейм") != word.npos || word.find("байм") != word.npos ||
        word.find("бейм") != word.npos || word.find("пайм") != word.npos || word.find("пейм") != word.npos)
        return false;
    for (std::string_view ending : {"амын", "емін", "ймын", "ймін", "амыз", "еміз", "ймыз", "йміз"})
        if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending) return true;
    return false;
}

const Phrases& third_person() {
    static const Phrases phrases(
        "будет готов*,будут готов*,будет доставлен*,будут доставлен*,будет отправлен*,будут отправлен*,будет "
        "отгружен*,будут отгружен*,"
        "будет выполнен*,будет сделан*,будет у вас,будут у вас,будем у вас,буду у вас,хабарласады,қоңырау "
        "шалады,жеткізеді,жеткізіледі,"
        "дайын болады,қайтарылады,жіберіледі");
    return phrases;
}

// "I will", "we'll", "will call", "I'm going to", "you will receive"; not "won't", "will not".
bool english_will(const Words& words, std::size_t at) {
    const std::string_view word = words.at(at);
    if (word == "going" && words.at(at + 1) == "to") return true;
    if (word != "will" && word != "ll" && word != "shall") return false;
    if (word == "ll" && words.all()[at].joint != '\'') return false;
    return words.at(at + 1) != "not" && words.at(at + 1) != "never";
}

bool commits(const Words& words, std::size_t at) {
    const std::string_view word = words.at(at);
    const std::string_view prior = at > 0 && words.all()[at - 1].sentence == words.all()[at].sentence
                                       ? words.at(at - 1)
                                       : std::string_view();
    if (prior == "не" || prior == "если" || prior == "когда") return false;
    if (english_will(words, at) || kazakh_first_person(word) || third_person().at(words, at)) return true;
    return russian_verbs().has(word) && ends_as_future(word);
}

// A text without any sign of a time holds no term: spares most texts the reading word by word.
bool may_name_time(std::string_view text) {
    if (text.size() < 8) return false;
    for (char c : text)
        if (c >= '0' && c <= '9') return true;
    static constexpr std::string_view signs[] = {
        "автра", "егодня", "час",      "минут",  "дня",  "дней",    "день",   "недел",  "обед",
        "тром",  "ечер",   "едельник", "торник", "сред", "етверг",  "ятниц",  "уббот",  "оскресень",
        "месяц", "сутк",   "суток",    "үгін",   "ртең", "үрсіг",   "енбі",   "ұма",    "сағат",
        "ешке",  "үске",   "күн",      "апта",   "oday", "omorrow", "onight", "hour",   "minute",
        "day",   "week",   "noon",     "EOD",    "eod",  "unch",    "АВТРА",  "ЕГОДНЯ", "ЧАС"};
    static const AnyOf any(signs);
    return any.in(text);
}

}  // namespace

std::vector<std::uint64_t> terms_promised(std::string_view text, std::uint64_t at_ms,
                                          const Calendar& calendar) {
    std::vector<std::uint64_t> terms;
    if (!may_name_time(text.substr(0, words_bytes_read_max))) return terms;
    const Words words(text);
    for (std::size_t at = 0; at < words.size() && terms.size() < promises_max;) {
        const std::uint32_t sentence = words.all()[at].sentence;
        bool committed = false;
        for (; at < words.size() && words.all()[at].sentence == sentence; ++at)
            committed = committed || commits(words, at);
        if (!committed || words.asks(sentence)) continue;
        if (const auto term = spoken_term(words, sentence, at_ms, calendar)) terms.push_back(*term);
    }
    return terms;
}

std::string promising_sentences(std::string_view text, std::uint64_t at_ms, std::size_t bytes_max) {
    static const Calendar anywhere;
    text = text.substr(0, words_bytes_read_max);
    std::string kept;
    if (terms_promised(text, at_ms, anywhere).empty()) return kept;
    while (!text.empty()) {
        const std::string_view sentence = take_sentence(text);
        if (kept.size() + sentence.size() > bytes_max || terms_promised(sentence, at_ms, anywhere).empty())
            continue;
        kept += sentence;
    }
    return kept;
}

bool may_promise(const ItemFacts& facts) {
    return (facts.kind == "message" || facts.kind == "mail") && facts.direction == Direction::out &&
           !facts.bot;
}

std::uint64_t note_term(std::string_view text, std::uint64_t at_ms, const Calendar& calendar) {
    const Words words(text);
    for (std::uint32_t sentence = 0; words.size() != 0 && sentence <= words.all().back().sentence; ++sentence)
        if (const auto term = spoken_term(words, sentence, at_ms, calendar)) return *term;
    return spoken_term(Words("сегодня"), 0, at_ms, calendar).value_or(at_ms);
}

std::vector<Promise> promises_of(const Entity& item, const ItemFacts& facts, const Calendar& calendar) {
    std::vector<Promise> promises;
    if (!facts.arrived || facts.at_ms == 0) return promises;
    if (facts.kind == "promise") {
        const Field* moved = item.field("moved_due");  // where a colleague put it off to
        std::uint64_t due = number_of(moved ? std::string_view(moved->value) : item.value("due"));
        if (due == 0) due = note_term(text_of_item(item), facts.at_ms, calendar);
        promises.push_back({&item, facts.at_ms, due, true});
        return promises;
    }
    if (!may_promise(facts)) return promises;
    for (std::uint64_t due : terms_promised(text_of_item(item), facts.at_ms, calendar))
        promises.push_back({&item, facts.at_ms, due, false});
    return promises;
}

}  // namespace history
