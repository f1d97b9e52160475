#include "core/insight/words.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/check.h"
#include "core/base/fold.h"

namespace history {

namespace {

bool is_letter(char32_t code) {
    return (code >= 'a' && code <= 'z') ||
           (code >= 0xC0 && code != 0xD7 && code != 0xF7 && code < 0x2000 && code != 0x60C && code != 0x61B &&
            code != 0x61F) ||
           (code >= 0x3040 && code < 0xFFF0 && code != 0xFE0F && code != 0xFEFF &&
            (code < 0xD800 || code >= 0xF900));
}
bool is_digit(char32_t code) {
    return code >= '0' && code <= '9';
}
bool is_dash(char32_t code) {
    return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}
bool is_apostrophe(char32_t code) {
    return code == '\'' || code == 0x2019 || code == 0x2BC;
}

enum class Sort : std::uint8_t { none, letters, digits };

}  // namespace

Words::Words(std::string_view text) {
    text = cut_utf8(text, words_bytes_read_max);
    struct Cut {
        std::size_t from, size;
        char joint;
        bool number;
        std::uint32_t sentence;
    };
    std::vector<Cut> cuts;
    folded_.reserve(text.size() + 8);
    std::uint32_t sentence = 0;
    bool said = false;      // in this sentence
    Sort now = Sort::none;  // of the word under way
    char32_t mark = 0;      // the one mark between this word and the one before
    std::size_t marks = 0;
    const auto end_sentence = [&](bool asks) {
        if (said) {
            asks_.push_back(asks);
            ++sentence;
        } else if (asks && !asks_.empty()) {
            asks_.back() = true;  // "...!?"
        }
        said = false;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = fold(next_code_point(text, at));
        const Sort sort = is_digit(code) ? Sort::digits : is_letter(code) ? Sort::letters : Sort::none;
        if (sort == Sort::none) {
            if (now != Sort::none) marks = 0;
            now = Sort::none;
            mark = code;
            ++marks;
            const bool next_is_blank = at >= text.size() || text[at] == ' ' || text[at] == '\n' ||
                                       text[at] == '\r' || text[at] == '\t';
            question_ = question_ || code == '?';
            if (code == '?' || code == '!' || code == '\n' || code == ';' || code == 0x2026)
                end_sentence(code == '?');
            else if (code == '.' && next_is_blank)
                end_sentence(false);
            continue;
        }
        if (sort != now) {
            if (cuts.size() == words_max) break;
            char joint = 0;
            if (now != Sort::none)
                joint = '\'';  // letters after digits: 5pm
            else if (marks == 1 && !cuts.empty())
                joint = is_dash(mark)                               ? '-'
                        : is_apostrophe(mark)                       ? '\''
                        : mark == '.' || mark == ':' || mark == '/' ? static_cast<char>(mark)
                                                                    : '\0';
            // 13:00 is one word, 13.00 too.
            const bool clock = sort == Sort::digits && (joint == ':' || joint == '.') && !cuts.empty() &&
                               cuts.back().number && cuts.back().size <= 2;
            const bool two = clock && at < text.size() && text[at] >= '0' && text[at] <= '9' &&
                             (at + 1 >= text.size() || text[at + 1] < '0' || text[at + 1] > '9') &&
                             (at + 1 >= text.size() || text[at + 1] != '.' || at + 2 >= text.size() ||
                              text[at + 2] < '0' || text[at + 2] > '9');
            if (clock && two && (joint == ':' || cuts.back().joint != '.')) {
                folded_.push_back(joint);
                cuts.back().size += 1;
                cuts.back().number = false;
            } else {
                cuts.push_back({folded_.size(), 0, joint, sort == Sort::digits, sentence});
            }
            said = true;
            now = sort;
            marks = 0;
        }
        const std::size_t before = folded_.size();
        append_utf8(folded_, code);
        cuts.back().size += folded_.size() - before;
    }
    end_sentence(false);
    words_.reserve(cuts.size());
    for (const Cut& cut : cuts)
        words_.push_back(
            {std::string_view(folded_).substr(cut.from, cut.size), cut.joint, cut.number, cut.sentence});
}

namespace {
// The index behind the phrase that stands at `at`, within one sentence; 0: it does not stand there.
std::size_t behind(const Words& words, std::size_t at, std::string_view phrase) {
    const std::uint32_t sentence = words.all()[at].sentence;
    for (;;) {
        const std::size_t blank = phrase.find(' ');
        if (at >= words.size() || words.all()[at].sentence != sentence ||
            !word_is(words.at(at), phrase.substr(0, blank)))
            return 0;
        if (blank == std::string_view::npos) return at + 1;
        phrase.remove_prefix(blank + 1);
        ++at;
    }
}

std::uint32_t key_of(std::string_view word) {
    std::uint32_t key = 0;
    for (std::size_t i = 0; i < 4; ++i)
        key = key << 8 | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0u);
    return key;
}
}  // namespace

Phrases::Phrases(std::string_view list) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view phrase = list.substr(0, comma);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
        std::string_view first = phrase.substr(0, phrase.find(' '));
        if (!first.empty() && first.back() == '*') {
            first.remove_suffix(1);
            HISTORY_CHECK(first.size() >= 4);
        }
        HISTORY_CHECK(!first.empty());
        phrases_.push_back({key_of(first), phrase});
    }
    arrange(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) {
        return a.key != b.key ? a.key < b.key : a.text < b.text;
    });
}

std::size_t Phrases::at(const Words& words, std::size_t index) const {
    const std::uint32_t key = key_of(words.at(index));
    auto one = std::lower_bound(phrases_.begin(), phrases_.end(), key,
                                [](const Phrase& a, std::uint32_t wanted) { return a.key < wanted; });
    for (; one != phrases_.end() && one->key == key; ++one)
        if (const std::size_t end = behind(words, index, one->text)) return end;
    return 0;
}

std::size_t Phrases::find(const Words& words, std::size_t from, std::size_t* end) const {
    for (std::size_t index = from; index < words.size(); ++index)
        if (const std::size_t behind_it = at(words, index)) {
            if (end) *end = behind_it;
            return index;
        }
    return words.size();
}

bool Phrases::has(std::string_view word) const {
    const std::uint32_t key = key_of(word);
    auto one = std::lower_bound(phrases_.begin(), phrases_.end(), key,
                                [](const Phrase& a, std::uint32_t wanted) { return a.key < wanted; });
    for (; one != phrases_.end() && one->key == key; ++one)
        if (word_is(word, one->text)) return true;
    return false;
}

}  // namespace history
