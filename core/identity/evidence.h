// What an identifier in common proves: how many may share it, who contradicts whom, and numbers that were given out again.
#pragma once
#include <span>

#include "core/identity/record.h"

namespace history {

// How many subjects one value of this type may join before it is a shared one (a switchboard, a family tablet, an example in
// a form). A person's subjects: one for each channel, agent and name; a browser's: its visits before and after a sign-in.
std::size_t sharing_max(std::string_view type);

// Order in which reasons are told and taken, strongest first: link 0, then item, user, phone ...
std::uint8_t reason_rank(std::string_view type);

struct Holder {  // of an identifier
    std::uint32_t subject = 0;
    Known known = Known::said;
    const KnownIdentifier* identifier = nullptr;
    const SubjectRecord* record = nullptr;
};

bool has_name(const Holder& holder);
// Whose name says more comes first, then by the name: not by who came first.
bool names_before(const Holder& x, const Holder& y);
// By name, or by another identifier that names one person (a signed-in user, a loyalty card).
bool contradict(const Holder& x, const Holder& y);

// A number that was given to somebody else. Two proved it, and still they are two when all three hold:
//   other ids   each has an id of the same messenger and account, and they differ
//   other names their names contradict
//   silence     90 days at least lie between the last of the one and the first of the other. Numbers rest before they are given
//               out again: 45 to 90 days in the USA (47 CFR 52.15(f)(1)(ii)); a prepaid number is taken after months unused.
inline constexpr std::uint64_t recycling_silence_ms = 90ull * 24 * 3600 * 1000;
bool recycled(const Holder& x, const Holder& y);
// Nothing of the two within that silence of each other; false when one of them has no dates.
bool silence_between(const SubjectRecord& x, const SubjectRecord& y);

}  // namespace history
