// The resolver: from all subjects' identifiers and people's statements to customers. A pure function: derived on every
// replica, never written. Every join has a reason; subjects that nothing joins stay separate and visible.
//
// Rules (design: identity needs no protocol):
//   separation > link > proved or given identifiers in common.  said and cc never join.
//   given does not join where names contradict; a value shared by more people than its type's limit stops joining, and says so.
//   What is joined by given alone is `not_proved`: ask before you disclose.
#pragma once
#include <unordered_map>
#include <vector>

#include "core/identity/record.h"

namespace history {

struct Join {  // an edge of the path of reasons
    StreamId a, b;
    std::string reason;  // identifier type, or "link"
    std::string value;   // normalised identifier value; empty for a link
    Known known = Known::proved;
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
    std::string why;  // "names" | "limit"
};

struct Customers {
    std::vector<Customer> all;  // in order of id
    std::unordered_map<StreamId, std::uint32_t, FixedBytesHash>
        of;  // member -> index in `all`; any member's id opens the customer
    std::vector<Shared> shared;
    const Customer* find(const StreamId& member) const {
        auto found = of.find(member);
        return found == of.end() ? nullptr : &all[found->second];
    }
};

Customers resolve(const std::vector<const SubjectRecord*>& subjects);

}  // namespace history
