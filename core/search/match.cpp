#include "core/search/match.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/search/item_texts.h"

namespace history::search {

namespace {

bool stands(const Wanted& wanted, const std::vector<Word>& words, Way way, const Forms& forms) {
    return std::any_of(words.begin(), words.end(), [&](const Word& word) {
        return word.kind != WordKind::number && agrees(wanted, word.key, word.kazakh, way, forms);
    });
}

bool stands(const Term& term, const std::vector<Word>& words, Way way, const Forms& forms) {
    return std::all_of(term.words.begin(), term.words.end(),
                       [&](const Wanted& wanted) { return stands(wanted, words, way, forms); }) ||
           std::any_of(words.begin(), words.end(), [&](const Word& word) {
               return agrees_joined(term, word.key, word.kind == WordKind::number);
           });
}

// Where the phrase stands, as indexes of its first and last word; false: nowhere from `from` on.
bool find_phrase(const Term& term, const std::vector<Word>& words, std::size_t from, std::size_t& first,
                 std::size_t& last) {
    for (std::size_t i = from; i < words.size(); ++i) {
        std::size_t at = i, met = 0;
        for (; at < words.size() && met < term.words.size(); ++at) {
            if (words[at].kind != WordKind::plain) continue;
            if (words[at].key != term.words[met].key) break;
            last = at;
            ++met;
        }
        if (met == term.words.size()) return first = i, true;
    }
    return false;
}

}  // namespace

bool phrases_agree(const Reading& reading, const Entity& item) {
    for (const Term& term : reading.terms) {
        if (!term.phrase) continue;
        bool found = false;
        each_text(item, [&](std::string_view, std::string_view text) {
            std::size_t first = 0, last = 0;
            found = found || find_phrase(term, words_of(text), 0, first, last);
        });
        if (found == term.minus) return false;
    }
    return true;
}

bool item_agrees(const Reading& reading, const Entity& item, const Forms& forms) {
    std::vector<Word> words, part;
    each_text(item, [&](std::string_view, std::string_view text) {
        words_of(text, part);
        words.insert(words.end(), part.begin(), part.end());
    });
    for (const Term& term : reading.terms)
        if (!(term.phrase && term.minus) && stands(term, words, reading.way, forms) == term.minus)
            return false;
    return phrases_agree(reading, item);
}

std::vector<Mark> marks_of(const Reading& reading, std::string_view text, const Forms& forms) {
    const std::vector<Word> words = words_of(text);
    std::vector<Mark> marks;
    for (const Term& term : reading.terms) {
        if (term.minus) continue;
        if (term.phrase) {
            std::size_t first = 0, last = 0;
            for (std::size_t from = 0; find_phrase(term, words, from, first, last); from = last + 1)
                marks.push_back({words[first].from, words[last].to});
            continue;
        }
        for (const Word& word : words) {
            const bool number = word.kind == WordKind::number;
            const bool one =
                !number && std::any_of(term.words.begin(), term.words.end(), [&](const Wanted& wanted) {
                    return agrees(wanted, word.key, word.kazakh, reading.way, forms);
                });
            if (one || agrees_joined(term, word.key, number)) marks.push_back({word.from, word.to});
        }
    }
    arrange(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return a.from != b.from ? a.from < b.from : a.to > b.to; });
    std::vector<Mark> apart;
    for (const Mark& mark : marks)
        if (apart.empty() || mark.from >= apart.back().to)
            apart.push_back(mark);
        else
            apart.back().to = std::max(apart.back().to, mark.to);
    return apart;
}

std::string_view how_found(const Reading& reading, std::string_view text, const Forms& forms) {
    if (reading.way != Way::typed) return way_name(reading.way);
    const std::vector<Word> words = words_of(text);
    bool number = false, exact = true;
    for (const Term& term : reading.terms) {
        if (term.minus) continue;
        for (const Wanted& wanted : term.words) {
            if (!stands(wanted, words, reading.way, forms)) {
                number = number || !term.joined.empty();
                continue;
            }
            exact = exact && std::any_of(words.begin(), words.end(), [&](const Word& word) {
                        return word.key == wanted.key ||
                               (wanted.begins && word.key.compare(0, wanted.key.size(), wanted.key) == 0);
                    });
        }
    }
    return number ? "number" : exact ? "word" : "form";
}

}  // namespace history::search
