// What is known of a customer over all his subjects: face, names, contacts, facts. Views point into the members' states.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/record.h"
#include "core/view/slice.h"

namespace history::view {

struct Face {
    std::string name;       // best one, as written; empty when no source gave one
    std::string_view kind;  // person | company | unfiled ...
};
// The best name (core/insight/summary.h); a company when one member is, else the kind that all members share, else a person.
Face face_of(const OpenCustomer& customer);

// Every name that a source or a colleague gave, as written; other recipients' names are not his.
std::set<std::string_view> names_of(const OpenCustomer& customer);

struct Contact {  // an identifier over all members
    std::string_view key;
    Known known = Known::cc;
    std::string_view raw;
    std::set<std::string_view> channels;  // that say so
};
// Strongest first, then by key; without the identifiers that hold an unfiled item together.
std::vector<Contact> contacts_of(const OpenCustomer& customer);

inline constexpr std::string_view by_colleague = "staff";  // channel of what a colleague said (correction.h)

struct Fact {  // a version of a named fact over all members
    std::uint64_t at_ms = 0;
    std::string_view value, channel;
};
// What a colleague said, else the latest of all sources.
std::map<std::string_view, Fact> facts_of(const OpenCustomer& customer);
// The latest of each source: by name, then channel.
std::map<std::string_view, std::map<std::string_view, Fact>> facts_by_source(const OpenCustomer& customer);
Fact standing_fact(const std::map<std::string_view, Fact>& sources);  // of one name

}  // namespace history::view
