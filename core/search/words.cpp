#include "core/search/words.h"

#include "core/base/fold.h"

namespace history::search {

namespace {

constexpr std::size_t compound_pieces_max = 8;
constexpr std::size_t joints_max = 3;  // signs between two groups of digits: ") " and " - "

struct Near {
    char32_t letter, key;
};
// What people type who have a Russian keyboard: Kazakh, then Ukrainian and Belarusian letters.
constexpr Near kazakh_letters[] = {{U'ә', U'а'}, {U'ғ', U'г'}, {U'қ', U'к'}, {U'ң', U'н'}, {U'ө', U'о'},
                                   {U'ұ', U'у'}, {U'ү', U'у'}, {U'һ', U'х'}, {U'і', U'и'}};
constexpr Near other_cyrillic[] = {{U'ї', U'и'}, {U'є', U'е'}, {U'ґ', U'г'}, {U'ў', U'у'}};

// Latin letters with marks, U+00E0 to U+017E, as plain ones; folded already.
constexpr std::string_view latin_plain_00E0 = "aaaaaaaceeeeiiiidnooooo ouuuuyty";
constexpr std::string_view latin_plain_0100 =  // the two letters of U+0132 and U+0152 as their first
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiii"
    "jjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz";
static_assert(latin_plain_00E0.size() == 32 && latin_plain_0100.size() == 127);

bool within(char32_t code, char32_t from, char32_t to) {
    return code >= from && code <= to;
}

// Neither part of a word nor its end: combining marks, vowel points, signs without width, marks of direction.
bool transparent(char32_t code) {
    return within(code, 0x300, 0x36F) || within(code, 0x591, 0x5BD) || code == 0x5C1 || code == 0x5C2 ||
           within(code, 0x610, 0x61A) || within(code, 0x64B, 0x65F) || code == 0x670 || code == 0x640 ||
           code == 0xAD || within(code, 0x200B, 0x200F) || within(code, 0x202A, 0x202E) ||
           within(code, 0x2060, 0x2069) || within(code, 0xFE00, 0xFE0F) || code == 0xFEFF;
}

bool digit(char32_t code) {
    return within(code, U'0', U'9');
}

bool letter(char32_t code) {
    if (code < 0x80) return within(code, U'a', U'z');
    if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
    if (code == 0xD7 || code == 0xF7 || code == 0xFFFD) return false;
    if (within(code, 0x2000, 0x2BFF) || within(code, 0x2E00, 0x2E7F) || within(code, 0x3000, 0x303F))
        return false;
    if (within(code, 0xE000, 0xF8FF) || within(code, 0xFE10, 0xFE6F) || within(code, 0xFF00, 0xFF0F))
        return false;
    if (within(code, 0xFF1A, 0xFF20) || within(code, 0xFF3B, 0xFF40) || within(code, 0xFF5B, 0xFF65))
        return false;
    if (within(code, 0x1F000, 0x1FAFF) || code >= 0xE0000) return false;
    return code != 0x60C && code != 0x61B && code != 0x61F && !within(code, 0x66A, 0x66D) && code != 0x6D4 &&
           code != 0x5BE && code != 0x5C0 && code != 0x5C3 && code != 0x5F3 && code != 0x5F4 &&
           !within(code, 0x964, 0x965) && !within(code, 0x55A, 0x55F) && code != 0x589 && code != 0x37E;
}

bool ideograph(char32_t code) {
    return within(code, 0x3040, 0x30FF) || within(code, 0x3400, 0x9FFF) || within(code, 0xF900, 0xFAFF) ||
           within(code, 0x20000, 0x3FFFF);
}

bool apostrophe(char32_t code) {
    return code == '\'' || code == 0x2019 || code == 0x2BC || code == 0x2BB || code == 0x60;
}

// A folded code point as its key, and whether Kazakh alone has it.
char32_t key_of(char32_t code, bool& kazakh) {
    if (code < 0x80) return code;
    if (within(code, 0xE0, 0xFF))
        return code == 0xF7 ? code : static_cast<char32_t>(latin_plain_00E0[code - 0xE0]);
    if (within(code, 0x100, 0x17E)) return static_cast<char32_t>(latin_plain_0100[code - 0x100]);
    if (within(code, 0x400, 0x52F)) {
        for (const Near& one : kazakh_letters)
            if (one.letter == code) return kazakh = true, one.key;
        for (const Near& one : other_cyrillic)
            if (one.letter == code) return one.key;
        return code;
    }
    if (within(code, 0x660, 0x669)) return code - 0x660 + '0';
    if (within(code, 0x6F0, 0x6F9)) return code - 0x6F0 + '0';
    if (within(code, 0xFF10, 0xFF19)) return code - 0xFF10 + '0';
    if (within(code, 0xFF21, 0xFF3A)) return code - 0xFF21 + 'a';
    if (within(code, 0xFF41, 0xFF5A)) return code - 0xFF41 + 'a';
    return code;
}

class Scanner {
public:
    Scanner(std::string_view text, std::vector<Word>& words) : text_(text), words_(words) {}

