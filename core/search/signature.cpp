#include "core/search/signature.h"

#include <algorithm>

#include "core/base/arrange.h"

namespace history::search {

namespace {

constexpr std::size_t probes = 3, short_letters = 3, long_letters = 5, digits_run = 4;

std::uint64_t entry(std::string_view text) {  // FNV-1a, then mixed: neighbours must not fall side by side
    std::uint64_t value = 14695981039346656037u;
    for (char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
    value ^= value >> 32;
    value *= 0x9E3779B97F4A7C15u;
    return value ^ value >> 29;
}

template <class Each>
void each_bit(std::uint64_t entry, std::size_t bits, Each&& each) {
    const auto first = static_cast<std::uint32_t>(entry), step = static_cast<std::uint32_t>(entry >> 32) | 1;
    for (std::uint32_t i = 0; i < probes; ++i) each(static_cast<std::size_t>((first + i * step) % bits));
}

bool holds(std::string_view signature, std::uint64_t entry) {
    bool all = true;
    each_bit(entry, signature.size() * 8, [&](std::size_t bit) {
        all = all && (static_cast<unsigned char>(signature[bit / 8]) >> bit % 8 & 1) != 0;
    });
    return all;
}

void runs_of(std::string_view digits, std::vector<std::uint64_t>& entries) {
    for (std::size_t at = 0; at + digits_run <= digits.size(); ++at)
        entries.push_back(entry('#' + std::string(digits.substr(at, digits_run))));
}

void entries_of(std::string_view key, std::vector<std::uint64_t>& entries) {
    if (!key.empty() && key.front() == '#') return runs_of(key.substr(1), entries);
    entries.push_back(entry(first_letters(key, short_letters)));
    const std::string_view more = first_letters(key, long_letters);
    if (letters(more) == long_letters) entries.push_back(entry(more));
}

// What surely stands in a subject that has a word agreeing with `wanted`.
void asked_of(const Wanted& wanted, std::vector<std::uint64_t>& entries) {
    const std::size_t sure = letters(wanted.common);
    if (wanted.whole)
        entries_of(wanted.key, entries);
    else if (sure >= long_letters)
        entries_of(first_letters(wanted.common, long_letters), entries);
    else if (sure >= short_letters)
        entries.push_back(entry(first_letters(wanted.common, short_letters)));
}

}  // namespace

Result<std::string> signature_of(ByteView index) {
    std::vector<std::uint64_t> entries;
    TRY(each_key(index, [&](std::string_view key) { entries_of(key, entries); }));
    arrange(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    const std::size_t bytes = std::min((entries.size() * signature_bits_each + 7) / 8, signature_bytes_max);
    std::string signature(bytes, '\0');
    for (std::uint64_t one : entries)
        each_bit(one, bytes * 8, [&](std::size_t bit) {
            signature[bit / 8] =
                static_cast<char>(static_cast<unsigned char>(signature[bit / 8]) | 1u << bit % 8);
        });
    return signature;
}

SignatureQuery::SignatureQuery(const std::vector<Reading>& readings) {
    for (const Reading& reading : readings) {
        std::vector<Asked> terms;
        for (const Term& term : reading.terms) {
            if (term.minus) continue;
            Asked asked;
            // Another alphabet or a slip may change a word's beginning: only what must stand as it is can be asked for.
            if (reading.way == Way::typed || reading.way == Way::layout)
                for (const Wanted& wanted : term.words) asked_of(wanted, asked.words);
            else
                for (const Wanted& wanted : term.words)
                    if (wanted.whole) asked_of(wanted, asked.words);
            asked.has_joined = !term.joined.empty();
            if (asked.has_joined && term.joined[0] == '#') {
                // A trunk's 8, or no country's code: the digits after the first are common to all spellings.
                const bool first_varies = !term.joined_begin.empty() || term.joined.size() == 12;
                runs_of(std::string_view(term.joined).substr(first_varies ? 2 : 1), asked.joined);
            } else if (asked.has_joined && (!term.joined_open || letters(term.joined) >= short_letters)) {
                asked.joined.push_back(entry(first_letters(term.joined, short_letters)));
            }
            terms.push_back(std::move(asked));
        }
        readings_.push_back(std::move(terms));
    }
}

bool SignatureQuery::may_hold(std::string_view signature) const {
    if (signature.empty()) return false;
    const auto all = [&](const std::vector<std::uint64_t>& entries) {
        return std::all_of(entries.begin(), entries.end(),
                           [&](std::uint64_t one) { return holds(signature, one); });
    };
    return std::any_of(readings_.begin(), readings_.end(), [&](const std::vector<Asked>& terms) {
        return std::all_of(terms.begin(), terms.end(), [&](const Asked& asked) {
            return all(asked.words) || (asked.has_joined && all(asked.joined));
        });
    });
}

bool SignatureQuery::all() const {
    return std::any_of(readings_.begin(), readings_.end(), [](const std::vector<Asked>& terms) {
        return std::all_of(terms.begin(), terms.end(), [](const Asked& asked) {
            return asked.words.empty() || (asked.has_joined && asked.joined.empty());
        });
    });
}

}  // namespace history::search
