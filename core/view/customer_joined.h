// People's statements who is one customer and who is not: the same for the command line and the page.
//
// A statement is an entity of both subjects' streams (core/model/entity.h); either copy is enough. What is written names every
// pair that it means, so that it holds for ever, whoever joins later; taking it back withdraws exactly those pairs.
//   link      two subjects are one customer
//   separate  one subject out of its customer, or two apart: where they are one customer now, at the weakest join between
//             them (or at another that the caller names); where they are two, every member of the one from every member of
//             the other
#pragma once
#include "core/view/customer_named.h"

namespace history::view {

inline constexpr std::size_t pairs_max =
    1024;  // of one separation: 32 subjects from 32; more is said in parts

// A subject by its id, or the one that has an identifier; the customer's first where he is named as a whole (his public id).
Result<StreamId> subject_named(const Directory& directory, const std::string& who, std::string_view country);

struct Parting {  // a join that can break, and who goes where then
    const Join* join = nullptr;
    std::vector<StreamId> left, right;  // left holds the join's `a`
};
// Of the joins between two members of one customer, weakest first; all joins of him where b is null.
std::vector<Parting> partings(const Customer& customer, const StreamId& a, const StreamId* b);

struct Said {  // what a statement does
    std::vector<StreamWrite> writes;
    std::vector<std::pair<StreamId, StreamId>> pairs;
};

// who: two subjects or customers at least; all are linked with the first. Errc::conflict while a separation stands between them.
Result<Said> link_write(const Directory& directory, const std::vector<std::string>& who,
                        std::string_view country, const std::string& reason);
// who: one subject (out of his customer) or two. `at`: which of partings() breaks, when the two are one customer.
Result<Said> separate_write(const Directory& directory, const std::vector<std::string>& who,
                            std::string_view country, const std::string& reason, std::size_t at = 0);
// kind: link | separation. One subject: all of that kind that touch him, when they are with one other customer; two: those
// between them, and between the rest of their customers.
Result<Said> withdraw_write(const Directory& directory, std::string_view kind,
                            const std::vector<std::string>& who, std::string_view country,
                            const std::string& reason);

}  // namespace history::view
