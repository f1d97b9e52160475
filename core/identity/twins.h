// Twins: subjects of one owner, begun by agents that did not know of each other yet. To the resolver they are the one subject
// that a single agent would have made, so who is one customer does not depend on how a source was divided over agents.
#pragma once
#include <deque>
#include <vector>

#include "core/identity/record.h"

namespace history {

// Of subjects with one owner: false when a person separated two of them. Then each is a subject of its own.
bool are_twins(const std::vector<const SubjectRecord*>& of_one_owner);

struct Twins {
    std::vector<const SubjectRecord*> all;  // as given
    std::vector<const SubjectRecord*>
        subjects;                   // in that order; of twins the first, with what all of them know
    std::vector<std::uint32_t> at;  // of each of all: its place in subjects

    // Keeps the references to the records.
    explicit Twins(std::vector<const SubjectRecord*> all);

private:
    std::deque<SubjectRecord> together_;
};

}  // namespace history
