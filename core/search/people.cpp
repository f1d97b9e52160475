#include "core/search/people.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/fold.h"
#include "core/identity/name.h"

namespace history::search {

namespace {
// R. N. Horspool, "Practical fast searching in strings", 1980, over pairs of bytes: what stands under the end of the window says
// how far it may move. A pair, for half of the bytes of Cyrillic letters are the same two.
class Needle {
public:
    explicit Needle(std::string_view part) : part_(part) {
        skip_.fill(static_cast<std::uint16_t>(std::min<std::size_t>(part.size() - 1, UINT16_MAX)));
        for (std::size_t i = 1; i + 1 < part.size(); ++i)
            skip_[pair(part[i - 1], part[i])] =
                static_cast<std::uint16_t>(std::min<std::size_t>(part.size() - 1 - i, UINT16_MAX));
    }
    std::size_t in(std::string_view text, std::size_t from) const {
        const std::size_t size = part_.size();
        if (size == 1) return text.find(part_, from);
        const char* const end = text.data() + text.size();
        const char last = part_.back();
        for (const char* at = text.data() + std::min(from + size - 1, text.size()); at < end;) {
            if (*at == last && std::memcmp(at - (size - 1), part_.data(), size - 1) == 0)
                return static_cast<std::size_t>(at - text.data()) - (size - 1);
            at += skip_[pair(at[-1], *at)];
        }
        return std::string_view::npos;
    }

private:
    static std::size_t pair(char a, char b) {
        return (static_cast<std::size_t>(static_cast<unsigned char>(a)) * 16 ^
                static_cast<unsigned char>(b)) &
               0xFFF;
    }
    std::string_view part_;
    std::array<std::uint16_t, 4096> skip_;
};

constexpr std::size_t block_bytes = 4096, gram_bytes = 4;
constexpr std::size_t behind = 64;  // a part's grams that begin so far behind the block are known to it

std::size_t gram_at(const char* at) {  // one of 4096
    std::uint32_t gram = 0;
    std::memcpy(&gram, at, gram_bytes);
    return (gram * 2'654'435'761u) >> 20;  // D. E. Knuth, TAOCP 3, 6.4: multiplicative hashing
}
}  // namespace

void People::Lines::add(std::string_view line) {
    const std::size_t from = text.size() < gram_bytes ? 0 : text.size() - (gram_bytes - 1);
    text.append(line).push_back('\n');
    while (blocks.size() < text.size() / block_bytes + 1)
        blocks.push_back({{}, static_cast<std::uint32_t>(groups.size())});
    for (std::size_t at = from; at + gram_bytes <= text.size(); ++at) {
        const std::size_t gram = gram_at(text.data() + at), block = at / block_bytes;
        blocks[block].grams[gram / 64] |= 1ull << gram % 64;
        if (block > 0 && at % block_bytes < behind) blocks[block - 1].grams[gram / 64] |= 1ull << gram % 64;
    }
}

bool People::Lines::may_hold(std::size_t block, std::string_view part) const {
    for (std::size_t at = 0; at < behind && at + gram_bytes <= part.size(); ++at) {
        const std::size_t gram = gram_at(part.data() + at);
        if ((blocks[block].grams[gram / 64] >> gram % 64 & 1) == 0) return false;
    }
    return true;
}

void People::Lines::end(std::size_t begin, std::uint32_t added) {
    if (text.size() != begin) groups.push_back({static_cast<std::uint32_t>(begin), added});
}

// A block begins inside of `first` or behind it: lines of one group may fill many.
std::uint32_t People::Lines::added_at(std::size_t at) const {
    const std::size_t block = at / block_bytes;
    const auto from = groups.begin() + blocks[block].first;
    const auto to = block + 1 < blocks.size()
                        ? groups.begin() + std::min<std::size_t>(blocks[block + 1].first + 1, groups.size())
                        : groups.end();
    const auto later =
        std::upper_bound(from, to, at, [](std::size_t place, const Group& one) { return place < one.begin; });
    return later == groups.begin() ? 0 : (later - 1)->added;
}

void People::add(const SubjectRecord& record) {
    std::array<std::size_t, texts> begins;
    for (std::size_t i = 0; i < texts; ++i) {
        begins[i] = lines_[i].text.size();
        if (begins[i] > UINT32_MAX / 2) return;  // two gigabytes of names: who comes later is not found
    }
    if (standing_.size() <= record.number) standing_.resize(record.number + 1);
    added_.push_back(record.number);
    const std::uint32_t added = standing_[record.number] = static_cast<std::uint32_t>(added_.size());
    const auto of = [&](Text text) -> Lines& { return lines_[static_cast<std::size_t>(text)]; };
    std::string last;
    const auto add_name = [&](std::string_view folded) {
        if (folded.empty() || folded == last) return;
        of(Text::name).add(folded);
        last = folded;
        std::string words;
        for (const std::string& word : name_words(folded))
            words.append(words.empty() ? "" : " ").append(word);
        if (!words.empty()) of(cyrillic(folded) ? Text::latin_of_cyrillic : Text::latin).add(words);
    };
    for (const KnownIdentifier& one : record.identifiers) {
        if (one.known >= Known::given)
            for (const std::string& each : one.names) add_name(each);
        if (one.known >= Known::said) of(one.type == "phone" ? Text::phone : Text::id).add(fold(one.value));
    }
    add_name(fold(record.name));
    for (std::size_t i = 0; i < texts; ++i) lines_[i].end(begins[i], added);
}

void People::remove(std::uint32_t number) {
    if (number < standing_.size()) standing_[number] = 0;
}

std::vector<People::Line> People::find(Text text, std::string_view part) const {
    std::vector<Line> found;
    const Lines& lines = lines_[static_cast<std::size_t>(text)];
    if (part.empty()) return found;
    const Needle needle(part);
    const auto next = [&](std::size_t from) {
        for (; from / block_bytes < lines.blocks.size(); from = (from / block_bytes + 1) * block_bytes) {
            const std::size_t block = from / block_bytes;
            if (!lines.may_hold(block, part)) continue;
            const std::string_view upto(
                lines.text.data(), std::min(lines.text.size(), (block + 1) * block_bytes + part.size() - 1));
            if (const std::size_t at = needle.in(upto, from); at != std::string_view::npos) return at;
        }
        return std::string_view::npos;
    };
    for (std::size_t at = next(0); at != std::string_view::npos;) {
        // A leading line end stands before the line, one behind it belongs to it.
        const std::size_t inside = at + (part.front() == '\n' ? 1 : 0);
        const std::size_t begin = lines.text.rfind('\n', inside - 1) + 1, end = lines.text.find('\n', inside);
        const std::uint32_t added = lines.added_at(inside), number = added == 0 ? 0 : added_[added - 1];
        if (added != 0 && standing_[number] == added)
            found.push_back({number, std::string_view(lines.text).substr(begin, end - begin)});
        at = next(end);
    }
    return found;
}

bool cyrillic(std::string_view text) {  // lead bytes of U+0400 to U+04FF
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xFC) == 0xD0; });
}

std::string_view longest(const std::vector<std::string>& words) {
    const auto found =
        std::max_element(words.begin(), words.end(),
                         [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    return found == words.end() ? std::string_view() : std::string_view(*found);
}

}  // namespace history::search
