// The words of a text, as the rules of this folder read them: folded (core/base/fold.h), cut at everything that is no letter
// and no digit, with the sentence they stand in. Pure; any bytes are harmless; only the first words_bytes_max bytes and
// words_max words are read, for nobody promises anything behind them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace history {

inline constexpr std::size_t words_bytes_read_max = 8 * 1024;
inline constexpr std::size_t words_max = 1024;

struct Word {
    std::string_view text;  // folded; a clock time is one word: "13:00", "13.00"
    char joint =
        0;  // the mark that ties it to the word before, without a blank: '-' (any dash) ' (any apostrophe) . /
    bool number = false;  // digits only
    std::uint32_t sentence = 0;
};

class Words {
public:
    explicit Words(std::string_view text);
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    const std::vector<Word>& all() const { return words_; }
    std::size_t size() const { return words_.size(); }
    std::string_view at(std::size_t index) const {  // empty beyond the end
        return index < words_.size() ? words_[index].text : std::string_view();
    }
    bool asks(std::uint32_t sentence) const {  // it ends with a question mark
        return sentence < asks_.size() && asks_[sentence];
    }
    bool asks_anything() const { return question_; }

private:
    std::string folded_;
    std::vector<Word> words_;
    std::vector<bool> asks_;
    bool question_ = false;
};

// `pattern` is the word, or with * at its end the word's beginning.
inline bool word_is(std::string_view word, std::string_view pattern) {
    if (!pattern.empty() && pattern.back() == '*') {
        pattern.remove_suffix(1);
        return word.substr(0, pattern.size()) == pattern;
    }
    return word == pattern;
}

// A list of phrases that a rule knows, written as one text: words divided by blanks, phrases by commas: "не работа*,сломан*". The
// first word of a phrase with a * has at least four bytes before it (two letters of Cyrillic). Made once, used for many texts.
class Phrases {
public:
    explicit Phrases(std::string_view list);  // which outlives it
    // Where the first of them begins, from `from` on, or words.size(); `end`, when given: the index behind it.
    std::size_t find(const Words& words, std::size_t from = 0, std::size_t* end = nullptr) const;
    bool in(const Words& words) const { return find(words) < words.size(); }
    // One of them begins at this word: the index behind it, else 0.
    std::size_t at(const Words& words, std::size_t index) const;
    bool has(std::string_view word) const;  // as a phrase of one word

private:
    struct Phrase {
        std::uint32_t key;  // first four bytes
        std::string_view text;
    };
    std::vector<Phrase> phrases_;  // by key
};

}  // namespace history
