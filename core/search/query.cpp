#include "core/search/query.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/search/layout.h"
#include "core/search/relation.h"

namespace history::search {

namespace {

bool digits_only(std::string_view key) {
    return key.find_first_not_of("0123456789") == std::string_view::npos;
}

struct Piece {
    std::string_view text;
    bool minus = false, phrase = false, open = false;  // open: nothing ends it yet
};

// Quoted parts, and what is between them cut at blanks; "-" before either takes it away.
std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    const auto quote = [&](std::size_t at, std::size_t& bytes) {
        for (std::string_view mark : {"\"", "«", "»", "“", "”", "„"})
            if (text.substr(at, mark.size()) == mark) return bytes = mark.size(), true;
        return false;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        Piece piece;
        std::size_t bytes = 0;
        if (text[at] == '-' && at + 1 < text.size() && text[at + 1] != ' ' &&
            (at == 0 || text[at - 1] == ' ')) {
            piece.minus = true;
            ++at;
        }
        if (quote(at, bytes)) {
            const std::size_t from = at + bytes;
            std::size_t to = from;
            while (to < text.size() && !quote(to, bytes)) ++to;
            piece.phrase = true;
            piece.text = text.substr(from, to - from);
            at = std::min(text.size(), to + bytes);
        } else {
            std::size_t to = at;
            while (to < text.size() && text[to] != ' ' && !quote(to, bytes)) ++to;
            piece.text = text.substr(at, to - at);
            piece.open = to == text.size();
            at = to;
        }
        pieces.push_back(piece);
    }
    return pieces;
}

bool numeric(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789+-(). ") == std::string_view::npos;
}

Wanted wanted_of(const Word& word, bool whole, const Forms& forms) {
    Wanted wanted;
    wanted.key = word.key;
    wanted.kazakh = word.kazakh;
    wanted.whole = whole || digits_only(word.key);
    prepare(wanted, forms);
    return wanted;
}

// The digits of a term as one number: longer ones as keys have them, parts also with 7 for the trunk's 8.
void join_digits(Term& term, std::string digits) {
    if (digits.size() < part_digits_min || digits.size() > number_digits_max) return;
    if (digits[0] == '8' && digits.size() <= 11) {
        term.joined_begin = "#7" + digits.substr(1);
        if (digits.size() == 11) digits[0] = '7';
    }
    term.joined = '#' + digits;
}

Term term_of(std::string_view text, const Piece& piece, const Forms& forms) {
    Term term;
    term.minus = piece.minus;
    std::string digits;
    bool plain_digits = true;
    for (const Word& word : words_of(text)) {
        if (word.kind == WordKind::compound && !piece.phrase) term.joined = word.key;
        if (word.kind != WordKind::plain) continue;
        plain_digits = plain_digits && digits_only(word.key);
        digits += word.key;
        term.words.push_back(wanted_of(word, piece.phrase, forms));
    }
    term.phrase = piece.phrase && term.words.size() > 1;
    if (term.words.empty() || piece.phrase) return term;
    if (plain_digits) join_digits(term, digits);
    term.joined_open = piece.open && !piece.minus;
    Wanted& last = term.words.back();
    if (piece.open && !piece.minus && letters(last.key) >= 2) {
        last.begins = true;
        if (last.whole) last.whole = false, prepare(last, forms);
    }
    return term;
}

std::vector<Term> terms_of(std::string_view text, const Forms& forms) {
    std::vector<Term> terms;
    const std::vector<Piece> pieces = pieces_of(text);
    for (std::size_t i = 0; i < pieces.size() && terms.size() < terms_max; ++i) {
        Piece piece = pieces[i];
        std::string joined(piece.text);
        if (!piece.phrase && !piece.minus && numeric(joined))  // "701 123-45": one number with blanks in it
            for (; i + 1 < pieces.size() && !pieces[i + 1].phrase && !pieces[i + 1].minus &&
                   numeric(pieces[i + 1].text);
                 ++i) {
                joined.append(" ").append(pieces[i + 1].text);
                piece.open = pieces[i + 1].open;
            }
        Term term = term_of(joined, piece, forms);
        if (!term.words.empty()) terms.push_back(std::move(term));
    }
    return terms;
}

bool same(const std::vector<Term>& a, const std::vector<Term>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Term& x, const Term& y) {
        return x.minus == y.minus && x.joined == y.joined &&
               std::equal(
                   x.words.begin(), x.words.end(), y.words.begin(), y.words.end(),
                   [](const Wanted& p, const Wanted& q) { return p.key == q.key && p.kazakh == q.kazakh; });
    });
}

bool asks(const std::vector<Term>& terms) {  // something must be there, not only be absent
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return !term.minus; });
}

}  // namespace

std::string_view way_name(Way way) {
    switch (way) {
        case Way::typed:
            return "word";
        case Way::layout:
            return "layout";
        case Way::transliteration:
            return "transliteration";
        case Way::typo:
            return "typo";
    }
    return "";
}

bool Filter::empty() const {
    return channels.empty() && kinds.empty() && direction == Direction::none && from_ms == 0 && to_ms == 0;
}

bool Filter::takes(std::string_view channel, std::string_view kind, Direction which,
                   std::uint64_t at_ms) const {
    const auto among = [](const std::vector<std::string>& list, std::string_view one) {
        return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
    };
    return among(channels, channel) && among(kinds, kind) &&
           (direction == Direction::none || direction == which) && (from_ms == 0 || at_ms >= from_ms) &&
           (to_ms == 0 || at_ms < to_ms);
}

Query read_query(std::string_view text, Filter filter) {
    Query query;
    text = cut_utf8(text, query_bytes_max);
    query.text = text;
    query.filter = std::move(filter);
    const Forms forms;
    std::vector<Term> typed = terms_of(text, forms);
    if (typed.empty()) {
        if (!query.filter.empty()) query.first.push_back({Way::typed, query.text, {}});
        return query;
    }
    if (!asks(typed) && query.filter.empty()) return query;
    for (const Term& term : typed) query.phrases = query.phrases || term.phrase;
    for (std::string& other : other_layouts(text)) {
        std::vector<Term> terms = terms_of(other, forms);
        if (asks(terms) && !same(terms, typed))
            query.first.push_back({Way::layout, std::move(other), std::move(terms)});
    }
    query.first.insert(query.first.begin(), {Way::typed, query.text, typed});
    const auto any = [&](auto&& holds) {
        return std::any_of(typed.begin(), typed.end(), [&](const Term& term) {
            return !term.minus && !term.phrase && std::any_of(term.words.begin(), term.words.end(), holds);
        });
    };
    if (any([](const Wanted& word) { return !word.whole && !word.sound.empty(); }))
        query.second.push_back({Way::transliteration, query.text, typed});
    if (any([](const Wanted& word) { return !word.whole && letters(word.key) >= typo_letters_min; }))
        query.second.push_back({Way::typo, query.text, typed});
    return query;
}

}  // namespace history::search
