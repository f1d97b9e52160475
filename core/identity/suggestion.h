// Who might be one person: pairs of subjects that look alike by name, address, birthday, number or mailbox, with a score and
// its reasons. Suggestions are looked at by people and never join anybody by themselves.
//
// Score: for each thing that both have, the weight of its likeness: how surprising it would be by chance, in tenths of a bit
// (Fellegi and Sunter: log2 of how much likelier a match is than a coincidence). Agreement on a rare name weighs more than on
// a frequent one: log2(subjects / subjects with that word). What differs weighs against.
//   name      words matched one to one by sound in Latin (Юлия, Yulia), with typos: one letter in 4, two in 8; order is free
//   birthday  equal; day and month swapped; one digit wrong
//   address   words and numbers in common, with typos, by their rarity
//   phone     equal though only said or copied (the same number is no proof: somebody may write down a stranger's); one digit
//             wrong or two neighbours swapped
//   email     the same mailbox at another provider, or with a +tag
//   fias      the same id of an address object
// Candidates come from blocks (keys that two alike subjects share); a block of more than block_max says too little and is left
// out, so that 50,000 subjects are no 50,000 squared. Pure; no floating point; the same everywhere.
#pragma once
#include <unordered_map>
#include <vector>

#include "core/identity/resolver.h"

namespace history {

struct Suggestion {
    StreamId a, b;           // subjects, of two customers
    std::int32_t score = 0;  // tenths of a bit; suggested from score_min on
    std::vector<std::string>
        reasons;  // "name" "birthday" "address" "phone" "email" "fias" and, where it is not exact,
                  // "name~" ...; "said": the number stands in words alone: who wrote it may be a stranger
};

class Suggestions {
public:
    static constexpr std::int32_t score_min = 150;
    static constexpr std::size_t block_max = 48;

    // Indexes the records, which must outlive this; products and unfiled items are left out.
    explicit Suggestions(const std::vector<const SubjectRecord*>& records);

    // For one customer, against all others: best first, `limit` at most.
    std::vector<Suggestion> of(const Customer& customer, const Customers& customers, std::size_t limit) const;
    // All pairs of different customers from `least` on, best first.
    std::vector<Suggestion> all(const Customers& customers, std::int32_t least = score_min) const;

private:
    struct Compared {  // a subject, ready to be compared
        const SubjectRecord* record = nullptr;
        struct Contact {
            std::string value,
                key;  // key: of a number its last ten digits, of a mailbox its local part without tag
            bool said = false;  // in words alone
        };
        std::vector<std::string> names, address;
        std::string name;  // its words in one
        std::vector<Contact> phones, emails;
    };
    static Compared ready(const SubjectRecord& record);
    static std::vector<std::uint64_t> keys_of(const Compared& one);
    std::int32_t rarity(std::string_view word) const;  // tenths of a bit
    Suggestion weigh(const Compared& x, const Compared& y) const;

    std::vector<Compared> subjects_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> blocks_;  // key, subject; sorted
    std::unordered_map<std::uint64_t, std::uint32_t> frequency_;   // by hash: subjects that have the word
    std::unordered_map<StreamId, std::uint32_t, FixedBytesHash> place_;
};

}  // namespace history