    void run() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t start = at;
            const char32_t raw = next_code_point(text_, at);
            if (transparent(raw)) {
                mark(raw, at);
                continue;
            }
            bool kazakh = false;
            const char32_t code = key_of(fold(raw), kazakh);
            if (digit(code) || letter(code)) {
                if (ideograph(code)) finish();
                grow(code, kazakh, start, at);
                if (ideograph(code)) finish();
                continue;
            }
            if (apostrophe(code) && open_ && at < text_.size()) {
                std::size_t after = at;
                bool unused = false;
                if (letter(key_of(fold(next_code_point(text_, after)), unused))) continue;
            }
            finish();
            joint(code);
        }
        finish();
        end_compound();
        end_number();
    }

private:
    void mark(char32_t code, std::size_t end) {
        if (!open_) return;
        std::string& key = word_.key;
        if (code == 0x306 && key.size() >= 2 && key.compare(key.size() - 2, 2, "и") == 0)
            key.replace(key.size() - 2, 2, "й");
        if (within(code, 0x300, 0x36F)) word_.to = static_cast<std::uint32_t>(end);
    }

    void grow(char32_t code, bool kazakh, std::size_t from, std::size_t to) {
        if (!open_) {
            word_ = {};
            word_.from = static_cast<std::uint32_t>(from);
            open_ = true;
            digits_only_ = true;
            has_digit_ = has_letter_ = false;
        }
        word_.to = static_cast<std::uint32_t>(to);
        word_.kazakh = word_.kazakh || kazakh;
        digits_only_ = digits_only_ && digit(code);
        (digit(code) ? has_digit_ : has_letter_) = true;
        if (word_.key.size() + 4 <= key_bytes_max) append_utf8(word_.key, code);
    }

    void finish() {
        if (!open_) return;
        open_ = false;
        if (digits_only_) {
            if (number_.empty()) number_from_ = word_.from;
            number_.append(word_.key);
            number_to_ = word_.to;
            if (number_.size() > number_digits_max) number_.assign(number_digits_max + 1, '0');
        } else {
            end_number();
        }
        joints_ = 0;
        if (pieces_ == 0) compound_from_ = word_.from;
        ++pieces_;
        compound_.append(word_.key, 0, key_bytes_max);
        compound_to_ = word_.to;
        compound_digit_ = compound_digit_ || has_digit_;
        compound_letter_ = compound_letter_ || has_letter_;
        compound_kazakh_ = compound_kazakh_ || word_.kazakh;
        joined_ = false;
        words_.push_back(std::move(word_));
    }

    void joint(char32_t code) {
        const bool joins = code == '-' || code == '_' || code == '/' || code == '.';
        if (joins && pieces_ > 0 && !joined_)
            joined_ = true;
        else
            end_compound();
        const bool between = code == ' ' || code == '-' || code == '(' || code == ')' || code == '.' ||
                             code == '+' || code == 0xA0 || code == 0x202F || code == 0x2011 ||
                             code == 0x2013;
        if (!between || ++joints_ > joints_max || code == '+') end_number();
    }

    void end_compound() {
        if (pieces_ > 1 && pieces_ <= compound_pieces_max && compound_digit_ && compound_letter_ &&
            compound_.size() <= key_bytes_max)
            words_.push_back({compound_, WordKind::compound, compound_kazakh_, compound_from_, compound_to_});
        pieces_ = 0;
        compound_.clear();
        compound_digit_ = compound_letter_ = compound_kazakh_ = joined_ = false;
    }

    void end_number() {
        if (number_.size() >= number_digits_min && number_.size() <= number_digits_max) {
            if (number_.size() == 11 && number_[0] == '8') number_[0] = '7';
            words_.push_back({'#' + number_, WordKind::number, false, number_from_, number_to_});
        }
        number_.clear();
    }

    std::string_view text_;
    std::vector<Word>& words_;
    Word word_;
    bool open_ = false, digits_only_ = false, has_digit_ = false, has_letter_ = false;
    std::string compound_, number_;
    std::size_t pieces_ = 0, joints_ = 0;
    bool compound_digit_ = false, compound_letter_ = false, compound_kazakh_ = false, joined_ = false;
    std::uint32_t compound_from_ = 0, compound_to_ = 0, number_from_ = 0, number_to_ = 0;
};

}  // namespace

void words_of(std::string_view text, std::vector<Word>& words) {
    words.clear();
    Scanner(text, words).run();
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    words_of(text, words);
    return words;
}

std::size_t letters(std::string_view key) {
    std::size_t count = 0;
    for (char c : key) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string_view first_letters(std::string_view key, std::size_t count) {
    std::size_t at = 0;
    for (; at < key.size(); ++at)
        if ((static_cast<unsigned char>(key[at]) & 0xC0) != 0x80 && count-- == 0) break;
    return key.substr(0, at);
}

}  // namespace history::search
