// The resolver: from all subjects' identifiers and people's statements to customers. A pure function: derived on every
// replica, never written. Every join has a reason; subjects that nothing joins stay separate and visible.
//
// Subjects of one owner are one subject that several agents began (core/identity/twins.h), unless a person separated them.
// Rules (design: identity needs no protocol; what counts as evidence: core/identity/evidence.h):
//   separation > link > proved or given identifiers in common.  said and cc never join.
//   given does not join where names contradict; a value shared by more subjects than its type's limit stops joining, and says
//   so; a number that was given out again splits by time.
//   What is joined by given alone is `not_proved`: ask before you disclose.
// Two who were separated never meet again, whoever comes between them: a subject that has evidence for both goes where its
// evidence is stronger (link, then proved by type, then given by type); does equally strong evidence reach both, it goes to
// the nearer one, counted in joins; is neither nearer, it stays apart from both until something stronger or a link decides.
#pragma once
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/identity/record.h"

namespace history {

struct Join {  // an edge of the path of reasons
    StreamId a, b;
    std::string reason;  // identifier type, or "link"
    std::string value;   // normalised identifier value; empty for a link
    Known known = Known::proved;
    std::string scope;  // of the identifier
};

struct Customer {
    StreamId id;  // public id: of the member whose first leaf is earliest (unacknowledged last; then by id)
    std::vector<StreamId> members;  // sorted by first leaf, then id
    std::vector<Join> joins;        // a spanning tree of the members, strongest reasons first
    bool not_proved = false;        // some member hangs by `given` alone
};

struct Shared {  // an identifier that stopped joining
    std::string key;
    std::uint32_t subjects = 0;
    std::string why;  // "names" | "limit" | "recycled" | "separation"
};

struct Customers {
    std::vector<Customer> all;  // in order of id
    std::unordered_map<StreamId, StreamId, FixedBytesHash>
        of;                      // member -> public id; any member's id opens the customer
    std::vector<Shared> shared;  // in order of key
    const Customer* find(const StreamId& member) const;
};

// Identifier keys that join nobody, whoever has them: those that the whole workspace shares beyond their limit.
using IgnoredKeys = std::unordered_set<std::string>;

// Of a part of all subjects only when no identifier (but the ignored ones) and no statement leads out of it.
Customers resolve(const std::vector<const SubjectRecord*>& subjects, const IgnoredKeys* ignored = nullptr);

}  // namespace history
