#include "core/search/relation.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/identity/name.h"

namespace history::search {

namespace {

bool begins_with(std::string_view text, std::string_view begin) {
    return text.size() >= begin.size() && text.compare(0, begin.size(), begin) == 0;
}

bool cyrillic(std::string_view key) {  // lead bytes of U+0400 to U+047F
    return std::any_of(key.begin(), key.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xFE) == 0xD0; });
}

bool has_digit(std::string_view key) {
    return key.find_first_of("0123456789") != std::string_view::npos;
}

std::string_view common_beginning(std::string_view a, std::string_view b) {
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
    while (at > 0 && at < a.size() && (static_cast<unsigned char>(a[at]) & 0xC0) == 0x80) --at;
    return a.substr(0, at);
}

// Where English rewrites an ending (-ies, -y, -ational) its stem has up to two letters that a form has not; where Kazakh
// softens a last sound, one.
std::string_view sure_part(std::string_view stem, std::size_t doubtful) {
    const std::size_t count = letters(stem);
    return first_letters(stem, count > doubtful + 1 ? count - doubtful : std::min<std::size_t>(count, 1));
}

std::vector<char32_t> codes(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
    return out;
}

std::string sound_of(std::string_view key) {
    std::string joined;
    for (const std::string& word : name_words(key)) joined += word;
    return joined;
}

}  // namespace

bool one_slip(std::string_view left, std::string_view right) {
    const std::size_t apart =
        left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
    if (apart > 4 || left == right) return left == right;
    std::vector<char32_t> a = codes(left), b = codes(right);
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t at = 0;
    while (at < a.size() && a[at] == b[at]) ++at;
    const auto rest = [&](std::size_t from_a, std::size_t from_b) {
        return a.size() - from_a == b.size() - from_b &&
               std::equal(a.begin() + static_cast<std::ptrdiff_t>(from_a), a.end(),
                          b.begin() + static_cast<std::ptrdiff_t>(from_b));
    };
    if (a.size() < b.size()) return rest(at, at + 1);
    return rest(at + 1, at + 1) ||
           (at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && rest(at + 2, at + 2));
}

void prepare(Wanted& wanted, const Forms& forms) {
    if (wanted.whole) {
        wanted.common = wanted.key;
        return;
    }
    wanted.stem = forms.stem(wanted.key);
    wanted.kazakh_stem = kazakh_stem(wanted.key, wanted.kazakh);
    std::string_view common = common_beginning(wanted.key, wanted.stem);
    if (cyrillic(wanted.key))
        common = common_beginning(common, sure_part(kazakh_stem(wanted.key, true), 1));
    else if (wanted.stem != wanted.key || !has_digit(wanted.key))
        common = common_beginning(common, sure_part(wanted.stem, 2));
    wanted.common = common;
    if (!has_digit(wanted.key) && letters(wanted.key) >= 3) wanted.sound = sound_of(wanted.key);
}

namespace {

bool agrees_as_typed(const Wanted& wanted, std::string_view key, bool kazakh, const Forms& forms) {
    if (key == wanted.key) return true;
    if (wanted.whole || !begins_with(key, wanted.common)) return false;
    if (wanted.begins && begins_with(key, wanted.key)) return true;
    if (has_digit(wanted.key)) return false;
    if (forms.stem(key) == wanted.stem) return true;
    return cyrillic(key) &&
           (wanted.kazakh || kazakh || wanted.kazakh_stem.size() != wanted.key.size() ||
            kazakh_stem(key, false).size() != key.size()) &&
           kazakh_stems_agree(kazakh_stem(key, kazakh), wanted.kazakh_stem);
}

bool sounds_alike(const Wanted& wanted, std::string_view key) {
    if (wanted.sound.empty() || cyrillic(key) == cyrillic(wanted.key) || has_digit(key)) return false;
    const std::string other = sound_of(key);
    return other == wanted.sound ||
           (wanted.begins && wanted.sound.size() >= 3 && begins_with(other, wanted.sound));
}

bool slipped(const Wanted& wanted, std::string_view key) {
    return letters(wanted.key) >= typo_letters_min && letters(key) + 1 >= typo_letters_min &&
           !has_digit(key) && !has_digit(wanted.key) && one_slip(wanted.key, key);
}

}  // namespace

bool agrees(const Wanted& wanted, std::string_view key, bool kazakh, Way way, const Forms& forms) {
    if (agrees_as_typed(wanted, key, kazakh, forms)) return true;
    if (wanted.whole) return false;
    return way == Way::transliteration ? sounds_alike(wanted, key) : way == Way::typo && slipped(wanted, key);
}

bool agrees_joined(const Term& term, std::string_view key, bool number) {
    if (term.joined.empty()) return false;
    if (!number)
        return term.joined[0] != '#' &&
               (key == term.joined || (term.joined_open && begins_with(key, term.joined)));
    if (term.joined[0] != '#' || key.empty()) return false;
    const std::string_view digits = std::string_view(term.joined).substr(1);
    if (key.find(digits, 1) != std::string_view::npos) return true;
    if (!term.joined_begin.empty() && begins_with(key, term.joined_begin)) return true;
    // A number written without its country's code.
    return digits.size() == 11 && digits[0] == '7' && key.size() == 11 && key.substr(1) == digits.substr(1);
}

}  // namespace history::search
