// A customer by whatever people call him: the same for the command line and the page.
#pragma once
#include "core/replica/replica.h"

namespace history::view {

std::vector<const SubjectRecord*> all_records(const Directory& directory);

// As lists and card show it; empty when nobody told one.
std::string_view customer_name(const Customer& customer, const Directory& directory);

// A public id, the id of any member, type:value, or an identifier in any spelling; `country` for phones written without
// one. Joined identifiers come before those that were only said. Errc::not_found, or Errc::conflict with the ids when
// several customers have it.
Result<const Customer*> customer_named(const Directory& directory, const std::string& who,
                                       std::string_view country);

// A number or address that can begin a customer whom nobody has met yet; Errc::not_found for anything else.
struct Named {
    std::string type, value;  // normalised
    std::string key() const;
};
Result<Named> new_customer_named(const std::string& who, std::string_view country);

}  // namespace history::view
