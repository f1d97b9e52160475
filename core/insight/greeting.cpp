#include "core/insight/greeting.h"

#include "core/base/fold.h"
#include "core/insight/words.h"

namespace history {

namespace {

constexpr std::size_t greeting_bytes_max = 96;
constexpr int greetings_max = 3, name_words_max = 3;

const Phrases& greetings() {
    static const Phrases words(
        "здравствуйте,здравствуй,здрасте,здрасьте,приветствую,привет,добрый день,добрый вечер,добрый "
        "утро,доброе утро,доброго дня,доброго утра,доброго вечера,доброй ночи,доброго времени суток,"
        "сәлем,салем,сәлеметсіз бе,салеметсиз бе,саламатсыз ба,сәлеметсіздер ме,"
        "ассалаумағалейкум,ассалаумагалейкум,қайырлы таң,қайырлы күн,қайырлы кеш,кайырлы тан,кайырлы "
        "кун,кайырлы кеш,"
        "hello,hi,hey,good morning,good day,good afternoon,good evening,greetings");
    return words;
}

// Behind these stands whom they address, written large or small.
const Phrases& addresses() {
    static const Phrases words("уважаемый,уважаемая,уважаемые,құрметті,dear");
    return words;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Bytes of the letter that begins here; 0: none does. Letters of Latin, Greek, Cyrillic and their neighbours.
std::size_t letter_at(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.empty() ? '\0' : text[0]);
    if ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') return 1;
    return first >= 0xC3 && first < 0xE0 && text.size() > 1 ? 2 : 0;
}

std::string_view take_word(std::string_view& rest) {
    std::size_t end = 0;
    while (const std::size_t letter = letter_at(rest.substr(end))) end += letter;
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    return word;
}

void skip_blanks(std::string_view& rest) {
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
}

// Whatever stands before the next letter or digit, but no question.
void skip_marks(std::string_view& rest) {
    while (!rest.empty() && letter_at(rest) == 0 && !(rest[0] >= '0' && rest[0] <= '9') && rest[0] != '?')
        rest.remove_prefix(1);
}

// One large letter and small ones behind it.
bool is_name(std::string_view word) {
    std::size_t at = 0;
    if (word.empty()) return false;
    const char32_t first = next_code_point(word, at);
    if (fold(first) == first || at >= word.size()) return false;
    const char32_t second = next_code_point(word, at);
    return fold(second) == second;
}

// A name up to the mark behind it; nothing is taken when it is none.
bool take_name(std::string_view& rest, bool any_case) {
    std::string_view after = rest;
    for (int words = 0; words < name_words_max; ++words) {
        const std::string_view word = take_word(after);
        if (word.empty() || !(any_case || is_name(word))) return false;
        skip_blanks(after);
        if (after.empty() || after[0] == ',' || after[0] == '.' || after[0] == '!') {
            rest = after;
            return true;
        }
    }
    return false;
}

bool take_greeting(std::string_view& rest) {
    std::string_view after = rest;
    const Words words(cut_utf8(after, greeting_bytes_max));
    std::size_t taken = greetings().at(words, 0);
    const bool address = taken == 0;
    if (address) taken = addresses().at(words, 0);
    if (taken == 0) return false;
    for (; taken > 0; --taken) {
        skip_marks(after);
        take_word(after);
    }
    if (after.size() > 1 && (after[0] == '-' || after[0] == '\'') && letter_at(after.substr(1)) != 0)
        return false;  // hi-fi
    std::string_view name = after;
    skip_blanks(name);
    if (!name.empty() && name[0] == ',') name.remove_prefix(1);
    skip_blanks(name);
    if (take_name(name, address)) after = name;
    rest = after;
    return true;
}

}  // namespace

std::string_view take_sentence(std::string_view& rest) {
    constexpr std::string_view closing = "!?)";  // "завтра... ?" asks, too
    std::size_t end = 0, letters = 0;            // of the word under way
    while (end < rest.size()) {
        const char c = rest[end];
        if (const std::size_t letter = letter_at(rest.substr(end))) {
            end += letter;
            ++letters;
            continue;
        }
        ++end;
        const bool abbreviated = letters == 1 || letters == 2;
        letters = 0;
        const bool point = c == '.' && !abbreviated && (end == rest.size() || is_blank(rest[end]));
        const bool dots = c == '\xE2' && rest.substr(end, 2) == "\x80\xA6";
        if (c != '\n' && c != '!' && c != '?' && !point && !dots) continue;
        if (dots) end += 2;
        while (end < rest.size() && (is_blank(rest[end]) || closing.find(rest[end]) != closing.npos)) ++end;
        break;
    }
    const std::string_view sentence = rest.substr(0, end);
    rest.remove_prefix(end);
    return sentence;
}

namespace {

std::string_view behind_greetings(std::string_view text) {
    std::string_view rest = text;
    for (int count = 0; count < greetings_max; ++count) {
        std::string_view next = rest;
        skip_marks(next);
        if (!take_greeting(next)) {
            if (count > 0 || !take_name(next, false)) break;
            skip_marks(next);  // "Анна, здравствуйте!"
            if (!take_greeting(next)) break;
        }
        rest = next;
    }
    if (rest.size() != text.size()) skip_marks(rest);
    return rest;
}

}  // namespace

bool is_greeting(std::string_view text) {
    return !text.empty() && behind_greetings(text).empty();
}

std::string_view without_greeting(std::string_view text) {
    const std::string_view rest = behind_greetings(text);
    return rest.empty() ? text : rest;
}

std::string_view first_matter_sentence(std::string_view text) {
    std::string_view rest = without_greeting(text);
    std::string_view sentence;
    while (sentence.empty() && !rest.empty()) {
        sentence = take_sentence(rest);
        skip_blanks(sentence);
        while (!sentence.empty() && is_blank(sentence.back())) sentence.remove_suffix(1);
    }
    return sentence.empty() ? text : sentence;
}

}  // namespace history
