// What of a card needs the whole directory: what may be offered, and who works where.
#pragma once
#include "core/view/offers.h"
#include "core/view/workplace.h"

namespace history::view {

// For `more` of card() (slice.h); empty when there is nothing.
inline std::string card_more(const OpenCustomer& customer, const Directory& directory, const Baskets& baskets,
                             const Shop& shop) {
    std::string offers = offers_member(customer, directory, baskets, shop);
    const std::string workplace = workplace_member(customer, directory);
    if (!offers.empty() && !workplace.empty()) offers += ',';
    return offers + workplace;
}

}  // namespace history::view
