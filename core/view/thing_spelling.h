// How the items and orders that join subjects are spelled: the directory knows them by a hash (core/identity/reference.h).
#pragma once
#include <map>
#include <optional>
#include <string>

#include "core/view/slice.h"

namespace history::view {

class ThingSpelling {
public:
    explicit ThingSpelling(const OpenCustomer& customer) : customer_(customer) {}
    // The identifier key that stands in the customer's facts for this one of a join or a shared identifier; of anything but a
    // thing, and of one that no open member has, the key as it is.
    std::string key(std::string_view type, std::string_view scope, std::string_view value);
    Join spelled(const Join& join);

private:
    const OpenCustomer& customer_;
    std::optional<std::map<std::string, std::string>>
        keys_;  // by the reference's value; made when first asked for
};

}  // namespace history::view
