// Who works where: the people on a company's card, the company on a person's.
//
// A source says it by the company's identifier in the person's stream: entity identifier, type `employer`, value
// TYPE:SCOPE:VALUE of the company's own (`inn::7707083893`, `crm:portal:company:12`), known as `cc`, so that it never joins.
// People say it by a statement of both streams, later words over earlier ones, theirs over a source's:
//   works_at  US (empty) US company's subject hex, in the person's stream      state stands | withdrawn, reason
//   employs   US (empty) US person's subject hex, in the company's stream      the same
// Withdrawn it also silences what sources say. A domain of an e-mail address never makes one.
#pragma once
#include "core/replica/replica.h"
#include "core/view/slice.h"

namespace history::view {

inline constexpr std::string_view employer_type = "employer";
inline constexpr std::size_t workplace_people_max = 200;

struct Tie {
    const Customer* with = nullptr;
    std::string_view by;  // statement | source
};
// Of a company those who work there, by id, workplace_people_max at most.
std::vector<Tie> people_of(const OpenCustomer& company, const Directory& directory);
std::vector<Tie> employers_of(const OpenCustomer& person, const Directory& directory);

// Members of the card, as they stand in JSON; empty when there is nothing to say:
//   of a company  "people":[{"id","name","position","by"}], position: only where a source gave one
//   of a person   "company":{"name","position","id","by"}, and "employers":[{"id","name","by"}] where there are several
std::string workplace_member(const OpenCustomer& customer, const Directory& directory);

// A person's word that one works (or, with `works` false, does not work) at the other. who: public ids or identifiers.
// Errc::usage when the second is no company, or they are one.
Result<std::vector<StreamWrite>> workplace_write(const Directory& directory, const std::string& person,
                                                 const std::string& company, std::string_view country,
                                                 const std::string& reason, bool works);

// The company of an identifier key, as `employer` names it.
std::string employer_value(std::string_view identifier_key);

}  // namespace history::view
