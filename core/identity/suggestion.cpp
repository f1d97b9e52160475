#include "core/identity/suggestion.h"

#include <algorithm>
#include <set>

#include "core/base/arrange.h"
#include "core/identity/likeness.h"
#include "core/identity/name.h"

namespace history {

namespace {

// Weights in tenths of a bit. A birthday in common: one of 20,000; a house in common: the family may live there.
constexpr std::int32_t birthday_same = 130, birthday_like = 80, birthday_other = -70;
constexpr std::int32_t address_most = 115, address_word_other = -12, address_other_most = -48;
constexpr std::int32_t phone_same = 165, phone_like = 75, email_same = 165, mailbox_same = 90;
constexpr std::int32_t name_other = -75, name_word_other = -60, word_most = 120, fias_same = 60;
constexpr std::size_t names_max = 4, words_max = 10, contacts_max = 6;

std::uint64_t hash_of(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325) {
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash ^ (hash >> 29);
}
std::uint64_t key_of(char kind, std::string_view a, std::string_view b = {}) {
    return hash_of(b, hash_of(a, hash_of(std::string_view(&kind, 1))));
}

// What is left of a word when vowels and letters that are easily confused do not count: at most four.
std::string skeleton(std::string_view word) {
    std::string kept;
    for (char c : word) {
        const bool vowel = std::string_view("aeiouyhw").find(c) != std::string_view::npos;
        if (vowel && !kept.empty()) continue;
        if (c == 'z') c = 's';
        if (c == 'd') c = 't';
        if (c == 'b') c = 'p';
        if (c == 'g' || c == 'c') c = 'k';
        if (kept.empty() || kept.back() != c) kept.push_back(c);
        if (kept.size() == 4) break;
    }
    return kept;
}

std::vector<std::string> split(std::string_view text, std::size_t most) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from < text.size() && words.size() < most;) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        if (to > from) words.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

bool number(std::string_view word) {
    return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

std::uint32_t typos_allowed(std::string_view a, std::string_view b) {
    const std::size_t least = std::min(a.size(), b.size());
    return number(a) || number(b) ? (least >= 4 ? 1 : 0) : least >= 8 ? 2 : least >= 4 ? 1 : 0;
}

// 2: the same; 1: with typos, or one shortened to three letters at least; 0: others.
int alike(std::string_view a, std::string_view b) {
    if (a == b) return 2;
    const std::uint32_t allowed = typos_allowed(a, b);
    if (allowed != 0 && typos_between(a, b, allowed) <= allowed) return 1;
    const std::size_t least = std::min(a.size(), b.size());
    return !number(a) && !number(b) && least >= 3 && a.substr(0, least) == b.substr(0, least) ? 1 : 0;
}

struct Matched {
    std::int32_t weight = 0;
    std::size_t words = 0, others = 0;  // matched; on both sides left over
    bool exact = true;
};

// One to one, equal words first. `weight` is asked for the words that matched, by the commoner of the two.
template <class Rarity>
Matched match(const std::vector<std::string>& a, const std::vector<std::string>& b, Rarity rarity) {
    Matched matched;
    std::vector<bool> used_a(a.size()), used_b(b.size());
    for (int wanted : {2, 1})
        for (std::size_t i = 0; i < a.size(); ++i)
            for (std::size_t j = 0; j < b.size() && !used_a[i]; ++j) {
                if (used_b[j] || alike(a[i], b[j]) < wanted) continue;
                used_a[i] = used_b[j] = true;
                ++matched.words;
                const std::int32_t common = std::min({rarity(a[i]), rarity(b[j]), word_most});
                matched.weight += wanted == 2 ? common : std::max(common - 30, common / 2);
                matched.exact = matched.exact && wanted == 2;
            }
    matched.others = std::min(a.size(), b.size()) - matched.words;
    return matched;
}

std::int32_t of_birthdays(const std::string& a, const std::string& b, bool& exact) {
    if (a.empty() || b.empty()) return 0;
    exact = a == b;
    if (exact) return birthday_same;
    const std::string swapped = a.substr(0, 4) + a.substr(6) + a.substr(4, 2);
    return swapped == b || typos_between(a, b, 1) <= 1 ? birthday_like : birthday_other;
}

bool separated(const Customer& x, const Customer& y, const auto& record_of) {
    for (const auto& [own, other] : {std::pair(&x, &y), std::pair(&y, &x)})
        for (const StreamId& member : own->members)
            if (const SubjectRecord* record = record_of(member))
                for (const SubjectRecord::Statement& one : record->statements)
                    if (one.separation && std::find(other->members.begin(), other->members.end(),
                                                    one.other) != other->members.end())
                        return true;
    return false;
}

bool better(const Suggestion& x, const Suggestion& y) {
    if (x.score != y.score) return x.score > y.score;
    return x.a == y.a ? x.b < y.b : x.a < y.a;
}

}  // namespace

Suggestions::Compared Suggestions::ready(const SubjectRecord& record) {
    Compared one;
    one.record = &record;
    one.names = name_words(record.name);
    if (one.names.size() > names_max) one.names.resize(names_max);
    for (const std::string& word : one.names) one.name += word;
    one.address = split(record.traits.address, words_max);
    for (const KnownIdentifier& known : record.identifiers) {
        if (known.known == Known::cc) continue;
        Compared::Contact contact{known.value, known.value, known.known == Known::said};
        if (known.type == "phone" && known.value.size() > 10 && one.phones.size() < contacts_max) {
            contact.key = known.value.substr(known.value.size() - 10);
            one.phones.push_back(std::move(contact));
        } else if (known.type == "email" && one.emails.size() < contacts_max) {
            std::string local = known.value.substr(0, known.value.rfind('@'));
            local = local.substr(0, local.find('+'));
            std::erase(local, '.');
            contact.key = local;
            one.emails.push_back(std::move(contact));
        }
    }
    return one;
}

std::vector<std::uint64_t> Suggestions::keys_of(const Compared& one) {
    std::vector<std::uint64_t> keys;
    const SubjectRecord::Traits& traits = one.record->traits;
    if (!traits.birthday.empty()) {
        keys.push_back(key_of('b', traits.birthday));
        for (const std::string& word : one.names)  // a birthday with a digit wrong
            for (const auto& [from, size] : {std::pair(0u, 4u), std::pair(4u, 4u)})
                keys.push_back(key_of(static_cast<char>('c' + from / 4),
                                      std::string_view(traits.birthday).substr(from, size), skeleton(word)));
    }
    std::vector<std::string> skeletons;
    for (const std::string& word : one.names) skeletons.push_back(skeleton(word));
    for (std::size_t i = 0; i < skeletons.size(); ++i)
        for (std::size_t j = i + 1; j < skeletons.size(); ++j) {
            keys.push_back(
                key_of('n', std::min(skeletons[i], skeletons[j]), std::max(skeletons[i], skeletons[j])));
        }
    if (one.names.size() > 1) {  // both words in a frequent pair of skeletons, exactly
        std::vector<std::string> sorted = one.names;
        arrange(sorted.begin(), sorted.end());
        keys.push_back(key_of('N', sorted[0], sorted[1]));
    }
    for (const std::string& word : one.address)
        for (const std::string& name : skeletons)
            if (number(word) ? word.size() >= 4 : word.size() >= 4)
                keys.push_back(key_of('a', number(word) ? word : skeleton(word), name));
    for (std::size_t i = 0; i + 1 < one.address.size(); ++i)
        keys.push_back(key_of('w', one.address[i], one.address[i + 1]));
    if (!traits.fias.empty()) keys.push_back(key_of('f', traits.fias));
    for (const Compared::Contact& phone : one.phones) {
        keys.push_back(key_of('p', phone.value));
        for (std::size_t i = 0; i < phone.key.size(); ++i) {  // one digit wrong
            std::string without = phone.key;
            without[i] = '?';
            keys.push_back(key_of('q', without));
        }
        for (std::size_t i = 0; i + 1 < phone.key.size(); ++i)  // two neighbours swapped
            if (phone.key[i] != phone.key[i + 1]) {
                std::string unordered = phone.key;
                if (unordered[i] > unordered[i + 1]) std::swap(unordered[i], unordered[i + 1]);
                unordered.insert(i, 1, '?');
                keys.push_back(key_of('s', unordered));
            }
    }
    for (const Compared::Contact& email : one.emails)
        if (email.key.size() >= 5) keys.push_back(key_of('e', email.key));
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

Suggestions::Suggestions(const std::vector<const SubjectRecord*>& records) {
    subjects_.reserve(records.size());
    for (const SubjectRecord* record : records)
        if (record->kind != "goods" && record->kind != "unfiled") subjects_.push_back(ready(*record));
    arrange(subjects_.begin(), subjects_.end(),
            [](const Compared& a, const Compared& b) { return a.record->stream < b.record->stream; });
    place_.reserve(subjects_.size());
    for (std::uint32_t i = 0; i < subjects_.size(); ++i) {
        place_[subjects_[i].record->stream] = i;
        std::set<std::string_view> words(subjects_[i].names.begin(), subjects_[i].names.end());
        words.insert(subjects_[i].address.begin(), subjects_[i].address.end());
        for (std::string_view word : words) ++frequency_[hash_of(word)];
        for (std::uint64_t key : keys_of(subjects_[i])) blocks_.emplace_back(key, i);
    }
    std::sort(blocks_.begin(), blocks_.end());
}

std::int32_t Suggestions::rarity(std::string_view word) const {
    const auto found = frequency_.find(hash_of(word));
    const std::uint64_t subjects = std::max<std::uint64_t>(subjects_.size(), 1024),  // a few prove no rarity
        having = found == frequency_.end() ? 1 : found->second;
    return tenths_of_log2(subjects) - tenths_of_log2(having);
}

Suggestion Suggestions::weigh(const Compared& x, const Compared& y) const {
    Suggestion made;
    made.a = x.record->stream;
    made.b = y.record->stream;
    const auto tell = [&](const char* what, bool exact, std::int32_t weight) {
        made.score += weight;
        if (weight > 0) made.reasons.push_back(std::string(what) + (exact ? "" : "~"));
    };
    const auto rare = [this](std::string_view word) { return rarity(word); };
    if (!x.names.empty() && !y.names.empty()) {
        Matched names = match(x.names, y.names, rare);
        const std::uint32_t allowed = std::min(x.name.size(), y.name.size()) >= 8 ? 2 : 1;
        // A blank in the middle of a word, or none between two.
        if (names.words < std::max(x.names.size(), y.names.size()) && x.name.size() >= 6 &&
            typos_between(x.name, y.name, allowed) <= allowed) {
            std::int32_t weight = 0;
            for (const std::string& word : x.names.size() > y.names.size() ? y.names : x.names)
                weight += std::min(std::max(rarity(word) - 30, 40), word_most);
            names = {std::max(names.weight, weight), 1, 0, false};
        }
        tell("name", names.exact,
             names.words == 0 ? name_other
                              : names.weight + static_cast<std::int32_t>(names.others) * name_word_other);
    }
    bool exact = true;
    const std::int32_t birthdays = of_birthdays(x.record->traits.birthday, y.record->traits.birthday, exact);
    tell("birthday", exact, birthdays);
    const bool same_fias = !x.record->traits.fias.empty() && x.record->traits.fias == y.record->traits.fias;
    if (!x.address.empty() && !y.address.empty()) {
        const Matched address = match(x.address, y.address, rare);
        const std::int32_t against =
            std::max(static_cast<std::int32_t>(address.others) * address_word_other, address_other_most);
        tell("address", address.exact, std::min(address.weight, address_most) + against);
    }
    if (same_fias) tell("fias", true, fias_same);
    std::int32_t phones = 0, emails = 0;
    bool phone_exact = false, email_exact = false, said = false;
    for (const Compared::Contact& a : x.phones)
        for (const Compared::Contact& b : y.phones) {
            const bool same = a.value == b.value;
            const std::int32_t weight = same                                  ? phone_same
                                        : typos_between(a.key, b.key, 1) <= 1 ? phone_like
                                                                              : 0;
            if (weight > phones)
                phones = weight, phone_exact = same, said = said || (same && (a.said || b.said));
        }
    for (const Compared::Contact& a : x.emails)
        for (const Compared::Contact& b : y.emails) {
            const bool same = a.value == b.value;
            const std::int32_t weight = same                                  ? email_same
                                        : a.key == b.key && a.key.size() >= 5 ? mailbox_same
                                                                              : 0;
            if (weight > emails)
                emails = weight, email_exact = same, said = said || (same && (a.said || b.said));
        }
    tell("phone", phone_exact, phones);
    tell("email", email_exact, emails);
    if (said) made.reasons.emplace_back("said");
    return made;
}

std::vector<Suggestion> Suggestions::of(const Customer& customer, const Customers& customers,
                                        std::size_t limit) const {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::unordered_map<StreamId, Suggestion, FixedBytesHash> best;  // by the other's public id
    for (const StreamId& member : customer.members) {
        const auto place = place_.find(member);
        if (place == place_.end()) continue;
        const Compared& own = subjects_[place->second];
        for (std::uint64_t key : keys_of(own)) {
            auto from = std::lower_bound(blocks_.begin(), blocks_.end(), std::pair(key, std::uint32_t{0}));
            auto to = from;
            while (to != blocks_.end() && to->first == key) ++to;
            if (static_cast<std::size_t>(to - from) > block_max) continue;
            for (; from != to; ++from) {
                const Compared& other = subjects_[from->second];
                const Customer* theirs = customers.find(other.record->stream);
                if (!theirs || theirs == &customer || !seen.insert({place->second, from->second}).second)
                    continue;
                Suggestion one = weigh(place->second < from->second ? own : other,
                                       place->second < from->second ? other : own);
                one.a = member;
                one.b = other.record->stream;
                if (one.score < score_min) continue;
                const auto [known, fresh] = best.try_emplace(theirs->id, one);
                if (!fresh && better(one, known->second)) known->second = std::move(one);
            }
        }
    }
    std::vector<Suggestion> found;
    const auto record_of = [this](const StreamId& stream) {
        const auto place = place_.find(stream);
        return place == place_.end() ? nullptr : subjects_[place->second].record;
    };
    for (auto& [id, one] : best)
        if (!separated(customer, *customers.find(id), record_of)) found.push_back(std::move(one));
    arrange(found.begin(), found.end(), better);
    if (found.size() > limit) found.resize(limit);
    return found;
}

std::vector<Suggestion> Suggestions::all(const Customers& customers, std::int32_t least) const {
    std::vector<std::uint64_t> pairs;
    for (std::size_t from = 0, to = 0; from < blocks_.size(); from = to) {
        while (to < blocks_.size() && blocks_[to].first == blocks_[from].first) ++to;
        if (to - from < 2 || to - from > block_max) continue;
        for (std::size_t i = from; i < to; ++i)
            for (std::size_t j = i + 1; j < to; ++j)
                pairs.push_back(static_cast<std::uint64_t>(blocks_[i].second) << 32 | blocks_[j].second);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    std::vector<Suggestion> found;
    const auto record_of = [this](const StreamId& stream) {
        const auto place = place_.find(stream);
        return place == place_.end() ? nullptr : subjects_[place->second].record;
    };
    for (std::uint64_t pair : pairs) {
        const Compared &x = subjects_[pair >> 32], &y = subjects_[pair & UINT32_MAX];
        const Customer *one = customers.find(x.record->stream), *other = customers.find(y.record->stream);
        if (!one || !other || one == other) continue;
        Suggestion made = weigh(x, y);
        if (made.score >= least && !separated(*one, *other, record_of)) found.push_back(std::move(made));
    }
    arrange(found.begin(), found.end(), better);
    return found;
}

}  // namespace history
