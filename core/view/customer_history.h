// What is computed of an opened customer alone: his items, the orders they make, the matters they belong to. Read once and asked
// by every slice; kept for as long as nothing of it changes, since a customer of many years has ten thousand items.
#pragma once
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "core/insight/matter.h"
#include "core/replica/replica.h"
#include "core/view/customer_items.h"
#include "core/view/customer_orders.h"

namespace history::view {

class CustomerHistory {  // each part is computed when it is first asked for
public:
    explicit CustomerHistory(std::vector<OpenMember> members);  // whose states outlive it
    CustomerHistory(const CustomerHistory&) = delete;
    CustomerHistory& operator=(const CustomerHistory&) = delete;

    const CustomerItems& items() const;
    const CustomerOrders& orders() const;
    const std::vector<Matter>& matters(const Shop& shop) const;  // anew for another catalogue

private:
    std::vector<OpenMember> members_;
    mutable std::optional<CustomerItems> items_;
    mutable std::optional<CustomerOrders> orders_;
    mutable std::optional<std::vector<Matter>> matters_;
    mutable std::shared_ptr<const Catalogue> catalogue_;  // whose products told the matters apart
};

// The customer's own where it is at hand, else made now.
std::shared_ptr<const CustomerHistory> history_of(const OpenCustomer& customer);

// Histories of the customers looked at last, for one who opens them again and again. They hold the subjects in memory.
class CustomerHistories {
public:
    // `subjects`: of the members, in their order.
    std::shared_ptr<const CustomerHistory> of(const std::vector<OpenMember>& members,
                                              const std::vector<std::shared_ptr<const Subject>>& subjects);

private:
    struct Kept {
        std::vector<std::pair<std::shared_ptr<const Subject>, std::uint64_t>>
            subjects;  // with their revisions
        std::shared_ptr<const CustomerHistory> history;
    };
    std::list<Kept> kept_;  // last used first
};

inline constexpr std::size_t histories_kept = 4;

}  // namespace history::view
